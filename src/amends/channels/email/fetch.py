"""Fetches mailboxes: what is new by UID is stored for good in batches, only then marked on the server, only then read.

The work list is every UID above the last one stored, never a flag (R-02). Where a connection is cut, at whatever step,
the next run goes on: what was stored is known by number and by digest.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils import timezone

from amends.channels.email import receive
from amends.channels.email.imap import ImapTrouble, Session
from amends.correspondence import mailboxes, raw_mails
from amends.correspondence.files import StoreFull
from amends.correspondence.models import AfterFetch, Mailbox
from amends.correspondence.ports import Run
from amends.flows import leases

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
BATCH_MAILS = 50
BATCH_BYTES = 20 * 1024 * 1024
SETTLED_AT_ONCE = 500


def fetch(mailbox: Mailbox, *, at: datetime) -> Run:
    """Fetch what is new, then read it."""
    return replace(store(mailbox), read=receive.take_in_waiting(at=at))


def store(mailbox: Mailbox) -> Run:
    """Store what is new for good; only one fetcher at a time works on a mailbox, and more would do no harm."""
    lease = f"mailbox:{mailbox.pk}"
    if not leases.take(lease, LEASE, at=timezone.now()):
        return Run(mailbox=mailbox.name, error="busy")
    run = Run(mailbox=mailbox.name)
    try:
        run = _stored(mailbox, lease)
    except ImapTrouble as trouble:
        run = replace(run, error=trouble.code)
    except mailboxes.SecretUnreadable as unreadable:
        run = replace(run, error=unreadable.code)
    except StoreFull:
        run = replace(run, error="store_full")
    finally:
        leases.release(lease, at=timezone.now())
    if run.error:
        log.warning("mailbox %s: %s", mailbox.pk, run.error)
    mailboxes.record_run(mailbox, error=run.error, at=timezone.now())
    return run


def test(mailbox: Mailbox) -> tuple[str, int]:
    """Sign in and count, changing nothing; gives a code, "" when all is well."""
    try:
        session = Session(mailbox, mailboxes.password_of(mailbox), look_only=True)
    except ImapTrouble as trouble:
        return trouble.code, 0
    except mailboxes.SecretUnreadable as unreadable:
        return unreadable.code, 0
    session.close()
    return "", session.count


def _stored(mailbox: Mailbox, lease: str) -> Run:
    session = Session(mailbox, mailboxes.password_of(mailbox))
    run = Run(mailbox=mailbox.name)
    try:
        mailboxes.reload(mailbox)
        last = mailbox.last_uid if mailbox.uid_validity == session.uid_validity else 0
        uids = session.uids_after(last)
        run = replace(run, listed=len(uids))
        for batch in _batches(uids, session.sizes(uids) if uids else {}):
            run = _store_batch(session, mailbox, batch, run)
            leases.renew(lease, LEASE, at=timezone.now())
        run = _settled(session, mailbox, run)
    except ImapTrouble as trouble:
        run = replace(run, error=trouble.code)
    finally:
        session.close()
    is_short = run.stored + run.known + run.vanished != run.listed
    return replace(run, error="counts_differ") if is_short and not run.error else run


def _batches(uids: Sequence[int], sizes: dict[int, int]) -> Iterator[list[int]]:
    """Part the work list into batches that fit into memory."""
    batch: list[int] = []
    size = 0
    for uid in uids:
        more = sizes.get(uid, 0)
        if batch and (len(batch) >= BATCH_MAILS or size + more > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(uid)
        size += more
    if batch:
        yield batch


def _store_batch(session: Session, mailbox: Mailbox, batch: list[int], run: Run) -> Run:
    """Store a batch. A mail that is listed and does not come stops the run before it, so that no number is passed over."""
    fetched = session.fetch(batch)
    missing = sorted(set(batch) - {one.uid for one in fetched})
    still_there = session.present(missing) if missing else set()
    if still_there:
        fetched = [one for one in fetched if one.uid < min(still_there)]
    if fetched:
        kept = raw_mails.keep_many(fetched, mailbox, uid_validity=session.uid_validity, at=timezone.now())
        new = sum(one.is_new for one in kept)
        run = replace(run, stored=run.stored + new, known=run.known + len(kept) - new)
        known = [one.uid for one, row in zip(fetched, kept, strict=True) if row.row.uid != one.uid]
        _treat(session, mailbox, known)
    if still_there:
        log.error("mailbox %s: %d mails are listed but do not come", mailbox.pk, len(still_there))
        raise ImapTrouble("mails_do_not_come")
    if missing:
        log.warning("mailbox %s: %d mails were taken away before they could be read", mailbox.pk, len(missing))
    return replace(run, vanished=run.vanished + len(missing))


def _settled(session: Session, mailbox: Mailbox, run: Run) -> Run:
    """Do on the server what is to be done with mails that are safe here, also those of runs that were cut."""
    while uids := raw_mails.unsettled(mailbox, session.uid_validity, SETTLED_AT_ONCE):
        if session.is_read_only and mailbox.after_fetch != AfterFetch.KEEP:
            return replace(run, error="read_only")
        _treat(session, mailbox, uids)
        raw_mails.settle(mailbox, session.uid_validity, uids)
    return run


def _treat(session: Session, mailbox: Mailbox, uids: list[int]) -> None:
    """Flag, move or delete mails whose bytes and rows are committed; nobody else calls the server to do so."""
    if not uids or session.is_read_only:
        return
    match mailbox.after_fetch:
        case AfterFetch.SEEN:
            session.mark_seen(uids)
        case AfterFetch.MOVE:
            session.move(uids, mailbox.move_to)
        case AfterFetch.DELETE:
            session.delete(uids)
