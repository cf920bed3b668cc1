"""Who must look at a decision, their looks, their requests, and what was granted: written here for the actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from amends.authority import queries as authority
from amends.authority import rules as limits
from amends.authority.facts import ApprovalAnswered, ApprovalRequested
from amends.authority.models import Granted, Request
from amends.complaints import participation, timeline
from amends.complaints.models import Complaint
from amends.complaints.rules import Duty, Lane, Severity
from amends.decision import queries, rules
from amends.decision.models import Decision, Look
from amends.decision.rules import FOR_CUSTOMER, Proposal
from amends.investigation.queries import find_finding
from amends.kernel.errors import DomainError, ErrorKind, NotAllowed
from amends.kernel.money import Money
from amends.organisation.actor import Actor
from amends.organisation.amounts import columns
from amends.organisation.models import Staff
from amends.organisation.queries import is_small_shop
from amends.organisation.rules import Right, Role
from amends.taxonomy.rules import Responsibility


class LookedAlready(DomainError):
    """This person has looked at this very letter already; a second person is needed."""

    code = "looked_already"
    kind = ErrorKind.CONFLICT


def who_must_look(
    complaint: Complaint, proposal: Proposal, owner: Staff, *, at: datetime
) -> tuple[tuple[str, ...], bool]:
    """Say why another person must look (codes, none when it is within the owner's own right) and whether two must."""
    money = rules.dearest(proposal.offers)
    total = authority.cumulative(complaint, money, at=at)
    finding = find_finding(complaint)
    reasons = limits.reasons_for_approver(
        lane=Lane(complaint.lane),
        is_rejection=proposal.verdict not in FOR_CUSTOMER and proposal.verdict is not rules.Verdict.EXPLAINED,
        blames_customer=bool(finding and finding.responsibility == Responsibility.CUSTOMER),
        total=total,
        limit=authority.limit_of(owner, complaint.brand, total.currency, at=at) if total else None,
        has_compensation=any("COMP" in offer.remedies for offer in proposal.offers),
    )
    if not reasons:
        return (), False
    most = authority.limits_by_role(complaint.brand, total.currency, at=at)[Role.MANAGER] if total else None
    return reasons, limits.needs_two(severity=Severity(complaint.severity), total=total, most=most)


def ask_for_approval(complaint: Complaint, decision: Decision, *, by: Actor, at: datetime) -> None:
    """Let the decision find its approver: the lowest role that may."""
    if decision.needs_two:
        role = Role.MANAGER
    else:
        total = authority.cumulative(complaint, decision.money, at=at)
        ladder = authority.ladder(complaint.brand, total.currency, at=at) if total else [(Role.LEAD, None)]
        role = Role.LEAD if total is None else limits.least_role(total, [(one, most) for one, most in ladder if most])
    row = Request.objects.create(
        complaint=complaint,
        decision_id=decision.pk,
        role=role,
        reasons=decision.approver_reasons,
        asked_by=by.code,
        asked_at=at,
        **columns(decision.money),
    )
    fact = ApprovalRequested(
        request=row.pk, decision=decision.pk, role=role.value, reasons=tuple(decision.approver_reasons)
    )
    timeline.append(complaint, fact, by=by, at=at)


def look(
    complaint: Complaint, decision: Decision, staff: Staff, verdict: str, *, reason: str, by: Actor, at: datetime
) -> Look:
    """Record that somebody who may looked at this very letter. Errors: NotAllowed, SamePerson, TooSoon, LookedAlready."""
    is_combined = False
    if decision.approver_reasons:
        by.require(Right.DECIDE, complaint.brand_id)
        if decision.needs_two and not _decides_high(complaint, staff):
            raise NotAllowed(right=Right.DECIDE.value)
        is_combined = queries.is_combined_look(complaint, decision, staff, at=at)
    elif not by.may(Right.DECIDE, complaint.brand_id):
        participation.require_duty(complaint, by, Duty.OWNER)
    if Look.objects.filter(decision=decision, staff=staff, text_digest=decision.text_digest).exists():
        raise LookedAlready()
    return Look.objects.create(
        decision=decision,
        staff=staff,
        verdict=verdict,
        reason=reason,
        text_digest=decision.text_digest,
        is_combined=is_combined,
        at=at,
    )


def are_two(complaint: Complaint, looks: Sequence[Look]) -> bool:
    """Say whether a manager and a second one (legal, where there is) have looked; in a small shop one suffices."""
    if is_small_shop(complaint.brand):
        return bool(looks)
    managers = [one for one in looks if authority.has_role(one.staff, complaint.brand, Role.MANAGER)]
    if not authority.legal_is_there(complaint.brand):
        return len({one.staff_id for one in managers}) > 1
    legal = [one for one in looks if authority.has_role(one.staff, complaint.brand, Role.LEGAL)]
    return any(one.staff_id != other.staff_id for one in managers for other in legal)


def answer_request(complaint: Complaint, decision: Decision, one: Look, *, by: Actor, at: datetime) -> None:
    """Close the request for approval with the look that answered it; one of two looks leaves it open for the other."""
    is_half = decision.needs_two and not decision.approved_digest and one.verdict == Look.Verdict.APPROVED
    for row in queries.pending_approval(decision):
        if not is_half:
            row.standing = (
                Request.Standing.APPROVED if one.verdict == Look.Verdict.APPROVED else Request.Standing.RETURNED
            )
            row.answered_by, row.answered_at, row.is_combined = one.staff, at, one.is_combined
            row.save(update_fields=["standing", "answered_by", "answered_at", "is_combined"])
        fact = ApprovalAnswered(
            request=row.pk, decision=decision.pk, staff=one.staff_id, verdict=one.verdict, combined=one.is_combined
        )
        timeline.append(complaint, fact, by=by, at=at)


def grant(complaint: Complaint, decision: Decision, money: Money, *, by: Actor, at: datetime) -> None:
    """Count what is about to be granted into the sum of a year."""
    Granted.objects.create(
        complaint=complaint,
        customer=complaint.customer,
        source="decision",
        source_id=decision.pk,
        by=by.code,
        at=at,
        **columns(money),
    )


def settle_grant(decision: Decision, money: Money | None, *, at: datetime) -> None:
    """Set what was granted to what the customer chose; nothing where it was not given after all."""
    rows = Granted.objects.filter(source="decision", source_id=decision.pk, ended_at=None)
    if money:
        rows.update(**columns(money))
    else:
        rows.update(ended_at=at)


def _decides_high(complaint: Complaint, staff: Staff) -> bool:
    return is_small_shop(complaint.brand) or authority.has_role(staff, complaint.brand, Role.MANAGER, Role.LEGAL)
