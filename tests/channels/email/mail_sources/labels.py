"""Text whose label lies, is missing or says nothing, in bodies, subjects, names and file names."""

from tests.channels.email.mail_sources.charsets import JA, JA_PLAIN, KO, ZH, ZH_HANT, eucjp, jis, labelled
from tests.channels.email.mail_sources.writing import Mail, b64, crlf, head, html, lines, multipart, plain, qp

KANA = "ﾃﾚﾋﾞｶﾞｺﾜﾚﾏｼﾀ"
ZH_PLAIN = "你们的空调装了三天就漏水，打电话没人接，请尽快派人来修。"
HK = "我喺旺角買嘅鞋爛咗，唔該你哋快啲退錢。"
WIDE = "𠮷田です。叱られた鷗外の本が𩸽臭い。"


def body(text: str, codec: str) -> bytes:
    """Give the bytes of a body."""
    return (crlf(text) + "\r\n").encode(codec)


def shifted(text: str) -> bytes:
    """Write half-width kana between shift-out and shift-in, as old gateways of telephones do."""
    return b"\x0e" + bytes(ord(character) - 0xFF40 for character in text) + b"\x0f"


def subject(name: str, octets: bytes, wanted: str, *more: str, text: str = "ok") -> Mail:
    """Write one subject as it comes."""
    return Mail(
        name, head(octets, "Ann Lee <ann@example.com>", *more) + plain(text), {"subject": wanted, "no_gaps": True}
    )


def bare(name: str, codec: str, title: str, text: str, person: str = "") -> Mail:
    """Write a mail of raw eight-bit bytes whose header has no label and whose body is short."""
    sender = person.encode(codec) + b" <kyaku@example.com>" if person else b"kyaku@example.com"
    raw = head(title.encode(codec), sender) + b"\r\n" + body(text, codec)
    return Mail(
        name, raw, {"subject": title, "from": [[person, "kyaku@example.com"]], "text": text + "\n", "no_gaps": True}
    )


def words(*pieces: tuple[str, bytes, str]) -> bytes:
    """Write encoded words of given charset, bytes and encoding, folded."""
    made = []
    for charset, octets, encoding in pieces:
        inside = (
            b64(octets, b"").replace(b"\n", b"") if encoding in "Bb" else b"".join(b"=%02X" % byte for byte in octets)
        )
        made.append(f"=?{charset}?{encoding}?".encode() + inside + b"?=")
    return b"\r\n ".join(made)


LONG = "エアコンの室外機から異音がして眠れません"
LONG_UTF = LONG.encode()
LONG_SJIS = LONG.encode("cp932")
LONG_GBK = "空调外机噪音太大晚上睡不着觉".encode("gbk")
LONG_JIS = jis(LONG)

MAILS = [
    labelled("jis-kana-shifted", jis("商品名：") + shifted(KANA) + b"\r\n", "iso-2022-jp", "商品名：" + KANA, cte="7bit"),
    labelled("jis-kana-eight-bits", jis("商品名：") + KANA.encode("cp932") + b"\r\n", "iso-2022-jp", "商品名：" + KANA),
    labelled("jis-escapes-lost", jis(crlf(JA_PLAIN) + "\r\n").replace(b"\x1b", b""), "iso-2022-jp", JA_PLAIN, cte="7bit"),
    labelled("jis-in-base64", jis(crlf(JA) + "\r\n"), "ISO-2022-JP", JA, cte="base64"),
    labelled("jis-line-not-closed", jis(JA_PLAIN.replace("\n", "")).removesuffix(b"\x1b(B") + b"\r\nTEL 06-0000-0000\r\n", "iso-2022-jp",
             JA_PLAIN.replace("\n", "") + "\nTEL 06-0000-0000", cte="7bit"),
    labelled("jis-2004", b"\x1b$(Q\x4f\x54\x1b(B\r\n", "iso-2022-jp-2004", "𠮟", cte="7bit"),
    labelled("shift-jis-called-jis", body(JA, "cp932"), "iso-2022-jp", JA),
    labelled("shift-jis-called-ascii", body(JA_PLAIN, "cp932"), "us-ascii", JA_PLAIN),
    labelled("shift-jis-vendor-called-ascii", body(JA, "cp932"), "us-ascii", JA),
    labelled("shift-jis-called-latin", body(JA_PLAIN, "cp932"), "iso-8859-1", JA_PLAIN),
    labelled("shift-jis-called-euc", body(JA_PLAIN, "cp932"), "euc-jp", JA_PLAIN),
    labelled("shift-jis-called-gb", body(JA_PLAIN, "cp932"), "gb2312", JA_PLAIN),
    labelled("shift-jis-short-no-label", body("返品希望です。", "cp932"), None, "返品希望です。"),
    labelled("shift-jis-kana-only", body(KANA, "cp932"), "Shift_JIS", KANA),
    labelled("shift-jis-backslashes", body("表示の能力ソ予", "cp932"), "shift_jis", "表示の能力ソ予", cte="quoted-printable"),
    labelled("euc-called-shift-jis", eucjp(crlf(JA_PLAIN) + "\r\n"), "shift_jis", JA_PLAIN),
    labelled("euc-called-jis", eucjp(crlf(JA_PLAIN) + "\r\n"), "iso-2022-jp", JA_PLAIN),
    labelled("euc-called-utf-8", eucjp(crlf(JA_PLAIN) + "\r\n"), "utf-8", JA_PLAIN),
    labelled("euc-three-bytes", "丂丄丅".encode("euc_jp") + eucjp("の字が化けます。\r\n"), "euc-jp", "丂丄丅の字が化けます。"),
    labelled("euc-win", eucjp(crlf(JA) + "\r\n"), "eucJP-win", JA, cte="base64"),
    labelled("utf-8-called-jis", body(JA, "utf-8"), "iso-2022-jp", JA),
    labelled("utf-8-called-shift-jis", body(JA_PLAIN, "utf-8"), "shift_jis", JA_PLAIN),
    labelled("utf-8-called-gb", body(ZH, "utf-8"), "gb2312", ZH, cte="base64"),
    labelled("utf-8-called-ascii", body(ZH, "utf-8"), "us-ascii", ZH),
    labelled("utf-8-short-called-gb", body("请退款。", "utf-8"), "gbk", "请退款。"),
    labelled("utf-8-short-called-shift-jis", body("返金希望です。", "utf-8"), "shift_jis", "返金希望です。"),
    labelled("utf-8-faces", body("ひどい😡😡 返金して🙏", "utf-8"), "utf-8", "ひどい😡😡 返金して🙏"),
    labelled("utf-8-called-latin-short", body("Kasut “rosak” – RM329 😡", "utf-8"), "iso-8859-1", "Kasut “rosak” – RM329 😡"),
    labelled("utf-16", ("\ufeff" + crlf(JA_PLAIN) + "\r\n").encode("utf-16-le"), "utf-16", JA_PLAIN, cte="base64"),
    labelled("utf-16-little", (crlf(JA_PLAIN) + "\r\n").encode("utf-16-le"), "utf-16le", JA_PLAIN, cte="base64"),
    labelled("utf-16-called-utf-8", ("\ufeff" + crlf(JA_PLAIN) + "\r\n").encode("utf-16-le"), "utf-8", JA_PLAIN, cte="base64"),
    labelled("gbk-no-label", body(ZH_PLAIN, "gbk"), None, ZH_PLAIN),
    labelled("gbk-short-no-label", body("我要退货。", "gbk"), None, "我要退货。"),
    labelled("gbk-called-utf-8", body(ZH_PLAIN, "gbk"), "utf-8", ZH_PLAIN),
    labelled("gbk-called-ascii", body(ZH_PLAIN, "gbk"), "us-ascii", ZH_PLAIN),
    labelled("gbk-called-big5", body(ZH_PLAIN, "gbk"), "big5", ZH_PLAIN),
    labelled("gbk-called-shift-jis", body(ZH_PLAIN, "gbk"), "shift_jis", ZH_PLAIN),
    labelled("gb18030-called-gb2312", body("我的名字是𬀪𠮷，€899元，请退款给我。", "gb18030"), "gb2312", "我的名字是𬀪𠮷，€899元，请退款给我。", cte="base64"),
    labelled("gb18030-faces", body("太差了😡请退款", "gb18030"), "gb18030", "太差了😡请退款", cte="base64"),
    labelled("hz-no-label", body(ZH_PLAIN, "hz"), None, ZH_PLAIN, cte="7bit"),
    labelled("hz-called-gb2312", body(ZH_PLAIN, "hz"), "gb2312", ZH_PLAIN, cte="7bit"),
    labelled("hz-tilde", body("价格~899元", "hz"), "hz-gb-2312", "价格~899元", cte="7bit"),
    labelled("big5-called-gb", body(ZH_HANT, "cp950"), "gb2312", ZH_HANT),
    labelled("big5-called-utf-8", body(ZH_HANT, "cp950"), "utf-8", ZH_HANT, cte="base64"),
    labelled("big5-hkscs", body(HK, "big5hkscs"), "big5-hkscs", HK, cte="base64"),
    labelled("big5-kana", body("日本の店で買いました。商品壞了，請退款。", "big5hkscs"), "big5", "日本の店で買いました。商品壞了，請退款。"),
    labelled("big5-euro", body("價格€39，請退款，謝謝。", "cp950"), "big5", "價格€39，請退款，謝謝。"),
    labelled("korean-no-label", body(KO, "cp949"), None, KO),
    labelled("korean-2022", KO.replace("\n", "\r\n").encode("iso2022_kr") + b"\r\n", "iso-2022-kr", KO, cte="7bit"),
    labelled("label-empty", body(JA_PLAIN, "utf-8"), '""', JA_PLAIN),
    labelled("label-user-defined", body(JA_PLAIN, "utf-8"), "x-user-defined", JA_PLAIN),
    labelled("label-glued", body(JA_PLAIN, "utf-8"), "utf-8;format=fixed", JA_PLAIN),
    labelled("label-quoted-printable", body(JA_PLAIN, "utf-8"), "3Dutf-8", JA_PLAIN),
    labelled("label-of-windows", body(JA_PLAIN, "cp932"), "CP932", JA_PLAIN),
    labelled("label-of-microsoft", body(JA_PLAIN, "cp932"), "x-ms-cp932", JA_PLAIN),
    labelled("label-of-mac", body(JA_PLAIN, "cp932"), "x-mac-japanese", JA_PLAIN),
    labelled("smart-quotes-called-ascii", body("It says “waterproof” – it isn’t.", "cp1252"), "us-ascii", "It says “waterproof” – it isn’t."),
    labelled("smart-quotes-called-utf-8", body("It says “waterproof” – it isn’t.", "cp1252"), "utf-8", "It says “waterproof” – it isn’t."),
    labelled("utf-7-face", body("Geld zurück, 返金!", "utf-7"), "UTF-7", "Geld zurück, 返金!", cte="7bit"),
    labelled("utf-7-called-utf-8-stays", b"2+3-4 is +-1\r\n", "utf-8", "2+3-4 is +-1", cte="7bit"),
    bare("bare-shift-jis-two-letters", "cp932", "返品", "割れていました。返金してください。"),
    bare("bare-shift-jis-short", "cp932", "苦情です", "店員の態度が悪い。", "森"),
    bare("bare-shift-jis-backslash-name", "cp932", "表の件", "表示が違います。", "能登ソノ"),
    bare("bare-gbk-two-letters", "gbk", "投诉", "衣服破了，请退款。"),
    bare("bare-gbk-short", "gbk", "退货", "我要退货。", "李娜"),
    bare("bare-big5-short", "cp950", "退貨", "衣服破了，請退款，謝謝。", "陳小姐"),
    bare("bare-euc-short", "euc_jp", "返品の件", "割れていました。", "森理恵"),
    bare("bare-utf-8-short", "utf-8", "返品", "割れた。", "森"),
    bare("bare-latin", "latin-1", "Beschädigter Mantel", "Der Mantel ist beschädigt, bitte um Rückerstattung.", "Jörg Müller"),
    subject("subject-split-utf-8-b", words(("utf-8", LONG_UTF[:31], "B"), ("utf-8", LONG_UTF[31:], "B")), LONG),
    subject("subject-split-between-b-and-q", words(("utf-8", LONG_UTF[:31], "B"), ("UTF-8", LONG_UTF[31:], "Q")), LONG),
    subject("subject-split-between-names", words(("UTF8", LONG_UTF[:31], "B"), ("utf-8", LONG_UTF[31:], "B")), LONG),
    subject("subject-split-shift-jis", words(("Shift_JIS", LONG_SJIS[:21], "B"), ("Shift_JIS", LONG_SJIS[21:], "Q")), LONG),
    subject("subject-split-gb", words(("gb2312", LONG_GBK[:13], "B"), ("gb2312", LONG_GBK[13:], "B")), "空调外机噪音太大晚上睡不着觉"),
    subject("subject-split-jis-without-escapes", words(("iso-2022-jp", LONG_JIS[:23], "B"), ("iso-2022-jp", LONG_JIS[23:], "B")), LONG),
    subject("subject-split-jis-in-pair", words(("ISO-2022-JP", LONG_JIS[:22], "B"), ("ISO-2022-JP", LONG_JIS[22:], "Q")), LONG),
    subject("subject-base64-cut-anywhere", b"=?utf-8?B?" + b64(LONG_UTF, b"")[:42] + b"?=\r\n =?utf-8?B?" + b64(LONG_UTF, b"")[42:].strip() + b"?=", LONG),
    subject("subject-folded-inside-word", b"=?utf-8?B?" + b64(LONG_UTF, b"")[:42] + b"\r\n " + b64(LONG_UTF, b"")[42:].strip() + b"?=", LONG),
    subject("subject-quoted-with-blanks", b"=?utf-8?Q?=E8=BF=94=E5=93=81 please =E8=BF=94=E9=87=91?=", "返品 please 返金"),
    subject("subject-jis-called-utf-8", words(("utf-8", LONG_JIS, "B")), LONG),
    subject("subject-shift-jis-called-jis", words(("iso-2022-jp", LONG_SJIS, "B")), LONG),
    subject("subject-shift-jis-called-utf-8", words(("utf-8", LONG_SJIS, "B")), LONG),
    subject("subject-gbk-called-utf-8", words(("utf-8", "空调漏水投诉请退款".encode("gbk"), "B")), "空调漏水投诉请退款"),
    subject("subject-utf-8-called-gb", words(("gb2312", "空调漏水投诉请退款".encode(), "B")), "空调漏水投诉请退款"),
    subject("subject-utf-8-called-shift-jis", words(("shift_jis", "返品と返金のお願い".encode(), "B")), "返品と返金のお願い"),
    subject("subject-hz", words(("hz-gb-2312", "空调漏水".encode("hz"), "Q")), "空调漏水"),
    subject("subject-big5-hkscs", words(("big5-hkscs", "買嘅鞋爛咗".encode("big5hkscs"), "B")), "買嘅鞋爛咗"),
    subject("subject-utf-7", b"=?UTF-7?Q?+j9RUwQ-?=", "返品"),
    subject("subject-twice-encoded", words(("utf-8", words(("iso-2022-jp", jis("返品の件"), "B")), "B")), "返品の件"),
    subject("subject-raw-and-encoded", "返品 ".encode() + words(("iso-2022-jp", jis("返金"), "B")), "返品 返金"),
    subject("subject-glued-to-re", b"Re:" + words(("utf-8", "返品の件".encode(), "B")), "Re:返品の件"),
    subject("subject-in-brackets", b"[shop 12]" + words(("gb2312", "退款".encode("gbk"), "B")) + b"(2)", "[shop 12]退款(2)"),
    subject("subject-in-quotes", b'"' + words(("utf-8", "返品".encode(), "B")) + b'"', '"返品"'),
    subject("subject-unknown-charset", words(("x-none", "返品と返金".encode(), "B")), "返品と返金"),
    subject("subject-empty-word", b"=?utf-8?B??= =?utf-8?Q?Refund?=", "Refund"),
    subject("subject-base64-unpadded", b"=?utf-8?B?6L+U5ZOB5biM5pyb44Gn44GZ?= =?utf-8?B?6L+U?=", "返品希望です返"),
    subject("subject-tabs-between", b"=?utf-8?B?6L+U5ZOB?=\r\n\t=?utf-8?B?5biM5pyb?=", "返品希望"),
    subject("subject-raw-jis-folded", jis("室外機の異音で") + b"\r\n " + jis("眠れません"), "室外機の異音で 眠れません"),
    subject("subject-raw-shift-jis-hint", "返品".encode("cp932"), "返品"),
    subject("subject-nul-inside-word", words(("utf-8", b"Ref\x00und", "B")), "Refund"),
    subject("subject-kana", words(("iso-2022-jp", jis(KANA), "B")), KANA),
    subject("subject-line-separator", words(("utf-8", "返品\u2028Bcc: x@example.com".encode(), "B")), "返品 Bcc: x@example.com"),
    subject("subject-turned-round", words(("utf-8", "Refund \u202egnp.exe".encode(), "B")), "Refund gnp.exe"),
    subject("subject-twice", b"First", "First", "Subject: Second"),
    Mail("subject-empty-then-filled", head("", "Ann Lee <ann@example.com>", "Subject: Second") + plain("x"), {"subject": "Second"}),
    Mail("name-jis-raw-quoted", head("x", b'"' + jis("山田 太郎") + b'" <taro@example.ne.jp>') + plain("x"), {"from": [["山田 太郎", "taro@example.ne.jp"]]}),
    Mail("name-quoted-word", head("x", b'"=?iso-2022-jp?B?' + b64(jis("山田 太郎"), b"").strip() + b'?=" <taro@example.ne.jp>') + plain("x"),
         {"from": [["山田 太郎", "taro@example.ne.jp"]], "sender_is_plain": True}),
    Mail("name-split-word", head("x", words(("utf-8", "カザミ商事営業部山田".encode()[:17], "B"), ("utf-8", "カザミ商事営業部山田".encode()[17:], "B"))
         + b"\r\n <taro@example.ne.jp>") + plain("x"), {"from": [["カザミ商事営業部山田", "taro@example.ne.jp"]], "sender_is_plain": True}),
    Mail("name-gbk-called-utf-8", head("x", words(("utf-8", "王小明先生".encode("gbk"), "B")) + b" <w@163.example>") + plain("x"),
         {"from": [["王小明先生", "w@163.example"]]}),
    Mail("name-in-comment", head("x", b"taro@example.ne.jp (" + words(("iso-2022-jp", jis("山田"), "B")) + b")") + plain("x"),
         {"from": [["山田", "taro@example.ne.jp"]], "sender_is_plain": True}),
    Mail("name-with-comma-encoded", head("x", b"=?utf-8?Q?Lee=2C_Ann?= <ann@example.com>") + plain("x"), {"from": [["Lee, Ann", "ann@example.com"]]}),
    Mail("page-meta-shift-jis", head("x") + lines("Content-Type: text/html", "Content-Transfer-Encoding: 8bit", "")
         + "<html><head><meta http-equiv='Content-Type' content='text/html; charset=Shift_JIS'></head><body>返品希望<br>です</body></html>".encode("cp932"),
         {"text": "返品希望\nです", "no_gaps": True}),
    Mail("page-meta-lies", head("x") + lines("Content-Type: text/html; charset=utf-8", "", "")
         + "<html><head><meta charset='gb2312'></head><body>请给我退款，谢谢。</body></html>".encode(), {"text": "请给我退款，谢谢。"}),
    Mail("page-entities", head("x") + html("<p>&#36820;&#21697;&#x3067;&#x3059; &yen;899 &hearts;</p>", "us-ascii"), {"text": "返品です ¥899 ♥"}),
    Mail("two-parts-two-charsets", head("x") + multipart("mixed", plain("前半です。", "iso-2022-jp", "7bit"), plain("后半部分，谢谢。", "gb2312", "base64")),
         {"text": "前半です。\n后半部分，谢谢。", "no_gaps": True}),
    Mail("encoding-base64-not-declared", head("x") + lines("Content-Type: text/plain; charset=utf-8", "") + b64((JA_PLAIN * 3).encode()),
         {"text_contains": "返品と返金をお願いします。"}),
    Mail("encoding-base64-called-7bit", head("x") + lines("Content-Type: text/plain; charset=iso-2022-jp", "Content-Transfer-Encoding: 7bit", "")
         + b64(jis(JA_PLAIN * 3)), {"text_contains": "返品と返金をお願いします。"}),
    Mail("encoding-quoted-printable-not-declared", head("x") + lines("Content-Type: text/plain; charset=utf-8", "") + qp(crlf(JA_PLAIN * 2).encode()),
         {"text_contains": "返品と返金をお願いします。"}),
    Mail("encoding-quoted-printable-called-base64", head("x") + lines("Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "")
         + qp(crlf(JA_PLAIN * 2).encode()), {"text_contains": "返品と返金をお願いします。"}),
    Mail("encoding-base64-called-quoted-printable", head("x") + lines("Content-Type: text/plain; charset=utf-8",
         "Content-Transfer-Encoding: quoted-printable", "") + b64((JA_PLAIN * 3).encode()), {"text_contains": "返品と返金をお願いします。"}),
    Mail("encoding-base64-in-one-line", head("x") + lines("Content-Type: text/plain; charset=gb2312", "Content-Transfer-Encoding: BASE64", "")
         + b64((ZH_PLAIN * 40).encode("gbk"), b""), {"text": ZH_PLAIN * 40}),
    Mail("encoding-base64-with-blank-lines", head("x") + lines("Content-Type: text/plain; charset=gb2312", "Content-Transfer-Encoding: base64", "")
         + b64((ZH_PLAIN * 4).encode("gbk")).replace(b"\r\n", b" \r\n\r\n"), {"text": ZH_PLAIN * 4}),
    Mail("encoding-base64-cut", head("x") + lines("Content-Type: text/plain; charset=gb2312", "Content-Transfer-Encoding: base64", "")
         + b64((ZH_PLAIN * 4).encode("gbk"))[:-9], {"text_contains": ZH_PLAIN * 3}),
    Mail("encoding-quoted-printable-broken", head("x") + lines("Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "")
         + b"100=ZZ =e8=bf=94=E5=93=81 a=b = \r\nc=\r\n", {"text": "100=ZZ 返品 a=b c"}),
    Mail("encoding-twice", head("x", "Ann Lee <ann@example.com>", "Content-Transfer-Encoding: base64") + lines("Content-Type: text/plain; charset=utf-8",
         "Content-Transfer-Encoding: base64", "") + b64(JA_PLAIN.encode()), {"text": JA_PLAIN}),
    Mail("encoded-order-number-stays", head("x") + lines("Content-Type: text/plain", "") + b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=\r\n",
         {"text": "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=\n"}),
]  # fmt: skip
