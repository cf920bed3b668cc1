"""One complaint whole, for a member of staff who may see it: stream, promises, people, files. Constant number of queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from amends.closure import queries as closure
from amends.complaints.access import visible
from amends.complaints.models import Complaint, Entry, Participation
from amends.complaints.queries import LISTED, WHOLE
from amends.complaints.rules import Duty
from amends.correspondence.models import Attachment, Draft, Message, ReadMark
from amends.customers.models import ContactPoint
from amends.insight.sentences import Told, ids_in, sentence
from amends.kernel import reference
from amends.kernel.errors import NotFound
from amends.kernel.fact import Audience
from amends.organisation.actor import Actor
from amends.organisation.compiled import CompiledMany
from amends.organisation.models import Staff, Unit
from amends.organisation.names import name_of
from amends.organisation.rules import Right
from amends.promises.models import Promise

MOST_OTHERS = 5
LOOKING_FOR = timedelta(seconds=60)
# Kinds of facts that bring a message into the stream, at the place where it was recorded.
CARRIES_MESSAGE = frozenset({"complaint.accepted", "message.received", "message.prepared", "note.written"})
Writer = Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in the stream: a fact in words, a message with its files, or both at once."""

    sequence: int
    at: datetime
    words: str
    message: Message | None = None
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything the page of a complaint shows. beside: merged or linked with it."""

    complaint: Complaint
    stream: list[Item]
    promises: list[Promise]
    people: list[Participation]
    contact_points: list[ContactPoint]
    others: list[Complaint]
    beside: list[Complaint]
    drafts: list[Draft]
    looking: list[str]
    read_sequence: int

    def holder(self, duty: Duty) -> Staff | None:
        """Give who holds a duty now."""
        held = (one.staff for one in self.people if one.duty == duty and one.until is None and one.staff)
        return next(held, None)


def get(actor: Actor, typed: str, *, at: datetime, when: Writer) -> CaseFile:
    """Read a complaint for an actor. when: writes an instant for the reader. Errors: NotFound. Constant number of queries."""
    complaint = get_complaint(actor, typed)
    people = PEOPLE.many([complaint.pk])
    looking, read_sequence = _readers(actor, complaint, at)
    person = complaint.representative or complaint.customer
    return CaseFile(
        complaint=complaint,
        stream=_stream(complaint, audiences(actor, complaint, people), when),
        promises=PROMISES.many([complaint.pk]),
        people=people,
        contact_points=POINTS.many([person.merged_into_id or person.pk]) if person else [],
        others=_others(actor, complaint),
        beside=_beside(actor, complaint),
        drafts=DRAFTS.many([complaint.pk]),
        looking=looking,
        read_sequence=read_sequence,
    )


# What belongs to a complaint (points: to a customer), each in the order in which its page shows it. One query each.
PEOPLE = CompiledMany(
    lambda keys: Participation.objects.filter(complaint__in=keys).select_related("staff", "unit").order_by("since")
)
PROMISES = CompiledMany(
    lambda keys: (
        Promise.objects.filter(complaint__in=keys).select_related("owner_staff", "owner_unit").order_by("due_at", "id")
    )
)
ENTRIES = CompiledMany(lambda keys: Entry.objects.filter(complaint__in=keys).order_by("sequence"))
MESSAGES = CompiledMany(lambda keys: Message.objects.filter(complaint__in=keys).select_related("staff"))
FILES = CompiledMany(lambda keys: Attachment.objects.filter(complaint__in=keys).order_by("received_at", "id"))
POINTS = CompiledMany(lambda keys: ContactPoint.objects.filter(customer__in=keys).order_by("created_at"))
DRAFTS = CompiledMany(lambda keys: Draft.objects.filter(complaint__in=keys).exclude(text="").select_related("staff"))


def _readers(actor: Actor, complaint: Complaint, at: datetime) -> tuple[list[str], int]:
    """Name the colleagues who look at it now, and say how far this reader had read. One query."""
    now = Q(at__gt=at - LOOKING_FOR) | Q(staff_id=actor.known_id)
    rows = ReadMark.objects.filter(now, complaint=complaint).values_list("staff_id", "staff__name", "sequence")
    own = {key: sequence for key, _, sequence in rows if key == actor.known_id}
    return [name for key, name, _ in rows if key not in own], own.get(actor.known_id, 0)


def get_complaint(actor: Actor, typed: str) -> Complaint:
    """Find a complaint with everything its page shows beside it. Errors: NotFound. Two queries."""
    number = reference.parse(typed)
    seen = list(visible(actor).filter(number=number).values_list("pk", flat=True)[:1]) if number else []
    found = WHOLE.many(seen)
    if not found:
        raise NotFound(what="complaint")
    return found[0]


def audiences(actor: Actor, complaint: Complaint, people: Iterable[Participation]) -> set[Audience]:
    """Say which audiences a member of staff belongs to: restricted things are for those with a duty, and auditors."""
    on_duty = any(one.staff_id == actor.id for one in people)
    if on_duty or actor.may(Right.READ_LOG, complaint.brand_id):
        return set(Audience)
    return {Audience.COMPLAINANT, Audience.STAFF}


def file_list(actor: Actor, typed: str) -> QuerySet[Attachment]:
    """Give the files of a complaint that the actor may see, in the order in which they came. Errors: NotFound."""
    complaint = get_complaint(actor, typed)
    people = Participation.objects.filter(complaint=complaint)
    rows = Attachment.objects.filter(complaint=complaint, audience__in=audiences(actor, complaint, people))
    return rows.select_related("message").order_by("received_at", "id")


def get_file(actor: Actor, typed: str, token: str) -> Attachment:
    """Give a file of a complaint the actor may see. Errors: NotFound."""
    found = file_list(actor, typed).filter(token=token).first()
    if found is None:
        raise NotFound(what="file")
    return found


def get_mail(actor: Actor, typed: str, key: UUID) -> Message:
    """Give a message that came with HTML, of a complaint the actor may see. Errors: NotFound."""
    complaint = get_complaint(actor, typed)
    people = Participation.objects.filter(complaint=complaint)
    rows = Message.objects.filter(complaint=complaint, pk=key, audience__in=audiences(actor, complaint, people))
    found = rows.exclude(html="").first()
    if found is None:
        raise NotFound(what="mail")
    return found


def _stream(complaint: Complaint, circle: set[Audience], when: Writer) -> list[Item]:
    entries = [one for one in ENTRIES.many([complaint.pk]) if one.audience in circle]
    messages = {str(one.pk): one for one in MESSAGES.many([complaint.pk]) if one.audience in circle}
    files: dict[Any, list[Attachment]] = {}
    for row in FILES.many([complaint.pk]):
        if row.audience in circle:
            files.setdefault(row.message_id, []).append(row)
    names = _names(entries)
    items = []
    for entry in entries:
        carried = messages.get(str(entry.payload.get("message"))) if entry.kind in CARRIES_MESSAGE else None
        told = Told(entry.kind, entry.payload, entry.actor, entry.occurred_at, names, when)
        attached = tuple(files.get(carried.pk, ())) if carried else ()
        items.append(Item(entry.sequence, entry.occurred_at, sentence(told), carried, attached))
    return [item for item in items if item.words or item.message]


def names_of(entries: Iterable[Entry]) -> dict[str, str]:
    """Look up all people and units that entries name, authors too. Two queries."""
    return _names(list(entries))


def _names(entries: list[Entry]) -> dict[str, str]:
    wanted: set[UUID] = set()
    for entry in entries:
        wanted |= ids_in({**entry.payload, "actor": entry.actor.partition(":")[2]})
    found = {str(key): name for key, name in Staff.objects.filter(pk__in=wanted).values_list("pk", "name")}
    return found | {str(unit.pk): name_of(unit, get_language() or "en") for unit in Unit.objects.filter(pk__in=wanted)}


def _others(actor: Actor, complaint: Complaint) -> list[Complaint]:
    if complaint.customer_id is None:
        return []
    rows = visible(actor).filter(customer_id=complaint.customer_id).exclude(pk=complaint.pk)
    ids = list(rows.order_by("-received_at").values_list("pk", flat=True)[:MOST_OTHERS])
    return sorted(LISTED.many(ids), key=lambda one: one.received_at, reverse=True)


def _beside(actor: Actor, complaint: Complaint) -> list[Complaint]:
    keys = closure.beside(complaint) | ({complaint.merged_into_id} if complaint.merged_into_id else set())
    if not keys:
        return []
    ids = list(visible(actor).filter(pk__in=keys).values_list("pk", flat=True))
    return sorted(LISTED.many(ids), key=lambda one: one.received_at, reverse=True)
