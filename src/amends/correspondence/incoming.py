"""The writer of words that come in: first words with a new complaint, additions to an open one, files with either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from amends.complaints import timeline
from amends.complaints.models import Complaint
from amends.correspondence.facts import MessageReceived
from amends.correspondence.files import MOST_BYTES_A_COMPLAINT, FileTooLarge, Stored
from amends.correspondence.models import Attachment, Message, MessageKind
from amends.kernel.chain import new_salt, text_digest
from amends.kernel.ids import new_id
from amends.organisation.actor import Actor
from amends.rows.building import new
from amends.text import normalise

MOST_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A received file that is safely on disk. content_type: sniffed, never as the sender said."""

    stored: Stored
    name: str
    content_type: str
    shown: str = ""


def prepare(
    complaint: Complaint,
    *,
    kind: MessageKind,
    text: str,
    by: Actor,
    at: datetime,
    channel: str,
    subject: str = "",
    quoted: str = "",
    html: str = "",
    language: str = "",
    mail_id: str = "",
    staff_id: UUID | None = None,
    is_verified: bool = True,
) -> Message:
    """Build (not save) a message of the complainant. staff_id: who wrote it down, where somebody did."""
    return new(
        Message,
        complaint_id=complaint.pk,
        kind=kind,
        channel=channel,
        author=by.code,
        staff_id=staff_id,
        language=language or complaint.language,
        subject=normalise.one_line(subject, 300),
        text=normalise.clean(text, MOST_CHARACTERS),
        quoted=normalise.clean(quoted, MOST_CHARACTERS),
        html=html,
        salt=new_salt(),
        occurred_at=at,
        mail_id=mail_id[:250],
        is_verified=is_verified,
    )


def digest(message: Message) -> str:
    """Digest a message's text as the timeline keeps it."""
    return text_digest(message.salt, message.text)


@transaction.atomic
def add(
    complaint: Complaint,
    *,
    text: str,
    by: Actor,
    at: datetime,
    channel: str,
    files: Sequence[File] = (),
    subject: str = "",
    quoted: str = "",
    html: str = "",
    mail_id: str = "",
    staff_id: UUID | None = None,
    is_verified: bool = True,
) -> Message:
    """Add what the complainant wrote, said or sent after the first words. Errors: FileTooLarge over the whole."""
    message = prepare(
        complaint,
        kind=MessageKind.ADDITION,
        text=text,
        by=by,
        at=at,
        channel=channel,
        subject=subject,
        quoted=quoted,
        html=html,
        mail_id=mail_id,
        staff_id=staff_id,
        is_verified=is_verified,
    )
    require_room(complaint, files)
    message.save(force_insert=True)
    Attachment.objects.bulk_create(attachments(message, files, at=at))
    fact = _received(message, len(files))
    timeline.append(complaint, fact, by=by, at=at, changes={"customer_wrote_at": at})
    return message


def _received(message: Message, files: int) -> MessageReceived:
    return MessageReceived(
        message=message.pk,
        message_kind=message.kind,
        channel=message.channel,
        text_digest=digest(message),
        attachments=files,
    )


def attachments(message: Message, files: Sequence[File], *, at: datetime) -> list[Attachment]:
    """Build (not save) the rows of received files."""
    return [
        Attachment(
            id=new_id(),
            complaint_id=message.complaint_id,
            message=message,
            token=token_urlsafe(32),
            name=normalise.one_line(file.name, 200),
            content_type=file.content_type,
            size=file.stored.size,
            sha256=file.stored.sha256,
            stored=file.stored.path,
            shown=file.shown,
            received_at=at,
        )
        for file in files
    ]


def require_room(complaint: Complaint, files: Sequence[File]) -> None:
    """Refuse files that would take a complaint over its limit."""
    if not files:
        return
    held = Attachment.objects.filter(complaint=complaint).aggregate(total=Sum("size"))["total"] or 0
    if held + sum(file.stored.size for file in files) > MOST_BYTES_A_COMPLAINT:
        raise FileTooLarge(limit=MOST_BYTES_A_COMPLAINT, name=files[0].name)
