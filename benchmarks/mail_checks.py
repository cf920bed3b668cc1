"""What the shared mail corpora expect of the reader, one comparison a value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from amends.channels.email import signatures
from amends.channels.email.mail import ParsedMail

UNKNOWN = "\ufffd"


@dataclass(frozen=True, slots=True)
class Check:
    """One value compared."""

    what: str
    is_right: bool
    expected: object
    got: object


def folded(text: str) -> str:
    """Fold blanks, so that only words count."""
    return " ".join(text.split())


def same(expected: str | None, got: str) -> bool:
    """Compare text; where the expectation itself could not read a character, any character will do."""
    if expected is None:
        return True
    if UNKNOWN in expected:
        pattern = "".join(".{0,3}" if sign == UNKNOWN else re.escape(sign) for sign in folded(expected))
        return re.fullmatch(pattern, folded(got), re.DOTALL) is not None
    return folded(expected.replace("\0", "")) == folded(got)


def checks(row: dict[str, Any], mail: ParsedMail, raw: bytes) -> Iterator[Check]:
    """Compare one mail with its row of expected.jsonl."""
    expect = row["expect"]
    kind = row["kind"]
    if kind == "mime":
        yield from _mime(row["source"], expect, mail)
    elif kind == "ruby-mail-spec":
        yield from _ruby(expect, mail, raw)
    elif kind == "bounce":
        yield Check("auto", mail.is_automatic, True, mail.why)
        if "is_bounce" in expect:
            yield Check("bounce", mail.is_bounce == expect["is_bounce"], expect["is_bounce"], mail.is_bounce)
    elif kind == "tnef":
        names = sorted(file.name for file in mail.attachments)
        yield Check("names", names == sorted(expect["attachment_names"]), expect["attachment_names"], names)
    elif kind in ("reply-text", "reply-html"):
        # talon leaves signatures where they are; here they are kept beside the reply.
        yield from _reply(
            expect, f"{mail.reply_text}\n{mail.signature}" if row["source"] == "talon" else mail.reply_text, mail
        )
    elif kind == "signature":
        text = raw.decode()
        got = signatures.find(text, expect.get("sender", ""))
        wanted = expect["signature"].replace("#sig#", "")
        yield Check("signature", folded(wanted) == folded(got.replace("#sig#", "")), wanted, got)


def _people(what: str, expected: object, got: Any) -> Check:
    """Compare names and addresses; a name that only repeats the address is no name."""
    if isinstance(expected, str):
        found = re.fullmatch(r"\"?(.*?)\"?\s*<?([^<>\s]+)>?", expected)
        pairs = [[found[1], found[2]]] if found else []
    else:
        pairs = [pair if isinstance(pair, list) else [None, pair] for pair in expected or []]  # type: ignore[attr-defined]
    wanted = [(name if name != address else None, address) for name, address in pairs]
    is_right = len(wanted) == len(got) and all(
        same(name, mailbox.name) and (address is None or address == mailbox.address)
        for (name, address), mailbox in zip(wanted, got, strict=False)
    )
    return Check(what, is_right, pairs, [(mailbox.name, mailbox.address) for mailbox in got])


def _mime(source: str, expect: dict[str, Any], mail: ParsedMail) -> Iterator[Check]:
    """Compare header, bodies and files."""
    if "subject" in expect:
        yield Check("subject", same(expect["subject"], mail.subject), expect["subject"], mail.subject)
    for what, got in (("from", mail.from_), ("to", mail.to)):
        if what in expect:
            yield _people(what, expect[what], got)
    if "date" in expect:
        moment = mail.date.isoformat() if mail.date else None
        yield Check("date", moment == expect["date"], expect["date"], moment)
    if "message_id" in expect:
        yield Check("message_id", mail.message_id == expect["message_id"], expect["message_id"], mail.message_id)
    for what in ("is_bounce", "is_bounce_or_delay"):
        if what in expect:
            yield Check(what, (mail.is_bounce or mail.report == "delay") == expect[what], expect[what], mail.report)
    if "status" in expect:
        yield Check("status", mail.failure_status == expect["status"], expect["status"], mail.failure_status)
    yield from _texts(expect, mail)
    yield from _files(source, expect, mail)


def _texts(expect: dict[str, Any], mail: ParsedMail) -> Iterator[Check]:
    """Compare what is to be read."""
    for what in ("text", "text_stripped"):
        if what in expect:
            yield Check(what, same(expect[what], mail.text), expect[what], mail.text)
    for number, part in enumerate([*expect.get("text_parts", []), *expect.get("inline_text_parts", [])]):
        everything = folded(mail.text + " ".join(file.content.decode("utf-8", "replace") for file in mail.attachments))
        pattern = "".join(".{0,3}" if sign == UNKNOWN else re.escape(sign) for sign in folded(part.replace("\0", "")))
        yield Check(f"text part {number}", re.search(pattern, everything, re.DOTALL) is not None, part, mail.text)
    for what, got in (("text_contains", mail.text), ("html_contains", mail.html)):
        if what in expect:
            wanted = expect[what]
            part = wanted["s"] if isinstance(wanted, dict) else wanted
            yield Check(what, folded(part) in folded(got), part, got)
    if "html" in expect:
        yield Check("html", folded(expect["html"]) in folded(mail.html), expect["html"], mail.html)
    if "html_parts" in expect:
        yield Check("html_parts", bool(mail.html.strip()) or not expect["html_parts"], expect["html_parts"], mail.html)


def _files(source: str, expect: dict[str, Any], mail: ParsedMail) -> Iterator[Check]:
    """Compare the files."""
    names = [file.name for file in mail.attachments]
    if "attachment_count" in expect and source == "stalwart-mail-parser":
        yield Check("attachment_count", len(names) == expect["attachment_count"], expect["attachment_count"], names)
    if "attachment_names" in expect:
        wanted = sorted(name for name in expect["attachment_names"] if name)
        got = sorted(filter(None, names))
        is_right = len(wanted) == len(got) and all(same(one, two) for one, two in zip(wanted, got, strict=True))
        yield Check("attachment_names", is_right, wanted, got)
    for what in ("inline_names", "other_parts"):
        if what in expect:
            yield Check(what, all(name in names for name in expect[what]), expect[what], names)
    if "first_attachment_name" in expect:
        yield Check(
            "first_attachment_name",
            names[:1] == [expect["first_attachment_name"]],
            expect["first_attachment_name"],
            names,
        )
    if source == "enmime" and "attachment_count" in expect:
        count = sum(1 for file in mail.attachments if not file.is_inline)
        yield Check("attachment_count", count == expect["attachment_count"], expect["attachment_count"], names)
    if "attachments" in expect:
        wanted_files = [(file["name"], file["type"], file["size"]) for file in expect["attachments"]]
        got_files = [(file.name, file.type, file.size) for file in mail.attachments]
        is_right = len(wanted_files) == len(got_files) and all(
            (one[0] == two[0] or one[0].startswith("noname")) and one[1:] == two[1:]
            for one, two in zip(wanted_files, got_files, strict=True)
        )
        yield Check("attachments", is_right, wanted_files, got_files)


def _ruby(expect: dict[str, Any], mail: ParsedMail, raw: bytes) -> Iterator[Check]:
    """Compare what the specs of the Ruby library say about the mail itself.

    They were lifted by a script, and many specs change the mail first: a value that is not in the mail is no expectation.
    """
    if "subject" in expect:
        yield Check("subject", same(expect["subject"], mail.subject), expect["subject"], mail.subject)
    for what, people in (("to", mail.to), ("from", mail.from_)):
        if isinstance(expect.get(what), list) and all(address.encode() in raw for address in expect[what]):
            wanted = [re.sub(r"\([^)]*\)", "", address) for address in expect[what]]
            got = [mailbox.address for mailbox in people]
            yield Check(what, wanted == got, wanted, got)
    if "message_id" in expect and (expect["message_id"].encode() in raw or "(" in expect["message_id"]):
        wanted_id = expect["message_id"]
        yield Check("message_id", wanted_id == mail.message_id, wanted_id, mail.message_id)
    if "attachments.length" in expect and f"attachments[{expect['attachments.length'] - 2}].filename" not in expect:
        yield Check(
            "attachments",
            len(mail.attachments) == expect["attachments.length"],
            expect["attachments.length"],
            mail.attachments,
        )
    if "decoded" in expect and (not expect["decoded"].isascii() or expect["decoded"].strip().encode() in raw):
        yield Check("text", same(expect["decoded"], mail.text), expect["decoded"], mail.text)


def _reply(expect: dict[str, Any], got: str, mail: ParsedMail) -> Iterator[Check]:
    """Compare the newly written part."""
    for what in ("reply_text", "first_fragment", "first_fragment_trimmed", "visible_text"):
        if what in expect:
            yield Check(what, folded(expect[what]) == folded(got), expect[what], got)
    if "reply_text_nowhitespace" in expect:
        yield Check(
            "reply_text",
            expect["reply_text_nowhitespace"] == "".join(got.split()),
            expect["reply_text_nowhitespace"],
            got,
        )
    if "must_not_contain" in expect:
        yield Check("reply_text", expect["must_not_contain"] not in got, expect["must_not_contain"], got)
    if expect.get("fragments") == 1:
        yield Check("all of it", folded(got) == folded(mail.text), mail.text, got)
    if "fragment_1_starts" in expect:
        start = expect["fragment_1_starts"].replace("\\n", "\n")
        before = mail.text[: mail.text.find(start)] if start in mail.text else None
        yield Check("before fragment 1", before is not None and folded(before) == folded(got), before, got)
