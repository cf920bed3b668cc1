"""Reads of follow-up: evidence for its guards, who may ask, what is to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.db.models import QuerySet

from amends.authority.queries import may_combine
from amends.complaints import participation
from amends.complaints.errors import SamePerson
from amends.complaints.models import Complaint
from amends.complaints.rules import Duty, Evidence, Guard, Outcome
from amends.decision.models import Decision
from amends.followup import rules
from amends.followup.models import Attempt, FollowUp
from amends.kernel.errors import DomainError
from amends.organisation import calendars
from amends.organisation.models import RoleGrant, Staff
from amends.organisation.queries import is_small_shop
from amends.organisation.rules import Role

CALLING_ROLES = (Role.EMPLOYEE.value, Role.HANDLER.value, Role.LEAD.value, Role.MANAGER.value)


class NoFollowUp(DomainError):
    """Nobody has asked the customer yet, or they have not answered."""

    code = "no_follow_up"


class NotDissatisfied(DomainError):
    """The customer did not say that they are dissatisfied, or not in this round."""

    code = "not_dissatisfied"


class RoundsOver(DomainError):
    """There was a second round already; now it is for an internal review."""

    code = "rounds_over"


class ReviewFirst(DomainError):
    """Somebody dissatisfied gets a second round and a review before anything is closed."""

    code = "review_first"


@dataclass(frozen=True, kw_only=True)
class CallerIndependent(Evidence):
    """Who asks did not own it; in a small shop the owner asks on another day."""

    guard: ClassVar[Guard] = Guard.CALLER_INDEPENDENT
    follow_up: UUID


@dataclass(frozen=True, kw_only=True)
class FollowUpResult(Evidence):
    """What the customer said; or enough attempts that did not reach them."""

    guard: ClassVar[Guard] = Guard.FOLLOW_UP_RESULT
    follow_up: UUID
    outcome: str


@dataclass(frozen=True, kw_only=True)
class DissatisfiedOnce(Evidence):
    """The customer is not satisfied after the first round."""

    guard: ClassVar[Guard] = Guard.DISSATISFIED_ONCE
    follow_up: UUID


@dataclass(frozen=True, kw_only=True)
class DissatisfiedAgain(Evidence):
    """The customer is not satisfied after the second round either."""

    guard: ClassVar[Guard] = Guard.DISSATISFIED_AGAIN
    follow_up: UUID


def independence_evidence(follow_up: FollowUp, complaint: Complaint) -> CallerIndependent:
    """Read the caller's duties. Errors: SamePerson."""
    row = FollowUp.objects.get(pk=follow_up.pk)
    if not row.is_combined:
        participation.require_another(complaint, Duty.CALLER, row.caller_id, [Duty.ACCUSED, Duty.OWNER])
    return CallerIndependent(follow_up=row.pk)


def is_combined_call(complaint: Complaint, staff: Staff) -> bool:
    """Say whether the owner asks because the shop is small. Errors: SamePerson."""
    participation.require_another(complaint, Duty.CALLER, staff.pk, [Duty.ACCUSED])
    if staff.pk not in participation.holders(complaint, Duty.OWNER, ever=True):
        return False
    if not (is_small_shop(complaint.brand) or may_combine(complaint, staff, Duty.OWNER)):
        raise SamePerson(duty=Duty.CALLER.value, other_duty=Duty.OWNER.value)
    return True


def newest(complaint: Complaint) -> FollowUp | None:
    """Give the question that counts, with the caller."""
    rows = FollowUp.objects.filter(complaint=complaint).select_related("caller")
    return rows.order_by("-planned_at", "-id").first()


def result_evidence(complaint: Complaint) -> FollowUpResult:
    """Read what the customer said. Errors: NoFollowUp, ReviewFirst (dissatisfied without our final position)."""
    row = newest(complaint)
    if row is None or not row.outcome:
        raise NoFollowUp()
    if row.outcome == Outcome.DISSATISFIED and not has_final_position(complaint):
        raise ReviewFirst()
    return FollowUpResult(follow_up=row.pk, outcome=row.outcome)


def dissatisfied_once_evidence(complaint: Complaint) -> DissatisfiedOnce:
    """Read the newest follow-up. Errors: NotDissatisfied, RoundsOver."""
    if complaint.round > 1:
        raise RoundsOver()
    return DissatisfiedOnce(follow_up=_dissatisfied(complaint))


def dissatisfied_again_evidence(complaint: Complaint) -> DissatisfiedAgain:
    """Read the newest follow-up of a second round. Errors: NotDissatisfied."""
    if complaint.round < 2:
        raise NotDissatisfied()
    return DissatisfiedAgain(follow_up=_dissatisfied(complaint))


def _dissatisfied(complaint: Complaint) -> UUID:
    row = newest(complaint)
    if row is None or row.outcome != Outcome.DISSATISFIED:
        raise NotDissatisfied()
    return row.pk


def has_final_position(complaint: Complaint) -> bool:
    """Say whether our last word, after an internal review, reached the customer."""
    return Decision.objects.filter(complaint=complaint, is_final=True, answered_at__isnull=False).exists()


def is_unreachable(follow_up: FollowUp, complaint: Complaint) -> bool:
    """Say whether enough attempts failed."""
    rows = Attempt.objects.filter(follow_up=follow_up, is_reached=False).values_list("at", "way")
    return rules.is_unreachable(list(rows), calendars.of_brand(complaint.brand, complaint.branch))


def find_caller(complaint: Complaint) -> Staff | None:
    """Find somebody to ask: of the unit where possible, who never owned or investigated it and is not complained about."""
    barred = participation.holders(
        complaint, Duty.OWNER, Duty.ACCUSED, Duty.INVESTIGATOR, Duty.APPROVER, Duty.PAYER, ever=True
    )
    grants = RoleGrant.objects.filter(
        brand_id=complaint.brand_id, until=None, role__in=CALLING_ROLES, staff__is_active=True
    ).exclude(staff_id__in=barred)
    rows = sorted(
        grants.select_related("staff"),
        key=lambda grant: (
            grant.role != Role.HANDLER.value,
            grant.unit_id != complaint.unit_id,
            CALLING_ROLES.index(grant.role),
            grant.staff.name,
        ),
    )
    return rows[0].staff if rows else None


def attempts(follow_up: FollowUp) -> QuerySet[Attempt]:
    return Attempt.objects.filter(follow_up=follow_up).select_related("staff").order_by("at", "id")
