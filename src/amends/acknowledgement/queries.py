"""Reads of acknowledgement: the evidence that a letter is one, and what such a letter is made from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from amends.acknowledgement.rules import missing_parts
from amends.complaints.models import Complaint
from amends.complaints.rules import Evidence, Guard
from amends.correspondence.models import Delivery, Message
from amends.customers.models import ContactKind, ContactPoint
from amends.customers.queries import merged_among
from amends.kernel.errors import DomainError
from amends.promises.models import RUNNING, Promise
from amends.promises.rules import Subject


class IncompleteLetter(DomainError):
    """The letter lacks something an acknowledgement must hold; facts["missing"]."""

    code = "incomplete_letter"


class NotDeparted(DomainError):
    """The letter has not left the house."""

    code = "not_departed"


@dataclass(frozen=True, kw_only=True)
class LetterComplete(Evidence):
    """A letter that left the house names a contact, the next step and its date."""

    guard: ClassVar[Guard] = Guard.LETTER_COMPLETE
    message: UUID


def letter_evidence(message: Message) -> LetterComplete:
    """Read the evidence from the letter's row. Errors: IncompleteLetter, NotDeparted."""
    row = Message.objects.only("facts", "delivery").get(pk=message.pk)
    missing = missing_parts(row.facts)
    if missing:
        raise IncompleteLetter(missing=missing)
    if row.delivery != Delivery.DEPARTED:
        raise NotDeparted()
    return LetterComplete(message=row.pk)


def mail_of(complaint: Complaint) -> ContactPoint | None:
    """Give the mail address to write to: the representative's, else the complainant's, unless it bounces."""
    return mails_of([complaint]).get(complaint.pk)


def mails_of(complaints: Collection[Complaint]) -> dict[UUID, ContactPoint]:
    """Give the mail addresses to write to, of several complaints. Addresses of who was merged are the whole person's."""
    people = {one.pk: [one.representative_id, one.customer_id] for one in complaints}
    ids = {person for pair in people.values() for person in pair if person}
    wholes = merged_among(ids)
    rows = ContactPoint.objects.filter(kind=ContactKind.MAIL, bouncing_since=None)
    rows = rows.filter(customer_id__in=ids | set(wholes.values()))
    first: dict[UUID | None, ContactPoint] = {point.customer_id: point for point in rows.order_by("-created_at")}
    found: dict[UUID, ContactPoint] = {}
    for complaint, pair in people.items():
        points = (first.get(person) or first.get(wholes.get(person)) for person in pair if person)
        if point := next(filter(None, points), None):
            found[complaint] = point
    return found


def next_steps(complaints: Collection[Complaint]) -> dict[UUID, Promise]:
    """Give the promises that come after the acknowledgement, one a complaint: by date, a call before a letter."""
    running = Promise.objects.filter(complaint_id__in=[one.pk for one in complaints], standing__in=RUNNING)
    calls = (Subject.UNDERSTANDING_CALL, Subject.CALL_BACK)
    later = sorted(
        running.exclude(subject=Subject.ACKNOWLEDGEMENT),
        key=lambda promise: (promise.due_at, promise.subject not in calls, promise.pk),
        reverse=True,
    )
    return {promise.complaint_id: promise for promise in later}
