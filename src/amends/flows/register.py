"""What members of staff do with promises by hand: give one, keep one with words on what was done, agree on another date."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.complaints import access
from amends.complaints.models import Complaint
from amends.correspondence import outgoing
from amends.flows.spoken import Word
from amends.kernel.errors import DomainError, NotFound
from amends.organisation.actor import Actor
from amends.organisation.models import Staff
from amends.organisation.rules import Right
from amends.promises import book, queries
from amends.promises.models import Promise
from amends.promises.rules import Subject

# What is kept by an act that leaves a row (a call, a letter, a delivery) is never kept by a tick.
BY_HAND = frozenset({Subject.UPDATE, Subject.CALL_BACK, Subject.OTHER})


class KeptByItsAct(DomainError):
    """This promise is kept by doing the thing itself, where it leaves proof; facts["subject"]."""

    code = "kept_by_its_act"


class NoReason(DomainError):
    """There are no words on what was done, or why the date moves."""

    code = "no_reason"


@transaction.atomic
def give(complaint: Complaint, word: Word, *, owner: Staff | None, by: Actor, at: datetime) -> Promise:
    """Give a dated promise; its owner is a person, else the unit of the complaint. Errors: NotAllowed, DueInThePast."""
    access.require(by, Right.HANDLE, complaint)
    promise = book.give(
        complaint,
        word.subject,
        due=word.due,
        by=by,
        at=at,
        staff=owner,
        substance=word.substance,
        words=word.words,
    )
    if word.subject is Subject.REMEDY:
        book.put_at_risk(promise, complaint, by=by, at=at)
    return promise


@transaction.atomic
def keep(complaint: Complaint, promise_id: UUID, *, words: str, by: Actor, at: datetime) -> Promise:
    """Keep a promise: what was done is written into the record.

    Errors: NotFound, NotAllowed, KeptByItsAct, NoReason, PromiseOver, LastPromise.
    """
    promise = get(complaint, promise_id)
    _require_hold(promise, complaint, by)
    if Subject(promise.subject) not in BY_HAND:
        raise KeptByItsAct(subject=promise.subject)
    if not words.strip():
        raise NoReason()
    outgoing.note(complaint, text=words.strip(), by=by, at=at, staff_id=by.id)
    return book.keep_one(promise, complaint, by=by, at=at)


@transaction.atomic
def move_date(complaint: Complaint, promise_id: UUID, *, due: datetime, words: str, by: Actor, at: datetime) -> Promise:
    """Agree on another date; before the old one it counts as renegotiated, afterwards the old one stays broken.

    words: what was agreed with whom, written into the record. Errors: NotFound, NotAllowed, NoReason, DueInThePast.
    """
    promise = get(complaint, promise_id)
    _require_hold(promise, complaint, by)
    if not words.strip():
        raise NoReason()
    outgoing.note(complaint, text=words.strip(), by=by, at=at, staff_id=by.id)
    return book.renegotiate(promise, complaint, due=due, reason="agreed", by=by, at=at)


def get(complaint: Complaint, promise_id: UUID) -> Promise:
    """Give a promise of this complaint. Errors: NotFound."""
    found = queries.of_complaint(complaint).filter(pk=promise_id).first()
    if found is None:
        raise NotFound(what="promise")
    return found


def _require_hold(promise: Promise, complaint: Complaint, by: Actor) -> None:
    """Let the owner of a promise act on it, and everybody who may work on the complaint."""
    if promise.owner_staff_id != by.id:
        access.require(by, Right.HANDLE, complaint)
