"""Reads of the first look: evidence for its guards, possible duplicates, who could own a complaint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.db.models import Q, QuerySet

from amends.complaints import participation
from amends.complaints.models import Complaint
from amends.complaints.rules import Duty, Evidence, Guard, State
from amends.customers.models import ContactPoint
from amends.kernel.errors import DomainError
from amends.organisation.models import RoleGrant, Staff
from amends.organisation.rules import RIGHTS, Right, Role
from amends.taxonomy.models import Cause
from amends.text.forms_of_address import base
from amends.triage.models import Assessment, DuplicateLook, RecordRead

MOST_CANDIDATES = 20
WORKING_ROLES = tuple(role.value for role in Role if Right.HANDLE in RIGHTS[role] and role is not Role.INTEGRATION)
SENIOR_ROLES = (Role.LEAD.value, Role.MANAGER.value, Role.LEGAL.value)


class NotAssessed(DomainError):
    """There is no first look yet."""

    code = "not_assessed"


class DuplicatesUnseen(DomainError):
    """There are complaints that could be the same matter and were not looked at; facts["references"]."""

    code = "duplicates_unseen"


class OwnerNotConfirmed(DomainError):
    """Nobody has taken the complaint on yet."""

    code = "owner_not_confirmed"


class RecordNotRead(DomainError):
    """The owner of the second round has not confirmed that they read the first one."""

    code = "record_not_read"


class UnknownCause(DomainError):
    """There is no such cause in the taxonomy; facts["cause"]."""

    code = "unknown_cause"


@dataclass(frozen=True, kw_only=True)
class AssessmentComplete(Evidence):
    """A first look with severity, safety question, told cause, first guess and loss."""

    guard: ClassVar[Guard] = Guard.ASSESSMENT_COMPLETE
    assessment: UUID


@dataclass(frozen=True, kw_only=True)
class DuplicatesSeen(Evidence):
    """Somebody looked at what could be the same matter."""

    guard: ClassVar[Guard] = Guard.DUPLICATES_SEEN
    look: UUID


@dataclass(frozen=True, kw_only=True)
class OwnerHasConfirmed(Evidence):
    """The present owner took the complaint on."""

    guard: ClassVar[Guard] = Guard.OWNER_CONFIRMED
    participation: UUID


@dataclass(frozen=True, kw_only=True)
class RecordReadByOwner(Evidence):
    """The present owner read the first round."""

    guard: ClassVar[Guard] = Guard.RECORD_READ
    record_read: UUID


def assessment_evidence(complaint: Complaint) -> AssessmentComplete:
    """Read the newest first look. Errors: NotAssessed."""
    found = Assessment.objects.filter(complaint=complaint).order_by("-at", "-id").values_list("pk", flat=True).first()
    if found is None:
        raise NotAssessed()
    return AssessmentComplete(assessment=found)


def duplicates_evidence(complaint: Complaint) -> DuplicatesSeen:
    """Read the newest look at duplicates. Errors: DuplicatesUnseen."""
    row = DuplicateLook.objects.filter(complaint=complaint).order_by("-at").first()
    if row is None:
        raise DuplicatesUnseen(references=[])
    return DuplicatesSeen(look=row.pk)


def owner_evidence(complaint: Complaint) -> OwnerHasConfirmed:
    """Read who owns it and confirmed. Errors: OwnerNotConfirmed."""
    row = participation.holder(complaint, Duty.OWNER)
    if row is None or row.staff_id is None or row.confirmed_at is None:
        raise OwnerNotConfirmed()
    return OwnerHasConfirmed(participation=row.pk)


def record_read_evidence(complaint: Complaint) -> RecordReadByOwner:
    """Read that the present owner knows the first round. Errors: RecordNotRead."""
    owners = participation.holders(complaint, Duty.OWNER)
    row = RecordRead.objects.filter(complaint=complaint, round=complaint.round, staff_id__in=owners).first()
    if row is None:
        raise RecordNotRead()
    return RecordReadByOwner(record_read=row.pk)


def has_read(complaint: Complaint, staff: Staff) -> bool:
    """Say whether somebody has confirmed reading the rounds before this one."""
    return RecordRead.objects.filter(complaint=complaint, round=complaint.round, staff=staff).exists()


def newest_assessment(complaint: Complaint) -> Assessment | None:
    """Give the look that counts, with its cause."""
    return Assessment.objects.filter(complaint=complaint).select_related("cause").order_by("-at", "-id").first()


def require_cause(code: str) -> Cause:
    """Find a leaf of the taxonomy. Errors: UnknownCause."""
    cause = Cause.objects.filter(code=code).first()
    if cause is None:
        raise UnknownCause(cause=code)
    return cause


def candidates(complaint: Complaint) -> QuerySet[Complaint]:
    """Give what could be the same matter: same customer, same contact point, same order; newest first. One query."""
    same = Q()
    people = [key for key in (complaint.customer_id, complaint.representative_id) if key]
    if people:
        keys = ContactPoint.objects.filter(customer_id__in=people).values("key")
        same |= Q(customer_id__in=people) | Q(customer__contact_points__key__in=keys)
    if complaint.order_key:
        same |= Q(order_key=complaint.order_key)
    rows = Complaint.objects.filter(brand_id=complaint.brand_id).exclude(pk=complaint.pk).exclude(state=State.MERGED)
    rows = rows.filter(same) if same else rows.none()
    return rows.select_related("brand", "unit", "customer").distinct().order_by("-received_at", "-id")[:MOST_CANDIDATES]


def require_seen(complaint: Complaint, seen: Iterable[UUID]) -> list[str]:
    """Give the ids of all candidates, when all of them were looked at. Errors: DuplicatesUnseen."""
    found = {row.pk: row.number for row in candidates(complaint)}
    if unseen := set(found) - set(seen):
        raise DuplicatesUnseen(references=sorted(found[key] for key in unseen))
    return sorted(str(key) for key in found)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody who could own a complaint, with what speaks for them."""

    staff: Staff
    speaks_language: bool
    knows_product: bool
    is_of_unit: bool

    @property
    def fit(self) -> int:
        return 2 * self.speaks_language + self.knows_product + self.is_of_unit


def suggest_owners(complaint: Complaint) -> list[Suggestion]:
    """Give who could own it, the fittest first: language, product, unit; never somebody complained about. Two queries."""
    barred = participation.holders(complaint, Duty.ACCUSED, ever=True)
    grants = RoleGrant.objects.filter(
        brand_id=complaint.brand_id, until=None, role__in=WORKING_ROLES, staff__is_active=True
    ).select_related("staff")
    units: dict[Staff, set[UUID | None]] = {}
    for grant in grants:
        units.setdefault(grant.staff, set()).add(grant.unit_id)
    wanted = base(complaint.language)
    group = complaint.product.group if complaint.product else ""
    found = [
        Suggestion(
            staff=staff,
            speaks_language=wanted in {base(one) for one in staff.skills.get("languages", [staff.language])},
            knows_product=bool(group) and group in staff.skills.get("products", []),
            is_of_unit=complaint.unit_id in of,
        )
        for staff, of in units.items()
        if staff.pk not in barred
    ]
    return sorted(found, key=lambda one: (-one.fit, one.staff.name))


def works_here(staff: Staff, complaint: Complaint, *roles: str) -> bool:
    """Say whether somebody is active and has one of these roles (any that works on complaints) in the brand."""
    grants = RoleGrant.objects.filter(
        staff=staff, staff__is_active=True, brand_id=complaint.brand_id, until=None, role__in=roles or WORKING_ROLES
    )
    return grants.exists()


def find_senior(complaint: Complaint) -> Staff | None:
    """Find who takes a second round: senior, of this unit where possible, never an owner so far or complained about."""
    barred = participation.holders(complaint, Duty.OWNER, Duty.ACCUSED, ever=True)
    grants = RoleGrant.objects.filter(
        brand_id=complaint.brand_id, until=None, role__in=SENIOR_ROLES, staff__is_active=True
    ).exclude(staff_id__in=barred)
    rows = sorted(
        grants.select_related("staff"),
        key=lambda grant: (grant.unit_id != complaint.unit_id, SENIOR_ROLES.index(grant.role), grant.staff.name),
    )
    return rows[0].staff if rows else None
