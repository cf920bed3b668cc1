"""Carries prepared mails out of the house: each is claimed, handed over, and recorded as departed, late, failed or unsure."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from amends.complaints.errors import StaleComplaint
from amends.complaints.models import Complaint
from amends.complaints.queries import loaded
from amends.correspondence import letters, outgoing, ports
from amends.correspondence.models import Delivery, Message, MessageKind
from amends.customers import book as customers
from amends.flows import departure
from amends.flows.departure import Sent
from amends.kernel.errors import DomainError
from amends.organisation.actor import SYSTEM

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
MOST_TRIES = 12
UNSURE_PAUSE = timedelta(minutes=10)
AT_ONCE = 5
# Reasons: in the hands of a worker that has not begun to send it; sent once, perhaps.
_CLAIMED, _UNSURE = "claimed", "uncertain"


def deliver(batch: int = 25) -> int:
    """Send what is due, once; give how many mails were tried. Without a mail server they wait, visibly."""
    return Carrier().deliver(batch)


class Carrier:
    """Carries mails batch by batch, and knows what it has in hand when the database goes away in the middle.

    What it sent and could not record it records when the database is back; what it did not send goes then.
    """

    def __init__(self) -> None:
        self._sent: list[Sent] = []
        self._unsent: dict[UUID, Message] = {}

    def deliver(self, batch: int = 25) -> int:
        """Send what is due; give how many mails were tried."""
        sender = ports.make_sender()
        if sender is None:
            return 0
        try:
            self._take_up_again()
            claimed = claim(timezone.now(), batch)
            complaints = loaded().in_bulk([message.complaint_id for message in claimed])
            threads = letters.threads_of(claimed, at=timezone.now())
            for message in claimed:
                message.complaint = complaints[message.complaint_id]
            for start in range(0, len(claimed), AT_ONCE):
                self._carry(claimed[start : start + AT_ONCE], threads, sender)
            return len(claimed)
        finally:
            sender.close()

    def _carry(self, messages: list[Message], threads: letters.Threads, sender: ports.Sender) -> None:
        """Send a few and record them together: after a crash no more than these may go twice."""
        self._unsent = {message.pk: message for message in hand_over(messages, timezone.now())}
        for message in list(self._unsent.values()):
            self._send(message, threads, sender)
        self._settle()

    def _send(self, message: Message, threads: letters.Threads, sender: ports.Sender) -> None:
        del self._unsent[message.pk]
        try:
            sender.send(letters.mail_for(message, message.complaint, threads))
        except ports.TemporaryFailure as failure:
            _again(message, str(failure))
        except ports.DeliveryUncertain:
            _wait_unsure(message)
        except ports.PermanentFailure as failure:
            if isinstance(failure, ports.NoSuchAddress) and message.contact_point:
                customers.mark_bouncing(message.contact_point, at=timezone.now())
            _fail(message, str(failure))
        else:
            self._sent.append(Sent(message, timezone.now()))

    def _settle(self) -> None:
        """Record what left, receipts together; give back what did not."""
        receipts = {sent.message.complaint_id: sent for sent in self._sent if sent.message.kind == MessageKind.RECEIPT}
        if _are_recorded(list(receipts.values())):
            self._sent = [sent for sent in self._sent if sent not in receipts.values()]
        while self._sent:
            sent = self._sent.pop(0)
            try:
                _record(sent)
            except (OperationalError, InterfaceError):  # anything else leaves it as handed over: a person decides
                self._sent.insert(0, sent)
                raise
        if self._unsent:
            _give_back(self._unsent.values())
            self._unsent = {}

    def _take_up_again(self) -> None:
        """Settle what an earlier round left in hand; what the database has after all is not recorded twice."""
        if self._sent:
            rows = Message.objects.filter(pk__in=[sent.message.pk for sent in self._sent], delivery=Delivery.DEPARTED)
            recorded = set(rows.values_list("pk", flat=True))
            self._sent = [sent for sent in self._sent if sent.message.pk not in recorded]
        self._settle()


def hand_over(messages: list[Message], at: datetime) -> list[Message]:
    """Note that these mails of one claim are handed over from now on; give those that nobody else took meanwhile."""
    rows = Message.objects.filter(pk__in=[message.pk for message in messages], delivery=Delivery.SENDING)
    reason = Case(When(delivery_reason=_UNSURE, then=Value(_UNSURE)), default=Value(""))
    until = at + LEASE
    ours = rows.filter(not_before=messages[0].not_before).update(not_before=until, delivery_reason=reason)
    if ours == len(messages):
        return messages
    still = set(rows.filter(not_before=until).values_list("pk", flat=True))
    return [message for message in messages if message.pk in still]


def _give_back(messages: Iterable[Message]) -> None:
    """Let mails go that were to be handed over and were not."""
    rows = Message.objects.filter(pk__in=[message.pk for message in messages], delivery=Delivery.SENDING)
    rows.update(delivery=Delivery.PREPARED, not_before=timezone.now())


def _are_recorded(receipts: list[Sent]) -> bool:
    """Record receipts together, where there are several; false when one of them must be tried by itself."""
    if len(receipts) < 2:
        return False
    try:
        departure.record_receipts(receipts, by=SYSTEM)
    except (DomainError, IntegrityError) as trouble:
        log.info("%s departures are recorded one by one after %s", len(receipts), type(trouble).__name__)
        for sent in receipts:
            sent.message.complaint = loaded().get(pk=sent.message.complaint_id)
        return False
    return True


@transaction.atomic
def claim(at: datetime, batch: int) -> list[Message]:
    """Take mails that are due under a lease. One that was handed over may have gone: it is sent once more, then never."""
    due = [Delivery.PREPARED, Delivery.SENDING, Delivery.UNCERTAIN]
    waiting = Message.objects.filter(delivery__in=due, medium="mail", not_before__lte=at)
    waiting = waiting.order_by("not_before")
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    taken = list(waiting[:batch])
    fresh = [message for message in taken if not _was_handed_over(message)]
    again = [message for message in taken if message.delivery == Delivery.PREPARED and message not in fresh]
    handed_over = [message for message in taken if message.delivery != Delivery.PREPARED and message not in fresh]
    once = [message for message in handed_over if message.delivery_reason != _UNSURE] + again
    twice = [message for message in handed_over if message.delivery_reason == _UNSURE]
    _mark(fresh, delivery=Delivery.SENDING, not_before=at + LEASE, delivery_reason=_CLAIMED)
    _mark(once, delivery=Delivery.SENDING, not_before=at + LEASE, delivery_reason=_UNSURE)
    _mark(twice, delivery=Delivery.UNCERTAIN, not_before=None)  # a person decides
    claimed = fresh + once
    Message.objects.filter(pk__in=[message.pk for message in claimed]).update(attempts=F("attempts") + 1)
    for message in claimed:
        message.attempts += 1
    return claimed


def _was_handed_over(message: Message) -> bool:
    """Tell whether the mail server may have had it before."""
    if message.delivery == Delivery.PREPARED:
        return message.delivery_reason == _UNSURE
    return message.delivery_reason != _CLAIMED


def _mark(messages: list[Message], **columns: object) -> None:
    if messages:
        Message.objects.filter(pk__in=[message.pk for message in messages]).update(**columns)
    for message in messages:
        for column, value in columns.items():
            setattr(message, column, value)


def _wait_unsure(message: Message) -> None:
    """Let a mail that may have arrived go once more, after a while; should that be unsure as well, a person decides."""
    later = None if message.delivery_reason == _UNSURE else timezone.now() + UNSURE_PAUSE
    Message.objects.filter(pk=message.pk).update(delivery=Delivery.UNCERTAIN, not_before=later)


def _record(sent: Sent) -> None:
    def depart(complaint: Complaint) -> None:
        departure.record(sent.message, complaint, medium="mail", by=SYSTEM, at=sent.at)

    _on_newest(sent.message, depart)


def _fail(message: Message, reason: str) -> None:
    def fail(complaint: Complaint) -> None:
        outgoing.fail(message, complaint, reason=reason, by=SYSTEM, at=timezone.now())

    _on_newest(message, fail)


def _on_newest(message: Message, write: Callable[[Complaint], None]) -> None:
    """Write on the complaint as it was read for the batch, then as it is now when somebody worked on it meanwhile."""
    for _attempt in range(5):
        try:
            write(message.complaint)
            return
        except StaleComplaint:
            message.complaint = loaded().get(pk=message.complaint_id)
    log.error("what became of message %s could not be recorded", message.pk)


def _again(message: Message, reason: str) -> None:
    if message.attempts >= MOST_TRIES:
        _fail(message, reason)
        return
    wait = timedelta(seconds=min(30 * 2**message.attempts, 6 * 3600))
    # A mail that may have arrived once keeps that mark: whatever comes between, it is handed over twice at most.
    kept = _UNSURE if message.delivery_reason == _UNSURE else reason[:200]
    Message.objects.filter(pk=message.pk).update(
        delivery=Delivery.PREPARED, not_before=timezone.now() + wait, delivery_reason=kept
    )
