"""A parsed mail as bytes and back: JSON for what is words, plain bytes for files; nothing that could run."""

import json
import struct
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from amends.channels.email.addresses import Mailbox
from amends.channels.email.automatic import Why
from amends.channels.email.mail import Attachment, ParsedMail

LENGTH = struct.Struct(">Q")
MAILBOX_FIELDS = frozenset({"from_", "to", "cc", "reply_to", "sender"})


def pack(mail: ParsedMail) -> bytes:
    """Write a mail as length, JSON and the contents of its attachments."""
    document: dict[str, Any] = asdict(replace(mail, attachments=()))
    for name in MAILBOX_FIELDS:
        document[name] = [[mailbox["name"], mailbox["address"]] for mailbox in document[name]]
    document["date"] = mail.date.isoformat() if mail.date else None
    document["attachments"] = [
        [file.name, file.type, file.size, file.is_inline, file.content_id] for file in mail.attachments
    ]
    words = json.dumps(document).encode("ascii")
    return b"".join([LENGTH.pack(len(words)), words, *(file.content for file in mail.attachments)])


def unpack(octets: bytes) -> ParsedMail:
    """Read a mail back. Errors: ValueError, KeyError or struct.error when the bytes are not one."""
    (size,) = LENGTH.unpack_from(octets)
    position = LENGTH.size + size
    document: dict[str, Any] = json.loads(octets[LENGTH.size : position])
    attachments = []
    for name, kind, length, is_inline, content_id in document.pop("attachments"):
        attachments.append(Attachment(name, kind, octets[position : position + length], is_inline, content_id))
        position += length
    for name in MAILBOX_FIELDS:
        document[name] = tuple(Mailbox(*pair) for pair in document[name])
    document["date"] = datetime.fromisoformat(document["date"]) if document["date"] else None
    document["why"] = Why(document["why"])
    document["own_fields"] = tuple((name, value) for name, value in document["own_fields"])
    for name, value in document.items():
        if isinstance(value, list):
            document[name] = tuple(value)
    return ParsedMail(attachments=tuple(attachments), **document)
