"""When words of ours come back: they count as not said, the address as dead, and the promise they kept runs again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.complaints.models import Complaint
from amends.correspondence import outgoing
from amends.correspondence.models import Delivery, Message, MessageKind
from amends.customers import book as customers
from amends.flows import departure
from amends.organisation.actor import Actor
from amends.promises import book
from amends.promises.models import Promise
from amends.promises.rules import Standing, Subject

KEPT_BY: dict[str, tuple[Subject, ...]] = {**departure.KEEPS, MessageKind.RECEIPT: (Subject.ACKNOWLEDGEMENT,)}


@transaction.atomic
def take_back(message: Message, complaint: Complaint, *, status: str, by: Actor, at: datetime) -> None:
    """Record that a mail of ours came back. A second report on the same mail changes nothing.

    status: enhanced status code of the report (RFC 3463), "" when it has none.
    """
    if message.delivery == Delivery.BOUNCED:
        return
    if message.delivery in (Delivery.SENDING, Delivery.UNCERTAIN):  # the report was quicker than our own note
        departure.record(message, complaint, medium="mail", by=by, at=at)
    ended_at = message.departed_at
    outgoing.fail(message, complaint, reason=f"bounced {status}".strip(), by=by, at=at, delivery=Delivery.BOUNCED)
    if message.contact_point:
        customers.mark_bouncing(message.contact_point, at=at)
    if complaint.is_open and ended_at is not None:
        kept = Promise.objects.filter(
            complaint=complaint,
            subject__in=KEPT_BY.get(message.kind, ()),
            standing__in=[Standing.KEPT, Standing.LATE],
            ended_at=ended_at,
        )
        for promise in kept:
            book.reopen(promise, complaint, by=by, at=at)
