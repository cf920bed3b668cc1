"""The only writer of a complaint's state: opens it and moves it along the arrows of rules.NEXT, guarded by evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from amends.complaints import facts, rules, timeline
from amends.complaints.errors import ComplaintEnded, MissingEvidence, WrongState
from amends.complaints.models import Complaint, Participation
from amends.complaints.rules import Evidence, Lane, State
from amends.kernel.fact import Fact
from amends.organisation.actor import Actor
from amends.rows.inserting import Rows


def open_all(rows: Rows, batch: Sequence[timeline.Recorded], participations: Sequence[Participation]) -> None:
    """Put new complaints with their first entries and duties among rows to insert, behind the promises they point at.

    What ended elsewhere before it was imported has an outcome already: it arrives closed, and its timeline says so.
    """
    for recorded in batch:
        complaint = recorded.complaint
        is_over = any(isinstance(fact, facts.ComplaintImportedClosed) for fact in recorded.facts)
        complaint.state = State.CLOSED if is_over else State.ACCEPTED
    # The heads of the chains are set before the complaints are written, which they are before their entries.
    later = Rows()
    timeline.begin(later, batch)
    rows.add(recorded.complaint for recorded in batch)
    rows.add(participations)
    rows.extend(later)


@transaction.atomic(savepoint=False)
def move(
    complaint: Complaint,
    to: State,
    *,
    fact: Fact,
    by: Actor,
    at: datetime,
    evidence: Sequence[Evidence] = (),
    **changes: Any,
) -> None:
    """Move a complaint along an arrow: check every guard on it, write state and timeline in one call.

    evidence: one frozen object per guard, made by the package that owns its subject from rows it read.
    changes: other columns of the complaint that change with the move (outcome, closed_at, round ...).
    Errors: WrongState when there is no such arrow in this lane, MissingEvidence, StaleComplaint.
    """
    start = State(complaint.state)
    needed = rules.guards(Lane(complaint.lane), start, to)
    if needed is None:
        raise WrongState(state=start.value, wanted=to.value, lane=complaint.lane)
    missing = [guard.value for guard in needed if guard not in {one.guard for one in evidence}]
    if missing:
        raise MissingEvidence(state=start.value, wanted=to.value, guards=missing)
    columns = {"state": to.value, **changes}
    if to in rules.ENDED:
        columns |= {"next_promise_id": None, "next_due_at": None, "waiting_for": "", "closed_at": at}
    elif start in rules.ENDED:
        columns |= {"closed_at": None, "outcome": ""}
    timeline.append(complaint, fact, by=by, at=at, changes=columns)


@transaction.atomic
def change_lane(complaint: Complaint, lane: Lane, *, reason: str, by: Actor, at: datetime) -> None:
    """Put a complaint into another lane; reason: a code (returned, sensitive, second_mistake, triage ...)."""
    if complaint.lane == lane:
        return
    fact = facts.LaneChanged(old=complaint.lane, new=lane.value, reason=reason)
    timeline.append(complaint, fact, by=by, at=at, changes={"lane": lane.value})


@transaction.atomic
def hold_for_safety(complaint: Complaint, *, by: Actor, at: datetime) -> None:
    """Flag a danger: nobody can close the complaint until two persons clear it."""
    if not complaint.safety_hold:
        timeline.append(complaint, facts.SafetyHeld(), by=by, at=at, changes={"safety_hold": True})


@transaction.atomic
def wait_for(complaint: Complaint, waiting: str, *, by: Actor, at: datetime) -> None:
    """Say whom the work waits for (customer, third_party) or, with "", that it waits no longer. Clocks go on."""
    if complaint.waiting_for != waiting:
        fact = facts.WaitingChanged(old=complaint.waiting_for, new=waiting)
        timeline.append(complaint, fact, by=by, at=at, changes={"waiting_for": waiting})


@transaction.atomic
def clear_safety(complaint: Complaint, *, first: UUID, second: UUID, by: Actor, at: datetime) -> None:
    """Lift the safety hold on the word of two persons."""
    if complaint.safety_hold:
        fact = facts.SafetyCleared(first=first, second=second)
        timeline.append(complaint, fact, by=by, at=at, changes={"safety_hold": False})


@transaction.atomic
def keep_confidential(complaint: Complaint, is_confidential: bool, *, by: Actor, at: datetime) -> None:
    """Narrow the circle of readers to those on duty and those with the right, or widen it again."""
    if complaint.is_confidential != is_confidential:
        fact = facts.ConfidentialityChanged(is_confidential=is_confidential)
        timeline.append(complaint, fact, by=by, at=at, changes={"is_confidential": is_confidential})


def require_open(complaint: Complaint) -> None:
    """Refuse work on a complaint that has ended. Errors: ComplaintEnded."""
    if not complaint.is_open:
        raise ComplaintEnded(state=complaint.state)
