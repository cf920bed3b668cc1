"""From acceptance to acknowledgement: the receipt is written, held back by limits, sent, and moves the complaint."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from amends.acknowledgement import letter
from amends.acknowledgement.letter import Receipt
from amends.acknowledgement.queries import mails_of
from amends.complaints import participation
from amends.complaints.models import Complaint
from amends.complaints.rules import Duty, State
from amends.correspondence import outgoing
from amends.correspondence.models import Acknowledged, Delivery, Message, MessageKind
from amends.correspondence.outgoing import Letter, Prepared
from amends.customers.models import ContactPoint
from amends.flows import clear, departure
from amends.flows.errors import NotYet
from amends.organisation.actor import SYSTEM, Actor
from amends.rows.building import new
from amends.rows.inserting import Rows

MOST_AN_HOUR, MOST_A_DAY = 1, 3
RETRY_WITHOUT_CONTACT = timedelta(seconds=20)


def send_receipt(complaint: Complaint, *, at: datetime) -> Message | None:
    """Prepare the receipt by mail; nothing to do without an address, or when it exists already.

    Errors: NotYet while there is nobody to be named as the contact.
    """
    messages, waiting = send_receipts([complaint], at=at)
    if waiting:
        raise NotYet(RETRY_WITHOUT_CONTACT, "nobody to name as the contact")
    return messages[0] if messages else None


@transaction.atomic
def send_receipts(complaints: Sequence[Complaint], *, at: datetime) -> tuple[list[Message], list[Complaint]]:
    """Prepare the receipts of several complaints, all or none; also give those that nobody can be named on yet.

    Errors: StaleComplaint.
    """
    points = mails_of(complaints)
    known = set(
        Message.objects.filter(complaint__in=complaints, kind=MessageKind.RECEIPT).values_list(
            "complaint_id", flat=True
        )
    )
    due = [one for one in complaints if one.state == State.ACCEPTED and one.pk in points and one.pk not in known]
    _name_contacts(due, at)
    words = letter.receipts(due)
    allowance = Allowance([points[complaint.pk].key for complaint in due], at)
    letters = [
        Prepared(one, _letter(words[one.pk], points[one.pk], allowance), clear.shipped_words(words[one.pk].text))
        for one in due
        if one.pk in words
    ]
    messages = outgoing.prepare_all(allowance.rows, letters, by=SYSTEM, at=at) if letters else []
    return messages, [complaint for complaint in due if complaint.pk not in words]


def _letter(words: Receipt, point: ContactPoint, allowance: Allowance) -> Letter:
    not_before, delivery = allowance.take(point.key)
    return Letter(
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


def _name_contacts(complaints: Sequence[Complaint], at: datetime) -> None:
    """Make the unit's duty person the contact where acceptance met nobody on duty."""
    has_contact = participation.holders_of(complaints, Duty.CONTACT)
    for complaint in complaints:
        duty_person = complaint.unit.duty_person
        if duty_person and complaint.pk not in has_contact:
            participation.begin(complaint, Duty.CONTACT, staff=duty_person, by=SYSTEM, at=at)


class Allowance:
    """How many receipts addresses may still get, and the rows that remember those they got.

    One within the hour leaves at once, one more is held until it may go, and at most three go within the day. What comes
    on top is set aside, visible, and can be sent by hand.
    """

    def __init__(self, keys: Collection[str], at: datetime) -> None:
        self.rows = Rows()
        self._at = at
        self._times: dict[str, list[datetime]] = {key: [] for key in keys}
        recent = Acknowledged.objects.filter(address_key__in=self._times, at__gt=at - timedelta(days=1)).order_by("at")
        for key, time in recent.values_list("address_key", "at"):
            self._times[key].append(time)
        busy = [key for key, times in self._times.items() if times]
        waiting = Message.objects.filter(
            contact_point__key__in=busy, kind=MessageKind.RECEIPT, delivery=Delivery.PREPARED, not_before__gt=at
        )
        self._waiting = set(waiting.values_list("contact_point__key", flat=True)) if busy else set()

    def take(self, key: str) -> tuple[datetime, Delivery]:
        """Count one more receipt to an address; say when it may leave, and whether it may."""
        at, times = self._at, self._times[key]
        last_hour = [time for time in times if time > at - timedelta(hours=1)]
        is_too_many = len(times) >= MOST_A_DAY or key in self._waiting
        times.append(at)
        self.rows.add([new(Acknowledged, address_key=key, at=at)])
        if is_too_many:
            return at, Delivery.SUPPRESSED
        if len(last_hour) < MOST_AN_HOUR:
            return at, Delivery.PREPARED
        self._waiting.add(key)
        return last_hour[-1] + timedelta(hours=1), Delivery.PREPARED
