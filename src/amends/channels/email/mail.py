"""A mail as Amends understands it: what the reader gives to those who receive it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict

from amends.channels.email.addresses import Mailbox
from amends.channels.email.automatic import Why


class AttachmentJSON(TypedDict):
    """An attachment in the output of `amends mail parse`."""

    name: str
    type: str
    size: int


MailJSON = TypedDict(
    "MailJSON",
    {
        "subject": str,
        "from": list[list[str]],
        "to": list[list[str]],
        "date": str | None,
        "message_id": str,
        "text": str,
        "reply_text": str,
        "html": str,
        "attachments": list[AttachmentJSON],
        "auto": bool,
        "why": str,
        "bounce": bool,
        "problems": list[str],
    },
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file sent along. The name is the sender's word, safe to show, never to be used as a path."""

    name: str
    type: str
    content: bytes
    is_inline: bool = False
    content_id: str = ""

    @property
    def size(self) -> int:
        """Bytes, decoded."""
        return len(self.content)


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """Everything read out of one mail; text is Unicode without NUL, names are decoded, addresses are as written."""

    subject: str
    from_: tuple[Mailbox, ...]
    to: tuple[Mailbox, ...]
    date: datetime | None
    message_id: str
    text: str
    reply_text: str
    html: str
    attachments: tuple[Attachment, ...]
    why: Why
    is_bounce: bool
    problems: tuple[str, ...]
    sender_is_plain: bool
    """One From with one address that may stand for an identity; anything else is never believed."""
    cc: tuple[Mailbox, ...] = ()
    reply_to: tuple[Mailbox, ...] = ()
    sender: tuple[Mailbox, ...] = ()
    signature: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    return_path: str | None = None
    """Envelope sender as the last server wrote it; "" for the empty one of machines; None when not told."""
    delivered_to: tuple[str, ...] = ()
    authentication_results: tuple[str, ...] = ()
    received_spf: tuple[str, ...] = ()
    list_id: str = ""
    languages: tuple[str, ...] = ()
    """What the mail hints about its language: Content-Language, Accept-Language, charsets; a hint, no finding."""
    report: str = ""
    """Kind of machine-made report: failure, delay, delivered, receipt, abuse; "" when it is none."""
    failed_recipients: tuple[str, ...] = ()
    failure_status: str = ""
    reported_message_id: str = ""
    own_fields: tuple[tuple[str, str], ...] = field(default=())
    """Fields beginning with X-Amends-, as they came."""

    @property
    def is_automatic(self) -> bool:
        """Say whether no machine may answer it."""
        return self.why != Why.NOTHING

    def to_json(self) -> MailJSON:
        """Give the document that `amends mail parse` prints."""
        return {
            "subject": self.subject,
            "from": [[mailbox.name, mailbox.address] for mailbox in self.from_],
            "to": [[mailbox.name, mailbox.address] for mailbox in self.to],
            "date": self.date.isoformat() if self.date else None,
            "message_id": self.message_id,
            "text": self.text,
            "reply_text": self.reply_text,
            "html": self.html,
            "attachments": [{"name": file.name, "type": file.type, "size": file.size} for file in self.attachments],
            "auto": self.is_automatic,
            "why": str(self.why),
            "bounce": self.is_bounce,
            "problems": list(self.problems),
        }
