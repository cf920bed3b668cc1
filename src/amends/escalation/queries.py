"""Reads of escalation: evidence for its guards, who may review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from amends.authority.queries import has_role, may_combine
from amends.complaints import participation
from amends.complaints.errors import SamePerson
from amends.complaints.models import Complaint, Entry
from amends.complaints.rules import Duty, Evidence, Guard
from amends.correspondence.clearance import digest_of
from amends.correspondence.models import Delivery, Message
from amends.decision import bodies
from amends.decision.models import Decision
from amends.decision.queries import AnswerDiffers
from amends.escalation import rules
from amends.escalation.models import OutsideCase, Review, Ruling, SafetyLook
from amends.investigation.models import Finding
from amends.kernel.errors import DomainError, ErrorKind
from amends.organisation.models import RoleGrant, Staff
from amends.organisation.queries import is_small_shop
from amends.organisation.rules import Role

REVIEWING = (Role.MANAGER, Role.LEGAL)


class NoReview(DomainError):
    """There is no review under way."""

    code = "no_review"
    kind = ErrorKind.CONFLICT


class NoRuling(DomainError):
    """No outside body has ruled."""

    code = "no_ruling"


@dataclass(frozen=True, kw_only=True)
class ReviewerIndependent(Evidence):
    """The reviewer had no part in the complaint before."""

    guard: ClassVar[Guard] = Guard.REVIEWER_INDEPENDENT
    review: UUID


@dataclass(frozen=True, kw_only=True)
class FinalPosition(Evidence):
    """The letter with our final position left as stated, and names where else to turn."""

    guard: ClassVar[Guard] = Guard.FINAL_POSITION
    decision: UUID
    message: UUID


@dataclass(frozen=True, kw_only=True)
class OutsideBody(Evidence):
    """The body is named, with what came from there."""

    guard: ClassVar[Guard] = Guard.OUTSIDE_BODY
    outside: UUID


@dataclass(frozen=True, kw_only=True)
class RulingGiven(Evidence):
    """The outside body ruled, in words or a file."""

    guard: ClassVar[Guard] = Guard.RULING
    ruling: UUID


def is_combined_review(complaint: Complaint, reviewer: Staff) -> bool:
    """Say whether somebody reviews who had a part in it because the shop is small. Errors: SamePerson."""
    participation.require_another(complaint, Duty.REVIEWER, reviewer.pk, [Duty.ACCUSED])
    held = [duty for duty in rules.CHAIN if reviewer.pk in participation.holders(complaint, duty, ever=True)]
    if not held and not Finding.objects.filter(complaint=complaint, seconded_by=reviewer).exists():
        return False
    if not (is_small_shop(complaint.brand) or may_combine(complaint, reviewer, *rules.CHAIN)):
        other = held[0] if held else Duty.INVESTIGATOR
        raise SamePerson(duty=Duty.REVIEWER.value, other_duty=other.value)
    return True


def independence_evidence(review: Review, complaint: Complaint) -> ReviewerIndependent:
    """Read the reviewer's duties. Errors: SamePerson."""
    row = Review.objects.select_related("reviewer").get(pk=review.pk)
    if not row.is_combined:
        is_combined_review(complaint, row.reviewer)
    return ReviewerIndependent(review=row.pk)


def find_reviewer(complaint: Complaint) -> Staff | None:
    """Find a manager, or somebody legal, who had no part in it."""
    barred = participation.holders(complaint, *rules.CHAIN, ever=True)
    grants = RoleGrant.objects.filter(
        brand_id=complaint.brand_id, until=None, role__in=[role.value for role in REVIEWING], staff__is_active=True
    ).exclude(staff_id__in=barred)
    rows = sorted(grants.select_related("staff"), key=lambda grant: (grant.role != Role.MANAGER, grant.staff.name))
    return rows[0].staff if rows else None


def may_review(staff: Staff, complaint: Complaint) -> bool:
    return staff.is_active and (has_role(staff, complaint.brand, *REVIEWING) or is_small_shop(complaint.brand))


def open_review(complaint: Complaint) -> Review:
    """Give the review under way. Errors: NoReview."""
    row = Review.objects.filter(complaint=complaint).select_related("decision").order_by("-opened_at", "-id").first()
    if row is None:
        raise NoReview()
    return row


def position_evidence(decision: Decision, message: Message, complaint: Complaint) -> FinalPosition:
    """Read the letter that left and compare it with the stated one. Errors: AnswerDiffers."""
    row = Message.objects.get(pk=message.pk)
    if row.delivery != Delivery.DEPARTED:
        raise AnswerDiffers(reason="not_departed")
    if not decision.is_final or digest_of(row.text) != decision.approved_digest:
        raise AnswerDiffers(reason="text")
    if not bodies.is_named(complaint, row.text):
        raise AnswerDiffers(reason="outside_body")
    return FinalPosition(decision=decision.pk, message=row.pk)


def outside_evidence(outside: OutsideCase) -> OutsideBody:
    """Read the row of an outside body."""
    return OutsideBody(outside=OutsideCase.objects.get(pk=outside.pk).pk)


def newest_outside(complaint: Complaint) -> OutsideCase | None:
    return OutsideCase.objects.filter(complaint=complaint).order_by("-at", "-id").first()


def ruling_evidence(complaint: Complaint) -> RulingGiven:
    """Read the newest ruling. Errors: NoRuling."""
    row = Ruling.objects.filter(outside__complaint=complaint).order_by("-at", "-id").first()
    if row is None:
        raise NoRuling()
    return RulingGiven(ruling=row.pk)


def holds(complaint: Complaint) -> int:
    """Count how often the complaint was held for safety: the number of the present hold."""
    return Entry.objects.filter(complaint=complaint, kind="safety.held").count()


def safety_looks(complaint: Complaint) -> list[SafetyLook]:
    """Give the looks at the present hold."""
    rows = SafetyLook.objects.filter(complaint=complaint, hold=holds(complaint)).select_related("staff")
    return list(rows.order_by("at"))


def are_safety_and_manager(complaint: Complaint, people: list[Staff]) -> bool:
    """Say whether safety and a manager, two persons, are among these; without a safety person two managers."""
    brand = complaint.brand
    managers = {one.pk for one in people if has_role(one, brand, Role.MANAGER)}
    safety = {one.pk for one in people if has_role(one, brand, Role.SAFETY)}
    grants = RoleGrant.objects.filter(brand=brand, until=None, role=Role.SAFETY.value, staff__is_active=True)
    if grants.exists():
        return any(one != other for one in managers for other in safety)
    return len(managers) > 1
