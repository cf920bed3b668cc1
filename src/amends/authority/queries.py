"""Reads of authority: limits, sums over a year, requests that wait; the evidence that a decision is within its band."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db.models import Q, QuerySet

from amends.authority import rules
from amends.authority.models import Band, Granted, Request
from amends.complaints import access, participation
from amends.complaints.models import Complaint, Participation
from amends.complaints.rules import Duty, Evidence, Guard
from amends.customers.models import Customer
from amends.kernel.errors import DomainError
from amends.kernel.money import Money
from amends.organisation.actor import Actor
from amends.organisation.models import Brand, RoleGrant, Staff
from amends.organisation.queries import is_small_shop
from amends.organisation.rules import Right, Role


class AboveLimit(DomainError):
    """The amount is above what this person may grant; facts["limit"] and facts["role"] that may."""

    code = "above_limit"


class TooSoon(DomainError):
    """In a small shop the same person looks again, but not before the next working day; facts["from"]."""

    code = "too_soon"


@dataclass(frozen=True, kw_only=True)
class WithinBand(Evidence):
    """The dearest option, with what the customer was granted within a year, is within the approvers' limits."""

    guard: ClassVar[Guard] = Guard.WITHIN_BAND
    total: Money | None
    approvers: tuple[UUID, ...]


def limit_of(staff: Staff, brand: Brand, currency: str, *, at: datetime, remedy: str = "") -> Money:
    """Give what somebody may grant by themselves in a brand: the largest of their roles' limits. Two queries."""
    roles = RoleGrant.objects.filter(staff=staff, brand=brand, until=None).values_list("role", flat=True)
    limits = limits_by_role(brand, currency, at=at, remedy=remedy)
    return max((limits[Role(role)] for role in roles if Role(role) in limits), default=Money.zero(currency))


def limits_by_role(brand: Brand, currency: str, *, at: datetime, remedy: str = "") -> dict[Role, Money]:
    """Give each role's limit in a brand: the band in force for the remedy, else for all, else the shipped one. One query."""
    limits = {role: rules.default_limit(role, currency) for role in (*rules.LADDER, Role.LEGAL)}
    day = at.date()
    rows = Band.objects.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)
    rows = rows.filter(brand=brand, currency=currency, remedy__in={"", remedy}).order_by("remedy", "valid_from")
    for row in rows:  # those for the very remedy come last and win
        limits[Role(row.role)] = row.money
    return limits


def bands() -> QuerySet[Band]:
    """Give the amounts the house set and that are in force, with their brands. One query."""
    return Band.objects.filter(valid_until=None).select_related("brand").order_by("brand__code", "role", "remedy")


def granted_within_year(customer: Customer | None, currency: str, *, at: datetime, but: UUID | None = None) -> Money:
    """Add up what a customer was granted in a currency within a year. but: leave this complaint out. One query."""
    if customer is None:
        return Money.zero(currency)
    rows = Granted.objects.filter(
        Q(customer=customer) | Q(customer__merged_into=customer),
        currency=currency,
        ended_at=None,
        at__gt=at - rules.CUMULATIVE_WITHIN,
    )
    if but:
        rows = rows.exclude(complaint_id=but)
    return Money.total((row.money for row in rows if row.money), currency)


def cumulative(complaint: Complaint, money: Money | None, *, at: datetime) -> Money | None:
    """Add what the customer was granted on other complaints within a year to an amount."""
    if money is None:
        return None
    return money + granted_within_year(complaint.customer, money.currency, at=at, but=complaint.pk)


def band_evidence(
    complaint: Complaint, money: Money | None, approvers: list[Staff], *, are_two: bool, at: datetime
) -> WithinBand:
    """Read the limits of those who approve and the sum over a year. Two persons have no limit. Errors: AboveLimit."""
    total = cumulative(complaint, money, at=at)
    if total is not None and not are_two:
        limit = max(limit_of(staff, complaint.brand, total.currency, at=at) for staff in approvers)
        if total > limit:
            role = rules.least_role(total, ladder(complaint.brand, total.currency, at=at))
            raise AboveLimit(limit=str(limit), total=str(total), role=role.value)
    return WithinBand(total=total, approvers=tuple(staff.pk for staff in approvers))


def ladder(brand: Brand, currency: str, *, at: datetime) -> list[tuple[Role, Money]]:
    """Give the approving roles with their limits, lowest first."""
    limits = limits_by_role(brand, currency, at=at)
    return [(role, limits[role]) for role in (Role.LEAD, Role.MANAGER)]


def open_requests(complaint: Complaint) -> QuerySet[Request]:
    """Give what waits for an approver on a complaint."""
    return Request.objects.filter(complaint=complaint, standing=Request.Standing.OPEN).order_by("asked_at", "id")


def waiting_for(actor: Actor) -> QuerySet[Request]:
    """Give the requests an actor may answer: within their brands and role, never on what they had a hand in. One query."""
    roles = [role.value for role in rules.APPROVING if role in actor.roles]
    if Role.MANAGER in actor.roles:
        roles.append(Role.LEAD.value)
    mine = Participation.objects.filter(
        staff_id=actor.known_id, duty__in=[Duty.OWNER, Duty.INVESTIGATOR, Duty.ACCUSED]
    ).values("complaint_id")
    rows = Request.objects.filter(
        standing=Request.Standing.OPEN,
        role__in=roles,
        complaint__brand_id__in=actor.brands_with(Right.DECIDE),
        complaint__in=access.visible(actor),
    )
    rows = rows.exclude(complaint_id__in=mine).select_related("complaint__brand", "complaint__customer")
    return rows.order_by("asked_at", "id")


def has_role(staff: Staff, brand: Brand, *roles: Role) -> bool:
    return RoleGrant.objects.filter(
        staff=staff, brand=brand, until=None, role__in=[role.value for role in roles]
    ).exists()


def legal_is_there(brand: Brand) -> bool:
    """Say whether somebody legal is active in the brand; else a second manager stands in."""
    grants = RoleGrant.objects.filter(brand=brand, until=None, role=Role.LEGAL.value, staff__is_active=True)
    return grants.exists()


def may_combine(complaint: Complaint, staff: Staff, *duties: Duty) -> bool:
    """Say whether somebody may hold a duty together with one of these because the shop is small."""
    return is_small_shop(complaint.brand) and staff.pk in participation.holders(complaint, *duties)
