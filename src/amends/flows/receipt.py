"""From acceptance to acknowledgement: the receipt is written, held back by limits, sent, and moves the complaint."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from amends.acknowledgement import letter
from amends.acknowledgement.queries import mail_of
from amends.complaints import participation
from amends.complaints.models import Complaint
from amends.complaints.rules import Duty, State
from amends.correspondence import outgoing
from amends.correspondence.models import Acknowledged, Delivery, Message, MessageKind
from amends.correspondence.outgoing import Letter
from amends.customers.models import ContactPoint
from amends.flows import clear, departure
from amends.flows.errors import NotYet
from amends.organisation.actor import SYSTEM, Actor

MOST_AN_HOUR, MOST_A_DAY = 1, 3
RETRY_WITHOUT_CONTACT = timedelta(seconds=20)


@transaction.atomic
def send_receipt(complaint: Complaint, *, at: datetime) -> Message | None:
    """Prepare the receipt by mail; nothing to do without an address, or when it exists already.

    Errors: NotYet while there is nobody to be named as the contact.
    """
    if complaint.state != State.ACCEPTED:
        return None
    if Message.objects.filter(complaint=complaint, kind=MessageKind.RECEIPT).exists():
        return None
    point = mail_of(complaint)
    if point is None:
        return None
    _name_contact(complaint, at)
    words = letter.receipt(complaint)
    if words is None:
        raise NotYet(RETRY_WITHOUT_CONTACT, "nobody to name as the contact")
    not_before, delivery = _allowance(point, at)
    message = Letter(
        kind=MessageKind.RECEIPT,
        text=words.text,
        subject=words.subject,
        language=words.language,
        contact_point=point,
        medium="mail",
        not_before=not_before,
        delivery=delivery,
        facts=words.facts,
    )
    return outgoing.prepare(complaint, message, clearance=clear.shipped_words(words.text), by=SYSTEM, at=at)


@transaction.atomic
def hand_over_receipt(complaint: Complaint, *, medium: str, by: Actor, at: datetime) -> Message | None:
    """Acknowledge without mail: the slip was printed, the words were spoken, the page was shown. The medium is recorded."""
    words = letter.receipt(complaint)
    if words is None or complaint.state != State.ACCEPTED:
        return None
    printed = Letter(
        kind=MessageKind.SLIP if medium == "slip" else MessageKind.RECEIPT,
        text=words.text,
        subject=words.subject,
        language=words.language,
        medium=medium,
        facts=words.facts,
        staff_id=by.id if by.is_staff else None,
    )
    message = outgoing.prepare(complaint, printed, clearance=clear.shipped_words(words.text), by=by, at=at)
    departure.record(message, complaint, medium=medium, by=by, at=at)
    return message


def _name_contact(complaint: Complaint, at: datetime) -> None:
    """Make the unit's duty person the contact where acceptance met nobody on duty."""
    duty_person = complaint.unit.duty_person
    if duty_person and not participation.holders(complaint, Duty.CONTACT):
        participation.begin(complaint, Duty.CONTACT, staff=duty_person, by=SYSTEM, at=at)


def _allowance(point: ContactPoint, at: datetime) -> tuple[datetime, Delivery]:
    """Hold a receipt back when this address had one within the hour or three within the day.

    One more is held until it may go; what comes on top is set aside, visible, and can be sent by hand.
    """
    recent = Acknowledged.objects.filter(address_key=point.key, at__gt=at - timedelta(days=1))
    times = sorted(recent.values_list("at", flat=True))
    Acknowledged.objects.create(address_key=point.key, at=at)
    if not times:
        return at, Delivery.PREPARED
    waiting = Message.objects.filter(
        contact_point__key=point.key, kind=MessageKind.RECEIPT, delivery=Delivery.PREPARED, not_before__gt=at
    )
    if len(times) >= MOST_A_DAY or waiting.exists():
        return at, Delivery.SUPPRESSED
    last_hour = [time for time in times if time > at - timedelta(hours=1)]
    if len(last_hour) >= MOST_AN_HOUR:
        return last_hour[-1] + timedelta(hours=1), Delivery.PREPARED
    return at, Delivery.PREPARED
