"""Reads of closure: evidence for its guards, what a complaint is linked to or merged with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.db.models import Q, QuerySet

from amends.authority.models import Request
from amends.closure.models import ConfirmedCause, Link, Merge, Reopening, Withdrawal
from amends.complaints.models import Complaint
from amends.complaints.queries import loaded
from amends.complaints.rules import Evidence, Guard
from amends.correspondence.models import Delivery, Message, MessageKind
from amends.customers.models import Customer
from amends.kernel.errors import DomainError, ErrorKind

_OWN_WORDS = (MessageKind.REPLY, MessageKind.ANSWER, MessageKind.CALL, MessageKind.VISIT)


class NotAnswered(DomainError):
    """Nobody of ours has answered yet: the automatic receipt is no answer."""

    code = "not_answered"


class HoldStands(DomainError):
    """A danger is not cleared, or an approval is pending; facts["reason"]."""

    code = "hold_stands"
    kind = ErrorKind.CONFLICT


class NoCause(DomainError):
    """The cause is not confirmed."""

    code = "cause_not_confirmed"


@dataclass(frozen=True, kw_only=True)
class AnsweredAtOnce(Evidence):
    """A person of ours answered a question, an opinion, praise or a call for help."""

    guard: ClassVar[Guard] = Guard.ANSWERED_AT_ONCE
    message: UUID


@dataclass(frozen=True, kw_only=True)
class CauseIsConfirmed(Evidence):
    """The cause that counts is on record."""

    guard: ClassVar[Guard] = Guard.CAUSE_CONFIRMED
    confirmed: UUID


@dataclass(frozen=True, kw_only=True)
class NoHold(Evidence):
    """No danger is flagged and no approval pending; the complaint's row and the requests were read."""

    guard: ClassVar[Guard] = Guard.NO_HOLD
    complaint: UUID


@dataclass(frozen=True, kw_only=True)
class OwnWords(Evidence):
    """The customer took it back in their own words."""

    guard: ClassVar[Guard] = Guard.OWN_WORDS
    withdrawal: UUID


@dataclass(frozen=True, kw_only=True)
class SameMatter(Evidence):
    """Somebody said why two complaints are the same matter."""

    guard: ClassVar[Guard] = Guard.SAME_MATTER
    merge: UUID


@dataclass(frozen=True, kw_only=True)
class MergeUndone(Evidence):
    """Somebody said why they are not."""

    guard: ClassVar[Guard] = Guard.MERGE_UNDONE
    merge: UUID


@dataclass(frozen=True, kw_only=True)
class ReopenReason(Evidence):
    """Somebody said why it goes on."""

    guard: ClassVar[Guard] = Guard.REOPEN_REASON
    reopening: UUID


def answered_evidence(complaint: Complaint) -> AnsweredAtOnce:
    """Read the messages that left. Errors: NotAnswered."""
    rows = Message.objects.filter(complaint=complaint, is_ours=True, delivery=Delivery.DEPARTED, kind__in=_OWN_WORDS)
    row = rows.order_by("-departed_at").first()
    if row is None:
        raise NotAnswered()
    return AnsweredAtOnce(message=row.pk)


def cause_evidence(row: ConfirmedCause) -> CauseIsConfirmed:
    """Read a confirmed cause. Errors: NoCause."""
    found = ConfirmedCause.objects.filter(pk=row.pk).first()
    if found is None:
        raise NoCause()
    return CauseIsConfirmed(confirmed=found.pk)


def no_hold_evidence(complaint: Complaint) -> NoHold:
    """Read the hold and the pending approvals. Errors: HoldStands."""
    if Complaint.objects.filter(pk=complaint.pk, safety_hold=True).exists():
        raise HoldStands(reason="safety")
    if Request.objects.filter(complaint=complaint, standing=Request.Standing.OPEN).exists():
        raise HoldStands(reason="approval")
    return NoHold(complaint=complaint.pk)


def own_words_evidence(row: Withdrawal) -> OwnWords:
    return OwnWords(withdrawal=Withdrawal.objects.exclude(words="").get(pk=row.pk).pk)


def same_matter_evidence(row: Merge) -> SameMatter:
    return SameMatter(merge=Merge.objects.exclude(words="").get(pk=row.pk).pk)


def undone_evidence(row: Merge) -> MergeUndone:
    return MergeUndone(merge=Merge.objects.exclude(undone_words="").get(pk=row.pk).pk)


def reopen_evidence(row: Reopening) -> ReopenReason:
    return ReopenReason(reopening=Reopening.objects.exclude(words="").get(pk=row.pk).pk)


def present_merge(complaint: Complaint) -> Merge | None:
    """Give the merge by which a complaint ended, with its target."""
    return Merge.objects.filter(source=complaint, undone_at=None).select_related("target__brand").first()


def beside(complaint: Complaint) -> set[UUID]:
    """Give the ids of the complaints that go on in this one, and of those linked with it, from either side. One query."""
    merged = Complaint.objects.filter(merged_into=complaint).values_list("pk")
    links = (
        Link.objects.filter(one=complaint).values_list("other"),
        Link.objects.filter(other=complaint).values_list("one"),
    )
    return {key for (key,) in merged.union(*links)}


def complaints_of_person(customer_id: UUID | None) -> QuerySet[Complaint]:
    """Give all complaints that somebody made or speaks for, under each row that was found to be theirs."""
    if customer_id is None:
        return Complaint.objects.none()
    keys = list(Customer.objects.filter(Q(pk=customer_id) | Q(merged_into=customer_id)).values_list("pk", flat=True))
    # In one order, so that two requests never wait for each other.
    return loaded().filter(Q(customer__in=keys) | Q(representative__in=keys)).order_by("pk")
