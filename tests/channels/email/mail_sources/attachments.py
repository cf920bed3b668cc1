"""Files sent along, with names as programs mangle them."""

import struct

from tests.channels.email.mail_sources.writing import Mail, attached, head, html, lines, multipart, plain, word

PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(200))
FROM = word("森 理恵") + b" <mori@example.ne.jp>"
NAME = "水漏れの写真（居間の床と壁）2024年5月1日撮影.jpg"


def percent(text: str, codec: str) -> str:
    """Write text with percent signs (RFC 2231)."""
    return "".join(f"%{byte:02X}" for byte in text.encode(codec))


def with_file(name: str, kind: bytes | str, disposition: bytes | str, wanted: str, octets: bytes = PHOTO) -> Mail:
    """Write a mail with a sentence and one file."""
    raw = head("Photo", FROM) + multipart("mixed", plain("写真を送ります。\n"), attached(kind, octets, disposition))
    return Mail(name, raw, {"attachments": [[wanted, "image/jpeg", len(octets)]], "text": "写真を送ります。"})


def continued(text: str) -> str:
    """Cut a name into sections in the middle of characters."""
    encoded = "utf-8''" + percent(text, "utf-8")
    pieces = [encoded[start : start + 58] for start in range(0, len(encoded), 58)]
    return "".join(f";\r\n filename*{number}*={piece}" for number, piece in enumerate(pieces))


def tnef() -> bytes:
    """Write a winmail.dat by hand: two files, one named in Shift_JIS, one in UTF-16."""

    def attribute(level: int, name: int, kind: int, content: bytes) -> bytes:
        return (
            struct.pack("<BHHI", level, name, kind, len(content)) + content + struct.pack("<H", sum(content) & 0xFFFF)
        )

    def text_property(name: int, text: str) -> bytes:
        content = text.encode("utf-16-le") + b"\0\0"
        return struct.pack("<HHII", 0x1F, name, 1, len(content)) + content + b"\0" * (-len(content) % 4)

    long_name = struct.pack("<I", 1) + text_property(0x3707, "見積書（改訂版）.xlsx")
    return b"".join(
        [
            struct.pack("<IH", 0x223E9F78, 1),
            attribute(1, 0x9006, 8, struct.pack("<I", 0x10000)),
            attribute(1, 0x9007, 6, struct.pack("<II", 932, 0)),
            attribute(2, 0x9002, 6, b"\0" * 14),
            attribute(2, 0x8010, 1, "保証書の控え.pdf".encode("cp932") + b"\0"),
            attribute(2, 0x800F, 6, b"%PDF-1.4 guarantee"),
            attribute(2, 0x9002, 6, b"\0" * 14),
            attribute(2, 0x8010, 1, b"MITSUM~1.XLS\0"),
            attribute(2, 0x800F, 6, b"PK\x03\x04 quotation"),
            attribute(2, 0x9005, 6, long_name),
        ]
    )


MAILS = [
    with_file("photo-name-continued", "image/jpeg", "attachment" + continued(NAME), NAME),
    with_file("photo-name-encoded-words", b"image/jpeg; name=" + word("漏水.jpg", "iso-2022-jp"),
              b'attachment; filename="' + word("漏水.jpg", "iso-2022-jp") + b'"', "漏水.jpg"),
    with_file("photo-name-raw-shift-jis", b'image/jpeg; name="' + "表示と違う.jpg".encode("cp932") + b'"',
              b'attachment; filename="' + "表示と違う.jpg".encode("cp932") + b'"', "表示と違う.jpg"),
    with_file("photo-name-raw-gbk", "image/jpeg", b'attachment; filename="' + "漏水照片和收据.jpg".encode("gbk") + b'"', "漏水照片和收据.jpg"),
    with_file("photo-name-raw-utf-8", "image/jpeg", b"attachment; filename=" + "漏水.jpg".encode(), "漏水.jpg"),
    with_file("photo-name-gb-2231", "image/jpeg", "attachment; filename*=gb2312''" + percent("漏水照片.jpg", "gbk"), "漏水照片.jpg"),
    with_file("photo-name-2231-in-quotes", "image/jpeg", "attachment; filename*=\"utf-8''" + percent("漏水.jpg", "utf-8") + '"', "漏水.jpg"),
    with_file("photo-name-2231-without-charset", "image/jpeg", "attachment; filename*0=" + percent("漏水", "utf-8") + "; filename*1=.jpg",
              percent("漏水", "utf-8") + ".jpg"),
    with_file("photo-name-percent", "image/jpeg", f'attachment; filename="{percent("漏水", "utf-8")}.jpg"', "漏水.jpg"),
    with_file("photo-name-no-quotes", "image/jpeg; name=IMG 0123 (1).jpg", "attachment; filename=IMG 0123 (1).jpg", "IMG 0123 (1).jpg"),
    with_file("photo-name-path", "image/jpeg", 'attachment; filename="../../etc/cron.d/photo.jpg"', ".._.._etc_cron.d_photo.jpg"),
    with_file("photo-name-turned-round", "image/jpeg", b'attachment; filename="' + word("photo\u202egpj.exe", "utf-8") + b'"', "photogpj.exe"),
    with_file("photo-only-type-has-name", b'image/jpeg; name="' + word("領収書.jpg") + b'"', "attachment", "領収書.jpg"),
    Mail("iphone-photos-between-words", head("Leak", FROM) + multipart(
        "mixed", plain("居間です。\n"), attached('image/heic; name="IMG_0001.HEIC"', PHOTO, 'inline; filename="IMG_0001.HEIC"'),
        plain("\n台所です。\n"), attached('image/heic; name="IMG_0002.HEIC"', PHOTO, 'inline; filename="IMG_0002.HEIC"'),
        plain("\n\niPhoneから送信\n"), boundary="Apple-Mail-1"),
        {"reply_text": "居間です。\n\n台所です。", "attachments": [["IMG_0001.HEIC", "image/heic", 210], ["IMG_0002.HEIC", "image/heic", 210]]}),
    Mail("photo-in-page", head("Leak", FROM) + multipart(
        "related", html('<p>ここから漏れます<img src="cid:p1@x" alt="photo"></p>'),
        attached("image/jpeg", PHOTO, 'inline; filename="a.jpg"', "Content-ID: <p1@x>")),
        {"text": "ここから漏れます", "attachments": [["a.jpg", "image/jpeg", 210]]}),
    Mail("photo-alone-no-words", head("", "mori@docomo.example") + attached('image/jpeg; name="DSC_0001.jpg"', PHOTO),
         {"subject": "", "text": "", "attachments": [["DSC_0001.jpg", "image/jpeg", 210]], "why": ""}),
    Mail("winmail", head("Quotation", FROM) + multipart(
        "mixed", plain("見積書をお送りします。\n", "iso-2022-jp", "7bit"),
        attached('application/ms-tnef; name="winmail.dat"', tnef(), 'attachment; filename="winmail.dat"')),
        {"text": "見積書をお送りします。", "attachments": [["保証書の控え.pdf", None, 18], ["見積書（改訂版）.xlsx", None, 14]]}),
    Mail("winmail-cut", head("Quotation", FROM) + multipart(
        "mixed", plain("お送りします。\n"), attached("application/ms-tnef", tnef()[:40], 'attachment; filename="winmail.dat"')),
        {"text": "お送りします。"}),
    Mail("signed-smime", head("Signed", FROM) + lines(
        'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary="s1"', "") + b"--s1\r\n"
        + plain("署名付きで苦情を申し上げます。\n", "utf-8", "quoted-printable") + b"\r\n--s1\r\n"
        + attached('application/pkcs7-signature; name="smime.p7s"', b"0\x82\x01", 'attachment; filename="smime.p7s"') + b"--s1--\r\n",
        {"text_contains": "署名付きで苦情を申し上げます。", "attachments": [["smime.p7s", "application/pkcs7-signature", 3]]}),
    Mail("invitation", head("Visit", FROM) + multipart(
        "mixed", multipart("alternative", plain("Visit on Friday\n"), lines("Content-Type: text/calendar; method=REQUEST; charset=utf-8", "")
                           + b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", boundary="in"),
        attached('application/ics; name="invite.ics"', b"BEGIN:VCALENDAR", 'attachment; filename="invite.ics"')),
        {"text": "Visit on Friday", "attachments": [["", "text/calendar", 30], ["invite.ics", "application/ics", 15]]}),
    Mail("text-file-attached", head("Log", FROM) + multipart(
        "mixed", plain("ログを添付します。\n"), attached('text/plain; charset=shift_jis; name="log.txt"', "動作ログ".encode("cp932"), 'attachment; filename="log.txt"')),
        {"text": "ログを添付します。", "attachments": [["log.txt", "text/plain", 8]]}),
    Mail("letter-attached-only", head("Letter", FROM) + attached('application/pdf; name="letter.pdf"', b"%PDF-1.4"),
         {"text": "", "attachments": [["letter.pdf", "application/pdf", 8]]}),
]  # fmt: skip
