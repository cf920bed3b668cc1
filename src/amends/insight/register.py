"""The register of promises as a page: what is overdue, due today, this week; and how many of those that ended were kept."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from amends.complaints.access import visible
from amends.organisation.actor import Actor
from amends.promises.models import RUNNING, Promise
from amends.promises.queries import LISTED
from amends.promises.rules import Standing

PAGE = 50
RATE_FOR = timedelta(days=30)
_Z = 1.959964  # 95 % of the normal distribution


class Span(StrEnum):
    """Which promises the page shows."""

    NOW = "now"  # overdue and due today
    WEEK = "week"
    ALL = "all"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page shows. is_mine: only those the reader has to keep. midnight: the end of the reader's today."""

    span: Span
    is_mine: bool
    at: datetime
    midnight: datetime
    after: tuple[datetime, UUID] | None = None


@dataclass(frozen=True, slots=True)
class KeptRate:
    """How promises of the last 30 days ended. low, high: the 95 % interval of the rate (Wilson), None without any."""

    kept: int
    late: int
    broken: int
    moved: int
    rate: float | None
    low: float | None
    high: float | None

    @property
    def count(self) -> int:
        return self.kept + self.late + self.broken


def page(actor: Actor, asked: Asked) -> tuple[list[Promise], tuple[datetime, UUID] | None]:
    """Read a page and where the following one begins. Two queries: ids, promises."""
    ids = list(_rows(actor, asked).values_list("pk", flat=True)[: PAGE + 1])
    rows = {row.pk: row for row in LISTED.many(ids)}
    found = [rows[key] for key in ids if key in rows]
    shown = found[:PAGE]
    last = shown[-1] if len(found) > PAGE else None
    return shown, (_moment(last, asked), last.pk) if last else None


def kept_rate(actor: Actor, *, is_mine: bool, at: datetime) -> KeptRate:
    """Count how the promises of the last 30 days ended. One query."""
    ended = _seen(actor, is_mine).filter(ended_at__gte=at - RATE_FOR)
    counted = ended.aggregate(
        kept=Count("id", filter=Q(standing=Standing.KEPT)),
        late=Count("id", filter=Q(standing=Standing.LATE)),
        broken=Count("id", filter=Q(standing=Standing.BROKEN)),
        moved=Count("id", filter=Q(standing=Standing.RENEGOTIATED)),
    )
    whole = counted["kept"] + counted["late"] + counted["broken"]
    rate, low, high = wilson(counted["kept"], whole)
    return KeptRate(**counted, rate=rate, low=low, high=high)


def wilson(successes: int, whole: int) -> tuple[float | None, float | None, float | None]:
    """Give a rate with its 95 % interval. Source: E. B. Wilson, JASA 22 (1927), 209-212."""
    if not whole:
        return None, None, None
    rate = successes / whole
    spread = _Z * math.sqrt(rate * (1 - rate) / whole + _Z**2 / (4 * whole**2))
    middle, scale = rate + _Z**2 / (2 * whole), 1 + _Z**2 / whole
    return rate, max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def _seen(actor: Actor, is_mine: bool) -> QuerySet[Promise]:
    # One probe a row, so that a page needs no list of everything somebody may see.
    rows = Promise.objects.filter(Exists(visible(actor).filter(pk=OuterRef("complaint_id"))))
    return rows.filter(owner_staff_id=actor.known_id) if is_mine else rows


def _rows(actor: Actor, asked: Asked) -> QuerySet[Promise]:
    rows = _seen(actor, asked.is_mine)
    if asked.span is Span.ENDED:
        ended = rows.filter(ended_at__isnull=False).order_by("-ended_at", "-id")
        if not asked.after:
            return ended
        moment, key = asked.after
        return ended.filter(Q(ended_at__lt=moment) | Q(ended_at=moment, id__lt=key))
    running = rows.filter(standing__in=RUNNING).order_by("due_at", "id")
    if asked.span is Span.NOW:
        running = running.filter(due_at__lt=asked.midnight)
    elif asked.span is Span.WEEK:
        running = running.filter(due_at__gte=asked.midnight, due_at__lt=asked.midnight + timedelta(days=7))
    if not asked.after:
        return running
    moment, key = asked.after
    return running.filter(Q(due_at__gt=moment) | Q(due_at=moment, id__gt=key))


def _moment(promise: Promise, asked: Asked) -> datetime:
    return promise.ended_at if asked.span is Span.ENDED and promise.ended_at else promise.due_at
