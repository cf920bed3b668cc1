"""The writer of the register: gives, keeps, moves and ends promises, and keeps the complaint pointing at the next one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.complaints import participation, timeline
from amends.complaints.gathering import once_moved
from amends.complaints.models import Complaint
from amends.complaints.rules import Duty
from amends.kernel.errors import DomainError, ErrorKind
from amends.organisation import calendars
from amends.organisation.actor import Actor
from amends.organisation.models import Staff, Unit
from amends.promises.facts import PromiseAtRisk, PromiseEnded, PromiseGiven, PromiseHandedOver, PromiseReopened
from amends.promises.models import RUNNING, Promise
from amends.promises.rules import (
    Origin,
    PlannedPromise,
    Standing,
    Subject,
    Substance,
    plan,
    standing_when_fulfilled,
)
from amends.rows.building import new


class LastPromise(DomainError):
    """The promise cannot end: the complaint is open and has no other."""

    code = "last_promise"
    kind = ErrorKind.CONFLICT


class PromiseOver(DomainError):
    """The promise has ended already."""

    code = "promise_over"
    kind = ErrorKind.CONFLICT


class DueInThePast(DomainError):
    """A promise cannot be due before it is given."""

    code = "due_in_the_past"


def prepare(
    complaint: Complaint, planned: Iterable[PlannedPromise], *, unit: Unit, staff: Staff | None, at: datetime
) -> tuple[list[Promise], list[PromiseGiven]]:
    """Build (not save) the first promises of a new complaint and point it at the one that falls due next.

    None at all only for what arrives closed (import): the database refuses an open complaint without.
    """
    promises = built(complaint, planned, unit=unit, staff=staff, at=at)
    for column, value in pointing_at(promises).items():
        setattr(complaint, column, value)
    return promises, [given_fact(promise) for promise in promises]


def built(
    complaint: Complaint, planned: Iterable[PlannedPromise], *, unit: Unit, staff: Staff | None, at: datetime
) -> list[Promise]:
    """Build (not save) what the house promises by itself; the owner is the person, else the unit."""
    return [
        new(
            Promise,
            complaint_id=complaint.pk,
            subject=one.subject,
            origin=one.origin,
            substance=one.substance,
            code=one.code,
            given_at=at,
            due_at=one.due,
            owner_staff_id=staff.pk if staff else None,
            owner_unit_id=None if staff else unit.pk,
            round=complaint.round,
        )
        for one in planned
    ]


@transaction.atomic
def give(
    complaint: Complaint,
    subject: Subject,
    *,
    due: datetime,
    by: Actor,
    at: datetime,
    staff: Staff | None = None,
    unit: Unit | None = None,
    origin: Origin = Origin.GIVEN,
    substance: Substance = Substance.PROCEDURAL,
    words: str = "",
    code: str = "",
    message_id: UUID | None = None,
    replaces: UUID | None = None,
) -> Promise:
    """Enter a promise into the register. Its owner is a person, else a unit (the complaint's own by default)."""
    if due < at and origin is Origin.GIVEN:
        raise DueInThePast(due=due)
    promise = Promise.objects.create(
        complaint=complaint,
        subject=subject,
        origin=origin,
        substance=substance,
        words=words,
        code=code,
        given_at=at,
        due_at=due,
        owner_staff=staff,
        owner_unit=None if staff else (unit or complaint.unit),
        message_id=message_id,
        round=complaint.round,
    )
    timeline.append(complaint, given_fact(promise, replaces), by=by, at=at, changes=_next(complaint))
    return promise


@transaction.atomic
def give_standard(
    complaint: Complaint,
    code: str,
    *,
    by: Actor,
    at: datetime,
    staff: Staff | None = None,
    unit: Unit | None = None,
    substance: Substance = Substance.PROCEDURAL,
) -> Promise:
    """Enter what the house promises by itself; its owner is who owns the complaint, else its contact, else its unit."""
    planned = plan(code, received_at=at, calendar=calendars.of_brand(complaint.brand, complaint.branch))
    return give(
        complaint,
        planned.subject,
        due=planned.due,
        by=by,
        at=at,
        staff=staff or (None if unit else answerable(complaint)),
        unit=unit,
        origin=planned.origin,
        substance=substance,
        code=code,
    )


def answerable(complaint: Complaint) -> Staff | None:
    """Give the person who answers for new promises: the owner, else the contact."""
    for duty in (Duty.OWNER, Duty.CONTACT):
        row = participation.holder(complaint, duty)
        if row and row.staff:
            return row.staff
    return None


@transaction.atomic(savepoint=False)
def keep(
    complaint: Complaint, subject: Subject, *, by: Actor, at: datetime, but: Promise | None = None
) -> list[Promise]:
    """Keep every running promise of a subject, by this time: kept, or late when it came after the due time.

    Where nothing else is promised on an open complaint, the next update is: the customer hears by when.
    but: leave this one, which the very same words gave.
    """
    running = list(Promise.objects.filter(complaint=complaint, standing__in=RUNNING).order_by("due_at", "id"))
    kept = [one for one in running if one.subject == subject and (but is None or one.pk != but.pk)]
    for promise in kept:
        running.remove(promise)
        _keep(promise, complaint, following=_pointer(complaint, running), by=by, at=at)
    return kept


@transaction.atomic
def keep_standard(complaint: Complaint, code: str, *, by: Actor, at: datetime) -> None:
    """Keep every running promise of one standard."""
    for promise in list(Promise.objects.filter(complaint=complaint, code=code, standing__in=RUNNING)):
        keep_one(promise, complaint, by=by, at=at)


@transaction.atomic(savepoint=False)
def keep_one(promise: Promise, complaint: Complaint, *, by: Actor, at: datetime) -> Promise:
    """Keep one promise, by this time; the last one of an open complaint is followed by the next update."""
    return _keep(promise, complaint, following=_next(complaint, without=promise), by=by, at=at)


def _keep(promise: Promise, complaint: Complaint, *, following: dict[str, object], by: Actor, at: datetime) -> Promise:
    if complaint.is_open and not following:
        give_standard(complaint, "UPDATE", by=by, at=at, staff=promise.owner_staff, unit=promise.owner_unit)
    standing = standing_when_fulfilled(promise.due_at, at)
    return _end(complaint, promise, standing, by=by, at=at, following=following)


@transaction.atomic
def renegotiate(
    promise: Promise, complaint: Complaint, *, due: datetime, reason: str, by: Actor, at: datetime
) -> Promise:
    """Agree on another date with the customer before the old one has passed; afterwards the old one counts as broken."""
    successor = give(
        complaint,
        Subject(promise.subject),
        due=due,
        by=by,
        at=at,
        staff=promise.owner_staff,
        unit=promise.owner_unit,
        origin=Origin(promise.origin),
        substance=Substance(promise.substance),
        words=promise.words,
        code=promise.code,
        replaces=promise.pk,
    )
    promise.replaced_by = successor
    promise.save(update_fields=["replaced_by"])
    standing = Standing.RENEGOTIATED if at <= promise.due_at else Standing.BROKEN
    _end(complaint, promise, standing, by=by, at=at, reason=reason)
    return successor


@transaction.atomic
def withdraw(complaint: Complaint, *subjects: Subject, reason: str, by: Actor, at: datetime) -> None:
    """End running promises of these subjects that have lost their object (all subjects when none is named).

    Errors: LastPromise when the complaint is open and nothing else is promised.
    """
    running = Promise.objects.filter(complaint=complaint, standing__in=RUNNING)
    for promise in running.filter(subject__in=subjects) if subjects else running:
        _end(complaint, promise, Standing.WITHDRAWN, by=by, at=at, reason=reason)


@transaction.atomic
def withdraw_standard(complaint: Complaint, code: str, *, reason: str, by: Actor, at: datetime) -> None:
    """End running promises of one standard that have lost their object. Errors: LastPromise."""
    for promise in Promise.objects.filter(complaint=complaint, code=code, standing__in=RUNNING):
        _end(complaint, promise, Standing.WITHDRAWN, by=by, at=at, reason=reason)


@transaction.atomic
def settle_rest(complaint: Complaint, *, kept: Iterable[str], reason: str, by: Actor, at: datetime) -> None:
    """End what still runs on a complaint that has just ended. kept: codes of standards that the end itself keeps.

    Of the rest, what was due before and never done is broken; what was not due yet has lost its object.
    """
    codes = frozenset(kept)
    for promise in list(Promise.objects.filter(complaint=complaint, standing__in=RUNNING).order_by("due_at")):
        if promise.code in codes:
            standing = standing_when_fulfilled(promise.due_at, at)
        else:
            standing = Standing.WITHDRAWN if at <= promise.due_at else Standing.BROKEN
        _end(complaint, promise, standing, by=by, at=at, reason=reason)


@transaction.atomic
def reopen(promise: Promise, complaint: Complaint, *, by: Actor, at: datetime) -> Promise:
    """Let a promise run again because what kept it came back undelivered; its due time stays."""
    promise.standing, promise.ended_at = Standing.OPEN, None
    promise.save(update_fields=["standing", "ended_at"])
    fact = PromiseReopened(promise=promise.pk, subject=promise.subject, due=promise.due_at.isoformat())
    timeline.append(complaint, fact, by=by, at=at, changes=_next(complaint))
    return promise


@transaction.atomic
def put_at_risk(promise: Promise, complaint: Complaint, *, by: Actor, at: datetime) -> Promise:
    """Mark words said beyond the speaker's right; an approver honours or corrects them within the hour."""
    promise.standing = Standing.AT_RISK
    promise.save(update_fields=["standing"])
    timeline.append(complaint, PromiseAtRisk(promise=promise.pk, subject=promise.subject), by=by, at=at)
    return promise


@transaction.atomic
def hand_over(
    promise: Promise, complaint: Complaint, *, staff: Staff | None, unit: Unit | None, by: Actor, at: datetime
) -> None:
    """Give a running promise to another owner."""
    promise.owner_staff, promise.owner_unit = staff, None if staff else unit
    promise.save(update_fields=["owner_staff", "owner_unit"])
    fact = PromiseHandedOver(
        promise=promise.pk,
        subject=promise.subject,
        staff=promise.owner_staff_id,
        unit=promise.owner_unit_id,
    )
    timeline.append(complaint, fact, by=by, at=at)


def _end(
    complaint: Complaint,
    promise: Promise,
    standing: Standing,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    following: dict[str, object] | None = None,
) -> Promise:
    """following: what the complaint points at next, where the caller has read it."""
    if promise.standing not in RUNNING:
        raise PromiseOver(promise=promise.pk)
    following = following or _next(complaint, without=promise)
    if not following and complaint.is_open:
        raise LastPromise(subject=promise.subject)
    fact = PromiseEnded(
        promise=promise.pk,
        subject=promise.subject,
        standing=standing.value,
        due=promise.due_at.isoformat(),
        reason=reason,
    )
    # The complaint first: the database refuses to end the promise an open complaint points at.
    timeline.append(complaint, fact, by=by, at=at, changes=following)
    promise.standing, promise.ended_at, promise.reason = standing, at, reason
    once_moved(lambda: promise.save(update_fields=["standing", "ended_at", "reason"]))
    return promise


def _next(complaint: Complaint, without: Promise | None = None) -> dict[str, object]:
    running = Promise.objects.filter(complaint=complaint, standing__in=RUNNING).order_by("due_at", "id")
    return _pointer(complaint, (running.exclude(pk=without.pk) if without else running)[:1])


def _pointer(complaint: Complaint, running: Iterable[Promise]) -> dict[str, object]:
    """Give the columns that point an open complaint at the first of its running promises."""
    return pointing_at(running) if complaint.is_open else {}


def pointing_at(promises: Iterable[Promise]) -> dict[str, object]:
    """Give the columns by which a complaint points at the one of these that falls due next; none where there is none."""
    first = min(promises, key=lambda promise: promise.due_at, default=None)
    return {"next_promise_id": first.pk, "next_due_at": first.due_at} if first else {}


def given_fact(promise: Promise, replaces: UUID | None = None) -> PromiseGiven:
    """Make the fact of a promise."""
    return PromiseGiven(
        promise=promise.pk,
        subject=promise.subject,
        origin=promise.origin,
        substance=promise.substance,
        due=promise.due_at.isoformat(),
        code=promise.code,
        replaces=replaces,
    )
