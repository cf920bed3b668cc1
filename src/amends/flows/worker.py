"""The worker: drains the outbox, delivers mails, runs the sweeps. Any number of them, anywhere, killed at any time."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone

from amends.complaints.errors import StaleComplaint
from amends.complaints.models import Complaint, Outbox
from amends.complaints.queries import loaded
from amends.flows import delivery, reactions, sweeps
from amends.flows.errors import NotYet

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
MOST_TRIES = 20
IDLE_SECONDS = 0.5


def run(stop: threading.Event) -> None:
    """Work until told to stop. A database that is away is waited for; nothing else ends the loop."""
    carrier = delivery.Carrier()
    while not stop.is_set():
        try:
            close_old_connections()
            busy = drain() + carrier.deliver() + sweeps.run_due(timezone.now())
        except DatabaseError as trouble:
            log.warning("the database is away: %s", type(trouble).__name__)
            connection.close()
            busy = 0
            stop.wait(1)
        except Exception:
            log.exception("the worker met something unforeseen and goes on")
            busy = 0
            stop.wait(1)
        if not busy:
            stop.wait(IDLE_SECONDS)


def drain(batch: int = 25) -> int:
    """Do due after-work once; give how many rows were tried."""
    claimed = claim(timezone.now(), batch)
    # One read for the batch. A complaint that changes meanwhile is noticed by its next entry and tried again.
    complaints = loaded().in_bulk([row.complaint_id for row in claimed])
    done = {row.pk for name in reactions.TOGETHER for row in _work_together(name, claimed, complaints)}
    for row in claimed:
        if row.pk not in done:
            _work(row, complaints.pop(row.complaint_id, None))
    return len(claimed)


def _work_together(name: str, claimed: list[Outbox], complaints: dict[UUID, Complaint]) -> list[Outbox]:
    """Do all rows of one handler in one go; give those that are done. Where one meets trouble, none is."""
    rows = [row for row in claimed if row.handler == name]
    if len({row.complaint_id for row in rows}) < max(2, len(rows)):
        return []
    at, own = timezone.now(), [complaints.pop(row.complaint_id) for row in rows]
    try:
        with transaction.atomic():
            undone = {complaint.pk for complaint in reactions.TOGETHER[name](own, at)}
            done = [row for row in rows if row.complaint_id not in undone]
            Outbox.objects.filter(pk__in=[row.pk for row in done]).update(done_at=at, lease_until=None)
    except Exception as trouble:  # a row that is at fault tells when it is tried by itself
        log.info("%s: %s rows are tried one by one after %s", name, len(rows), type(trouble).__name__)
        return []
    return done


@transaction.atomic
def claim(at: datetime, batch: int) -> list[Outbox]:
    """Take due rows under a lease; a killed worker's rows are free again when theirs has run out."""
    due = Outbox.objects.filter(done_at=None, gave_up_at=None, due_at__lte=at).order_by("due_at")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    rows = list(due[:batch])
    # The lease moves due_at, so that the one index of waiting rows also skips what somebody has in hand.
    Outbox.objects.filter(pk__in=[row.pk for row in rows]).update(due_at=at + LEASE, lease_until=at + LEASE)
    return rows


def _work(row: Outbox, complaint: Complaint | None) -> None:
    handler = reactions.handler_named(row.handler)
    if handler is None:
        _put_off(row, timedelta(hours=1), "no such handler in this version")
        return
    try:
        with transaction.atomic():
            handler(complaint or loaded().get(pk=row.complaint_id), row, timezone.now())
            Outbox.objects.filter(pk=row.pk).update(done_at=timezone.now(), lease_until=None)
    except NotYet as wait:
        _put_off(row, wait.after, wait.reason)
    except StaleComplaint:
        _put_off(row, timedelta(0), "met somebody else's change")
    except DatabaseError:
        raise
    except Exception as trouble:
        log.exception("handler %s failed on outbox row %s", row.handler, row.pk)
        _count_failure(row, type(trouble).__name__)


def _put_off(row: Outbox, after: timedelta, reason: str) -> None:
    Outbox.objects.filter(pk=row.pk).update(due_at=timezone.now() + after, lease_until=None, reason=reason)


def _count_failure(row: Outbox, reason: str) -> None:
    tries = row.attempts + 1
    changes: dict[str, object] = {"attempts": tries, "reason": reason, "lease_until": None}
    if tries >= MOST_TRIES:
        changes["gave_up_at"] = timezone.now()
    changes["due_at"] = timezone.now() + timedelta(seconds=min(2**tries, 3600))
    Outbox.objects.filter(pk=row.pk).update(**changes)
