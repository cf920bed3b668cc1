"""What arrived, and all rows of the complaint it becomes, made in memory before any is inserted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from amends.complaints import tracking
from amends.complaints.facts import ComplaintAccepted, ComplaintImportedClosed
from amends.complaints.models import AcceptedKey, Complaint, Participation
from amends.complaints.rules import Channel, Duty, Kind, Lane, Outcome, Severity
from amends.complaints.timeline import Recorded
from amends.correspondence import incoming
from amends.correspondence.incoming import File
from amends.correspondence.models import Attachment, Message, MessageKind
from amends.customers import book as customer_book
from amends.customers.book import Person
from amends.customers.models import ContactPoint, Customer
from amends.intake import rules
from amends.kernel import reference
from amends.kernel.ids import new_id
from amends.organisation import calendars
from amends.organisation.actor import Actor
from amends.organisation.models import Branch, Brand, Staff, Unit
from amends.promises import book as promise_book
from amends.promises.models import Promise
from amends.promises.rules import PlannedPromise, Subject, on_acceptance
from amends.rows.building import new
from amends.text import normalise


@dataclass(frozen=True, slots=True)
class Imported:
    """What is particular to a complaint that was received elsewhere and is now taken over from a file.

    outcome, ended_at: how and when it ended there; None while it is open. is_told: the complainant gets our
    receipt; otherwise nobody hears of it, and only the promise of an answer is made.
    """

    outcome: Outcome | None = None
    ended_at: datetime | None = None
    is_told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What arrived, through whichever channel.

    received_at: first contact, not time of entry; the clocks of our promises start there. unit: where it is worked on.
    concerns: the unit complained about. taker: the employee who takes it and stays its contact.
    keys: (scope, key) from outside; what was accepted under a known one is not accepted again.
    """

    brand: Brand
    unit: Unit
    channel: Channel
    text: str
    received_at: datetime
    language: str
    person: Person = field(default_factory=Person)
    representative: Person | None = None
    kind: Kind = Kind.COMPLAINT
    lane: Lane = Lane.NORMAL
    severity: Severity = Severity.ORDINARY
    subject: str = ""
    wish: str = ""
    product_words: str = ""
    order_number: str = ""
    occurred_on: date | None = None
    place_words: str = ""
    branch: Branch | None = None
    concerns: Unit | None = None
    taker: Staff | None = None
    files: tuple[File, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    quoted: str = ""
    html: str = ""
    mail_id: str = ""
    is_verified: bool = True
    imported: Imported | None = None

    @property
    def country(self) -> str | None:
        """The country in whose notation phone numbers without + are read."""
        return (self.branch.country if self.branch else "") or self.brand.calendar.country or None


@dataclass(slots=True)
class Accepted:
    """What acceptance gives back. is_new: false when a key was known and the earlier complaint is returned."""

    complaint: Complaint
    message: Message | None = None
    promises: list[Promise] = field(default_factory=list)
    is_new: bool = True


@dataclass(slots=True)
class Built:
    """All rows of one complaint."""

    accepted: Accepted
    recorded: Recorded
    people: list[Customer]
    contact_points: list[ContactPoint]
    participations: list[Participation]
    attachments: list[Attachment]
    keys: list[AcceptedKey]


def build(arrival: Arrival, *, by: Actor, at: datetime) -> Built:
    """Make the rows of a complaint: who, what, the first message, the first promises, the first facts."""
    people, points, (customer, representative) = _people(arrival, at)
    complaint = _complaint(arrival, customer, representative)
    contact = arrival.taker or arrival.unit.duty_person
    planned = _planned(arrival, at)
    promises, given = promise_book.prepare(complaint, planned, unit=arrival.unit, staff=contact, at=at)
    message = _message(arrival, complaint, by)
    fact = ComplaintAccepted(
        channel=arrival.channel.value,
        complaint_kind=arrival.kind.value,
        lane=arrival.lane.value,
        language=arrival.language,
        received_at=arrival.received_at.isoformat(),
        message=message.pk,
        text_digest=incoming.digest(message),
    )
    return Built(
        accepted=Accepted(complaint, message, promises),
        recorded=Recorded(complaint, (fact, *given, *_ending(arrival)), by, at, asks_for_work=_is_told(arrival)),
        people=people,
        contact_points=points,
        participations=_participations(complaint, arrival.taker, contact if complaint.closed_at is None else None, at),
        attachments=incoming.attachments(message, arrival.files, at=at),
        keys=[new(AcceptedKey, scope=scope, key=key, complaint_id=complaint.pk) for scope, key in arrival.keys],
    )


def _people(
    arrival: Arrival, at: datetime
) -> tuple[list[Customer], list[ContactPoint], tuple[Customer | None, Customer | None]]:
    """Find or build the complainant and the representative; only a proven address attaches to a known customer."""
    new: list[Customer] = []
    points: list[ContactPoint] = []
    found: list[Customer | None] = []
    for person in (arrival.person, arrival.representative):
        customer = customer_book.find_proven(person, brand=arrival.brand) if person else None
        if person and customer is None:
            customer, more = customer_book.prepare(person, brand=arrival.brand, country=arrival.country, at=at)
            new += [customer] if customer else []
            points += more
        found.append(customer)
    return new, points, (found[0], found[1])


def _is_told(arrival: Arrival) -> bool:
    return arrival.imported is None or (arrival.imported.is_told and arrival.imported.outcome is None)


def _ending(arrival: Arrival) -> tuple[ComplaintImportedClosed, ...]:
    if arrival.imported is None or arrival.imported.outcome is None:
        return ()
    ended_at = arrival.imported.ended_at or arrival.received_at
    return (ComplaintImportedClosed(outcome=arrival.imported.outcome.value, ended_at=ended_at.isoformat()),)


def _planned(arrival: Arrival, at: datetime) -> tuple[PlannedPromise, ...]:
    if arrival.imported and arrival.imported.outcome:
        return ()
    planned = on_acceptance(
        # What is imported was received long ago elsewhere; what we owe from now on is owed from now on.
        received_at=at if arrival.imported else arrival.received_at,
        calendar=calendars.of_brand(arrival.brand, arrival.branch),
        has_phone=bool(arrival.person.phone and normalise.phone_key(arrival.person.phone, arrival.country)),
        kind=arrival.kind.value,
        lane=arrival.lane.value,
    )
    if _is_told(arrival):
        return planned
    return tuple(one for one in planned if one.subject in (Subject.ANSWER, Subject.OTHER))


def _message(arrival: Arrival, complaint: Complaint, by: Actor) -> Message:
    return incoming.prepare(
        complaint,
        kind=MessageKind.COMPLAINT,
        text=arrival.text,
        by=by,
        at=arrival.received_at,
        channel=arrival.channel,
        subject=arrival.subject,
        quoted=arrival.quoted,
        html=arrival.html,
        mail_id=arrival.mail_id,
        staff_id=arrival.taker.pk if arrival.taker else None,
        is_verified=arrival.is_verified,
    )


def _complaint(arrival: Arrival, customer: Customer | None, representative: Customer | None) -> Complaint:
    identity = new_id()
    ended = arrival.imported.outcome if arrival.imported else None
    order = normalise.one_line(arrival.order_number, 60)
    return new(
        Complaint,
        {
            "brand": arrival.brand,
            "branch": arrival.branch,
            "unit": arrival.unit,
            "concerns": arrival.concerns,
            "customer": customer,
            "representative": representative,
        },
        id=identity,
        number=reference.new_number(),
        kind=arrival.kind,
        channel=arrival.channel,
        language=normalise.clean(arrival.language, 20),
        lane=arrival.lane,
        severity=arrival.severity,
        subject=normalise.one_line(arrival.subject or rules.subject_of(arrival.text), 160),
        snippet=normalise.one_line(arrival.text[:400], 200),
        wish=normalise.clean(arrival.wish, 4000),
        product_words=normalise.one_line(arrival.product_words, 160),
        order_number=order,
        order_key=normalise.key(order, 60),
        occurred_on=arrival.occurred_on,
        place_words=normalise.one_line(arrival.place_words, 160),
        received_at=arrival.received_at,
        customer_wrote_at=None if ended else arrival.received_at,
        outcome=ended or "",
        closed_at=(arrival.imported.ended_at or arrival.received_at) if arrival.imported and ended else None,
        track_digest=tracking.digest_for(identity),
    )


def _participations(
    complaint: Complaint, taker: Staff | None, contact: Staff | None, at: datetime
) -> list[Participation]:
    duties = [(Duty.RECEIVER, taker), (Duty.CONTACT, contact)]
    return [
        new(Participation, complaint_id=complaint.pk, staff_id=staff.pk, duty=duty, since=at)
        for duty, staff in duties
        if staff
    ]
