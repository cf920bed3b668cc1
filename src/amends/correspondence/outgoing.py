"""The writer of words that leave: prepared (held, can be recalled), departed, failed, bounced. And staff notes."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from amends.complaints import timeline
from amends.complaints.models import Complaint
from amends.complaints.timeline import Recorded
from amends.correspondence.clearance import Clearance, NotCleared, digest_of
from amends.correspondence.facts import (
    MessageDeparted,
    MessageFailed,
    MessagePrepared,
    MessageRecalled,
    MessageReleased,
    NoteWritten,
)
from amends.correspondence.models import Delivery, Message, MessageKind, ReplyToken
from amends.customers.models import ContactPoint
from amends.kernel.chain import new_salt, text_digest
from amends.kernel.errors import DomainError, ErrorKind
from amends.kernel.fact import Audience, Fact
from amends.kernel.ids import new_id
from amends.organisation.actor import Actor
from amends.rows.inserting import Rows
from amends.text import normalise

Recipient = tuple[UUID, str]
WAITING = (Delivery.PREPARED, Delivery.FAILED, Delivery.SUPPRESSED)


class AlreadyGone(DomainError):
    """The words have left the house: they cannot be recalled any more."""

    code = "already_gone"
    kind = ErrorKind.CONFLICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Words of ours that are to leave. medium: mail, slip, spoken, screen, letter, paste.

    facts: what the words say in codes (contact, next, due, promise), read by guards and at departure.
    not_before: held until then. audience: staff for what only colleagues read (the record of a call).
    """

    kind: MessageKind
    text: str
    medium: str
    subject: str = ""
    language: str = ""
    contact_point: ContactPoint | None = None
    staff_id: UUID | None = None
    not_before: datetime | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    delivery: Delivery = Delivery.PREPARED
    audience: Audience = Audience.COMPLAINANT


@dataclass(frozen=True, slots=True)
class Prepared:
    """A letter of a complaint with the leave for its words to go out."""

    complaint: Complaint
    letter: Letter
    clearance: Clearance


def prepare(complaint: Complaint, letter: Letter, *, clearance: Clearance, by: Actor, at: datetime) -> Message:
    """Hold words of ours ready to leave. Errors: NotCleared when the text is not the one that was cleared."""
    return prepare_all(Rows(), [Prepared(complaint, letter, clearance)], by=by, at=at)[0]


@transaction.atomic(savepoint=False)
def prepare_all(rows: Rows, letters: Sequence[Prepared], *, by: Actor, at: datetime) -> list[Message]:
    """Hold letters of several complaints ready to leave, one each, with rows that belong to them; all or none.

    Errors: NotCleared, StaleComplaint.
    """
    messages = [_message(one, by=by, at=at) for one in letters]
    rows.add(messages)
    batch = [
        Recorded(one.complaint, (_told(MessagePrepared, message),), by, at)
        for one, message in zip(letters, messages, strict=True)
    ]
    timeline.append_all(rows, batch)
    return messages


def _message(prepared: Prepared, *, by: Actor, at: datetime) -> Message:
    complaint, letter = prepared.complaint, prepared.letter
    if prepared.clearance.digest != digest_of(letter.text):
        raise NotCleared()
    by_mail = letter.medium == "mail"
    return Message(
        id=new_id(),
        complaint=complaint,
        kind=letter.kind,
        is_ours=True,
        channel="mail" if by_mail else complaint.channel,
        audience=letter.audience,
        author=by.code,
        staff_id=letter.staff_id,
        language=letter.language or complaint.language,
        subject=normalise.one_line(letter.subject, 300),
        text=normalise.clean(letter.text),
        salt=new_salt(),
        occurred_at=at,
        delivery=letter.delivery,
        contact_point=letter.contact_point,
        to_address=letter.contact_point.value if letter.contact_point else "",
        mail_id=new_mail_id() if by_mail else "",
        not_before=letter.not_before or at,
        medium=letter.medium,
        facts=dict(letter.facts),
    )


def _told(fact: type[MessagePrepared] | type[NoteWritten], message: Message) -> Fact:
    return fact(
        message=message.pk,
        message_kind=message.kind,
        channel=message.channel,
        text_digest=text_digest(message.salt, message.text),
    )


@transaction.atomic
def recall(message: Message, complaint: Complaint, *, by: Actor, at: datetime) -> None:
    """Call words back before they leave. Errors: AlreadyGone."""
    held = Message.objects.filter(pk=message.pk, delivery__in=WAITING)
    if not held.update(delivery=Delivery.RECALLED):
        raise AlreadyGone()
    message.delivery = Delivery.RECALLED
    fact = MessageRecalled(message=message.pk, message_kind=message.kind, channel=message.channel)
    timeline.append(complaint, fact, by=by, at=at)


@transaction.atomic(savepoint=False)
def depart(message: Message, complaint: Complaint, *, medium: str, by: Actor, at: datetime) -> None:
    """Record that words left: the server said yes, the slip was printed, they were spoken. Twice is once."""
    gone = Message.objects.filter(pk=message.pk).exclude(delivery__in=[Delivery.DEPARTED, Delivery.RECALLED])
    if not gone.update(delivery=Delivery.DEPARTED, departed_at=at, medium=medium, delivery_reason=""):
        return
    message.delivery, message.departed_at, message.medium = Delivery.DEPARTED, at, medium
    fact = MessageDeparted(message=message.pk, message_kind=message.kind, channel=message.channel, medium=medium)
    changes = {"customer_wrote_at": None} if message.kind in (MessageKind.REPLY, MessageKind.ANSWER) else {}
    timeline.append(complaint, fact, by=by, at=at, changes=changes)


@transaction.atomic
def fail(
    message: Message,
    complaint: Complaint,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    delivery: Delivery = Delivery.FAILED,
) -> None:
    """Record that words could not be delivered for good, or came back (delivery=BOUNCED). reason: a code and digits."""
    Message.objects.filter(pk=message.pk).update(delivery=delivery, delivery_reason=reason[:200])
    fact = MessageFailed(
        message=message.pk, message_kind=message.kind, channel=message.channel, reason=normalise.one_line(reason, 60)
    )
    timeline.append(complaint, fact, by=by, at=at)


@transaction.atomic
def release(message: Message, complaint: Complaint, *, by: Actor, at: datetime) -> None:
    """Let a mail go that stayed behind: held back by a limit, refused, returned, or handed over without an answer.

    It keeps its Message-ID, so that a mail program shows one letter even where two arrive.
    """
    stuck = Q(delivery__in=[Delivery.SUPPRESSED, Delivery.FAILED, Delivery.BOUNCED])
    rows = Message.objects.filter(stuck | Q(delivery=Delivery.UNCERTAIN), pk=message.pk)
    if not rows.update(delivery=Delivery.PREPARED, delivery_reason="", not_before=at, attempts=0):
        raise AlreadyGone()
    message.delivery, message.not_before = Delivery.PREPARED, at
    fact = MessageReleased(message=message.pk, message_kind=message.kind, channel=message.channel)
    timeline.append(complaint, fact, by=by, at=at)


@transaction.atomic
def note(complaint: Complaint, *, text: str, by: Actor, at: datetime, staff_id: UUID | None = None) -> Message:
    """Write a note for colleagues: what was seen, never a label on a person; the customer may read it one day."""
    message = Message(
        id=new_id(),
        complaint=complaint,
        kind=MessageKind.NOTE,
        is_ours=True,
        channel=complaint.channel,
        audience=Audience.STAFF,
        author=by.code,
        staff_id=staff_id,
        text=normalise.clean(text),
        salt=new_salt(),
        occurred_at=at,
    )
    message.save(force_insert=True)
    timeline.append(complaint, _told(NoteWritten, message), by=by, at=at)
    return message


def reply_token(complaint: Complaint, address_key: str, *, at: datetime) -> str:
    """Give the token by which a reply from this recipient finds this complaint; made once."""
    return reply_tokens([(complaint.pk, address_key)], at=at)[complaint.pk, address_key]


def reply_tokens(recipients: Collection[Recipient], *, at: datetime) -> dict[Recipient, str]:
    """Give the tokens of several complaints' recipients (complaint, address key); each is made once."""
    complaints = {complaint for complaint, _ in recipients}
    known = _known_tokens(complaints)
    if missing := set(recipients) - known.keys():
        new = [
            ReplyToken(complaint_id=complaint, address_key=key, token=secrets.token_hex(16), created_at=at)
            for complaint, key in missing
        ]
        ReplyToken.objects.bulk_create(new, ignore_conflicts=True)  # another worker may make one at this moment
        known = _known_tokens(complaints)
    return known


def _known_tokens(complaints: Collection[UUID]) -> dict[Recipient, str]:
    rows = ReplyToken.objects.filter(complaint_id__in=complaints)
    return {(row[0], row[1]): row[2] for row in rows.values_list("complaint_id", "address_key", "token")}


def new_mail_id() -> str:
    """Make a Message-ID of our own that says nothing and cannot be guessed."""
    domain = (settings.AMENDS_MAIL_FROM or "amends@localhost").rpartition("@")[2]
    return f"<{secrets.token_hex(16)}@{domain}>"
