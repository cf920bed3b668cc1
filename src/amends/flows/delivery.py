"""Carries prepared mails out of the house: each is claimed, handed over, and recorded as departed, late, failed or unsure."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import F
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
MOST_UNRECORDED = timedelta(milliseconds=300)
_UNSURE = "uncertain"


def deliver(batch: int = 25) -> int:
    """Send what is due; give how many mails were tried. Without a mail server they wait, visibly."""
    sender = ports.make_sender()
    if sender is None:
        return 0
    try:
        claimed = claim(timezone.now(), batch)
        complaints = loaded().in_bulk([message.complaint_id for message in claimed])
        threads = letters.threads_of(claimed, at=timezone.now())
        with _Departed() as departed:
            for message in claimed:
                message.complaint = complaints[message.complaint_id]
                if still_ours(message, timezone.now()):
                    _send(message, threads, sender, departed)
        return len(claimed)
    finally:
        sender.close()


class _Departed:
    """Mails that the server took and that are not recorded as departed yet.

    Receipts wait for one another, never longer than a moment: after a crash what was not recorded goes once more.
    """

    def __init__(self) -> None:
        self._receipts: dict[UUID, Sent] = {}

    def __enter__(self) -> _Departed:
        return self

    def __exit__(self, *trouble: object) -> None:
        self._record()

    def add(self, message: Message) -> None:
        """Take note of one, at once or with others."""
        sent = Sent(message, timezone.now())
        if message.kind != MessageKind.RECEIPT or message.complaint_id in self._receipts:
            _record(sent)
            return
        self._receipts[message.complaint_id] = sent
        if sent.at - next(iter(self._receipts.values())).at > MOST_UNRECORDED:
            self._record()

    def _record(self) -> None:
        receipts, self._receipts = list(self._receipts.values()), {}
        try:
            departure.record_receipts(receipts, by=SYSTEM)
        except (DomainError, IntegrityError) as trouble:  # the one that is at fault tells when it is tried by itself
            log.info("%s departures are recorded one by one after %s", len(receipts), type(trouble).__name__)
            for sent in receipts:
                sent.message.complaint = loaded().get(pk=sent.message.complaint_id)
                _record(sent)


def still_ours(message: Message, at: datetime) -> bool:
    """Renew the lease of a mail whose batch took long, just before it goes; false when somebody else took it."""
    if message.not_before and at < message.not_before - LEASE / 2:
        return True
    rows = Message.objects.filter(pk=message.pk, delivery=Delivery.SENDING, attempts=message.attempts)
    return bool(rows.update(not_before=at + LEASE))


@transaction.atomic
def claim(at: datetime, batch: int) -> list[Message]:
    """Take mails that are due under a lease. One whose lease ran out may have gone: it is sent once more, then never."""
    due = [Delivery.PREPARED, Delivery.SENDING, Delivery.UNCERTAIN]
    waiting = Message.objects.filter(delivery__in=due, medium="mail", not_before__lte=at)
    waiting = waiting.order_by("not_before")
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    taken = list(waiting[:batch])
    fresh = [message for message in taken if message.delivery == Delivery.PREPARED]
    handed_over = [message for message in taken if message.delivery != Delivery.PREPARED]
    once = [message for message in handed_over if message.delivery_reason != _UNSURE]
    twice = [message for message in handed_over if message.delivery_reason == _UNSURE]
    _mark(fresh, delivery=Delivery.SENDING, not_before=at + LEASE)
    _mark(once, delivery=Delivery.SENDING, not_before=at + LEASE, delivery_reason=_UNSURE)
    _mark(twice, delivery=Delivery.UNCERTAIN, not_before=None)  # a person decides
    claimed = fresh + once
    Message.objects.filter(pk__in=[message.pk for message in claimed]).update(attempts=F("attempts") + 1)
    for message in claimed:
        message.attempts += 1
    return claimed


def _mark(messages: list[Message], **columns: object) -> None:
    if messages:
        Message.objects.filter(pk__in=[message.pk for message in messages]).update(**columns)
    for message in messages:
        for column, value in columns.items():
            setattr(message, column, value)


def _send(message: Message, threads: letters.Threads, sender: ports.Sender, departed: _Departed) -> None:
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
        departed.add(message)


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
