"""The writer of mails as they came: bytes synced to disk, then the row committed, before anything is read or answered."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q

from amends.correspondence import files
from amends.correspondence.files import Stored
from amends.correspondence.models import Mailbox, MailStanding, RawMail

STDIN = "stdin"
MOST_BYTES = 150 * 1024 * 1024
LEASE = timedelta(seconds=90)
MOST_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Fetched:
    """A mail as a mailbox gave it. uid: in the numbering of the mailbox; received_at: when its server had it."""

    uid: int
    raw: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A mail that is safe. is_new: false when the same bytes were here before."""

    row: RawMail
    is_new: bool


def keep(raw: bytes, *, scope: str = STDIN, at: datetime) -> Kept:
    """Store one mail for good. When this returns it is on disk and its row is committed.

    Errors: StoreFull, FileTooLarge, DatabaseError: nothing is kept then, the sender tries again.
    """
    if known := _known(scope, hashlib.sha256(raw).hexdigest()):
        return Kept(known, is_new=False)
    stored = files.store([raw], limit=MOST_BYTES, area="mails")
    # Whoever stores it here also reads it; should they be killed the lease runs out and another does.
    row = _row(stored, at, scope=scope, received_at=at, lease_until=at + LEASE, attempts=1)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        known = _known(scope, stored.sha256)
        if known is None:
            raise
        _discard(stored)
        return Kept(known, is_new=False)
    return Kept(row, is_new=True)


def keep_many(fetched: Sequence[Fetched], mailbox: Mailbox, *, uid_validity: int, at: datetime) -> list[Kept]:
    """Store a batch for good in one transaction, together with how far the mailbox has come.

    The same bytes under another number are not stored again; the row takes the new number when the mailbox was
    numbered anew.
    """
    scope = str(mailbox.pk)
    digests = [hashlib.sha256(one.raw).hexdigest() for one in fetched]
    already = set(RawMail.objects.filter(scope=scope, sha256__in=digests).values_list("sha256", flat=True))
    fresh = {digest: one for digest, one in reversed(list(zip(digests, fetched, strict=True))) if digest not in already}
    stored = dict(
        zip(fresh, files.store_many([one.raw for one in fresh.values()], limit=MOST_BYTES, area="mails"), strict=True)
    )
    rows = {
        digest: _row(
            stored[digest],
            at,
            scope=scope,
            received_at=one.received_at,
            mailbox=mailbox,
            uid_validity=uid_validity,
            uid=one.uid,
            is_settled=False,
            brand_id=mailbox.brand_id,
        )
        for digest, one in fresh.items()
    }
    with transaction.atomic():
        RawMail.objects.bulk_create(rows.values(), ignore_conflicts=True)
        present = {row.sha256: row for row in RawMail.objects.filter(scope=scope, sha256__in=digests)}
        if missing := set(rows) - set(present):
            raise IntegrityError(f"{len(missing)} mails met another mail under their number")
        _renumber(fetched, digests, present, uid_validity)
        _advance(mailbox, uid_validity, max(one.uid for one in fetched))
    new = {digest for digest, row in rows.items() if present[digest].pk == row.pk}
    for digest in set(rows) - new:
        _discard(stored[digest])
    return [
        Kept(present[digest], is_new=digest in new and present[digest].uid == one.uid)
        for digest, one in zip(digests, fetched, strict=True)
    ]


def _renumber(
    fetched: Sequence[Fetched], digests: Sequence[str], present: dict[str, RawMail], uid_validity: int
) -> None:
    for digest, one in zip(digests, fetched, strict=True):
        row = present[digest]
        if row.uid_validity != uid_validity:
            row.uid_validity, row.uid = uid_validity, one.uid
            row.save(update_fields=["uid_validity", "uid"])


def _advance(mailbox: Mailbox, uid_validity: int, uid: int) -> None:
    """Note how far the mailbox has come; a fetcher that is behind another never takes it back."""
    rows = Mailbox.objects.filter(pk=mailbox.pk)
    moved = rows.filter(~Q(uid_validity=uid_validity) | Q(uid_validity=None) | Q(last_uid__lt=uid))
    moved.update(uid_validity=uid_validity, last_uid=uid)
    mailbox.last_uid = max(uid, mailbox.last_uid) if mailbox.uid_validity == uid_validity else uid
    mailbox.uid_validity = uid_validity


def unsettled(mailbox: Mailbox, uid_validity: int, limit: int = 5000) -> list[int]:
    """Give the numbers of mails that are safe here and still to be flagged, moved or deleted on the server."""
    rows = RawMail.objects.filter(mailbox=mailbox, is_settled=False, uid_validity=uid_validity).order_by("uid")
    return [uid for uid in rows.values_list("uid", flat=True)[:limit] if uid is not None]


def settle(mailbox: Mailbox, uid_validity: int, uids: Sequence[int]) -> None:
    """Note that the server did what was to be done with these mails."""
    RawMail.objects.filter(mailbox=mailbox, uid_validity=uid_validity, uid__in=list(uids)).update(is_settled=True)


@transaction.atomic
def claim(limit: int, *, at: datetime) -> list[RawMail]:
    """Take mails that nobody has read yet under a lease, oldest first; a killed reader's are free again afterwards."""
    waiting = RawMail.objects.filter(Q(lease_until=None) | Q(lease_until__lt=at), standing=MailStanding.STORED)
    waiting = waiting.order_by("received_at")
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    rows = list(waiting[:limit])
    RawMail.objects.filter(pk__in=[row.pk for row in rows]).update(lease_until=at + LEASE, attempts=F("attempts") + 1)
    for row in rows:
        row.attempts += 1
    return rows


def claim_one(row: RawMail, *, at: datetime) -> bool:
    """Take one mail under a lease; false when somebody else reads it or it was read."""
    mine = RawMail.objects.filter(Q(lease_until=None) | Q(lease_until__lt=at), pk=row.pk, standing=MailStanding.STORED)
    return bool(mine.update(lease_until=at + LEASE, attempts=F("attempts") + 1))


def held(row: RawMail) -> RawMail:
    """Read a mail's row anew and hold it until the transaction ends."""
    return RawMail.objects.select_for_update().get(pk=row.pk)


def release(row: RawMail) -> None:
    """Give a mail back unread."""
    RawMail.objects.filter(pk=row.pk, standing=MailStanding.STORED).update(lease_until=None)


def park(row: RawMail, reason: str) -> None:
    """Set a mail aside that cannot be read; it waits in quarantine with its bytes."""
    parked = RawMail.objects.filter(pk=row.pk, standing=MailStanding.STORED)
    if parked.update(standing=MailStanding.PARKED, reason=reason[:40], lease_until=None):
        row.standing, row.reason = MailStanding.PARKED, reason[:40]


def read(row: RawMail) -> bytes:
    """Give the bytes of a mail. Errors: FileNotFoundError."""
    return files.read(row.stored)


def _known(scope: str, digest: str) -> RawMail | None:
    return RawMail.objects.filter(scope=scope, sha256=digest).select_related("complaint__brand").first()


def _row(stored: Stored, at: datetime, **columns: Any) -> RawMail:
    return RawMail(sha256=stored.sha256, size=stored.size, stored=stored.path, stored_at=at, **columns)


def _discard(stored: Stored) -> None:
    files.located(stored.path).unlink(missing_ok=True)


def any_waiting(*, at: datetime) -> bool:
    """Say whether a stored mail waits to be read and nobody reads it."""
    return RawMail.objects.filter(Q(lease_until=None) | Q(lease_until__lt=at), standing=MailStanding.STORED).exists()
