"""Deciding, answering, and what the customer says to it.

propose(complaint, proposal=Proposal, by, at) -> Decision             found | second_round -> proposed (the owner)
decide(complaint, proposal, by, at) -> Decision                       the same and approved, within the owner's own right
draft_answer(complaint, text, by, at, subject="") -> Decision         rewrite the letter while it is proposed
approve(complaint, by, at, reason="") -> Decision                     proposed -> approved (two of them where needed)
give_back(complaint, reason, by, at) -> Decision                      proposed -> investigating
respond(complaint, message, by, at) -> Decision                       approved | lapsed -> responded, once the letter left
agree(complaint, proof=ReplyProof, by, at, option=None) -> Reply      responded | disputed -> agreed
dispute(complaint, proof, by, at) -> Reply                            responded -> disputed
remind(complaint, by, at, message=None, words="") -> Reminder
lapse(complaint, by, at) -> Decision                                  responded -> lapsed
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.authority import queries as authority
from amends.complaints import lifecycle, participation, timeline
from amends.complaints.models import Complaint
from amends.complaints.rules import Duty, State
from amends.correspondence.clearance import digest_of
from amends.correspondence.models import Message
from amends.decision import approving, drafting, queries, rules
from amends.decision.facts import (
    AnswerAgreed,
    AnswerDisputed,
    AnswerDrafted,
    AnswerGiven,
    AnswerLapsed,
    CustomerReminded,
    DecisionApproved,
    DecisionProposed,
    DecisionReturned,
)
from amends.decision.models import Decision, Look, Option, Reminder, Reply
from amends.decision.rules import FOR_CUSTOMER, Proposal, ReplyProof, Standing
from amends.investigation.queries import find_finding
from amends.kernel.errors import DomainError
from amends.organisation.actor import Actor
from amends.organisation.rules import ActorKind
from amends.promises import book
from amends.promises.rules import Substance
from amends.text.substance import optional, worded
from amends.triage.queries import record_read_evidence

_FROM_CUSTOMER = (ActorKind.COMPLAINANT, ActorKind.REPRESENTATIVE)


class ApproverNeeded(DomainError):
    """This is not within one's own right: another person must approve it; facts["reasons"]."""

    code = "approver_needed"


class OptionNeeded(DomainError):
    """The customer must say which option they choose."""

    code = "option_needed"


@transaction.atomic
def propose(complaint: Complaint, *, proposal: Proposal, by: Actor, at: datetime) -> Decision:
    """Propose a decision with its letter; what lies beyond the owner's own right finds its approver by itself.

    Errors: DutyNeeded (only the owner), DecisionIncomplete, UnknownRemedy, AnswerIncomplete, RecordNotRead, WrongState.
    """
    owner = participation.require_duty(complaint, by, Duty.OWNER)
    finding = find_finding(complaint)
    reasons, needs_two = approving.who_must_look(complaint, proposal, owner, at=at)
    decision = drafting.draw_up(
        complaint, proposal, finding=finding, by=owner, at=at, approver_reasons=reasons, needs_two=needs_two
    )
    read = [record_read_evidence(complaint)] if complaint.state == State.SECOND_ROUND else []
    fact = DecisionProposed(
        decision=decision.pk,
        verdict=decision.verdict,
        options=tuple(_plain_option(option) for option in queries.option_list(decision)),
        text_digest=decision.text_digest,
        reasons_for_approver=tuple(reasons),
    )
    evidence = [queries.options_evidence(decision, complaint), *read]
    lifecycle.move(complaint, State.PROPOSED, fact=fact, by=by, at=at, evidence=evidence)
    if reasons:
        approving.ask_for_approval(complaint, decision, by=by, at=at)
    return decision


@transaction.atomic
def decide(complaint: Complaint, *, proposal: Proposal, by: Actor, at: datetime) -> Decision:
    """Propose and approve in one step, where it lies within the owner's own right. Errors: ApproverNeeded, as propose."""
    decision = propose(complaint, proposal=proposal, by=by, at=at)
    if decision.approver_reasons:
        raise ApproverNeeded(reasons=decision.approver_reasons)
    return approve(complaint, by=by, at=at)


@transaction.atomic
def draft_answer(complaint: Complaint, *, text: str, by: Actor, at: datetime, subject: str = "") -> Decision:
    """Write the letter of a proposed decision anew. Errors: NoDecision, DutyNeeded, AnswerIncomplete, WordsNeeded."""
    owner = participation.require_duty(complaint, by, Duty.OWNER, Duty.REVIEWER)
    decision = queries.newest(complaint, Standing.PROPOSED)
    proposal = Proposal(
        verdict=rules.Verdict(decision.verdict), reasons=decision.reasons, subject=subject, text=text or " "
    )
    worded(text, "answer", limit=drafting.MOST_LETTER)
    decision.subject, decision.text = drafting.worded_letter(complaint, proposal, finding=decision.finding, by=owner)
    decision.text_digest = digest_of(decision.text)
    queries.require_letter(decision, complaint)
    decision.save(update_fields=["subject", "text", "text_digest"])
    fact = AnswerDrafted(decision=decision.pk, text_digest=decision.text_digest)
    timeline.append(complaint, fact, by=by, at=at)
    return decision


@transaction.atomic
def approve(complaint: Complaint, *, by: Actor, at: datetime, reason: str = "") -> Decision:
    """Approve a decision and its very letter; where two are needed, the second one moves it on.

    Errors: PersonNeeded, NotAllowed, SamePerson, TooSoon, AboveLimit, LookedAlready, NoDecision, StaleComplaint.
    """
    staff = participation.person(by)
    timeline.require_fresh(complaint)
    decision = queries.newest(complaint, Standing.PROPOSED)
    reason = optional(reason, "reason", limit=2000)
    look = approving.look(complaint, decision, staff, Look.Verdict.APPROVED, reason=reason, by=by, at=at)
    looks = list(queries.approvals(decision))
    if decision.needs_two and not approving.are_two(complaint, looks):
        approving.answer_request(complaint, decision, look, by=by, at=at)
        return decision
    approvers = [one.staff for one in looks]
    evidence = (
        queries.approver_evidence(decision, complaint),
        authority.band_evidence(complaint, decision.money, approvers, are_two=decision.needs_two, at=at),
    )
    decision.standing, decision.approved_at, decision.approved_digest = Standing.APPROVED, at, decision.text_digest
    decision.save(update_fields=["standing", "approved_at", "approved_digest"])
    fact = DecisionApproved(
        decision=decision.pk, approvers=tuple(one.pk for one in approvers), text_digest=decision.text_digest
    )
    lifecycle.move(complaint, State.APPROVED, fact=fact, by=by, at=at, evidence=evidence)
    approving.answer_request(complaint, decision, look, by=by, at=at)
    for one in looks:
        participation.begin(complaint, Duty.APPROVER, staff=one.staff, by=by, at=at, is_combined=one.is_combined)
    if decision.money:
        approving.grant(complaint, decision, decision.money, by=by, at=at)
    return decision


@transaction.atomic
def give_back(complaint: Complaint, *, reason: str, by: Actor, at: datetime) -> Decision:
    """Give a decision back with what is to be looked into again. Errors: WordsNeeded, NotAllowed, SamePerson."""
    staff = participation.person(by)
    timeline.require_fresh(complaint)
    decision = queries.newest(complaint, Standing.PROPOSED)
    reason = worded(reason, "reason", limit=2000)
    look = approving.look(complaint, decision, staff, Look.Verdict.RETURNED, reason=reason, by=by, at=at)
    decision.standing = Standing.RETURNED
    decision.save(update_fields=["standing"])
    fact = DecisionReturned(decision=decision.pk, staff=staff.pk)
    evidence = [queries.returned_evidence(decision)]
    lifecycle.move(complaint, State.INVESTIGATING, fact=fact, by=by, at=at, evidence=evidence)
    approving.answer_request(complaint, decision, look, by=by, at=at)
    return decision


@transaction.atomic
def respond(complaint: Complaint, *, message: Message, by: Actor, at: datetime) -> Decision:
    """Record that our answer reached the customer: the approved letter left. The offer stands from now on.

    Called by flows at departure. Errors: NoDecision, AnswerDiffers, WrongState.
    """
    decision = queries.newest(complaint, Standing.APPROVED, Standing.LAPSED)
    evidence = [queries.answer_evidence(decision, message, complaint)]
    promise = book.give_standard(complaint, "AFTER_ANSWER", by=by, at=at)
    decision.standing, decision.answered_at, decision.expires_at = Standing.ANSWERED, at, promise.due_at
    decision.save(update_fields=["standing", "answered_at", "expires_at"])
    fact = AnswerGiven(
        decision=decision.pk,
        message=message.pk,
        verdict=decision.verdict,
        expires=promise.due_at.isoformat(),
        is_final=decision.is_final,
    )
    lifecycle.move(complaint, State.RESPONDED, fact=fact, by=by, at=at, evidence=evidence)
    return decision


@transaction.atomic
def agree(complaint: Complaint, *, proof: ReplyProof, by: Actor, at: datetime, option: Option | None = None) -> Reply:
    """Record that the customer agrees, to which option; from now on it is promised.

    Errors: NoDecision, OptionNeeded, ReplyNotProven, WrongState.
    """
    decision = queries.newest(complaint, Standing.ANSWERED, Standing.DISPUTED)
    option = option or queries.option_at(decision, None)
    if option is None and decision.verdict in FOR_CUSTOMER:
        raise OptionNeeded()
    if option is not None and option.decision_id != decision.pk:
        raise OptionNeeded()
    reply = _reply(decision, proof, option, True, by, at)
    fact = AnswerAgreed(
        decision=decision.pk, reply=reply.pk, channel=reply.channel, option=option.pk if option else None
    )
    lifecycle.move(complaint, State.AGREED, fact=fact, by=by, at=at, evidence=[queries.reply_evidence(reply)])
    _stand(decision, Standing.AGREED)
    approving.settle_grant(decision, option.total if option else None, at=at)
    _promise_remedy(complaint, option, by=by, at=at)
    return reply


@transaction.atomic
def dispute(complaint: Complaint, *, proof: ReplyProof, by: Actor, at: datetime) -> Reply:
    """Record that the customer does not agree, in their own words; somebody else will look at it.

    Errors: NoDecision, ReplyNotProven, WordsNeeded, WrongState.
    """
    decision = queries.newest(complaint, Standing.ANSWERED)
    worded(proof.words, "own_words", least=2)
    reply = _reply(decision, proof, None, False, by, at)
    fact = AnswerDisputed(decision=decision.pk, reply=reply.pk, channel=reply.channel)
    lifecycle.move(complaint, State.DISPUTED, fact=fact, by=by, at=at, evidence=[queries.reply_evidence(reply)])
    _stand(decision, Standing.DISPUTED)
    approving.settle_grant(decision, None, at=at)
    book.give_standard(complaint, "REVIEW", by=by, at=at)
    book.withdraw_standard(complaint, "AFTER_ANSWER", reason="disputed", by=by, at=at)
    return reply


@transaction.atomic
def remind(
    complaint: Complaint, *, by: Actor, at: datetime, message: Message | None = None, words: str = ""
) -> Reminder:
    """Record that the customer was reminded: by a message of ours, or by a call whose words are told.

    Errors: NoDecision, WordsNeeded.
    """
    decision = queries.newest(complaint, Standing.ANSWERED)
    row = Reminder.objects.create(
        decision=decision,
        number=decision.reminders.count() + 1,
        message=message,
        words=optional(words, "reminder", limit=1000) if message else worded(words, "reminder", limit=1000),
        author=by.code,
        at=at,
    )
    fact = CustomerReminded(decision=decision.pk, reminder=row.pk, number=row.number)
    timeline.append(complaint, fact, by=by, at=at)
    book.keep_standard(complaint, "REMIND", by=by, at=at)
    return row


@transaction.atomic
def lapse(complaint: Complaint, *, by: Actor, at: datetime) -> Decision:
    """Let an offer lapse that nobody answered, after two reminders. Silence is no agreement: we ask in a call.

    Errors: NoDecision, NotExpired, WrongState.
    """
    decision = queries.newest(complaint, Standing.ANSWERED)
    evidence = [queries.expired_evidence(decision, at=at)]
    fact = AnswerLapsed(decision=decision.pk)
    lifecycle.move(complaint, State.LAPSED, fact=fact, by=by, at=at, evidence=evidence)
    _stand(decision, Standing.LAPSED)
    approving.settle_grant(decision, None, at=at)
    book.give_standard(complaint, "FOLLOW_UP", by=by, at=at)
    book.withdraw_standard(complaint, "AFTER_ANSWER", reason="lapsed", by=by, at=at)
    return decision


def _plain_option(option: Option) -> dict[str, object]:
    return {
        "option": str(option.pk),
        "remedies": [part.remedy for part in option.parts.all()],
        "worth": option.total.to_json() if option.total else None,
    }


def _stand(decision: Decision, standing: Standing) -> None:
    decision.standing = standing
    decision.save(update_fields=["standing"])


def _reply(
    decision: Decision, proof: ReplyProof, option: Option | None, agrees: bool, by: Actor, at: datetime
) -> Reply:
    rules.require_proof(proof, is_from_customer=by.kind in _FROM_CUSTOMER)
    return Reply.objects.create(
        decision=decision,
        option=option,
        agrees=agrees,
        channel=proof.channel,
        who=rules.Replier.REPRESENTATIVE if by.kind is ActorKind.REPRESENTATIVE else proof.who,
        words=optional(proof.words, "own_words"),
        read_back=optional(proof.read_back, "read_back", limit=1000),
        name=optional(proof.name, "name", limit=160),
        consent=optional(proof.consent, "consent", limit=500),
        author=by.code,
        staff_id=by.id if by.is_staff else None,
        at=at,
    )


def _promise_remedy(complaint: Complaint, option: Option | None, *, by: Actor, at: datetime) -> None:
    """Promise what was agreed; where words alone put it right, the next word is promised instead."""
    remedies = [part.remedy for part in option.parts.all()] if option else []
    if rules.has_delivery(remedies):
        code = "REMEDY_MONEY" if set(remedies) & rules.MONEY else "REMEDY"
        book.give_standard(complaint, code, by=by, at=at, substance=Substance.SUBSTANTIVE)
    else:
        book.give_standard(complaint, "UPDATE", by=by, at=at)
    for over in ("AFTER_ANSWER", "REVIEW"):
        book.withdraw_standard(complaint, over, reason="agreed", by=by, at=at)
