"""Mails that lie about who sent them, that are broken, empty or out of all measure."""

from tests.channels.email.mail_sources.writing import (
    CARE,
    Mail,
    attached,
    b64,
    head,
    html,
    lines,
    multipart,
    plain,
    word,
)

BODY = plain("Please send me the file of the complaint.\n")


def sender(name: str, from_: bytes | str, *, is_plain: bool, **expect: object) -> Mail:
    """Write a mail with a questionable From."""
    return Mail(name, head("Hello", from_) + BODY, {"sender_is_plain": is_plain, **expect})


ENCODED_SPACE = b"=?utf-8?Q?agent?=@kazami.example"

MAILS = [
    sender("sender-plain", "Ann Lee <ann@example.com>", is_plain=True, **{"from": [["Ann Lee", "ann@example.com"]]}),
    sender("sender-quoted-local", '"ann lee"@example.com', is_plain=True, **{"from": [["", '"ann lee"@example.com']]}),
    sender("sender-name-is-our-address", f'"{CARE}" <thief@evil.example>', is_plain=False, **{"from": [[CARE, "thief@evil.example"]]}),
    sender("sender-encoded-address", ENCODED_SPACE, is_plain=False, **{"from": [["", "=?utf-8?Q?agent?=@kazami.example"]]}),
    sender("sender-encoded-address-in-brackets", b"Agent <=?utf-8?B?YWdlbnQ=?=@kazami.example>", is_plain=False,
           **{"from": [["Agent", "=?utf-8?B?YWdlbnQ=?=@kazami.example"]]}),
    sender("sender-encoded-brackets", word(f"Agent <{CARE}>") + b" <thief@evil.example>", is_plain=False,
           **{"from": [[f"Agent <{CARE}>", "thief@evil.example"]]}),
    sender("sender-encoded-comma", word("Lee, Ann") + b" <ann@example.com>", is_plain=True, **{"from": [["Lee, Ann", "ann@example.com"]]}),
    sender("sender-comment-trick", f"{CARE})thief@evil.example", is_plain=False),
    sender("sender-comment-trick-brackets", f"<{CARE}(>thief@evil.example)", is_plain=False),
    sender("sender-two-addresses", f"ann@example.com, {CARE}", is_plain=False),
    sender("sender-foreign-letters", "Ann <аnn@example.com>".encode(), is_plain=False),
    sender("sender-nul", b"Ann <ann@exam\x00ple.com>", is_plain=True, **{"from": [["Ann", "ann@example.com"]]}),
    sender("sender-brackets-forgotten", "Ann Lee ann@example.com", is_plain=False, **{"from": [["Ann Lee", "ann@example.com"]]}),
    sender("sender-none-usable", "Ann Lee", is_plain=False, **{"from": [["Ann Lee", ""]]}),
    sender("sender-group", "Friends: ann@example.com, bob@example.com;", is_plain=False),
    sender("sender-route", "<@relay.example:ann@example.com>", is_plain=False, **{"from": [["", "ann@example.com"]]}),
    sender("sender-two-at", "ann@kazami.example@evil.example", is_plain=False),
    sender("sender-folded-name", b"=?utf-8?B?5qOu?=\r\n =?utf-8?B?55CG5oG1?= <mori@example.ne.jp>", is_plain=True,
           **{"from": [["森理恵", "mori@example.ne.jp"]]}),
    Mail("sender-twice", lines(f"From: {CARE}", "From: thief@evil.example", f"To: {CARE}", "Subject: Hello") + BODY,
         {"sender_is_plain": False, "problems": ["several From fields"]}),
    Mail("sender-missing", lines(f"To: {CARE}", "Subject: No sender") + BODY, {"sender_is_plain": False, "problems": ["no sender address"]}),
    Mail("answer-to-somebody-else", head("Hello", "Ann <ann@example.com>", "Reply-To: Thief <thief@evil.example>") + BODY,
         {"sender_is_plain": True, "reply_to": [["Thief", "thief@evil.example"]]}),
    Mail("empty", b"", {"subject": "", "text": "", "from": [], "attachments": [], "why": ""}),
    Mail("only-header", head("Nothing inside").rstrip(b"\r\n"), {"subject": "Nothing inside", "text": ""}),
    Mail("only-body", "接客態度がひどい。\n店長を出してください。\n".encode(), {"subject": "", "text": "接客態度がひどい。\n店長を出してください。\n"}),
    Mail("blank-lines-first", b"\r\n\r\n" + head("Late start") + BODY, {"subject": "Late start"}),
    Mail("mailbox-line-first", b"From ann@example.com Wed May  1 10:23:45 2024\r\n" + head("Mailbox") + BODY, {"subject": "Mailbox"}),
    Mail("no-message-id", head("No id", message_id=None) + BODY, {"message_id": ""}),
    Mail("message-id-of-10-kilobytes", head("Long id", message_id="<" + "x" * 10_000 + "@example.com>") + BODY, {"subject": "Long id"}),
    Mail("message-id-twice", head("Two ids", "Ann <a@example.com>", "Message-ID: <m2@example.com>") + BODY, {"message_id": "m1@example.com"}),
    Mail("nuls", head(b"N\x00uls") + lines("Content-Type: text/plain", "") + b"The \x00shirt\x00 shrank.\r\n",
         {"subject": "Nuls", "text": "The shirt shrank.\n"}),
    Mail("line-of-100-kilobytes", head("Long line") + plain("x" * 100_000 + "\nend\n"), {"text_contains": "end"}),
    Mail("subject-with-line-ends", head(word("Hello\r\nBcc: everybody@evil.example")) + BODY, {"subject": "Hello Bcc: everybody@evil.example"}),
    Mail("header-unfinished", b"Subject: Cut\r\nFrom: ann@exa", {"subject": "Cut"}),
    Mail("header-broken-line", b"Subject: Wrap\r\nthis line is no field\r\nFrom: ann@example.com\r\n\r\nIt broke.\r\n",
         {"from": [["", "ann@example.com"]], "text": "It broke.\n", "problems": ["broken header line"]}),
    Mail("multipart-cut", head("Cut off") + lines('Content-Type: multipart/mixed; boundary="x"', "", "--x") + plain("What came through.\n"),
         {"text": "What came through.\n", "problems": ["missing end of multipart"]}),
    Mail("multipart-wrong-boundary", head("Wrong") + lines('Content-Type: multipart/mixed; boundary="x"', "", "--y") + plain("Still here.\n")
         + b"--y--\r\n", {"text": "Still here.", "problems": ["wrong boundary"]}),
    Mail("multipart-unnamed-boundary", head("Unnamed") + lines("Content-Type: multipart/mixed", "", "--y") + plain("Still here.\n") + b"--y--\r\n",
         {"text": "Still here."}),
    Mail("multipart-without-parts", head("Nothing") + lines('Content-Type: multipart/mixed; boundary="x"', "") + b"Only words.\r\n",
         {"text": "Only words.\n", "problems": ["multipart without parts"]}),
    Mail("nested-60-deep", head("Deep") + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(60))
         + BODY, {"text_contains": "Please send me", "problems": ["parts nested too deeply"]}),
    Mail("base64-that-is-none", head("Wrong encoding") + lines("Content-Type: text/plain", "Content-Transfer-Encoding: base64", "")
         + b"This is just text, not base64 at all; see?!\r\n", {"text": "This is just text, not base64 at all; see?!\n"}),
    Mail("base64-with-rubbish-behind", head("Rubbish") + lines("Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "")
         + b64("割れていました。".encode()) + b"-- \r\nlist footer\r\n", {"text_contains": "割れていました。"}),
    Mail("page-with-script", head("Page") + html("<html><head><title>t</title><style>p{}</style><script>alert('x')</script></head><body>"
         "<p>The coat <b>tore</b>.</p><script>document.write('no')</script><p>Again &amp; again.</p></body></html>"),
         {"text": "The coat *tore*.\n\nAgain & again."}),
    Mail("page-broken", head("Page") + html('<div><p>One<p>Two<table><tr><td>A<td>B</table><a href="x>unclosed</p>Three'), {"text_contains": "One"}),
    Mail("page-and-empty-text", head("Page") + multipart("alternative", plain("\n"), html("<p>言葉はここです。</p>")), {"text": "言葉はここです。"}),
    Mail("flowed", head("Flowed") + lines('Content-Type: text/plain; charset="utf-8"; format=flowed; delsp=yes', "")
         + "長い文章を折り返して \r\n送っています。\r\n\r\n> 引用も \r\n> 同じです。\r\n-- \r\nAnn\r\n".encode(),
         {"text": "長い文章を折り返して送っています。\n\n> 引用も同じです。\n-- \nAnn\n", "reply_text": "長い文章を折り返して送っています。"}),
    Mail("date-broken", head("When", date="Wed, 1 May 2024 25:61:99 +9999") + BODY, {"subject": "When"}),
    Mail("date-without-zone", head("When", date="1 May 2024 10:23") + BODY, {"date": "2024-05-01T10:23:00+00:00"}),
    Mail("date-with-comment", head("When", date="Wed, 1 May 2024 10:23:45 +0800 (CST)") + BODY, {"date": "2024-05-01T10:23:45+08:00"}),
    Mail("message-inside-message", lines("Subject: Outer", "From: ann@example.com", "Content-Type: message/rfc822", "") + head("Inner") + BODY,
         {"subject": "Outer", "attachments": [["", "message/rfc822"]]}),
    Mail("name-escapes", head("Names") + multipart("mixed", BODY, attached("text/html", b"<p>", 'attachment; filename="\\"><svg onload=x>.html"')),
         {"attachments": [['"><svg onload=x>.html', "text/html", 3]]}),
    Mail("signature-of-a-list", head("Footer") + plain("It leaks.\n_______________________________________________\nTenants mailing list\n"
         "tenants@lists.example.com\n"), {"reply_text": "It leaks."}),
]  # fmt: skip
