"""Words of a member of staff: replies that can be called back for a moment, notes, calls, and the promises said in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from amends.acknowledgement.queries import mail_of
from amends.complaints import access
from amends.complaints.models import Complaint, Entry
from amends.correspondence import drafts, outgoing, queries, templates
from amends.correspondence.models import Message, MessageKind
from amends.correspondence.outgoing import Letter
from amends.flows import clear, departure, spoken
from amends.flows.spoken import Word
from amends.kernel import reference
from amends.kernel.errors import DomainError, ErrorKind, NotFound
from amends.kernel.fact import Audience
from amends.organisation.actor import Actor
from amends.organisation.models import Staff
from amends.organisation.rules import Right

HOLD = timedelta(seconds=15)
MAIL, PASTE, SPOKEN, LETTER = "mail", "paste", "spoken", "letter"
MEDIA = (MAIL, PASTE, SPOKEN, LETTER)
# What a writer must have read before their own words leave: it may change what they would say.
CHANGES_THE_ANSWER = ("message.received", "message.prepared", "note.written")


class WrittenMeanwhile(DomainError):
    """The customer or a colleague wrote something the writer has not read; nothing left, their words are kept."""

    code = "written_meanwhile"
    kind = ErrorKind.CONFLICT


class NothingWritten(DomainError):
    """There are no words."""

    code = "nothing_written"


class NoAddress(DomainError):
    """There is no mail address to write to."""

    code = "no_address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Words to the customer. medium: one of MEDIA. base_sequence: how far the writer had read. promise: said in them."""

    text: str
    medium: str
    base_sequence: int
    promise: Word | None = None


@transaction.atomic
def send(complaint: Complaint, reply: Reply, *, by: Actor, at: datetime) -> Message:
    """Send a reply: a mail is held for a moment, spoken words are gone at once, others wait for the "sent" tick.

    Errors: NotAllowed, NothingWritten, UnresolvedFields, WrittenMeanwhile, NoAddress, DueInThePast.
    """
    access.require(by, Right.HANDLE, complaint)
    _require_words(reply.text)
    templates.require_resolved(reply.text)
    require_read(complaint, reply.base_sequence, by=by)
    point = mail_of(complaint) if reply.medium == MAIL else None
    if reply.medium == MAIL and point is None:
        raise NoAddress()
    letter = Letter(
        kind=MessageKind.REPLY,
        text=reply.text.strip(),
        medium=reply.medium,
        subject=_subject(complaint),
        language=complaint.language,
        contact_point=point,
        staff_id=by.id,
        not_before=at + HOLD if reply.medium == MAIL else at,
        facts=_facts(reply.promise, by),
    )
    message = outgoing.prepare(complaint, letter, clearance=clear.own_words(letter.text), by=by, at=at)
    if reply.medium == SPOKEN:
        departure.record(message, complaint, medium=SPOKEN, by=by, at=at)
    return message


@transaction.atomic
def call_back(complaint: Complaint, message_id: UUID, *, by: Actor, at: datetime) -> Message:
    """Call words back before they leave. Errors: NotFound, NotAllowed, AlreadyGone."""
    access.require(by, Right.HANDLE, complaint)
    message = _own(complaint, message_id)
    outgoing.recall(message, complaint, by=by, at=at)
    return message


@transaction.atomic
def confirm_sent(complaint: Complaint, message_id: UUID, *, by: Actor, at: datetime) -> Message:
    """Record that a person sent words by hand: pasted into a messenger, put into the post. Errors: NotFound, NotAllowed."""
    access.require(by, Right.HANDLE, complaint)
    message = _own(complaint, message_id)
    if message.medium not in (PASTE, LETTER):
        raise NotFound(what="message")
    departure.record(message, complaint, medium=message.medium, by=by, at=at)
    return message


@transaction.atomic
def note(complaint: Complaint, *, text: str, by: Actor, at: datetime) -> Message:
    """Write a note for colleagues; everybody who takes complaints may, an auditor may not. Errors: NotAllowed."""
    if not by.may(Right.TAKE, complaint.brand_id):
        access.require(by, Right.HANDLE, complaint)
    _require_words(text)
    return outgoing.note(complaint, text=text.strip(), by=by, at=at, staff_id=by.id)


@transaction.atomic
def record_call(
    complaint: Complaint, *, text: str, spoken_at: datetime, promise: Word | None = None, by: Actor, at: datetime
) -> Message:
    """Record a call in which the customer was spoken to: what was said, and what was promised in it.

    It keeps the promises to call and to be in touch. A promise of substance said on the phone is put at risk.
    Errors: NotAllowed, NothingWritten.
    """
    access.require(by, Right.HANDLE, complaint)
    _require_words(text)
    letter = Letter(
        kind=MessageKind.CALL,
        text=text.strip(),
        medium=SPOKEN,
        language=by.language,
        staff_id=by.id,
        facts=_facts(promise, by),
        audience=Audience.STAFF,
    )
    message = outgoing.prepare(complaint, letter, clearance=clear.own_words(letter.text), by=by, at=at)
    departure.record(message, complaint, medium=SPOKEN, by=by, at=min(spoken_at, at))
    return message


def require_read(complaint: Complaint, base_sequence: int, *, by: Actor) -> None:
    """Refuse words of somebody who has not read the newest words of others. Errors: WrittenMeanwhile."""
    newer = Entry.objects.filter(complaint=complaint, sequence__gt=base_sequence, kind__in=CHANGES_THE_ANSWER)
    sequences = list(newer.exclude(actor__in=[by.code, "system"]).values_list("sequence", flat=True))
    if sequences:
        raise WrittenMeanwhile(sequences=sequences)


def keep_draft(
    complaint: Complaint, *, kind: MessageKind, text: str, base_sequence: int, staff: Staff, by: Actor, at: datetime
) -> None:
    """Keep unfinished words. Errors: NotAllowed."""
    by.require(Right.TAKE, complaint.brand_id)
    drafts.save(complaint, kind=kind, text=text, base_sequence=base_sequence, staff=staff, at=at)


def _require_words(text: str) -> None:
    if not text.strip():
        raise NothingWritten()


def _own(complaint: Complaint, message_id: UUID) -> Message:
    message = queries.find_message(complaint, message_id)
    if message is None or not message.is_ours or message.kind != MessageKind.REPLY:
        raise NotFound(what="message")
    return message


def _subject(complaint: Complaint) -> str:
    shown = reference.shown(complaint.number, complaint.brand.prefix)
    return f"{complaint.subject} [{shown}]" if complaint.subject else f"[{shown}]"


def _facts(promise: Word | None, by: Actor) -> dict[str, Any]:
    """Say in codes what the words hold. With a dated promise by a named person they also acknowledge."""
    if promise is None:
        return {}
    return {
        "contact": str(by.id),
        "next": promise.subject.value,
        "due": promise.due.isoformat(),
        "promise": spoken.written(promise),
    }
