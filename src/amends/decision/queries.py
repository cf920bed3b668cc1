"""Reads of decision: evidence for its guards, the decision that counts, what the customer may choose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db.models import QuerySet

from amends.authority.models import Request
from amends.authority.queries import TooSoon, may_combine
from amends.authority.rules import second_look_from
from amends.complaints import participation
from amends.complaints.errors import SamePerson
from amends.complaints.models import Complaint
from amends.complaints.rules import Duty, Evidence, Guard
from amends.correspondence.clearance import digest_of
from amends.correspondence.models import Delivery, Message
from amends.decision import bodies, letter, rules
from amends.decision.models import Decision, Look, Option, Reminder, Reply
from amends.decision.rules import Offer, Part, Proposal, Standing, Verdict
from amends.kernel.errors import DomainError, ErrorKind, NotFound
from amends.organisation import calendars
from amends.organisation.models import Staff
from amends.triage.queries import newest_assessment

REMINDERS = 2


class NoDecision(DomainError):
    """There is no decision in the standing this needs; facts["standing"]."""

    code = "no_decision"
    kind = ErrorKind.CONFLICT


class AnswerDiffers(DomainError):
    """The letter is not the approved one, has not left, or names too little; facts["reason"]."""

    code = "answer_differs"


class NotExpired(DomainError):
    """The offer still stands, or the customer was not reminded twice; facts["reason"]."""

    code = "not_expired"
    kind = ErrorKind.CONFLICT


class AnswerIncomplete(DomainError):
    """The answer letter lacks what facts["missing"] names: reference, finding, outside_body."""

    code = "answer_incomplete"


@dataclass(frozen=True, kw_only=True)
class OptionsComplete(Evidence):
    """A reasoned decision with options as its verdict and cause ask for, and a letter that names what it must."""

    guard: ClassVar[Guard] = Guard.OPTIONS_COMPLETE
    decision: UUID


@dataclass(frozen=True, kw_only=True)
class ApproverIndependent(Evidence):
    """Who approved had no hand in it, or nobody else was needed, or the shop is small and a night went by."""

    guard: ClassVar[Guard] = Guard.APPROVER_INDEPENDENT
    looks: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class ReturnedWithReason(Evidence):
    """An approver gave the decision back and said why."""

    guard: ClassVar[Guard] = Guard.RETURNED_WITH_REASON
    look: UUID


@dataclass(frozen=True, kw_only=True)
class AnswerAsApproved(Evidence):
    """The letter that left is the approved one, to the letter, and names where else to turn."""

    guard: ClassVar[Guard] = Guard.ANSWER_AS_APPROVED
    decision: UUID
    message: UUID


@dataclass(frozen=True, kw_only=True)
class ReplyProven(Evidence):
    """What the customer said is on record with channel, words and who."""

    guard: ClassVar[Guard] = Guard.REPLY_PROVEN
    reply: UUID


@dataclass(frozen=True, kw_only=True)
class OfferExpired(Evidence):
    """Its date has passed, and the customer was reminded twice."""

    guard: ClassVar[Guard] = Guard.OFFER_EXPIRED
    decision: UUID
    reminders: tuple[UUID, ...]


def newest(complaint: Complaint, *standings: Standing) -> Decision:
    """Give the newest decision, in one of these standings where named, with its finding. Errors: NoDecision."""
    row = find_newest(complaint, *standings)
    if row is None:
        raise NoDecision(standing=[one.value for one in standings])
    return row


def find_newest(complaint: Complaint, *standings: Standing) -> Decision | None:
    rows = Decision.objects.filter(complaint=complaint).select_related("finding__cause", "proposed_by")
    if standings:
        rows = rows.filter(standing__in=standings)
    return rows.order_by("-proposed_at", "-id").first()


def option_list(decision: Decision) -> QuerySet[Option]:
    """Give the options in order, with their parts. Two queries."""
    return Option.objects.filter(decision=decision).prefetch_related("parts").order_by("position")


def option_at(decision: Decision, position: int | None) -> Option | None:
    """Find an option by its place (1, 2 ...). None asks for the only one. Errors: NotFound."""
    rows = list(option_list(decision))
    if position is None:
        return rows[0] if len(rows) == 1 else None
    for row in rows:
        if row.position == position:
            return row
    raise NotFound(what="option")


def proposal_of(decision: Decision) -> Proposal:
    """Read a decision's rows as what was proposed."""
    offers = tuple(
        Offer(
            words=option.words,
            parts=tuple(Part(remedy=one.remedy, words=one.words, money=one.money) for one in option.parts.all()),
        )
        for option in option_list(decision)
    )
    return Proposal(
        verdict=Verdict(decision.verdict),
        reasons=decision.reasons,
        offers=offers,
        help=decision.help,
        only_light_because=decision.only_light_because,
        no_choice_because=decision.no_choice_because,
        subject=decision.subject,
        text=decision.text,
    )


def options_evidence(decision: Decision, complaint: Complaint) -> OptionsComplete:
    """Read decision, options, cause and letter. Errors: DecisionIncomplete, UnknownRemedy, AnswerIncomplete."""
    finding = decision.finding
    assessment = newest_assessment(complaint)
    rules.require_complete(
        proposal_of(decision),
        cause=finding.cause_id if finding else "",
        remedies_of_cause=finding.cause.remedies if finding else (),
        is_psychological=bool(assessment and assessment.is_psychological),
    )
    require_letter(decision, complaint)
    return OptionsComplete(decision=decision.pk)


def require_letter(decision: Decision, complaint: Complaint) -> None:
    """Refuse a letter that does not name what it must. Errors: AnswerIncomplete."""
    sentence = decision.finding.sentence if decision.finding else ""
    if missing := letter.missing_parts(complaint, decision.text, finding=sentence):
        raise AnswerIncomplete(missing=missing)


def is_combined_look(complaint: Complaint, decision: Decision, staff: Staff, *, at: datetime) -> bool:
    """Say whether an approver looks at their own work because the shop is small. Errors: SamePerson, TooSoon.

    Nobody complained about ever approves; owner, investigator and who proposed it do so only where fewer than four
    people work, and not before the next working day.
    """
    participation.require_another(complaint, Duty.APPROVER, staff.pk, [Duty.ACCUSED])
    had_a_hand = staff.pk == decision.proposed_by_id or staff.pk in participation.holders(
        complaint, Duty.OWNER, Duty.INVESTIGATOR, ever=True
    )
    if not had_a_hand:
        return False
    if not may_combine(complaint, staff, Duty.OWNER, Duty.INVESTIGATOR):
        duty = Duty.OWNER if staff.pk in participation.holders(complaint, Duty.OWNER, ever=True) else Duty.INVESTIGATOR
        raise SamePerson(duty=Duty.APPROVER.value, other_duty=duty.value)
    calendar = calendars.of_brand(complaint.brand, complaint.branch)
    earliest = second_look_from(decision.proposed_at, calendar)
    if at < earliest:
        raise TooSoon(when=earliest.isoformat())
    return True


def approver_evidence(decision: Decision, complaint: Complaint) -> ApproverIndependent:
    """Read the looks at this very letter. Errors: SamePerson, NoDecision."""
    looks = list(approvals(decision))
    if not looks:
        raise NoDecision(standing=[Standing.APPROVED.value])
    if decision.approver_reasons:
        for look in looks:
            if not look.is_combined:
                is_combined_look(complaint, decision, look.staff, at=look.at)
    return ApproverIndependent(looks=tuple(look.pk for look in looks))


def approvals(decision: Decision) -> QuerySet[Look]:
    """Give the approving looks at the letter as it is now, with who looked."""
    rows = Look.objects.filter(
        decision=decision, verdict=Look.Verdict.APPROVED, text_digest=decision.text_digest
    ).select_related("staff")
    return rows.order_by("at")


def returned_evidence(decision: Decision) -> ReturnedWithReason:
    """Read who gave it back and why. Errors: NoDecision."""
    look = Look.objects.filter(decision=decision, verdict=Look.Verdict.RETURNED).exclude(reason="").first()
    if look is None:
        raise NoDecision(standing=[Standing.RETURNED.value])
    return ReturnedWithReason(look=look.pk)


def answer_evidence(decision: Decision, message: Message, complaint: Complaint) -> AnswerAsApproved:
    """Read the letter that left and compare it with the approved one. Errors: AnswerDiffers."""
    row = Message.objects.get(pk=message.pk)
    if row.delivery != Delivery.DEPARTED:
        raise AnswerDiffers(reason="not_departed")
    if not decision.approved_digest or digest_of(row.text) != decision.approved_digest:
        raise AnswerDiffers(reason="text")
    if not bodies.is_named(complaint, row.text):
        raise AnswerDiffers(reason="outside_body")
    return AnswerAsApproved(decision=decision.pk, message=row.pk)


def reply_evidence(reply: Reply) -> ReplyProven:
    """Read the row of a reply."""
    return ReplyProven(reply=Reply.objects.get(pk=reply.pk).pk)


def expired_evidence(decision: Decision, *, at: datetime) -> OfferExpired:
    """Read date and reminders. Errors: NotExpired."""
    if decision.expires_at is None or at < decision.expires_at:
        raise NotExpired(reason="date")
    reminders = [row.pk for row in Reminder.objects.filter(decision=decision).select_related("message") if reached(row)]
    if len(reminders) < REMINDERS:
        raise NotExpired(reason="reminders")
    return OfferExpired(decision=decision.pk, reminders=tuple(reminders))


def reached(reminder: Reminder) -> bool:
    """Say whether a reminder left the house, or was spoken."""
    return reminder.message is None or reminder.message.delivery == Delivery.DEPARTED


def pending_approval(decision: Decision) -> QuerySet[Request]:
    return Request.objects.filter(decision_id=decision.pk, standing=Request.Standing.OPEN)


def to_remind(at: datetime) -> QuerySet[Decision]:
    """Give answered decisions that wait for the customer, with complaint; for the sweep."""
    rows = Decision.objects.filter(standing=Standing.ANSWERED, complaint__state="responded")
    return rows.select_related("complaint__brand__calendar", "complaint__branch__calendar").order_by("expires_at")
