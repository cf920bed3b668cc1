"""Up the line.

review(complaint, by, at, reviewer=None) -> Review                    disputed | following_up -> internal_review
state_position(complaint, proposal, by, at) -> Decision               the reviewer's final position, with its letter
respond_finally(complaint, message, by, at) -> Decision               internal_review -> responded, once the letter left
go_outside(complaint, body, words, by, at, number="", attachment=None) internal_review -> external
rule(complaint, words, obliges, by, at, parts=(), due=None, attachment=None)   external -> remedying, where it obliges
clear_safety(complaint, words, by, at) -> bool                        true once safety and a manager have both cleared
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from amends.authority.queries import band_evidence
from amends.complaints import lifecycle, participation, timeline
from amends.complaints.errors import WrongState
from amends.complaints.models import Complaint
from amends.complaints.rules import Duty, State
from amends.correspondence.models import Attachment, Message
from amends.decision import drafting
from amends.decision import queries as decisions
from amends.decision.facts import AnswerGiven
from amends.decision.models import Decision
from amends.decision.rules import Part, Proposal, Standing
from amends.escalation import queries
from amends.escalation.facts import PositionStated, ReviewOpened, RulingReceived, SafetyLookedAt, WentOutside
from amends.escalation.models import OutsideCase, Review, Ruling, SafetyLook
from amends.followup.queries import dissatisfied_again_evidence
from amends.investigation.queries import find_finding
from amends.kernel.errors import DomainError, NotAllowed
from amends.organisation.actor import Actor
from amends.organisation.amounts import columns
from amends.organisation.models import Staff
from amends.organisation.rules import Right
from amends.promises import book
from amends.promises.rules import Origin, Subject, Substance
from amends.redress.models import Remedy
from amends.redress.queries import ordered_evidence
from amends.text.substance import optional, worded


class NobodyToReview(DomainError):
    """There is no manager and nobody legal who had no part in it."""

    code = "nobody_to_review"


class NotHeld(DomainError):
    """No danger is flagged here."""

    code = "not_held"


class DateNeeded(DomainError):
    """A ruling that obliges us has a date by which, and says what."""

    code = "date_needed"


@transaction.atomic
def review(complaint: Complaint, *, by: Actor, at: datetime, reviewer: Staff | None = None) -> Review:
    """Let somebody look at it who had no part in it; one is found where none is named.

    Errors: SamePerson, NobodyToReview, NotAllowed, NotDissatisfied, WrongState.
    """
    reviewer = reviewer or queries.find_reviewer(complaint)
    if reviewer is None:
        raise NobodyToReview()
    if not queries.may_review(reviewer, complaint):
        raise NotAllowed(right=Right.DECIDE.value)
    again = [dissatisfied_again_evidence(complaint)] if complaint.state == State.FOLLOWING_UP else []
    row = Review.objects.create(
        complaint=complaint,
        reviewer=reviewer,
        is_combined=queries.is_combined_review(complaint, reviewer),
        opened_by=by.code,
        opened_at=at,
    )
    fact = ReviewOpened(review=row.pk, reviewer=reviewer.pk, combined=row.is_combined)
    evidence = [queries.independence_evidence(row, complaint), *again]
    lifecycle.move(complaint, State.INTERNAL_REVIEW, fact=fact, by=by, at=at, evidence=evidence)
    participation.end(complaint, Duty.REVIEWER, by=by, at=at)
    participation.begin(complaint, Duty.REVIEWER, staff=reviewer, by=by, at=at, is_combined=row.is_combined)
    return row


@transaction.atomic
def state_position(complaint: Complaint, *, proposal: Proposal, by: Actor, at: datetime) -> Decision:
    """State our final position: a decision of the reviewer's own, with its letter, approved by that.

    Errors: DutyNeeded, WrongState, DecisionIncomplete, AnswerIncomplete, AboveLimit, WordsNeeded.
    """
    reviewer = participation.require_duty(complaint, by, Duty.REVIEWER)
    if complaint.state != State.INTERNAL_REVIEW:
        raise WrongState(state=complaint.state, wanted=State.RESPONDED.value, lane=complaint.lane)
    finding = find_finding(complaint)
    row = drafting.draw_up(complaint, proposal, finding=finding, by=reviewer, at=at, is_final=True)
    decisions.options_evidence(row, complaint)
    band_evidence(complaint, row.money, [reviewer], are_two=False, at=at)
    row.standing, row.approved_at, row.approved_digest = Standing.APPROVED, at, row.text_digest
    row.save(update_fields=["standing", "approved_at", "approved_digest"])
    under_way = queries.open_review(complaint)
    under_way.decision, under_way.stated_at = row, at
    under_way.save(update_fields=["decision", "stated_at"])
    fact = PositionStated(review=under_way.pk, decision=row.pk, verdict=row.verdict, text_digest=row.text_digest)
    timeline.append(complaint, fact, by=by, at=at)
    return row


@transaction.atomic
def respond_finally(complaint: Complaint, *, message: Message, by: Actor, at: datetime) -> Decision:
    """Record that our final position reached the customer. Called by flows at departure. Errors: AnswerDiffers, NoDecision."""
    row = decisions.newest(complaint, Standing.APPROVED)
    evidence = [queries.position_evidence(row, message, complaint)]
    promise = book.give_standard(complaint, "AFTER_ANSWER", by=by, at=at)
    row.standing, row.answered_at, row.expires_at = Standing.ANSWERED, at, promise.due_at
    row.save(update_fields=["standing", "answered_at", "expires_at"])
    fact = AnswerGiven(
        decision=row.pk, message=message.pk, verdict=row.verdict, expires=promise.due_at.isoformat(), is_final=True
    )
    lifecycle.move(complaint, State.RESPONDED, fact=fact, by=by, at=at, evidence=evidence)
    return row


@transaction.atomic
def go_outside(
    complaint: Complaint,
    *,
    body: str,
    words: str,
    by: Actor,
    at: datetime,
    number: str = "",
    attachment: Attachment | None = None,
) -> OutsideCase:
    """Record that the matter lies with an outside body: which, and what came from there. Errors: WordsNeeded, WrongState."""
    row = OutsideCase.objects.create(
        complaint=complaint,
        body=worded(body, "outside_body", limit=200, least=2),
        number=optional(number, "number", limit=80),
        words=worded(words, "outside_words", limit=2000),
        attachment=attachment,
        author=by.code,
        at=at,
    )
    evidence = [queries.outside_evidence(row)]
    lifecycle.move(complaint, State.EXTERNAL, fact=WentOutside(outside=row.pk), by=by, at=at, evidence=evidence)
    book.give_standard(complaint, "UPDATE", by=by, at=at)
    book.withdraw(complaint, Subject.ANSWER, reason="outside", by=by, at=at)
    return row


@transaction.atomic
def rule(
    complaint: Complaint,
    *,
    words: str,
    obliges: bool,
    by: Actor,
    at: datetime,
    parts: Sequence[Part] = (),
    due: datetime | None = None,
    attachment: Attachment | None = None,
) -> Ruling:
    """Record a ruling; what it obliges us to is ordered and promised by its date, above all bands.

    Errors: NoRuling (nothing lies outside), DateNeeded, WordsNeeded, WrongState.
    """
    outside = queries.newest_outside(complaint)
    if outside is None or complaint.state != State.EXTERNAL:
        raise queries.NoRuling()
    if obliges and (due is None or not parts):
        raise DateNeeded()
    row = Ruling.objects.create(
        outside=outside,
        obliges=obliges,
        words=worded(words, "ruling"),
        due_at=due,
        attachment=attachment,
        author=by.code,
        at=at,
    )
    if due is None or not obliges:
        fact = RulingReceived(ruling=row.pk, obliges=False)
        timeline.append(complaint, fact, by=by, at=at)
        book.give_standard(complaint, "CLOSING", by=by, at=at)
    else:
        _obey(complaint, row, parts, due, by=by, at=at)
    book.keep(complaint, Subject.UPDATE, by=by, at=at)
    return row


@transaction.atomic
def clear_safety(complaint: Complaint, *, words: str, by: Actor, at: datetime) -> bool:
    """Say as one of two persons why the danger is over; the second one lifts the hold.

    Errors: NotHeld, NotAllowed, PersonNeeded, WordsNeeded.
    """
    if not complaint.safety_hold:
        raise NotHeld()
    staff = participation.person(by)
    by.require(Right.CLEAR_SAFETY, complaint.brand_id)
    participation.require_another(complaint, Duty.REVIEWER, staff.pk, [Duty.ACCUSED])
    look, is_new = SafetyLook.objects.get_or_create(
        complaint=complaint,
        hold=queries.holds(complaint),
        staff=staff,
        defaults={"words": worded(words, "safety", limit=2000), "at": at},
    )
    if is_new:
        timeline.append(complaint, SafetyLookedAt(look=look.pk, staff=staff.pk), by=by, at=at)
    looks = queries.safety_looks(complaint)
    if not queries.are_safety_and_manager(complaint, [one.staff for one in looks]):
        return False
    lifecycle.clear_safety(complaint, first=looks[0].staff_id, second=looks[-1].staff_id, by=by, at=at)
    return True


def _obey(
    complaint: Complaint, ruling: Ruling, parts: Sequence[Part], due: datetime, *, by: Actor, at: datetime
) -> None:
    """Order what a ruling obliges us to, and promise it by its date."""
    remedies = [_remedy(complaint, ruling, place, part, by, at) for place, part in enumerate(parts, start=1)]
    fact = RulingReceived(ruling=ruling.pk, obliges=True, due=due.isoformat())
    evidence = [queries.ruling_evidence(complaint), ordered_evidence(remedies)]
    lifecycle.move(complaint, State.REMEDYING, fact=fact, by=by, at=at, evidence=evidence)
    book.give(
        complaint,
        Subject.REMEDY,
        due=max(due, at),
        by=by,
        at=at,
        staff=book.answerable(complaint),
        origin=Origin.STATUTORY,
        substance=Substance.SUBSTANTIVE,
        code="RULING",
    )


def _remedy(complaint: Complaint, ruling: Ruling, place: int, part: Part, by: Actor, at: datetime) -> Remedy:
    return Remedy.objects.create(
        complaint=complaint,
        round=complaint.round,
        key=f"ruling:{ruling.pk}:{place}",
        code=part.remedy,
        words=part.words or ruling.words[:1000],
        ordered_by=by.code,
        ordered_at=at,
        **columns(part.money),
    )
