"""Reads of the core. Each says what it loads; lists take the same number of queries for 2 and for 20 rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from amends.complaints.models import Checkpoint, Complaint, Entry, Outbox
from amends.complaints.rules import OPEN
from amends.kernel.fact import Audience
from amends.organisation.compiled import CompiledMany


def counts() -> dict[str, int]:
    """Count complaints, entries and checkpoints, for the proof."""
    return {
        "complaints": Complaint.objects.count(),
        "entries": Entry.objects.count(),
        "checkpoints": Checkpoint.objects.count(),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list is narrowed to; None: not narrowed. unit: code."""

    state: str | None = None
    lane: str | None = None
    kind: str | None = None
    unit: str | None = None
    received_from: datetime | None = None
    received_until: datetime | None = None

    def of(self, rows: QuerySet[Complaint]) -> QuerySet[Complaint]:
        """Narrow the rows."""
        wanted = {
            "state": self.state,
            "lane": self.lane,
            "kind": self.kind,
            "unit__code": self.unit,
            "received_at__gte": self.received_from,
            "received_at__lt": self.received_until,
        }
        return rows.filter(**{name: value for name, value in wanted.items() if value is not None})


def page(
    visible: QuerySet[Complaint], chosen: Filter, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Complaint]:
    """Give a page, newest first, and one row more when there is another page. One query."""
    rows = chosen.of(visible).select_related("brand", "unit", "customer").order_by("-received_at", "-id")
    if after:
        rows = rows.filter(Q(received_at__lt=after[0]) | Q(received_at=after[0], id__lt=after[1]))
    return list(rows[: limit + 1])


def reload(complaint: Complaint) -> Complaint:
    """Read a complaint anew with what letters and screens need beside it."""
    return loaded().get(pk=complaint.pk)


def loaded() -> QuerySet[Complaint]:
    """Give complaints with brand, branch and their calendars, unit, complainant and representative."""
    return Complaint.objects.select_related(
        "brand__calendar", "branch__calendar", "unit__duty_person", "concerns", "customer", "representative", "product"
    )


def _in_list(keys: list[UUID]) -> QuerySet[Complaint]:
    beside = ("brand", "unit", "customer", "representative", "product")
    return Complaint.objects.filter(pk__in=keys).select_related(*beside)


# Complaints by id with what a line in a list shows beside each. One query, not compiled anew for each list.
LISTED = CompiledMany(_in_list)
# The same with what a page shows beside one.
WHOLE = CompiledMany(lambda keys: loaded().filter(pk__in=keys))


def hold(complaint: Complaint) -> None:
    """Read a complaint anew and hold it until the transaction ends: nobody else appends to it meanwhile."""
    complaint.refresh_from_db(from_queryset=Complaint.objects.select_for_update())


def entry_list(complaint_id: UUID, *audiences: Audience) -> QuerySet[Entry]:
    """Give a complaint's entries in order, for these audiences (all when none is named). One query."""
    rows = Entry.objects.filter(complaint_id=complaint_id).order_by("sequence")
    return rows.filter(audience__in=audiences) if audiences else rows


def outbox_overdue(at: datetime) -> int:
    """Give for how many seconds the oldest waiting after-work has been due; 0 when nothing is. One query."""
    waiting = Outbox.objects.filter(done_at=None, gave_up_at=None, due_at__lte=at)
    oldest = waiting.order_by("due_at").values_list("due_at", flat=True).first()
    return int((at - oldest).total_seconds()) if oldest else 0


def figures(at: datetime) -> dict[str, int]:
    """Count what an operator watches. Five queries."""
    running = Complaint.objects.filter(state__in=sorted(OPEN))
    return {
        "complaints": Complaint.objects.count(),
        "complaints_open": running.count(),
        "complaints_with_overdue_promise": running.filter(next_due_at__lt=at).count(),
        "after_work_waiting": Outbox.objects.filter(done_at=None, gave_up_at=None).count(),
        "after_work_overdue_seconds": outbox_overdue(at),
    }


def find_entry(complaint: Complaint, sequence: int) -> Entry:
    """Give one entry of a complaint, by its place."""
    return Entry.objects.get(complaint=complaint, sequence=sequence)
