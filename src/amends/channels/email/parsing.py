"""Read one mail: bytes in, ParsedMail out, whatever the bytes are; no database, no network, no clock."""

from dataclasses import dataclass, field, replace

from amends.channels.email import (
    addresses,
    automatic,
    bodies,
    bounces,
    charset_guess,
    charsets,
    files,
    headers,
    html_text,
    limits,
    mime,
    replies,
)
from amends.channels.email.addresses import Mailbox
from amends.channels.email.headers import Header
from amends.channels.email.mail import ParsedMail
from amends.channels.email.mime import Part


@dataclass(slots=True)
class _Written:
    """What there is to read."""

    text: str = ""
    marked: str = ""
    html: str = ""
    charsets: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def parse(raw: bytes) -> ParsedMail:
    """Read a mail, however broken; the same bytes always give the same result."""
    tree = mime.read(raw)
    header = tree.root.header
    leaves = _leaves(tree.root)
    sorted_bodies = bodies.sort(tree)
    header.hint = header.hint or _hint(header, leaves)
    written = _written(sorted_bodies)
    collection = files.collect(sorted_bodies.files)
    _take_over(written, collection)
    reply = replies.split(written.marked or written.text)
    from_ = _mailboxes(header, "from")
    letter = automatic.Letter(header, header.text("subject"), _address(from_), written.text, reply.text)
    verdict = automatic.judge(letter, bounces.read(tree.root, leaves))
    found = (problem for leaf in leaves for problem in leaf.problems)
    for problem in (*found, *written.problems, *collection.problems, *_identity_problems(header, from_)):
        tree.note(problem)
    mail = ParsedMail(
        subject=letter.subject[:10_000],
        from_=from_,
        to=_mailboxes(header, "to"),
        date=headers.date(header.raw("date")),
        message_id=_message_id(header),
        text=written.text,
        reply_text=reply.text,
        html=written.html,
        attachments=tuple(collection.attachments),
        why=verdict.why,
        is_bounce=verdict.is_bounce,
        problems=tuple(tree.problems),
        sender_is_plain=_is_plain_sender(header, from_),
        signature=reply.signature,
        languages=_languages(header, written),
    )
    return _with_fields(_with_report(mail, verdict.report), header)


def _with_report(mail: ParsedMail, report: bounces.Report | None) -> ParsedMail:
    """Add what a bounce or receipt reports."""
    if report is None:
        return mail
    return replace(
        mail,
        report=report.kind,
        failed_recipients=report.recipients,
        failure_status=report.status,
        reported_message_id=report.original_message_id,
    )


def _with_fields(mail: ParsedMail, header: Header) -> ParsedMail:
    """Add the fields of the header that others look at."""
    return replace(
        mail,
        cc=_mailboxes(header, "cc"),
        reply_to=_mailboxes(header, "reply-to"),
        sender=_mailboxes(header, "sender"),
        in_reply_to=headers.message_ids(header.raw("in-reply-to"))[:100],
        references=headers.message_ids(header.raw("references"))[:200],
        return_path=_return_path(header),
        delivered_to=header.texts("delivered-to"),
        authentication_results=header.texts("authentication-results"),
        received_spf=header.texts("received-spf"),
        list_id=header.text("list-id"),
        own_fields=tuple((name, header.text(name)) for name, _ in header.fields if name.startswith("x-amends-"))[:20],
    )


def _leaves(root: Part) -> list[Part]:
    """List all parts that were not taken apart, in order."""
    leaves, waiting = [], [root]
    while waiting:
        part = waiting.pop()
        if part.is_multipart:
            waiting.extend(reversed(part.children))
        else:
            leaves.append(part)
    return leaves


def _hint(header: Header, leaves: list[Part]) -> str:
    """Name the charset of raw header fields: that of the first text with a label, else what header and text together look like."""
    label = next((leaf.parameters["charset"] for leaf in leaves if leaf.parameters.get("charset")), "")
    if label and charsets.normal_name(label):
        return label
    raw = b" ".join(value[:2_000] for _, value in header.fields if not value.isascii())[:8_000]
    if not raw:
        return ""
    text = next((leaf.content()[:8_000] for leaf in leaves if leaf.type in ("text/plain", "text/html")), b"")
    return charset_guess.guess(raw + b"\n" + text) or ""


def _written(sorted_bodies: bodies.Bodies) -> _Written:
    """Read the text parts; HTML gives the text where there is no plain one."""
    written = _Written()
    plain: list[str] = []
    for part in sorted_bodies.texts:
        if sum(map(len, plain)) > limits.TEXT:
            written.problems.append("text too long")
            break
        plain.append(_noted(written, part))
    sources = [_noted(written, part) for part in sorted_bodies.htmls[:20]]
    written.html = "\n".join(sources)[: limits.HTML]
    written.text = "\n".join(text.removesuffix("\n") if len(plain) > 1 else text for text in plain)
    if len(written.text) > limits.TEXT:
        written.text = written.text[: limits.TEXT]
        written.problems.append("text too long")
    if sources and not written.text.strip():
        _render(written)
    return written


def _noted(written: _Written, part: Part) -> str:
    """Read one text part, remembering its charset and whether it was damaged."""
    decoded = bodies.text_of(part)
    written.charsets.append(decoded.charset)
    if decoded.is_damaged:
        written.problems.append("characters that cannot be read")
    return decoded.text


def _render(written: _Written) -> None:
    """Take the text from the HTML."""
    rendered = html_text.render(written.html)
    written.problems.extend(rendered.problems)
    if rendered.links > limits.LINKS:
        written.problems.append("too many links")
    if rendered.text.strip():
        written.text, written.marked = rendered.text, rendered.marked


def _take_over(written: _Written, collection: files.Collection) -> None:
    """Use the body out of a winmail.dat when the mail has no other."""
    if not written.text.strip():
        written.text = collection.text.replace("\r\n", "\n") or written.text
    if not written.html and collection.html:
        written.html = collection.html
        if not written.text.strip():
            _render(written)


def _mailboxes(header: Header, name: str) -> tuple[Mailbox, ...]:
    """Read the first field of a name that says something; a second From changes nothing."""
    for value in header.all(name):
        if found := addresses.mailboxes(value, header.hint):
            return found
    return ()


def _address(mailboxes: tuple[Mailbox, ...]) -> str:
    """Give the first address."""
    return next((mailbox.address for mailbox in mailboxes if mailbox.address), "")


def _is_plain_sender(header: Header, from_: tuple[Mailbox, ...]) -> bool:
    """Say whether From names exactly one address that may stand for an identity."""
    values = list(header.all("from"))
    if len(values) != 1 or len(from_) != 1 or addresses.holds_address(from_[0].name):
        return False
    return addresses.is_plain(from_[0].address) and addresses.is_well_formed(values[0], header.hint)


def _identity_problems(header: Header, from_: tuple[Mailbox, ...]) -> list[str]:
    """Note what makes the sender doubtful."""
    problems = []
    count = sum(1 for _ in header.all("from"))
    if count > 1:
        problems.append("several From fields")
    if not any(mailbox.address for mailbox in from_):
        problems.append("no sender address")
    elif len(from_) > 1:
        problems.append("several senders")
    elif not addresses.is_plain(from_[0].address):
        problems.append("unusual sender address")
    elif addresses.holds_address(from_[0].name) and from_[0].address.lower() not in from_[0].name.lower():
        problems.append("sender name holds another address")
    return problems


def _message_id(header: Header) -> str:
    """Give the Message-ID without brackets, cut to a length that can be kept."""
    found = headers.message_ids(header.raw("message-id"))
    return found[0] if found else header.raw("message-id").strip("<> ")[:998]


def _return_path(header: Header) -> str | None:
    """Give the envelope sender."""
    return header.raw("return-path").strip("<> ") if header.has("return-path") else None


def _languages(header: Header, written: _Written) -> tuple[str, ...]:
    """Collect hints about the language."""
    hints = [header.text(name) for name in ("content-language", "accept-language", "x-accept-language")]
    tags = [tag.split(";")[0].strip() for hint in hints for tag in hint.split(",")]
    by_charset = {
        "iso-2022-jp": "ja",
        "cp932": "ja",
        "euc-jp": "ja",
        "euc_jp": "ja",
        "gb18030": "zh-Hans",
        "hz": "zh-Hans",
    }
    by_charset |= {"big5": "zh-Hant", "cp950": "zh-Hant", "big5hkscs": "zh-Hant", "cp949": "ko", "iso-2022-kr": "ko"}
    tags += [by_charset[name] for name in written.charsets if name in by_charset]
    return tuple(dict.fromkeys(tag for tag in tags if tag and len(tag) <= 35))
