"""Putting right.

order(complaint, by, at) -> list[Remedy]                                       agreed -> remedying
deliver(complaint, remedy=, words=, by, at, attachment=None) -> Delivery       the last one: remedying -> remedied
cancel(complaint, remedy=, reason=, by, at) -> Remedy                          with the customer's consent, in words
complete_by_words(complaint, by, at)                                           agreed -> remedied: nothing to deliver
add_value(complaint, code=, words=, by, at, money=None) -> Remedy              something of value on top
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.authority.models import Granted
from amends.authority.queries import AboveLimit, cumulative, limit_of
from amends.complaints import lifecycle, participation, timeline
from amends.complaints.errors import WrongState
from amends.complaints.models import Complaint
from amends.complaints.rules import Duty, State
from amends.correspondence.models import Attachment
from amends.decision.rules import UnknownRemedy
from amends.kernel.errors import DomainError, ErrorKind, NotFound
from amends.kernel.money import Money
from amends.organisation.actor import Actor
from amends.organisation.amounts import columns
from amends.promises import book
from amends.promises.rules import Subject
from amends.redress import queries, rules
from amends.redress.facts import ComplaintRemedied, RemedyCancelled, RemedyDelivered, RemedyOrdered, ValueAdded
from amends.redress.models import Delivery, Remedy
from amends.redress.rules import Standing
from amends.taxonomy.rules import remedy_names
from amends.text.substance import optional, worded

_GIVING = (State.AGREED, State.REMEDYING, State.REMEDIED, State.FOLLOWING_UP)


class NotTheTime(DomainError):
    """Something on top comes after an agreement, and before the end; facts["state"]."""

    code = "not_the_time"
    kind = ErrorKind.CONFLICT


class RemedyOver(DomainError):
    """The remedy was delivered or cancelled before."""

    code = "remedy_over"
    kind = ErrorKind.CONFLICT


@transaction.atomic
def order(complaint: Complaint, *, by: Actor, at: datetime) -> list[Remedy]:
    """Order what the customer agreed to, each thing once. Errors: NoDecision, NothingOrdered, WrongState."""
    if complaint.state != State.AGREED:
        raise WrongState(state=complaint.state, wanted=State.REMEDYING.value, lane=complaint.lane)
    reply, parts = queries.agreed(complaint)
    option = reply.option.words if reply.option else ""
    rows = [
        Remedy.objects.create(
            complaint=complaint,
            round=complaint.round,
            part=part,
            key=f"remedy:{reply.pk}:{part.position}",
            code=part.remedy,
            words=part.words or option,
            ordered_by=by.code,
            ordered_at=at,
            **columns(part.money),
        )
        for part in parts
        if rules.must_be_delivered(part.remedy)
    ]
    fact = RemedyOrdered(remedies=tuple(row.pk for row in rows), codes=tuple(row.code for row in rows))
    evidence = [queries.ordered_evidence(rows)]
    lifecycle.move(complaint, State.REMEDYING, fact=fact, by=by, at=at, evidence=evidence)
    return rows


@transaction.atomic
def deliver(
    complaint: Complaint,
    *,
    remedy: Remedy,
    words: str,
    by: Actor,
    at: datetime,
    attachment: Attachment | None = None,
) -> Delivery:
    """Record that a remedy reached the customer, with its proof; the last one keeps the promise. Twice is once.

    Errors: WordsNeeded (neither file nor words), PersonNeeded (money), SamePerson, TooSoon, RemedyOver, NotFound.
    """
    if remedy.complaint_id != complaint.pk or (attachment and attachment.complaint_id != complaint.pk):
        raise NotFound(what="remedy")
    if known := Delivery.objects.filter(remedy=remedy).first():
        return known
    if remedy.standing != Standing.ORDERED:
        raise RemedyOver()
    lifecycle.require_open(complaint)
    is_money = rules.is_money(remedy.code, remedy.amount is not None)
    staff = participation.person(by) if by.is_staff or is_money else None
    is_combined = queries.is_combined_delivery(complaint, remedy, staff, at=at) if staff else False
    check = optional if attachment else worded
    row = Delivery.objects.create(
        remedy=remedy,
        staff=staff,
        author=by.code,
        words=check(words, "proof", limit=1000),
        attachment=attachment,
        is_combined=is_combined,
        at=at,
    )
    remedy.standing = Standing.DELIVERED
    remedy.save(update_fields=["standing"])
    worth = remedy.money.to_json() if remedy.money else None
    fact = RemedyDelivered(remedy=remedy.pk, code=remedy.code, delivery=row.pk, worth=worth)
    timeline.append(complaint, fact, by=by, at=at)
    if staff and is_money:
        participation.begin(complaint, Duty.PAYER, staff=staff, by=by, at=at, is_combined=is_combined)
    _finish(complaint, by=by, at=at)
    return row


@transaction.atomic
def cancel(complaint: Complaint, *, remedy: Remedy, reason: str, by: Actor, at: datetime) -> Remedy:
    """Take a remedy back that the customer no longer wants. reason: what they said. Errors: RemedyOver, WordsNeeded."""
    if remedy.complaint_id != complaint.pk:
        raise NotFound(what="remedy")
    if remedy.standing != Standing.ORDERED:
        raise RemedyOver()
    remedy.standing, remedy.reason = Standing.CANCELLED, worded(reason, "reason", limit=500)
    remedy.save(update_fields=["standing", "reason"])
    timeline.append(complaint, RemedyCancelled(remedy=remedy.pk, code=remedy.code), by=by, at=at)
    _finish(complaint, by=by, at=at)
    return remedy


@transaction.atomic
def complete_by_words(complaint: Complaint, *, by: Actor, at: datetime) -> None:
    """Go on where words alone put it right: an explanation, an apology. Errors: NoDecision, SomethingToDeliver."""
    evidence = queries.words_alone_evidence(complaint)
    fact = ComplaintRemedied(by_words_alone=True)
    lifecycle.move(complaint, State.REMEDIED, fact=fact, by=by, at=at, evidence=[evidence])
    _promise_follow_up(complaint, by=by, at=at)


@transaction.atomic
def add_value(
    complaint: Complaint, *, code: str, words: str, by: Actor, at: datetime, money: Money | None = None
) -> Remedy:
    """Give something of value on top, within one's own right; delivered and proven like any remedy.

    Errors: NotTheTime, UnknownRemedy, PersonNeeded, AboveLimit, WordsNeeded.
    """
    if complaint.state not in _GIVING:
        raise NotTheTime(state=complaint.state)
    if code not in remedy_names():
        raise UnknownRemedy(remedy=code)
    staff = participation.person(by)
    total = cumulative(complaint, money, at=at)
    if money and total is not None:
        limit = limit_of(staff, complaint.brand, money.currency, at=at, remedy=code)
        if total > limit:
            raise AboveLimit(limit=str(limit), total=str(total), role="")
    row = Remedy(
        complaint=complaint,
        round=complaint.round,
        code=code,
        words=worded(words, "remedy", limit=1000, least=2),
        is_extra=True,
        ordered_by=by.code,
        ordered_at=at,
        **columns(money),
    )
    row.key = f"extra:{row.pk}"
    row.save(force_insert=True)
    if money:
        Granted.objects.create(
            complaint=complaint,
            customer=complaint.customer,
            source="extra",
            source_id=row.pk,
            by=by.code,
            at=at,
            **columns(money),
        )
    fact = ValueAdded(remedy=row.pk, code=code, worth=money.to_json() if money else None)
    timeline.append(complaint, fact, by=by, at=at)
    return row


def _finish(complaint: Complaint, *, by: Actor, at: datetime) -> None:
    """Move on once everything is delivered or cancelled."""
    if complaint.state != State.REMEDYING:
        return
    rows = queries.remedy_list(complaint)
    if rows.filter(standing=Standing.ORDERED).exists() or not rows.filter(standing=Standing.DELIVERED).exists():
        return
    evidence = [queries.proven_evidence(complaint)]
    lifecycle.move(complaint, State.REMEDIED, fact=ComplaintRemedied(), by=by, at=at, evidence=evidence)
    _promise_follow_up(complaint, by=by, at=at)
    book.keep(complaint, Subject.REMEDY, by=by, at=at)


def _promise_follow_up(complaint: Complaint, *, by: Actor, at: datetime) -> None:
    book.give_standard(complaint, "FOLLOW_UP", by=by, at=at)
    book.keep(complaint, Subject.UPDATE, by=by, at=at)
