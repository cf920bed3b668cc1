"""The lane Now: put right on the spot by whoever saw it, within their own limit, when the customer says content.

settle(complaint, done, remedy, money, is_content, by, at) -> Settlement      accepted | acknowledged -> closed | following_up
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from amends.authority.queries import limit_of
from amends.closure import queries, rules
from amends.closure.facts import NotSettledOnTheSpot, SettledOnTheSpot
from amends.closure.models import NowSignal, Settlement
from amends.complaints import lifecycle, participation, timeline
from amends.complaints.models import Complaint
from amends.complaints.rules import (
    LANES,
    NOW_RETURNS_WITHIN,
    NOW_SIGNAL_COUNT,
    NOW_SIGNAL_WITHIN,
    SENSITIVE_CAUSES,
    Duty,
    Evidence,
    Guard,
    Lane,
    Outcome,
    Severity,
    State,
)
from amends.customers.models import ContactPoint
from amends.followup.models import FollowUp
from amends.followup.queries import find_caller
from amends.kernel.errors import DomainError
from amends.kernel.money import Money
from amends.organisation import calendars
from amends.organisation.actor import Actor
from amends.organisation.amounts import columns
from amends.organisation.models import Staff
from amends.promises import book
from amends.promises.rules import Subject, plan
from amends.promises.settling import settled_evidence
from amends.text import normalise
from amends.text.substance import worded


class AboveOwnLimit(DomainError):
    """The amount is above what this person may give by themselves; facts["limit"]."""

    code = "above_own_limit"


@dataclass(frozen=True, kw_only=True)
class NowAllowed(Evidence):
    """Within the taker's own limit, nothing sensitive, and no earlier complaint of theirs: read from these rows."""

    guard: ClassVar[Guard] = Guard.NOW_ALLOWED
    settlement: UUID


@dataclass(frozen=True, kw_only=True)
class NowContent(Evidence):
    """The customer said that they are content."""

    guard: ClassVar[Guard] = Guard.NOW_CONTENT
    settlement: UUID


@transaction.atomic
def settle(
    complaint: Complaint,
    *,
    done: str,
    is_content: bool,
    by: Actor,
    at: datetime,
    remedy: str = "",
    money: Money | None = None,
    cause: str = "",
) -> Settlement:
    """Close a complaint that was put right on the spot; one in five is followed up by another person.

    Where the customer is not content, or the matter is not for this lane, it goes on as Normal under its reference.
    Errors: WordsNeeded, AboveOwnLimit, WrongState.
    """
    staff = Staff.objects.filter(pk=by.known_id).first()
    _require_within_limit(complaint, staff, money, at)
    reason = "" if is_content else "not_content"
    reason = reason or why_not(complaint, cause)
    row = Settlement.objects.create(
        complaint=complaint,
        done=worded(done, "done", limit=2000),
        remedy=remedy[:8],
        is_content=is_content,
        is_sampled=not reason and is_drawn(complaint.number),
        unit=complaint.unit,
        product_key=normalise.key(complaint.product_words, 60),
        author=by.code,
        staff=staff,
        at=at,
        **columns(money),
    )
    if reason:
        timeline.append(complaint, NotSettledOnTheSpot(settlement=row.pk, reason=reason), by=by, at=at)
        lifecycle.change_lane(complaint, Lane.NORMAL, reason=reason, by=by, at=at)
        _promise_the_ordinary_way(complaint, staff, by, at)
    else:
        _end(complaint, row, by=by, at=at)
        _signal(row, at)
    return row


def why_not(complaint: Complaint, cause: str = "") -> str:
    """Say why a matter is not for this lane: sensitive, or an earlier complaint of the same person; "" where it is."""
    if complaint.severity >= Severity.SERIOUS or complaint.safety_hold or cause in SENSITIVE_CAUSES:
        return "sensitive"
    return "came_back" if _came_back(complaint) else ""


def is_drawn(number: str) -> bool:
    """Draw the sample that is followed up: by the number alone, so that nobody can choose whom it meets."""
    drawn = int.from_bytes(hashlib.sha256(f"now:{number}".encode()).digest()[:4], "big") % 100
    return drawn < LANES[Lane.NOW].follow_up_share


def allowed_evidence(row: Settlement) -> NowAllowed:
    """Read the row and the complaint again. Errors: AboveOwnLimit."""
    found = Settlement.objects.select_related("complaint__brand", "staff").get(pk=row.pk)
    _require_within_limit(found.complaint, found.staff, found.money, found.at)
    return NowAllowed(settlement=found.pk)


def content_evidence(row: Settlement) -> NowContent:
    return NowContent(settlement=Settlement.objects.get(pk=row.pk, is_content=True).pk)


def _require_within_limit(complaint: Complaint, staff: Staff | None, money: Money | None, at: datetime) -> None:
    if money is None or money.amount <= 0:
        return
    limit = limit_of(staff, complaint.brand, money.currency, at=at) if staff else Money.zero(money.currency)
    if money > limit:
        raise AboveOwnLimit(limit=str(limit.amount.normalize() + 0), currency=money.currency)


def _came_back(complaint: Complaint) -> bool:
    """Look for a complaint of the same person within 30 days, by customer or by any of their addresses."""
    if complaint.customer_id is None:
        return False
    keys = ContactPoint.objects.filter(customer_id=complaint.customer_id).values("key")
    same = Q(customer_id=complaint.customer_id) | Q(
        customer_id__in=ContactPoint.objects.filter(key__in=keys).values("customer_id")
    )
    rows = Complaint.objects.filter(same, brand_id=complaint.brand_id).exclude(pk=complaint.pk)
    return rows.filter(received_at__gt=complaint.received_at - NOW_RETURNS_WITHIN).exists()


def _end(complaint: Complaint, row: Settlement, *, by: Actor, at: datetime) -> None:
    fact = SettledOnTheSpot(settlement=row.pk, remedy=row.remedy, sampled=row.is_sampled)
    evidence: list[Evidence] = [allowed_evidence(row), content_evidence(row)]
    if row.is_sampled and row.staff:
        participation.begin(complaint, Duty.OWNER, staff=row.staff, by=by, at=at)
    caller = find_caller(complaint) if row.is_sampled else None
    if caller is not None:
        _follow_up(complaint, caller, by, at)
        lifecycle.move(complaint, State.FOLLOWING_UP, fact=fact, by=by, at=at, evidence=evidence)
        return
    evidence += [settled_evidence(complaint), queries.no_hold_evidence(complaint)]
    lifecycle.move(complaint, State.CLOSED, fact=fact, by=by, at=at, evidence=evidence, outcome=Outcome.SATISFIED.value)
    book.settle_rest(complaint, kept=rules.KEPT_BY_CLOSING, reason="closed", by=by, at=at)


def _follow_up(complaint: Complaint, caller: Staff, by: Actor, at: datetime) -> None:
    FollowUp.objects.create(
        complaint=complaint, round=complaint.round, caller=caller, planned_by=by.code, planned_at=at
    )
    participation.begin(complaint, Duty.CALLER, staff=caller, by=by, at=at)
    due = plan("FOLLOW_UP", received_at=at, calendar=calendars.of_brand(complaint.brand, complaint.branch)).due
    book.give(complaint, Subject.FOLLOW_UP, due=due, by=by, at=at, staff=caller, code="FOLLOW_UP")


def _promise_the_ordinary_way(complaint: Complaint, staff: Staff | None, by: Actor, at: datetime) -> None:
    calendar = calendars.of_brand(complaint.brand, complaint.branch)
    for code in ("SAME_DAY", "ANSWER"):
        planned = plan(code, received_at=at, calendar=calendar)
        book.give(complaint, planned.subject, due=planned.due, by=by, at=at, staff=staff, code=code)


def _signal(row: Settlement, at: datetime) -> None:
    """Tell the lead when the same goods, or one unit's till, needed it five times in seven days; once for each."""
    since = at - NOW_SIGNAL_WITHIN
    for product_key in {row.product_key, ""}:
        rows = Settlement.objects.filter(unit_id=row.unit_id, is_content=True, at__gt=since)
        count = (rows.filter(product_key=product_key) if product_key else rows).count()
        known = NowSignal.objects.filter(unit_id=row.unit_id, product_key=product_key, at__gt=since)
        if count >= NOW_SIGNAL_COUNT and not known.exists():
            NowSignal.objects.create(unit_id=row.unit_id, product_key=product_key, count=count, at=at)
