"""Names of files in pieces, charsets and widths, and parts in odd places."""

from tests.channels.email.mail_sources.attachments import PHOTO, percent, with_file
from tests.channels.email.mail_sources.charsets import jis
from tests.channels.email.mail_sources.labels import words
from tests.channels.email.mail_sources.writing import Mail, attached, b64, head, html, lines, multipart, plain, word

JA = "水漏れの写真（居間）.jpg"
ZH = "空调漏水照片（客厅）.jpg"
JIS = "".join(f"%{byte:02X}" for byte in jis(JA))


def named(name: str, disposition: bytes | str, wanted: str, kind: bytes | str = "image/jpeg") -> Mail:
    """Write a mail with a photo of a given name."""
    return with_file(f"file-{name}", kind, disposition, wanted)


def sections(text: str, size: int, charset: str = "utf-8") -> str:
    """Cut a percent-encoded name wherever it falls."""
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    pieces[0] = f"{charset}''{pieces[0]}"
    return "attachment" + "".join(f";\r\n filename*{number}*={piece}" for number, piece in enumerate(pieces))


def word_sections() -> bytes:
    """Cut an encoded word over sections, as an old Outlook does."""
    whole = word(JA, "iso-2022-jp")
    return b'attachment; filename*0="' + whole[:30] + b'";\r\n filename*1="' + whole[30:] + b'"'


MAILS = [
    named("sections-cut-in-percent", sections(percent(JA, "utf-8"), 31), JA),
    named("sections-jis", sections(JIS, 23, "iso-2022-jp"), JA),
    named("sections-shift-jis", sections(percent(JA, "cp932"), 17, "Shift_JIS"), JA),
    named("sections-gbk", sections(percent(ZH, "gbk"), 16, "gb2312"), ZH),
    named("sections-big5", sections(percent("冷氣漏水.jpg", "cp950"), 13, "big5"), "冷氣漏水.jpg"),
    named("sections-out-of-order", "attachment; filename*1*=%E9%83%BD.jpg; filename*0*=UTF-8''%E4%BA%AC", "京都.jpg"),
    named("sections-plain-and-percent", "attachment; filename*0*=UTF-8''%E4%BA%AC; filename*1=\" 2024.jpg\"", "京 2024.jpg"),
    named("sections-hole", "attachment; filename*0*=UTF-8''%E4%BA%AC; filename*2*=.jpg", "京.jpg"),
    named("sections-lie-about-charset", sections(percent(JA, "cp932"), 90, "utf-8"), JA),
    named("sections-of-an-encoded-word", word_sections(), JA),
    named("star-and-plain", f"attachment; filename=\"photo.jpg\"; filename*=UTF-8''{percent(JA, 'utf-8')}", JA),
    named("star-quoted", f"attachment; filename*=\"UTF-8''{percent(JA, 'utf-8')}\"", JA),
    named("star-with-language", f"attachment; filename*=UTF-8'ja'{percent(JA, 'utf-8')}", JA),
    named("star-without-quotes", f"attachment; filename*={percent(JA, 'utf-8')}", JA),
    named("word-jis", b'attachment; filename="' + word(JA, "iso-2022-jp") + b'"', JA),
    named("word-shift-jis", b'attachment; filename="' + word(JA, "Shift_JIS", codec="cp932") + b'"', JA),
    named("word-gb-q", b'attachment; filename="' + word(ZH, "gb2312", "Q", codec="gbk") + b'"', ZH),
    named("word-unquoted", b"attachment; filename=" + word(JA), JA),
    named("word-and-ending", b'attachment; filename="' + word("水漏れ") + b'.jpg"', "水漏れ.jpg"),
    named("words-folded", b'attachment; filename="' + words(("utf-8", JA.encode()[:16], "B"), ("utf-8", JA.encode()[16:], "B")) + b'"', JA),
    named("words-mixed", b'attachment; filename="' + words(("utf-8", JA.encode()[:16], "B"), ("utf-8", JA.encode()[16:], "Q")) + b'"', JA),
    named("raw-jis", b'attachment; filename="' + jis(JA) + b'"', JA),
    named("raw-shift-jis-backslash", b'attachment; filename="' + "表示能力.jpg".encode("cp932") + b'"', "表示能力.jpg"),
    named("raw-euc", b'attachment; filename="' + "水漏れの写真.jpg".encode("euc_jp") + b'"', "水漏れの写真.jpg"),
    named("raw-gbk-unquoted", b"attachment; filename=" + ZH.encode("gbk"), ZH),
    named("raw-big5", b'attachment; filename="' + "冷氣漏水照片.jpg".encode("cp950") + b'"', "冷氣漏水照片.jpg"),
    named("unquoted-blanks", "attachment; filename=my broken shoe.jpg; size=3", "my broken shoe.jpg"),
    named("single-quotes", "attachment; filename='shoe.jpg'", "shoe.jpg"),
    named("semicolon-inside", 'attachment; filename="a;b.jpg"', "a;b.jpg"),
    named("quote-inside", 'attachment; filename="a\\"b.jpg"', 'a"b.jpg'),
    named("windows-path", 'attachment; filename="C:\\\\Users\\\\Ann\\\\shoe.jpg"', "C:_Users_Ann_shoe.jpg"),
    named("parent-path", 'attachment; filename="../../etc/passwd"', ".._.._etc_passwd"),
    named("line-end", b'attachment; filename="' + words(("utf-8", b"a\r\nb.jpg", "B")) + b'"', "a_b.jpg"),
    named("nul", b'attachment; filename="a\x00b.jpg"', "ab.jpg"),
    named("turned", b'attachment; filename="' + word("photo\u202egpj.exe") + b'"', "photogpj.exe"),
    named("two-spellings-of-kana", b'attachment; filename="' + word("か\u3099らす.jpg") + b'"', "がらす.jpg"),
    named("very-long", 'attachment; filename="' + "x" * 400 + '.jpg"', "x" * 200 + ".jpg"),
    named("only-in-type", "attachment", JA, b'image/jpeg; name="' + word(JA) + b'"'),
    named("type-differs", 'attachment; filename="right.jpg"', "right.jpg", 'image/jpeg; name="wrong.jpg"'),
    named("none", "attachment", ""),
    named("twice", 'attachment; filename="one.jpg"; filename="two.jpg"', "one.jpg"),
    Mail("file-in-body-encoding", head("Photo", "ann@example.com") + attached(b'image/jpeg; name="' + word(JA) + b'"', PHOTO),
         {"text": "", "attachments": [[JA, "image/jpeg", len(PHOTO)]]}),
    Mail("file-between-texts", head("Photo", "ann@example.com") + multipart("mixed", plain("Before."), attached("image/jpeg; name=a.jpg", PHOTO), plain("After.")),
         {"text": "Before.\nAfter.", "attachments": [["a.jpg", "image/jpeg"]]}),
    Mail("file-inside-alternative", head("Photo", "ann@example.com") + multipart("alternative", plain("Words."), multipart("mixed", html("<p>Words.</p>"),
         attached("image/jpeg; name=a.jpg", PHOTO), boundary="in")), {"text": "Words.", "attachments": [["a.jpg", "image/jpeg"]]}),
    Mail("file-empty", head("Photo", "ann@example.com") + multipart("mixed", plain("Words."), attached("image/jpeg; name=a.jpg", b"")),
         {"text": "Words.", "attachments": [["a.jpg", "image/jpeg", 0]]}),
    Mail("file-type-unknown", head("Photo", "ann@example.com") + multipart("mixed", plain("Words."), attached("image; name=a.jpg", PHOTO)),
         {"text": "Words.", "attachments": [["a.jpg", None, len(PHOTO)]]}),
    Mail("file-base64-broken", head("Photo", "ann@example.com") + multipart("mixed", plain("Words."),
         lines("Content-Type: image/jpeg; name=a.jpg", "Content-Transfer-Encoding: base64", "") + b"!!!" + b64(PHOTO)),
         {"text": "Words.", "attachments": [["a.jpg", "image/jpeg", len(PHOTO)]]}),
    Mail("file-text-in-shift-jis", head("Log", "ann@example.com") + multipart("mixed", plain("Words."),
         attached("text/plain; charset=shift_jis; name=log.txt", "記録".encode("cp932"))), {"text": "Words.", "attachments": [["log.txt", "text/plain", 4]]}),
    Mail("text-called-attachment", head("Words", "ann@example.com") + multipart("mixed", plain("Words are here.").replace(
         b"Content-Type", b"Content-Disposition: inline\r\nContent-Type", 1), attached("image/jpeg; name=a.jpg", PHOTO)),
         {"text": "Words are here.", "attachments": [["a.jpg", "image/jpeg"]]}),
    Mail("boundary-with-blanks", head("x", "ann@example.com") + lines('Content-Type: multipart/mixed; boundary="a b c  "', "", "--a b c")
         + plain("Words.") + b"--a b c--\r\n", {"text_contains": "Words."}),
    Mail("boundary-prefix-of-another", head("x", "ann@example.com") + multipart("mixed", plain("Outer."), multipart("alternative", plain("Inner."),
         html("<p>Inner.</p>"), boundary="b-1"), boundary="b"), {"text": "Outer.\nInner."}),
    Mail("boundary-in-text", head("x", "ann@example.com") + multipart("mixed", plain("A\n--=_b1x\nB")), {"text": "A\n--=_b1x\nB"}),
    Mail("multipart-in-base64", head("x", "ann@example.com") + lines("Content-Type: multipart/mixed; boundary=q", "Content-Transfer-Encoding: base64", "")
         + b64(b"--q\r\n" + plain("Hidden words.") + b"\r\n--q--\r\n"), {"text_contains": "Hidden words."}),
    Mail("page-with-word-styles", head("x", "ann@example.com") + html("<html xmlns:o='urn:x'><head><style>p.MsoNormal{margin:0}</style><!--[if gte mso 9]>"
         "<xml><o:x>96</o:x></xml><![endif]--></head><body><p class=MsoNormal>お世話になります。<o:p></o:p></p><p class=MsoNormal>返品希望です。</p></body></html>"),
         {"text": "お世話になります。\n\n返品希望です。"}),
    Mail("page-of-a-table", head("x", "ann@example.com") + html("<table><tr><td>品番</td><td>KZ-104</td></tr><tr><td>数量</td><td>2</td></tr></table>"),
         {"text": "品番 KZ-104\n数量 2"}),
    Mail("richtext", head("x", "ann@example.com") + lines("Content-Type: text/enriched; charset=utf-8", "") + "返品希望\r\n".encode(), {"text": "返品希望\n"}),
    Mail("flowed-english", head("x", "ann@example.com") + lines('Content-Type: text/plain; charset="utf-8"; format=flowed', "")
         + b"A long line that \r\ngoes on.\r\n\r\n> quoted that \r\n> goes on\r\n>> deeper \r\n> out\r\n From here\r\n-- \r\nAnn\r\n",
         {"text": "A long line that goes on.\n\n> quoted that goes on\n>> deeper \n> out\nFrom here\n-- \nAnn\n"}),
    Mail("flowed-chinese-kept-blanks", head("x", "ann@example.com") + lines('Content-Type: text/plain; charset="gbk"; format=flowed; delsp=yes', "")
         + "衣服第一次穿就 \r\n破了，请退款。\r\n".encode("gbk"), {"text": "衣服第一次穿就破了，请退款。\n"}),
]  # fmt: skip
