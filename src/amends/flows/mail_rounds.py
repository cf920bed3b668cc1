"""The round of the mailboxes: every minute, in a thread of its own, so that a slow mail server holds nobody else up."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta

from django.db import connections
from django.utils import timezone

from amends.correspondence import ports, raw_mails
from amends.correspondence import queries as correspondence
from amends.correspondence.models import Mailbox

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=60)
LONGEST_WAIT = timedelta(hours=1)
_running = threading.Lock()


def start(at: datetime) -> None:
    """Begin a round, unless one is under way or there is nothing to do."""
    if not due(at) and not raw_mails.any_waiting(at=at):
        return
    if _running.acquire(blocking=False):
        threading.Thread(target=_in_thread, name="amends-mail", daemon=True).start()


def due(at: datetime) -> list[Mailbox]:
    """Give the mailboxes to be fetched now: after trouble each waits longer, an hour at most."""
    active = correspondence.mailbox_list().filter(is_active=True)
    return [box for box in active if box.last_run_at is None or at >= box.last_run_at + pause(box.failures)]


def pause(failures: int) -> timedelta:
    """Give the time between two runs: a minute, doubled with each failure, so that a changed password locks nobody out."""
    return min(EVERY * (1 << min(failures, 10)), LONGEST_WAIT) - timedelta(seconds=5)


def go_round() -> None:
    """Fetch from every mailbox that is due, then read what else waits."""
    room = ports.mail_room()
    for box in due(timezone.now()):
        room.fetch(box, at=timezone.now())
    room.take_in_waiting(at=timezone.now())


def _in_thread() -> None:
    try:
        go_round()
    finally:
        ports.mail_room().rest()
        connections.close_all()
        _running.release()
