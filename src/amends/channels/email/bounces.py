"""Mail that reports on mail: delivery failures, delays, read receipts and spam complaints of other systems."""

import re
from dataclasses import dataclass

from amends.channels.email import automatic_words, headers, words
from amends.channels.email.mime import Part

STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
ADDRESS = re.compile(r"<?([A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?)>?")
FAILED_RECIPIENT_LINE = re.compile(
    r"^[ \t]{0,20}(?:[-*•][ \t]*)?<?([^\s<>@:]{1,64}@[A-Za-z0-9.-]{1,250}[A-Za-z0-9])>?\s*(?::|$|\()", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a mail reports: kind "failure", "delay", "delivered", "receipt" or "abuse"; to whom; which mail."""

    kind: str
    recipients: tuple[str, ...] = ()
    status: str = ""
    original_message_id: str = ""


def read(root: Part, leaves: list[Part]) -> Report | None:
    """Read a machine-made report (RFC 3464, 8098, 5965); None when the mail is none."""
    by_type = {leaf.type: leaf for leaf in reversed(leaves)}
    kind = root.parameters.get("report-type", "").lower()
    original = _original_message_id(leaves)
    if (leaf := by_type.get("message/feedback-report")) or kind == "feedback-report":
        return Report("abuse", original_message_id=original)
    if (leaf := by_type.get("message/disposition-notification")) or kind == "disposition-notification":
        return Report("receipt", original_message_id=original)
    leaf = by_type.get("message/delivery-status") or by_type.get("message/global-delivery-status")
    if leaf is None and kind != "delivery-status":
        return None
    return _delivery(leaf.content().decode("latin-1") if leaf else "", original)


def _delivery(text: str, original: str) -> Report:
    """Read the fields of a delivery status."""
    actions, recipients, statuses = [], [], []
    for line in re.sub(r"\r?\n[ \t]+", " ", text[:200_000]).splitlines():
        name, _, value = line.partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "action":
            actions.append(value.lower().split(" ")[0].split(";")[0])
        elif name == "status" and (found := STATUS.search(value)):
            statuses.append(found[1])
        elif name in ("final-recipient", "original-recipient") and (address := ADDRESS.search(value)):
            recipients.append(address[1])
    if "failed" in actions or not actions:
        kind = "failure" if not statuses or actions or any(status[0] in "45" for status in statuses) else "delivered"
    elif "delayed" in actions:
        kind = "delay"
    else:
        kind = "delivered"
    return Report(kind, tuple(dict.fromkeys(recipients)), statuses[0] if statuses else "", original)


def _original_message_id(leaves: list[Part]) -> str:
    """Find the Message-ID of the mail that is reported on."""
    for leaf in leaves:
        if leaf.type in (
            "message/rfc822",
            "text/rfc822-headers",
            "message/rfc822-headers",
            "message/global",
            "message/global-headers",
        ):
            header, _ = headers.split(leaf.content()[:300_000].lstrip(b"\r\n"))
            if found := headers.message_ids(header.raw("message-id")):
                return found[0]
    return ""


def read_plain(subject: str, sender: str, text: str, has_null_path: bool) -> Report | None:
    """Recognise a failure report that is only worded, as old and careless servers send it."""
    beginning = text[:6_000]
    is_daemon = automatic_words.DAEMON.match(sender.split("@", 1)[0]) is not None
    by_subject = automatic_words.FAILURE_SUBJECT.search(subject) is not None
    by_body = automatic_words.FAILURE_BODY.search(beginning) is not None
    is_machine = is_daemon or has_null_path
    if not (is_machine and (by_subject or by_body)) and not (by_body and automatic_words.SERVER_SUBJECT.match(subject)):
        return None
    is_delay = (
        automatic_words.DELAY.search(f"{subject}\n{beginning[:1500]}") is not None and "5." not in beginning[:3000]
    )
    status = STATUS.search(beginning)
    recipients = tuple(dict.fromkeys(FAILED_RECIPIENT_LINE.findall(beginning)))[:50]
    return Report("delay" if is_delay else "failure", recipients, status[1] if status else "", _quoted_message_id(text))


def _quoted_message_id(text: str) -> str:
    """Find the Message-ID line in a mail quoted by a worded report."""
    found = re.search(r"^[> \t]*Message-ID:\s*<([^<>\s]{1,400})>", text[:60_000], re.MULTILINE | re.IGNORECASE)
    return words.decode(found[1]) if found else ""
