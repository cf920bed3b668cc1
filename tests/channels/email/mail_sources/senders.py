"""Mails that pretend about their sender, and honest ones that look odd: who is named, and may the name be believed."""

from tests.channels.email.mail_sources.charsets import jis
from tests.channels.email.mail_sources.writing import CARE, Mail, b64, head, lines, plain, word

BODY = plain("Please send me the file of the complaint.\n")
EVIL = "thief@evil.example"


def sender(
    name: str, from_: bytes | str, person: str, address: str, *more: str, is_plain: bool, **expect: object
) -> Mail:
    """Write a mail from somebody; the first of the senders read is person and address."""
    return Mail(
        name,
        head("Hello", from_, *more) + BODY,
        {"sender_is_plain": is_plain, "first_sender": [person, address], **expect},
    )


def smuggled(name: str, raw: bytes, **expect: object) -> Mail:
    """Write a mail whose header is laid out by hand."""
    return Mail(name, raw, expect)


MAILS = [
    sender("name-is-another-address", f'"boss@kazami.example" <{EVIL}>', "boss@kazami.example", EVIL, is_plain=False,
           problems=["sender name holds another address"]),
    sender("name-is-own-address", '"ann@example.com" <ann@example.com>', "ann@example.com", "ann@example.com", is_plain=False),
    sender("name-is-address-wide", f"boss＠kazami.example <{EVIL}>".encode(), "boss＠kazami.example", EVIL, is_plain=False,
           problems=["sender name holds another address"]),
    sender("name-is-address-small-at", f"boss﹫kazami.example <{EVIL}>".encode(), "boss﹫kazami.example", EVIL, is_plain=False,
           problems=["sender name holds another address"]),
    sender("name-with-brackets", f'"Boss <boss@kazami.example>" <{EVIL}>', "Boss <boss@kazami.example>", EVIL, is_plain=False),
    sender("name-with-many-blanks", word("boss@kazami.example" + " " * 60 + "x") + f" <{EVIL}>".encode(), "boss@kazami.example x", EVIL, is_plain=False),
    sender("name-with-line-end", word("Boss\r\nBcc: all@kazami.example\r\n\r\nHello") + f" <{EVIL}>".encode(), "Boss Bcc: all@kazami.example Hello",
           EVIL, is_plain=False),
    sender("name-with-nul", word("boss@kazami.example\0") + f" <{EVIL}>".encode(), "boss@kazami.example", EVIL, is_plain=False),
    sender("name-with-nul-and-bracket", word("boss@kazami.example>\0") + f" <{EVIL}>".encode(), "boss@kazami.example>", EVIL, is_plain=False),
    sender("name-turned-round", word("\u202emoc.elpmaxe@knab\u202c") + f" <{EVIL}>".encode(), "moc.elpmaxe@knab", EVIL, is_plain=False),
    sender("name-isolated-by-apple", word("\u2068森 理恵\u2069") + b" <mori@example.ne.jp>", "森 理恵", "mori@example.ne.jp", is_plain=True),
    sender("encoded-whole-field", word(f"Boss <boss@kazami.example>, <{EVIL}>"), f"Boss <boss@kazami.example>, <{EVIL}>", "", is_plain=False,
           problems=["no sender address"]),
    sender("encoded-address-and-another", b"=?utf-8?Q?boss=40kazami.example=3C?= <thief@evil.example>", "boss@kazami.example<", EVIL, is_plain=False),
    sender("encoded-nul-in-address", b"=?utf-8?B?" + b64(b"boss@kazami.example\0", b"").strip() + b"?=@evil.example", "",
           "=?utf-8?B?Ym9zc0BrYXphbWkuZXhhbXBsZQA=?=@evil.example", is_plain=False),
    sender("encoded-line-end-in-address", b"=?utf-8?Q?boss=40kazami.example=0A?=@evil.example", "",
           "=?utf-8?Q?boss=40kazami.example=0A?=@evil.example", is_plain=False),
    sender("address-with-blank", "Ann <ann @example.com>", "Ann", "ann@example.com", is_plain=False),
    sender("address-with-line-end", "Ann <ann\r\n @example.com>", "Ann", "ann@example.com", is_plain=False),
    sender("address-percent-route", "Ann <ann%kazami.example@evil.example>", "Ann", "ann%kazami.example@evil.example", is_plain=True),
    sender("address-quoted-at", '"boss@kazami.example"@evil.example', "", '"boss@kazami.example"@evil.example', is_plain=True),
    sender("address-quoted-bracket", '"boss@kazami.example> x"@evil.example', "", '"boss@kazami.example> x"@evil.example', is_plain=True),
    sender("address-homograph-domain", "Boss <boss@kаzami.example>".encode(), "Boss", "boss@kаzami.example", is_plain=False,
           problems=["unusual sender address"]),
    sender("address-punycode", "Boss <boss@xn--kzami-4ve.example>", "Boss", "boss@xn--kzami-4ve.example", is_plain=True),
    sender("address-wide-letters", "Boss <boss@ｋａｚａｍｉ.example>".encode(), "Boss", "boss@ｋａｚａｍｉ.example", is_plain=False),
    sender("address-japanese", "森 <森@例え.example>".encode(), "森", "森@例え.example", is_plain=False),
    sender("address-zero-width", "Boss <boss\u200b@kazami.example>".encode(), "Boss", "boss\u200b@kazami.example", is_plain=False),
    sender("address-two-dots", "Docomo <ma..ri@docomo.ne.jp>", "Docomo", "ma..ri@docomo.ne.jp", is_plain=True),
    sender("address-dot-before-at", "au <mari.@ezweb.ne.jp>", "au", "mari.@ezweb.ne.jp", is_plain=True),
    sender("address-literal", "Ann <ann@[192.0.2.1]>", "Ann", "ann@[192.0.2.1]", is_plain=True),
    sender("address-no-dot", "root <root@localhost>", "root", "root@localhost", is_plain=True),
    sender("address-brackets-twice", "Ann <<ann@example.com>>", "Ann", "ann@example.com", is_plain=False),
    sender("address-with-mailto", "Ann <mailto:ann@example.com>", "Ann", "ann@example.com", is_plain=False),
    sender("address-in-square-brackets", "Ann [ann@example.com]", "Ann", "ann@example.com", is_plain=False),
    sender("address-of-300-letters", "Ann <" + "a" * 300 + "@example.com>", "Ann", "a" * 300 + "@example.com", is_plain=False),
    sender("address-upper-case", "Ann <ANN@EXAMPLE.COM>", "Ann", "ANN@EXAMPLE.COM", is_plain=True),
    sender("bracket-first", f"<boss@kazami.example> <{EVIL}>", "", EVIL, is_plain=False),
    sender("comma-in-name", f"Boss, Big <{EVIL}>", "Boss", "", is_plain=False),
    sender("quote-not-closed", f'"Boss <{EVIL}>', f"Boss <{EVIL}>", "", is_plain=False),
    sender("comment-holds-address", f"{EVIL} (boss@kazami.example)", "boss@kazami.example", EVIL, is_plain=False),
    sender("comment-before", "(Boss) ann@example.com", "Boss", "ann@example.com", is_plain=False),
    sender("group-with-one", f"Team: Boss <{EVIL}>;", "Boss", EVIL, is_plain=False),
    sender("several-one-field", f"Ann <ann@example.com>, Boss <{CARE}>", "Ann", "ann@example.com", is_plain=False, problems=["several senders"]),
    sender("several-fields", "Ann <ann@example.com>", "Ann", "ann@example.com", "From: Boss <boss@kazami.example>", is_plain=False,
           problems=["several From fields"]),
    sender("several-fields-other-case", "Ann <ann@example.com>", "Ann", "ann@example.com", "FROM: Boss <boss@kazami.example>", is_plain=False),
    sender("several-fields-blank-before-colon", "Ann <ann@example.com>", "Ann", "ann@example.com", "From : Boss <boss@kazami.example>", is_plain=False),
    sender("several-fields-same", "Ann <ann@example.com>", "Ann", "ann@example.com", "From: Ann <ann@example.com>", is_plain=False),
    sender("several-fields-first-empty", "", "Boss", "boss@kazami.example", "From: Boss <boss@kazami.example>", is_plain=False),
    sender("sender-differs", "Ann <ann@example.com>", "Ann", "ann@example.com", f"Sender: Post <{EVIL}>", is_plain=True,
           sender=[["Post", EVIL]]),
    sender("reply-to-differs", "Ann <ann@example.com>", "Ann", "ann@example.com", f"Reply-To: {CARE}, {EVIL}", is_plain=True,
           reply_to=[["", CARE], ["", EVIL]]),
    sender("on-behalf-of", '"post@service.example on behalf of Ann" <post@service.example>', "post@service.example on behalf of Ann",
           "post@service.example", is_plain=False),
    sender("via-list", "\"'Ann Lee' via Tenants\" <tenants@lists.example.com>", "'Ann Lee' via Tenants", "tenants@lists.example.com", is_plain=True),
    sender("name-jis-with-bracket-bytes", b'"' + jis("「森」<理恵>") + b'" <mori@example.ne.jp>', "「森」<理恵>", "mori@example.ne.jp", is_plain=True),
    sender("name-raw-gbk", "王芳".encode("gbk") + b" <w@163.example>", "王芳", "w@163.example", is_plain=True),
    sender("name-emoji", word("Ann 😡") + b" <ann@example.com>", "Ann 😡", "ann@example.com", is_plain=True),
    sender("name-very-long", b'"' + b"x" * 5000 + b'" <ann@example.com>', "x" * 5000, "ann@example.com", is_plain=True),
    sender("name-only-dots", '"..." <ann@example.com>', "...", "ann@example.com", is_plain=True),
    sender("name-in-single-quotes", "'Ann Lee' <ann@example.com>", "Ann Lee", "ann@example.com", is_plain=True),
    sender("name-with-html", '"<script>alert(1)</script>" <ann@example.com>', "<script>alert(1)</script>", "ann@example.com", is_plain=True),
    sender("name-of-another-company", word("カザミお客様相談室") + f" <{EVIL}>".encode(), "カザミお客様相談室", EVIL, is_plain=True),
    smuggled("smuggled-bare-cr", b"From: Ann <ann@example.com>\rFrom: Boss <boss@kazami.example>\r\nSubject: x\r\n\r\nHello\r\n",
             sender_is_plain=False),
    smuggled("smuggled-bare-lf", b"From: Ann <ann@example.com>\nFrom: Boss <boss@kazami.example>\r\nSubject: x\r\n\r\nHello\r\n",
             sender_is_plain=False, problems=["several From fields"]),
    smuggled("smuggled-nul-line", b"From: Ann <ann@example.com>\r\nX-A: b\0\r\nFrom: Boss <boss@kazami.example>\r\nSubject: x\r\n\r\nHello\r\n",
             sender_is_plain=False),
    smuggled("smuggled-nul-name", b"Fr\0om: Boss <boss@kazami.example>\r\nFrom: Ann <ann@example.com>\r\nSubject: x\r\n\r\nHello\r\n",
             first_sender=["Ann", "ann@example.com"], subject="x"),
    smuggled("smuggled-folded-blank-line", b"From: Ann <ann@example.com>\r\nSubject: x\r\n \r\nFrom: Boss <boss@kazami.example>\r\n\r\nHello\r\n",
             sender_is_plain=False),
    smuggled("smuggled-second-mail", b"From: Ann <ann@example.com>\r\nSubject: x\r\n\r\nHello\r\n.\r\nMAIL FROM:<boss@kazami.example>\r\nRCPT TO:<a@b.example>\r\n"
             b"DATA\r\nFrom: boss@kazami.example\r\nSubject: second\r\n\r\nBye\r\n", first_sender=["Ann", "ann@example.com"], subject="x",
             sender_is_plain=True, text_contains="MAIL FROM"),
    smuggled("smuggled-carriage-returns-only", b"From: Ann <ann@example.com>\rSubject: x\r\rHello\r", first_sender=["Ann", "ann@example.com"],
             subject="x", text="Hello\n"),
    smuggled("smuggled-next-line-sign", "From: Ann <ann@example.com>\r\nSubject: x\u0085From: Boss <boss@kazami.example>\r\n\r\nHello\r\n".encode(),
             first_sender=["Ann", "ann@example.com"], sender_is_plain=True),
    smuggled("smuggled-vertical-tab", b"From: Ann <ann@example.com>\r\nSubject: x\x0bFrom: Boss <boss@kazami.example>\x0cy\r\n\r\nHello\r\n",
             first_sender=["Ann", "ann@example.com"], subject="x From: Boss <boss@kazami.example> y"),
    smuggled("header-folded-by-cr-cr", b"From: Ann\r\r\n <ann@example.com>\r\r\nSubject: x\r\r\n\r\r\nHello\r\r\n", first_sender=["Ann", "ann@example.com"],
             subject="x", text_contains="Hello"),
    smuggled("header-blank-before-colon", b"From : Ann <ann@example.com>\r\nSubject\t: x\r\n\r\nHello\r\n", first_sender=["Ann", "ann@example.com"], subject="x"),
    smuggled("header-first-line-folded", b" folded nonsense\r\nFrom: Ann <ann@example.com>\r\nSubject: x\r\n\r\nHello\r\n",
             first_sender=["Ann", "ann@example.com"], subject="x", text="Hello\n"),
    smuggled("header-long-fold", b"From: Ann <ann@example.com>\r\nSubject: " + b"\r\n ".join([b"word"] * 400) + b"\r\n\r\nHello\r\n",
             subject=" ".join(["word"] * 400)),
    smuggled("header-mbox-lines", b"From ann Wed May 1\r\nFrom ann@example.com Wed May  1 10:23:45 2024\r\nFrom: Ann <ann@example.com>\r\nSubject: x\r\n\r\n"
             b">From here it leaks.\r\n", first_sender=["Ann", "ann@example.com"], subject="x"),
    smuggled("header-of-a-proxy", lines("X-Proxy: \x7f", "From: Ann <ann@example.com>", "Subject: x", "") + b"Hello\r\n", subject="x"),
]  # fmt: skip
