"""Reads of redress: evidence for its guards, what is still to be delivered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db.models import QuerySet

from amends.authority.queries import TooSoon, may_combine
from amends.authority.rules import second_look_from
from amends.complaints import participation
from amends.complaints.errors import SamePerson
from amends.complaints.models import Complaint
from amends.complaints.rules import Duty, Evidence, Guard, Lane
from amends.decision.models import Decision, OptionPart, Reply
from amends.decision.queries import newest
from amends.decision.rules import Standing as DecisionStanding
from amends.decision.rules import has_delivery
from amends.kernel.errors import DomainError, ErrorKind, NotFound
from amends.organisation import calendars
from amends.organisation.models import Staff
from amends.redress import rules
from amends.redress.models import Remedy
from amends.redress.rules import Standing


class NothingOrdered(DomainError):
    """There is nothing to deliver in what was agreed."""

    code = "nothing_ordered"
    kind = ErrorKind.CONFLICT


class SomethingToDeliver(DomainError):
    """What was agreed must be delivered and proven, not only said."""

    code = "something_to_deliver"
    kind = ErrorKind.CONFLICT


class NotDelivered(DomainError):
    """Something that was agreed is not delivered yet; facts["codes"]."""

    code = "not_delivered"


@dataclass(frozen=True, kw_only=True)
class RemedyIsOrdered(Evidence):
    """Remedies are ordered under keys of their own."""

    guard: ClassVar[Guard] = Guard.REMEDY_ORDERED
    remedies: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class NothingToDeliver(Evidence):
    """The agreed option is done by words alone."""

    guard: ClassVar[Guard] = Guard.NOTHING_TO_DELIVER
    reply: UUID


@dataclass(frozen=True, kw_only=True)
class RemedyProven(Evidence):
    """Each remedy that was not cancelled has its proof."""

    guard: ClassVar[Guard] = Guard.REMEDY_PROVEN
    deliveries: tuple[UUID, ...]


def ordered_evidence(remedies: list[Remedy]) -> RemedyIsOrdered:
    """Read ordered remedies. Errors: NothingOrdered."""
    rows = Remedy.objects.filter(pk__in=[one.pk for one in remedies], standing=Standing.ORDERED)
    keys = tuple(rows.values_list("pk", flat=True))
    if not keys:
        raise NothingOrdered()
    return RemedyIsOrdered(remedies=keys)


def words_alone_evidence(complaint: Complaint) -> NothingToDeliver:
    """Read the agreed option. Errors: NoDecision, SomethingToDeliver."""
    reply, parts = agreed(complaint)
    if has_delivery(part.remedy for part in parts):
        raise SomethingToDeliver()
    return NothingToDeliver(reply=reply.pk)


def proven_evidence(complaint: Complaint) -> RemedyProven:
    """Read the proofs. Errors: NotDelivered, NothingOrdered."""
    rows = list(remedy_list(complaint).exclude(standing=Standing.CANCELLED))
    if not rows:
        raise NothingOrdered()
    if open_codes := [row.code for row in rows if row.standing == Standing.ORDERED]:
        raise NotDelivered(codes=open_codes)
    return RemedyProven(deliveries=tuple(row.delivery.pk for row in rows))


def agreed(complaint: Complaint) -> tuple[Reply, list[OptionPart]]:
    """Give the reply that counts and the remedies the customer chose. Errors: NoDecision."""
    decision: Decision = newest(complaint, DecisionStanding.AGREED)
    reply = Reply.objects.filter(decision=decision, agrees=True).select_related("option").order_by("-at", "-id")[0]
    parts = list(OptionPart.objects.filter(option=reply.option).order_by("position")) if reply.option else []
    return reply, parts


def is_ordered(complaint: Complaint) -> bool:
    """Say whether a remedy of a complaint is still to be delivered."""
    return Remedy.objects.filter(complaint=complaint, standing=Standing.ORDERED).exists()


def remedy_list(complaint: Complaint) -> QuerySet[Remedy]:
    """Give the remedies of a complaint with their proofs. One query."""
    rows = Remedy.objects.filter(complaint=complaint).select_related("delivery__staff", "delivery__attachment")
    return rows.order_by("ordered_at", "id")


def remedy_for(complaint: Complaint, remedy_id: UUID | None) -> Remedy:
    """Find a remedy of a complaint; None asks for the only one still to be delivered. Errors: NotFound."""
    rows = remedy_list(complaint)
    if remedy_id:
        row = rows.filter(pk=remedy_id).first()
    else:
        waiting = list(rows.filter(standing=Standing.ORDERED)[:2])
        row = waiting[0] if len(waiting) == 1 else None
    if row is None:
        raise NotFound(what="remedy")
    return row


def is_combined_delivery(complaint: Complaint, remedy: Remedy, staff: Staff, *, at: datetime) -> bool:
    """Say whether somebody delivers who should not, because the shop is small. Errors: SamePerson, TooSoon."""
    is_money = rules.is_money(remedy.code, remedy.amount is not None)
    barred = rules.barred_from_delivering(Lane(complaint.lane), is_money=is_money)
    participation.require_another(complaint, Duty.PAYER, staff.pk, [Duty.ACCUSED])
    watching = [duty for duty in barred if duty is not Duty.ACCUSED]
    held = [duty for duty in watching if staff.pk in participation.holders(complaint, duty)]
    if not held:
        return False
    if not may_combine(complaint, staff, *held):
        raise SamePerson(duty=Duty.PAYER.value, other_duty=held[0].value)
    earliest = second_look_from(remedy.ordered_at, calendars.of_brand(complaint.brand, complaint.branch))
    if at < earliest:
        raise TooSoon(when=earliest.isoformat())
    return True
