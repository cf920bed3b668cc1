"""Asking whether it is put right.

plan(complaint, by, at, caller=None) -> FollowUp                      remedied | lapsed -> following_up
record(complaint, way, words, by, at, outcome=None) -> Attempt        the caller's; None: not reached.
    dissatisfied, first time: following_up -> second_round, with a new senior owner
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.authority.queries import TooSoon
from amends.authority.rules import second_look_from
from amends.complaints import lifecycle, participation, timeline
from amends.complaints.errors import WrongState
from amends.complaints.models import Complaint
from amends.complaints.rules import Duty, Lane, Outcome, State
from amends.followup import queries
from amends.followup.facts import FollowUpMade, FollowUpPlanned, FollowUpTried, SecondRoundBegun
from amends.followup.models import Attempt, FollowUp
from amends.followup.rules import Way
from amends.kernel.errors import DomainError
from amends.organisation import calendars
from amends.organisation.actor import Actor
from amends.organisation.models import Staff
from amends.promises import book
from amends.promises.rules import Subject
from amends.text.substance import worded
from amends.triage.queries import find_senior


class NobodyToCall(DomainError):
    """There is nobody who could ask: everybody had a hand in it."""

    code = "nobody_to_call"


@transaction.atomic
def plan(complaint: Complaint, *, by: Actor, at: datetime, caller: Staff | None = None) -> FollowUp:
    """Let somebody who did not own it ask the customer; somebody fitting is found where none is named.

    Errors: SamePerson, NobodyToCall, WrongState.
    """
    caller = caller or queries.find_caller(complaint)
    if caller is None:
        raise NobodyToCall()
    row = FollowUp.objects.create(
        complaint=complaint,
        round=complaint.round,
        caller=caller,
        is_combined=queries.is_combined_call(complaint, caller),
        planned_by=by.code,
        planned_at=at,
    )
    fact = FollowUpPlanned(follow_up=row.pk, caller=caller.pk, combined=row.is_combined)
    evidence = [queries.independence_evidence(row, complaint)]
    lifecycle.move(complaint, State.FOLLOWING_UP, fact=fact, by=by, at=at, evidence=evidence)
    participation.end(complaint, Duty.CALLER, by=by, at=at)
    participation.begin(complaint, Duty.CALLER, staff=caller, by=by, at=at, is_combined=row.is_combined)
    return row


@transaction.atomic
def record(
    complaint: Complaint, *, way: Way, words: str, by: Actor, at: datetime, outcome: Outcome | None = None
) -> Attempt:
    """Record one attempt and, where the customer was reached, what they said.

    outcome: None when nobody was reached; "unreachable" follows by itself from enough attempts.
    Errors: DutyNeeded (only the caller), PersonNeeded, WordsNeeded, TooSoon, WrongState.
    """
    caller = participation.require_duty(complaint, by, Duty.CALLER)
    follow_up = queries.newest(complaint)
    if complaint.state != State.FOLLOWING_UP or follow_up is None or follow_up.outcome:
        raise WrongState(state=complaint.state, wanted=State.FOLLOWING_UP.value, lane=complaint.lane)
    if follow_up.is_combined:
        _require_another_day(complaint, follow_up, at)
    is_reached = outcome is not None and outcome is not Outcome.UNREACHABLE
    attempt = Attempt.objects.create(
        follow_up=follow_up,
        way=way,
        is_reached=is_reached,
        words=worded(words, "own_words" if is_reached else "attempt", least=2),
        staff=caller,
        at=at,
    )
    if is_reached and outcome is not None:
        _made(complaint, follow_up, outcome, by=by, at=at)
        return attempt
    fact = FollowUpTried(attempt=attempt.pk, way=way.value, number=follow_up.attempts.count())
    timeline.append(complaint, fact, by=by, at=at)
    if queries.is_unreachable(follow_up, complaint):
        _made(complaint, follow_up, Outcome.UNREACHABLE, by=by, at=at)
    return attempt


def _made(complaint: Complaint, follow_up: FollowUp, outcome: Outcome, *, by: Actor, at: datetime) -> None:
    follow_up.outcome, follow_up.outcome_at = outcome, at
    follow_up.save(update_fields=["outcome", "outcome_at"])
    timeline.append(complaint, FollowUpMade(follow_up=follow_up.pk, outcome=outcome.value), by=by, at=at)
    if outcome is Outcome.DISSATISFIED and not queries.has_final_position(complaint):
        if complaint.round == 1:
            _begin_second_round(complaint, by=by, at=at)
        else:
            book.give_standard(complaint, "REVIEW", by=by, at=at)
    else:
        book.give_standard(complaint, "CLOSING", by=by, at=at)
    for subject in (Subject.FOLLOW_UP, Subject.UPDATE):
        book.keep(complaint, subject, by=by, at=at)


def _begin_second_round(complaint: Complaint, *, by: Actor, at: datetime) -> None:
    """Begin again with somebody senior, exactly once; nobody asks the customer to tell it again."""
    evidence = [queries.dissatisfied_once_evidence(complaint)]
    senior = find_senior(complaint)
    fact = SecondRoundBegun(round=2, owner=senior.pk if senior else None)
    lifecycle.move(complaint, State.SECOND_ROUND, fact=fact, by=by, at=at, evidence=evidence, round=2)
    lane = Lane.NORMAL if complaint.lane == Lane.NOW else Lane.CAREFUL
    lifecycle.change_lane(complaint, lane, reason="second_round", by=by, at=at)
    participation.begin(complaint, Duty.OWNER, staff=senior, unit=None if senior else complaint.unit, by=by, at=at)
    book.give_standard(complaint, "ANSWER", by=by, at=at)


def _require_another_day(complaint: Complaint, follow_up: FollowUp, at: datetime) -> None:
    calendar = calendars.of_brand(complaint.brand, complaint.branch)
    earliest = second_look_from(follow_up.planned_at, calendar)
    if at < earliest:
        raise TooSoon(when=earliest.isoformat())
