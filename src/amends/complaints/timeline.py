"""The only writer of timeline entries: appends facts, moves the head of the chain, asks for after-work. Also proves chains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from amends.complaints import gathering
from amends.complaints.errors import StaleComplaint
from amends.complaints.gathering import Head
from amends.complaints.models import Complaint, Entry, Outbox
from amends.kernel.chain import GENESIS, chained
from amends.kernel.fact import Fact
from amends.organisation.actor import Actor
from amends.rows.building import new
from amends.rows.inserting import Rows

# kind of fact -> names of handlers; filled once by flows at start-up. Names, not functions: the outbox keeps them.
ROUTES: dict[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one complaint gets appended in a batch. asks_for_work: false when nothing follows (quiet import)."""

    complaint: Complaint
    facts: tuple[Fact, ...]
    by: Actor
    at: datetime
    asks_for_work: bool = True


@transaction.atomic(savepoint=False)
def append(
    complaint: Complaint, *facts: Fact, by: Actor, at: datetime, changes: Mapping[str, Any] | None = None
) -> list[Entry]:
    """Append facts to a complaint's timeline and write the change they record, in one step.

    at: when it happened, aware; when it was recorded is read from the clock here.
    changes: columns of the complaint that change with these facts.
    Errors: StaleComplaint when somebody else appended since `complaint` was read; nothing is written then.
    """
    start = complaint.last_sequence
    entries = list(_entries(Recorded(complaint, facts, by, at), timezone.now()))
    columns = dict(changes or {})
    rows = Rows()
    rows.add(entries)
    _add_work(rows, entries)
    if gathered := gathering.current():
        gathered.add(complaint, start, columns, rows)
    else:
        gathering.move_heads([Head(complaint, start, columns)])
        rows.insert()
    for column, value in columns.items():
        setattr(complaint, column, value)
    return entries


@transaction.atomic(savepoint=False)
def append_all(rows: Rows, batch: Sequence[Recorded]) -> None:
    """Insert rows, and append to each complaint of a batch the facts that tell of them; a complaint stands in it once.

    Errors: StaleComplaint when somebody else appended to one of them since it was read; nothing is written then.
    """
    heads = [Head(recorded.complaint, recorded.complaint.last_sequence) for recorded in batch]
    begin(rows, batch)
    gathering.move_heads(heads)
    rows.insert()


def require_fresh(complaint: Complaint) -> None:
    """Refuse to begin on a complaint that somebody changed since it was read. Errors: StaleComplaint."""
    if not Complaint.objects.filter(pk=complaint.pk, last_sequence=complaint.last_sequence).exists():
        raise StaleComplaint(number=complaint.number)


def begin(rows: Rows, batch: Sequence[Recorded]) -> None:
    """Put entries of complaints whose heads are about to be written, and their after-work, among the rows."""
    now = timezone.now()
    for recorded in batch:
        entries = list(_entries(recorded, now))
        rows.add(entries)
        if recorded.asks_for_work:
            _add_work(rows, entries)


def _add_work(rows: Rows, entries: Sequence[Entry]) -> None:
    rows.add(
        new(Outbox, complaint_id=entry.complaint_id, sequence=entry.sequence, handler=handler, due_at=entry.recorded_at)
        for entry in entries
        for handler in ROUTES.get(entry.kind, ())
    )


def _entries(recorded: Recorded, now: datetime) -> Iterator[Entry]:
    complaint = recorded.complaint
    for fact in recorded.facts:
        entry = new(
            Entry,
            complaint_id=complaint.pk,
            sequence=complaint.last_sequence + 1,
            kind=fact.kind,
            version=fact.version,
            payload=fact.payload(),
            actor=recorded.by.code,
            audience=fact.audience.value,
            occurred_at=recorded.at,
            recorded_at=now,
            previous_digest=complaint.head_digest,
        )
        entry.digest = digest_of(entry)
        complaint.last_sequence, complaint.head_digest = entry.sequence, entry.digest
        yield entry


def digest_of(entry: Any) -> str:
    """Compute the digest an entry (or a tuple with its columns) must have from all it says and the digest before it."""
    content: dict[str, object] = {
        "complaint": str(entry.complaint_id),
        "sequence": entry.sequence,
        "kind": entry.kind,
        "version": entry.version,
        "payload": entry.payload,
        "actor": entry.actor,
        "audience": str(entry.audience),
        "occurred_at": _instant(entry.occurred_at),
        "recorded_at": _instant(entry.recorded_at),
    }
    return chained(entry.previous_digest, content)


def _instant(moment: datetime) -> str:
    # Both databases keep microseconds; seconds since the epoch do not depend on the zone a driver returns.
    return f"{int(moment.timestamp())}.{moment.microsecond:06d}"


_SAYS = (
    "complaint_id", "sequence", "kind", "version", "payload", "actor", "audience", "occurred_at", "recorded_at",
    "previous_digest", "digest",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold."""

    complaint: str
    sequence: int
    reason: str


def broken_chains(batch: int = 2000) -> Iterator[Break]:
    """Read all entries in order and yield the first break of each complaint whose chain does not hold."""
    heads: dict[str, tuple[int, str]] = {}
    current, expected_sequence, expected_digest, is_broken = "", 0, GENESIS, False
    # Plain tuples: an object for each of millions of entries would take longer than its proof.
    rows = Entry.objects.order_by("complaint_id", "sequence").values_list(*_SAYS, named=True)
    for entry in rows.iterator(chunk_size=batch):
        if str(entry.complaint_id) != current:
            if current:
                heads[current] = (expected_sequence, expected_digest)
            current, expected_sequence, expected_digest, is_broken = str(entry.complaint_id), 0, GENESIS, False
        if is_broken:
            continue
        expected_sequence += 1
        reason = _fault(entry, expected_sequence, expected_digest)
        if reason:
            is_broken = True
            yield Break(str(entry.complaint_id), entry.sequence, reason)
        expected_digest = entry.digest
        if is_broken:
            expected_sequence, expected_digest = -1, ""
    if current:
        heads[current] = (expected_sequence, expected_digest)
    yield from _broken_heads(heads, batch)


def _fault(entry: Any, sequence: int, previous: str) -> str:
    if entry.sequence != sequence:
        return f"entry {sequence} is missing"
    if entry.previous_digest != previous:
        return "the entry does not follow the one before"
    if entry.digest != digest_of(entry):
        return "the entry was altered"
    return ""


def _broken_heads(heads: Mapping[str, tuple[int, str]], batch: int) -> Iterator[Break]:
    rows = Complaint.objects.order_by("pk").values_list("pk", "last_sequence", "head_digest")
    for key, sequence, digest in rows.iterator(chunk_size=batch):
        known = heads.get(str(key), (0, GENESIS))
        if known[0] != -1 and known != (sequence, digest):
            yield Break(str(key), sequence, "the newest entries are missing")
