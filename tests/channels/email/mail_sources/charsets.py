"""Text in every charset customers still send, rightly and wrongly labelled."""

from tests.channels.email.mail_sources.writing import Mail, b64, crlf, head, lines, plain, qp, word

JA = "㈱カザミ御中\n①注文番号 KZ-104 Ⅱ期 ﾊﾝｶｸｶﾅ で届いた商品が割れていました。\n髙橋様のご担当と伺いました。"
JA_PLAIN = "先日購入したエアコンが動きません。\n返品と返金をお願いします。"
ZH = "尊敬的客服：\n我在贵店买的羽绒服第一次穿就掉毛，朱镕同志也看到了，价格899元。\n请尽快退款。"
ZH_WIDE = "𠮷野家旁边的门店，㐂欢的那件大衣开线了。请给我换一件。"
ZH_HANT = "您好：\n上週在貴店購買的冷氣機漏水，請儘快派人處理，謝謝。"
KO = "안녕하세요.\n주문한 상품이 파손되어 도착했습니다. 환불해 주세요."
RU = "Здравствуйте!\nКуртка порвалась через неделю, прошу вернуть деньги."


def jis(text: str) -> bytes:
    """Write ISO-2022-JP as Outlook does: vendor rows and half-width kana and all."""
    written, state = b"", "ascii"
    for character in text:
        if character.isascii():
            wanted, octets = "ascii", character.encode()
        elif "\uff61" <= character <= "\uff9f":
            wanted, octets = "kana", bytes((ord(character) - 0xFF40,))
        else:
            wanted, octets = "kanji", _jis_pair(character)
        if wanted != state:
            written += {"ascii": b"\x1b(B", "kana": b"\x1b(I", "kanji": b"\x1b$B"}[wanted]
            state = wanted
        written += octets
    return written + (b"" if state == "ascii" else b"\x1b(B")


def _jis_pair(character: str) -> bytes:
    """Turn the Shift_JIS bytes of Windows into row and cell; vendor characters of the last rows have NEC twins."""
    octets = {"髙": b"\xee\xe0", "﨑": b"\xed\x95"}.get(character) or character.encode("cp932")
    lead, trail = octets
    row = (lead - (0x81 if lead < 0xA0 else 0xC1)) * 2 + 0x21
    if trail >= 0x9F:
        return bytes((row + 1, trail - 0x7E))
    return bytes((row, trail - (0x1F if trail < 0x7F else 0x20)))


def eucjp(text: str) -> bytes:
    """Write EUC-JP with the vendor rows of Windows."""
    return b"".join(
        character.encode()
        if character.isascii()
        else b"\x8e" + bytes((ord(character) - 0xFEC0,))
        if "\uff61" <= character <= "\uff9f"
        else bytes(byte | 0x80 for byte in _jis_pair(character))
        for character in text
    )


def labelled(
    name: str, octets: bytes, label: str | None, text: str, subject: bytes = b"=?utf-8?Q?charset?=", cte: str = "8bit"
) -> Mail:
    """Write one text in given bytes under a given label."""
    kind = "Content-Type: text/plain" + (f"; charset={label}" if label is not None else "")
    body = {"base64": b64, "quoted-printable": qp}.get(cte, lambda given: given)(octets)
    raw = head(subject) + lines(kind, f"Content-Transfer-Encoding: {cte}", "") + body
    return Mail(name, raw, {"text": text + "\n", "no_gaps": True, "why": ""})


def _bytes(text: str, codec: str) -> bytes:
    return (crlf(text) + "\r\n").encode(codec)


def _raw_header(name: str, codec: str, subject: str, person: str, text: str) -> Mail:
    """Write a mail with raw eight-bit header and body and no label at all."""
    raw = head(subject.encode(codec), person.encode(codec) + b" <kyaku@example.com>") + b"\r\n" + _bytes(text, codec)
    return Mail(
        name, raw, {"subject": subject, "from": [[person, "kyaku@example.com"]], "text": text + "\n", "no_gaps": True}
    )


LONG_SUBJECT = "エアコンの室外機から異音がして夜眠れない件について至急ご連絡をお願いします"


def _split_words() -> bytes:
    """Cut a UTF-8 subject into encoded words in the middle of characters, as careless programs do."""
    octets = LONG_SUBJECT.encode()
    pieces = [octets[start : start + 40] for start in range(0, len(octets), 40)]
    return b"\r\n ".join(b"=?UTF-8?B?" + b64(piece, b"").strip() + b"?=" for piece in pieces)


MAILS = [
    labelled("jis-vendor", jis(crlf(JA) + "\r\n"), "iso-2022-jp", JA, cte="7bit"),
    labelled("jis-quoted-printable", jis(crlf(JA_PLAIN) + "\r\n"), "ISO-2022-JP", JA_PLAIN, cte="quoted-printable"),
    labelled("jis-no-label", jis(crlf(JA_PLAIN) + "\r\n"), None, JA_PLAIN, cte="7bit"),
    labelled("jis-called-ascii", jis(crlf(JA_PLAIN) + "\r\n"), "us-ascii", JA_PLAIN, cte="7bit"),
    labelled("jis-quoted-label", jis(crlf(JA_PLAIN) + "\r\n"), '" iso-2022-jp "', JA_PLAIN, cte="7bit"),
    labelled("shift-jis-vendor", _bytes(JA, "cp932"), "Shift_JIS", JA),
    labelled("windows-31j", _bytes(JA, "cp932"), "windows-31j", JA, cte="base64"),
    labelled("euc-jp-vendor", eucjp(crlf(JA) + "\r\n"), "EUC-JP", JA),
    labelled("gb2312-really-gbk", _bytes(ZH, "gbk"), "gb2312", ZH, cte="base64"),
    labelled("gbk", _bytes(ZH, "gbk"), "GBK", ZH, cte="quoted-printable"),
    labelled("gb18030-four-bytes", _bytes(ZH_WIDE, "gb18030"), "GB18030", ZH_WIDE, cte="base64"),
    labelled("hz", _bytes(ZH.replace("镕", "容"), "hz"), "hz-gb-2312", ZH.replace("镕", "容"), cte="7bit"),
    labelled("big5", _bytes(ZH_HANT, "cp950"), "big5", ZH_HANT),
    labelled("big5-hong-kong", _bytes("我喺旺角買嘅鞋爛咗，唔該退錢。", "big5hkscs"), "Big5", "我喺旺角買嘅鞋爛咗，唔該退錢。", cte="base64"),
    labelled("utf-8-quoted-printable", _bytes(JA, "utf-8"), "UTF-8", JA, cte="quoted-printable"),
    labelled("utf-7", _bytes(ZH, "utf-7"), "utf-7", ZH, cte="7bit"),
    labelled("korean-ks", _bytes(KO, "cp949"), "ks_c_5601-1987", KO),
    labelled("koi8-called-unknown", _bytes(RU, "koi8_r"), "unknown-8bit", RU),
    labelled("thai-874", _bytes("สินค้าชำรุด ขอคืนเงิน", "cp874"), "windows-874", "สินค้าชำรุด ขอคืนเงิน"),
    labelled("mac-cyrillic", _bytes(RU, "mac_cyrillic"), "x-mac-cyrillic", RU, cte="quoted-printable"),
    labelled("utf-8-called-latin", _bytes(JA, "utf-8"), "iso-8859-1", JA),
    labelled("gbk-called-latin", _bytes(ZH, "gbk"), "iso-8859-1", ZH),
    labelled("shift-jis-called-utf-8", _bytes(JA_PLAIN, "cp932"), "utf-8", JA_PLAIN),
    labelled("shift-jis-no-label", _bytes(JA_PLAIN, "cp932"), None, JA_PLAIN),
    labelled("euc-jp-no-label", _bytes(JA_PLAIN, "euc_jp"), "x-unknown", JA_PLAIN),
    labelled("big5-no-label", _bytes(ZH_HANT, "cp950"), None, ZH_HANT),
    labelled("latin-no-label", _bytes("Der Mantel ist nach einer Woche zerrissen. Schöne Grüße, Jörg Müller", "latin-1"), None,
             "Der Mantel ist nach einer Woche zerrissen. Schöne Grüße, Jörg Müller"),
    labelled("malay-utf-8", _bytes("Kasut RM329 rosak dalam seminggu – “tahan lama” kononnya. Saya mahu wang saya.", "utf-8"), "utf-8",
             "Kasut RM329 rosak dalam seminggu – “tahan lama” kononnya. Saya mahu wang saya."),
    _raw_header("raw-header-gbk", "gbk", "投诉：羽绒服掉毛", "王芳", ZH),
    _raw_header("raw-header-shift-jis", "cp932", "返品のお願いについて", "森理恵", JA_PLAIN),
    _raw_header("raw-header-utf-8", "utf-8", "返品のお願い", "森理恵", JA_PLAIN),
    _raw_header("raw-header-big5", "cp950", "投訴冷氣漏水", "陳大文先生", ZH_HANT),
    Mail("raw-header-jis", head(jis("返品のお願い"), b'"' + jis("森 理恵") + b'" <mori@example.ne.jp>') + b"\r\n" + jis(crlf(JA_PLAIN) + "\r\n"),
         {"subject": "返品のお願い", "from": [["森 理恵", "mori@example.ne.jp"]], "text": JA_PLAIN + "\n", "no_gaps": True}),
    Mail("subject-split-inside-characters", head(_split_words()) + plain("本文です。"), {"subject": LONG_SUBJECT, "no_gaps": True}),
    Mail("subject-jis-vendor", head(b"=?iso-2022-jp?B?" + b64(jis("①㈱カザミ ﾊﾝｶｸ 髙橋様"), b"") + b"?=") + plain("本文です。"),
         {"subject": "①㈱カザミ ﾊﾝｶｸ 髙橋様", "no_gaps": True}),
    Mail("subject-quoted-gb", head(word("关于空调漏水的投诉", "gb2312", "Q", codec="gbk")) + plain("内容"),
         {"subject": "关于空调漏水的投诉", "no_gaps": True}),
    Mail("subject-words-without-blanks", head(b"=?utf-8?B?" + b64("室外".encode(), b"") + b"?==?utf-8?B?" + b64("機の音".encode(), b"") + b"?=") + plain("x"),
         {"subject": "室外機の音"}),
    Mail("subject-with-language", head(b"=?iso-8859-1*en?Q?Refund_of_=A339?=") + plain("x"), {"subject": "Refund of £39"}),
    Mail("utf-8-byte-order-mark", b"\xef\xbb\xbf" + head("Mark") + plain("\ufeff本文です。"), {"subject": "Mark", "text": "本文です。"}),
]  # fmt: skip
