"""The end of a complaint, and what is like it.

close(complaint, by, at, cause="", level=None, outcome=None, lesson="")        following_up | external | acknowledged -> closed
withdraw(complaint, words, channel, by, at) -> Withdrawal                       the customer's own words
merge(complaint, into, words, by, at) -> Merge                                  this one ends and goes on in `into`
unmerge(complaint, words, by, at) -> Merge
link(complaint, other, by, at, words="") -> Link
reopen(complaint, words, by, at) -> Reopening                                   closed | withdrawn -> assessed | acknowledged
draw_lesson(complaint, words, by, at) -> Lesson
merge_customers(customer, into, by, at) / unmerge_customers(customer, words, by, at)
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.authority.models import Request
from amends.closure import queries, rules
from amends.closure.facts import (
    CauseConfirmed,
    ComplaintAbsorbed,
    ComplaintClosed,
    ComplaintLinked,
    ComplaintMerged,
    ComplaintReopened,
    ComplaintWithdrawn,
    CustomersJoined,
    CustomersParted,
    LessonDrawn,
    MergeWasUndone,
)
from amends.closure.models import ConfirmedCause, Lesson, Link, Merge, Reopening, Withdrawal
from amends.complaints import lifecycle, timeline
from amends.complaints.errors import WrongState
from amends.complaints.models import Complaint
from amends.complaints.queries import loaded
from amends.complaints.rules import Evidence, Kind, Lane, Outcome, State
from amends.customers import book as customers
from amends.customers.models import Customer, CustomerMerge
from amends.escalation.queries import ruling_evidence
from amends.followup.queries import result_evidence
from amends.kernel.errors import DomainError, ErrorKind
from amends.organisation.actor import Actor
from amends.promises import anew, book
from amends.promises.settling import settled_evidence
from amends.redress.models import Remedy
from amends.redress.rules import Standing as RemedyStanding
from amends.taxonomy.rules import Level
from amends.text.substance import optional, worded
from amends.triage.queries import newest_assessment, require_cause


class NotOneMatter(DomainError):
    """These two cannot be one: the same row, another brand, or the other one has ended; facts["reason"]."""

    code = "not_one_matter"


class NotMerged(DomainError):
    """The complaint is not merged into another."""

    code = "not_merged"
    kind = ErrorKind.CONFLICT


class TooLateToReopen(DomainError):
    """It ended too long ago: take a new complaint in and link it."""

    code = "too_late_to_reopen"


class OutcomeNeeded(DomainError):
    """Say how it ended for the customer."""

    code = "outcome_needed"


@transaction.atomic
def close(
    complaint: Complaint,
    *,
    by: Actor,
    at: datetime,
    cause: str = "",
    level: Level | None = None,
    outcome: Outcome | None = None,
    lesson: str = "",
) -> None:
    """Close a complaint with its outcome and its confirmed cause; a lesson where there is one.

    outcome: told by the follow-up; only a question, an opinion, praise, a call for help and a ruling need it here.
    Errors: NoFollowUp, ReviewFirst, PromisesOpen, HoldStands, NotAnswered, NoRuling, UnknownCause, OutcomeNeeded, WrongState.
    """
    lifecycle.require_open(complaint)
    ends: list[Evidence] = []
    if complaint.state == State.FOLLOWING_UP:
        result = result_evidence(complaint)
        outcome, ends = Outcome(result.outcome), [result]
    elif complaint.state == State.EXTERNAL:
        ends = [ruling_evidence(complaint)]
    elif complaint.state == State.ACKNOWLEDGED and complaint.kind != Kind.COMPLAINT:
        outcome, ends = outcome or Outcome.EXPLAINED_AND_CONTENT, [queries.answered_evidence(complaint)]
    else:
        raise WrongState(state=complaint.state, wanted=State.CLOSED.value, lane=complaint.lane)
    if outcome is None:
        raise OutcomeNeeded()
    evidence = [*ends, settled_evidence(complaint), queries.no_hold_evidence(complaint)]
    if cause or complaint.state != State.ACKNOWLEDGED:
        confirmed = _confirm_cause(complaint, cause, level, by=by, at=at)
        evidence.append(queries.cause_evidence(confirmed))
    if lesson.strip():
        _draw_lesson(complaint, lesson, by=by, at=at)
    fact = ComplaintClosed(outcome=outcome.value)
    lifecycle.move(complaint, State.CLOSED, fact=fact, by=by, at=at, evidence=evidence, outcome=outcome.value)
    book.settle_rest(complaint, kept=rules.KEPT_BY_CLOSING, reason="closed", by=by, at=at)


@transaction.atomic
def draw_lesson(complaint: Complaint, *, words: str, by: Actor, at: datetime) -> Lesson:
    """Write down what is to be different from now on. Errors: WordsNeeded."""
    return _draw_lesson(complaint, words, by=by, at=at)


@transaction.atomic
def withdraw(complaint: Complaint, *, words: str, channel: str, by: Actor, at: datetime) -> Withdrawal:
    """Let the customer take it back, in their own words. What we learned of causes stays. Errors: WordsNeeded, WrongState."""
    lifecycle.require_open(complaint)
    row = Withdrawal.objects.create(
        complaint=complaint,
        words=worded(words, "own_words"),
        channel=channel[:10],
        author=by.code,
        staff_id=by.id if by.is_staff else None,
        at=at,
    )
    fact = ComplaintWithdrawn(withdrawal=row.pk)
    evidence = [queries.own_words_evidence(row)]
    lifecycle.move(complaint, State.WITHDRAWN, fact=fact, by=by, at=at, evidence=evidence)
    _let_go(complaint, "withdrawn")
    book.settle_rest(complaint, kept=(), reason="withdrawn", by=by, at=at)
    return row


@transaction.atomic
def merge(complaint: Complaint, *, into: Complaint, words: str, by: Actor, at: datetime) -> Merge:
    """Let a complaint go on in another one about the same matter; both references keep resolving.

    words: why they are the same matter. Errors: NotOneMatter, WordsNeeded, ComplaintEnded.
    """
    lifecycle.require_open(complaint)
    _require_one_matter(complaint, into)
    row = Merge.objects.create(
        source=complaint,
        target=into,
        state_before=complaint.state,
        words=worded(words, "same_matter", limit=1000),
        author=by.code,
        at=at,
    )
    fact = ComplaintMerged(merge=row.pk, into=into.pk)
    evidence = [queries.same_matter_evidence(row)]
    lifecycle.move(complaint, State.MERGED, fact=fact, by=by, at=at, evidence=evidence, merged_into_id=into.pk)
    _let_go(complaint, "merged")
    book.withdraw(complaint, reason="merged", by=by, at=at)
    timeline.append(into, ComplaintAbsorbed(merge=row.pk, source=complaint.pk), by=by, at=at)
    return row


@transaction.atomic
def unmerge(complaint: Complaint, *, words: str, by: Actor, at: datetime) -> Merge:
    """Let a merged complaint go on by itself where it had been, with its promises given anew.

    Errors: NotMerged, WordsNeeded.
    """
    row = queries.present_merge(complaint)
    if row is None or complaint.state != State.MERGED:
        raise NotMerged()
    row.undone_words, row.undone_by, row.undone_at = worded(words, "reason", limit=1000), by.code, at
    row.save(update_fields=["undone_words", "undone_by", "undone_at"])
    promises = anew.prepare_again(complaint, ended_for="merged", at=at)
    fact = MergeWasUndone(merge=row.pk, other=row.target_id)
    lifecycle.move(
        complaint,
        State(row.state_before),
        fact=fact,
        by=by,
        at=at,
        evidence=[queries.undone_evidence(row)],
        merged_into_id=None,
        **book.pointing_at(promises),
    )
    anew.tell(complaint, promises, by=by, at=at)
    target = loaded().get(pk=row.target_id)
    timeline.append(target, MergeWasUndone(merge=row.pk, other=complaint.pk), by=by, at=at)
    return row


@transaction.atomic
def link(complaint: Complaint, *, other: Complaint, by: Actor, at: datetime, words: str = "") -> Link:
    """Say that two complaints have to do with one another; linked twice is once. Errors: NotOneMatter."""
    if complaint.pk == other.pk or complaint.brand_id != other.brand_id:
        raise NotOneMatter(reason="same" if complaint.pk == other.pk else "brand")
    first, second = sorted((complaint, other), key=lambda one: str(one.pk))
    known = Link.objects.filter(one=first, other=second).first()
    if known:
        return known
    row = Link.objects.create(
        one=first, other=second, words=optional(words, "reason", limit=500), author=by.code, at=at
    )
    timeline.append(complaint, ComplaintLinked(link=row.pk, other=other.pk), by=by, at=at)
    timeline.append(other, ComplaintLinked(link=row.pk, other=complaint.pk), by=by, at=at)
    return row


@transaction.atomic
def reopen(complaint: Complaint, *, words: str, by: Actor, at: datetime) -> Reopening:
    """Let a complaint go on that had ended, under the same reference, with new promises.

    words: what is new, or what happened again. Errors: WrongState, TooLateToReopen, WordsNeeded.
    """
    state = State(complaint.state)
    if state not in (State.CLOSED, State.WITHDRAWN):
        raise WrongState(state=state.value, wanted=State.ASSESSED.value, lane=complaint.lane)
    if not rules.may_reopen(complaint.closed_at, at):
        raise TooLateToReopen()
    row = Reopening.objects.create(
        complaint=complaint,
        words=worded(words, "reopening", least=2),
        state_before=state,
        outcome_before=complaint.outcome,
        ended_at=complaint.closed_at,
        author=by.code,
        at=at,
    )
    if complaint.lane == Lane.NOW:
        lifecycle.change_lane(complaint, Lane.NORMAL, reason="returned", by=by, at=at)
    to = rules.reopened_state(state, was_assessed=newest_assessment(complaint) is not None)
    promises = anew.prepare_anew(complaint, "SAME_DAY", "ANSWER", at=at)
    fact = ComplaintReopened(reopening=row.pk, old=state.value)
    evidence = [queries.reopen_evidence(row)]
    lifecycle.move(complaint, to, fact=fact, by=by, at=at, evidence=evidence, **book.pointing_at(promises))
    anew.tell(complaint, promises, by=by, at=at)
    return row


@transaction.atomic
def merge_customers(customer: Customer, *, into: Customer, by: Actor, at: datetime) -> CustomerMerge:
    """Say that two rows are one person; both keep resolving, and it can be undone. Every complaint of theirs tells it.

    Complaints that were read before are stale afterwards. Errors: NotOnePerson.
    """
    row = customers.merge(customer, into, by=by, at=at)
    fact = CustomersJoined(merge=row.pk, customer=row.source_id, into=row.target_id)
    for complaint in queries.complaints_of_person(row.target_id):
        timeline.append(complaint, fact, by=by, at=at)
    return row


@transaction.atomic
def unmerge_customers(customer: Customer, *, words: str, by: Actor, at: datetime) -> CustomerMerge:
    """Undo that two rows were one person: what moved goes back, and every complaint of both tells it.

    words: why they are two. Complaints that were read before are stale afterwards. Errors: NotOnePerson, WordsNeeded.
    """
    concerned = list(queries.complaints_of_person(customer.merged_into_id))
    row = customers.unmerge(customer, words=worded(words, "reason", limit=1000), by=by, at=at)
    fact = CustomersParted(merge=row.pk, customer=row.source_id, other=row.target_id)
    for complaint in concerned:
        timeline.append(complaint, fact, by=by, at=at)
    return row


def _confirm_cause(complaint: Complaint, code: str, level: Level | None, *, by: Actor, at: datetime) -> ConfirmedCause:
    cause = require_cause(code)
    guess = newest_assessment(complaint)
    row = ConfirmedCause.objects.create(
        complaint=complaint,
        cause=cause,
        level=level or (Level(guess.level) if guess else Level.COMPANY),
        first_guess=guess.cause if guess else None,
        author=by.code,
        at=at,
    )
    fact = CauseConfirmed(
        confirmed=row.pk, cause=cause.code, level=row.level, first_guess=guess.cause_id if guess else ""
    )
    timeline.append(complaint, fact, by=by, at=at)
    return row


def _draw_lesson(complaint: Complaint, words: str, *, by: Actor, at: datetime) -> Lesson:
    row = Lesson.objects.create(complaint=complaint, words=worded(words, "lesson", limit=2000), author=by.code, at=at)
    timeline.append(complaint, LessonDrawn(lesson=row.pk), by=by, at=at)
    return row


def _let_go(complaint: Complaint, reason: str) -> None:
    """Let nothing wait that has lost its object: approvals asked for, remedies ordered."""
    Request.objects.filter(complaint=complaint, standing=Request.Standing.OPEN).update(
        standing=Request.Standing.WITHDRAWN
    )
    Remedy.objects.filter(complaint=complaint, standing=RemedyStanding.ORDERED).update(
        standing=RemedyStanding.CANCELLED, reason=reason
    )


def _require_one_matter(complaint: Complaint, into: Complaint) -> None:
    reasons = {
        "same": complaint.pk == into.pk,
        "brand": complaint.brand_id != into.brand_id,
        "ended": not into.is_open,
    }
    for reason, applies in reasons.items():
        if applies:
            raise NotOneMatter(reason=reason)
