"""Reads of acknowledgement: the evidence that a letter is one, and what such a letter is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from amends.acknowledgement.rules import missing_parts
from amends.complaints.models import Complaint
from amends.complaints.rules import Evidence, Guard
from amends.correspondence.models import Delivery, Message
from amends.customers.models import ContactKind, ContactPoint
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
    for customer_id in (complaint.representative_id, complaint.customer_id):
        if customer_id:
            rows = ContactPoint.objects.filter(customer_id=customer_id, kind=ContactKind.MAIL, bouncing_since=None)
            if point := rows.order_by("created_at").first():
                return point
    return None


def next_step(complaint: Complaint) -> Promise | None:
    """Give the promise to the complainant that comes after the acknowledgement: by date, a call before a letter."""
    running = Promise.objects.filter(complaint=complaint, standing__in=RUNNING)
    later = running.exclude(subject=Subject.ACKNOWLEDGEMENT).select_related("owner_staff", "owner_unit")
    calls = (Subject.UNDERSTANDING_CALL, Subject.CALL_BACK)
    return min(later, key=lambda promise: (promise.due_at, promise.subject not in calls, promise.pk), default=None)
