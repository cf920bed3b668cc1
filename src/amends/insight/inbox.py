"""The inbox: views of complaints for one member of staff, a page at a time, each row with what its reader needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from amends.complaints import reach
from amends.complaints.access import held
from amends.complaints.models import Complaint, Participation
from amends.complaints.queries import LISTED
from amends.complaints.rules import Duty, State
from amends.correspondence.models import Draft, ReadMark
from amends.organisation.actor import Actor
from amends.organisation.compiled import CompiledMany
from amends.organisation.models import Staff
from amends.promises.models import Promise

PAGE = 25
MOST_COUNTED = 300
MOST_ARRIVALS = 100  # nobody reads larger numbers
MINE = (Duty.OWNER, Duty.CONTACT, Duty.INVESTIGATOR, Duty.CALLER, Duty.REVIEWER)
WRITING_FOR = timedelta(minutes=2)
LOOKING_FOR = timedelta(seconds=60)
BY_DUE = ("next_due_at", "id")
BY_CLOSING = ("-closed_at", "-id")


class View(StrEnum):
    """Which complaints a list shows."""

    MINE = "mine"
    TAKE_ON = "take_on"
    REPLIED = "replied"
    TODAY = "today"
    OVERDUE = "overdue"
    UNITS = "units"
    UNOWNED = "unowned"
    ALL_OVERDUE = "all_overdue"
    WAITING = "waiting"
    ALL = "all"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list shows: the view, filters (column -> value; only those of FILTERS), where a page begins.

    midnight: the end of today on the reader's clock.
    """

    view: View
    at: datetime
    midnight: datetime
    filters: Mapping[str, str]
    after: tuple[datetime, UUID] | None = None


# Name in the address -> column. What is not here cannot be filtered by.
FILTERS = {
    "brand": "brand__code",
    "unit": "unit__code",
    "lane": "lane",
    "channel": "channel",
    "kind": "kind",
    "severity": "severity",
    "state": "state",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One complaint in a list. busy: who writes (is_writing) or looks at it right now, "" for nobody."""

    complaint: Complaint
    owner: Staff | None
    promise: Promise | None
    is_unread: bool
    busy: str = ""
    is_writing: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list. next_after: where the following page begins, None on the last."""

    rows: list[Row]
    next_after: tuple[datetime, UUID] | None


def page(actor: Actor, wanted: Wanted, *, limit: int = PAGE) -> Page:
    """Read one page. Six queries, however many rows: ids, complaints, owners, promises, marks, drafts."""
    found = _first(actor, wanted, limit + 1)
    shown = _rows(actor, found[:limit], wanted.at)
    last = shown[-1].complaint if shown and len(found) > limit else None
    return Page(shown, _place(last, wanted.view) if last else None)


def _first(actor: Actor, wanted: Wanted, limit: int) -> list[UUID]:
    """Find the beginning of a view: one's own views along one's duties, others along all one may see. One query."""
    order = order_of(wanted.view)
    duties = _DUTIES.get(wanted.view)
    if duties is None:
        return reach.first(actor, lambda rows: _narrowed(rows, wanted, actor), order, limit)
    own = _narrowed(held(actor, duties), wanted, actor)
    return list(own.order_by(*order).values_list("pk", flat=True)[:limit])


def _rows(actor: Actor, keys: list[UUID], at: datetime) -> list[Row]:
    """Read rows that were found just now, in their order. Five queries: complaints, owners, promises, marks, drafts."""
    complaints = {one.pk: one for one in LISTED.many(keys)}
    rows = [complaints[key] for key in keys if key in complaints]
    owners = {duty.complaint_id: duty.staff for duty in OWNERS.many(keys)}
    promises = {one.pk: one for one in PROMISES.many([row.next_promise_id for row in rows if row.next_promise_id])}
    marks, busy = _readers(actor, keys, at)
    return [
        Row(
            row,
            owners.get(row.pk),
            promises.get(row.next_promise_id) if row.next_promise_id else None,
            _is_unread(row, marks.get(row.pk)),
            *busy.get(row.pk, ("", False)),
        )
        for row in rows
    ]


def arrivals(actor: Actor, wanted: Wanted, since: datetime) -> int:
    """Count what came into a view since a list was drawn: new complaints and new words of complainants. One query."""
    words = Q(customer_wrote_at__gt=since) & Q(customer_wrote_at__gt=F("received_at"))
    newer = Q(received_at__gt=since) | words

    def narrow(rows: QuerySet[Complaint]) -> QuerySet[Complaint]:
        return _narrowed(rows, wanted, actor).filter(newer)

    duties = _DUTIES.get(wanted.view)
    if duties is None:
        return reach.count(actor, narrow, MOST_ARRIVALS)
    return len(narrow(held(actor, duties)).values_list("pk")[:MOST_ARRIVALS])


@dataclass(frozen=True, slots=True)
class Counts:
    """How many complaints stand in one's own views. is_more: there are more than were counted, the earliest due first."""

    of_view: Mapping[View, int]
    is_more: bool


def counts(actor: Actor, *, at: datetime, midnight: datetime) -> Counts:
    """Count one's own views among the 300 that are due first. One query."""
    unconfirmed = Participation.objects.filter(
        _DUTIES[View.TAKE_ON], complaint=OuterRef("pk"), staff_id=actor.known_id, until=None
    )
    rows = _open(held(actor, _DUTIES[View.MINE])).annotate(to_confirm=Exists(unconfirmed)).order_by(*BY_DUE)
    columns = ("next_due_at", "to_confirm", "customer_wrote_at", "received_at")
    seen = list(rows.values_list(*columns)[: MOST_COUNTED + 1])
    found = dict.fromkeys(_DUTIES, 0)
    for due, to_confirm, wrote_at, received_at in seen[:MOST_COUNTED]:
        found[View.MINE] += 1
        found[View.TAKE_ON] += bool(to_confirm)
        found[View.REPLIED] += bool(wrote_at and wrote_at > received_at)
        found[View.OVERDUE] += bool(due and due < at)
        found[View.TODAY] += bool(due and at <= due < midnight)
    return Counts(found, len(seen) > MOST_COUNTED)


def has_own(actor: Actor) -> bool:
    """Say whether somebody works on anything that is open."""
    return _open(held(actor, _DUTIES[View.MINE])).exists()


def order_of(view: View) -> tuple[str, str]:
    """Give the order of a view: by the next promise, closed ones by when they closed."""
    return BY_CLOSING if view is View.CLOSED else BY_DUE


def _place(row: Complaint, view: View) -> tuple[datetime, UUID] | None:
    moment = row.closed_at if view is View.CLOSED else row.next_due_at
    return (moment, row.pk) if moment else None


def _narrowed(rows: QuerySet[Complaint], wanted: Wanted, actor: Actor) -> QuerySet[Complaint]:
    rows = _OF_VIEW[wanted.view](rows, wanted, actor)
    rows = rows.filter(**{FILTERS[name]: value for name, value in wanted.filters.items() if name in FILTERS})
    if wanted.after is None:
        return rows
    moment, key = wanted.after
    if wanted.view is View.CLOSED:
        return rows.filter(Q(closed_at__lt=moment) | Q(closed_at=moment, id__lt=key))
    return rows.filter(Q(next_due_at__gt=moment) | Q(next_due_at=moment, id__gt=key))


Of = Callable[[QuerySet[Complaint], Wanted, Actor], QuerySet[Complaint]]


def _open(rows: QuerySet[Complaint]) -> QuerySet[Complaint]:
    # An open complaint always has a next promise: the database sees to it, and an index follows it.
    return rows.filter(next_due_at__isnull=False)


def _replied(rows: QuerySet[Complaint], wanted: Wanted, actor: Actor) -> QuerySet[Complaint]:
    return _open(rows).filter(customer_wrote_at__gt=F("received_at"))


def _units(rows: QuerySet[Complaint], wanted: Wanted, actor: Actor) -> QuerySet[Complaint]:
    return _open(rows).filter(unit_id__in=actor.unit_ids)


def _unowned(rows: QuerySet[Complaint], wanted: Wanted, actor: Actor) -> QuerySet[Complaint]:
    owned = Participation.objects.filter(complaint=OuterRef("pk"), duty=Duty.OWNER, until=None)
    return _open(rows).filter(~Exists(owned))


def _closed(rows: QuerySet[Complaint], wanted: Wanted, actor: Actor) -> QuerySet[Complaint]:
    return rows.filter(closed_at__isnull=False, state__in=[State.CLOSED, State.WITHDRAWN])


# One's own views: the duties that put a complaint there.
_MINE = Q(duty__in=MINE)
_DUTIES = {
    View.MINE: _MINE,
    View.TAKE_ON: Q(duty=Duty.OWNER, confirmed_at=None),
    View.REPLIED: _MINE,
    View.TODAY: _MINE,
    View.OVERDUE: _MINE,
}
_OF_VIEW: dict[View, Of] = {
    View.MINE: lambda rows, wanted, actor: _open(rows),
    View.TAKE_ON: lambda rows, wanted, actor: _open(rows),
    View.REPLIED: _replied,
    View.TODAY: lambda rows, wanted, actor: rows.filter(next_due_at__gte=wanted.at, next_due_at__lt=wanted.midnight),
    View.OVERDUE: lambda rows, wanted, actor: rows.filter(next_due_at__lt=wanted.at),
    View.UNITS: _units,
    View.UNOWNED: _unowned,
    View.ALL_OVERDUE: lambda rows, wanted, actor: rows.filter(next_due_at__lt=wanted.at),
    View.WAITING: lambda rows, wanted, actor: _open(rows).exclude(waiting_for=""),
    View.ALL: lambda rows, wanted, actor: _open(rows),
    View.CLOSED: _closed,
}


# Owners who are people, of complaints by id; promises by id. One query each.
OWNERS = CompiledMany(
    lambda keys: Participation.objects.filter(
        complaint__in=keys, duty=Duty.OWNER, until=None, staff__isnull=False
    ).select_related("staff")
)
PROMISES = CompiledMany(lambda keys: Promise.objects.filter(pk__in=keys))


def _is_unread(complaint: Complaint, read_at: datetime | None) -> bool:
    """Say whether this reader has never opened it, or the complainant wrote since."""
    return read_at is None or bool(complaint.customer_wrote_at and complaint.customer_wrote_at > read_at)


def _readers(actor: Actor, keys: list[UUID], at: datetime) -> tuple[dict[UUID, datetime], dict[UUID, tuple[str, bool]]]:
    """Say when this reader opened each complaint, and which colleague looks or writes there now; writing counts more.

    Two queries.
    """
    now = Q(at__gt=at - LOOKING_FOR) | Q(staff_id=actor.known_id)
    rows = ReadMark.objects.filter(now, complaint_id__in=keys)
    opened: dict[UUID, datetime] = {}
    busy: dict[UUID, tuple[str, bool]] = {}
    for key, staff_id, name, moment in rows.values_list("complaint_id", "staff_id", "staff__name", "at"):
        if staff_id == actor.known_id:
            opened[key] = moment
        else:
            busy[key] = (name, False)
    writing = Draft.objects.filter(complaint_id__in=keys, saved_at__gt=at - WRITING_FOR).exclude(
        staff_id=actor.known_id
    )
    return opened, busy | {key: (name, True) for key, name in writing.values_list("complaint_id", "staff__name")}
