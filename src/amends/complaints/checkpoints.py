"""Checkpoints: every hour the heads of the chains that grew are written down and chained, so that a cut tail shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction

from amends.complaints.models import Checkpoint, CheckpointHead, Complaint, Entry
from amends.complaints.timeline import Break
from amends.kernel.chain import GENESIS, chained

_STRAGGLERS = timedelta(minutes=10)  # a transaction may commit entries recorded a little before it
_BATCH = 2000


@transaction.atomic
def make(*, at: datetime) -> Checkpoint:
    """Write a checkpoint over everything that grew since the last one."""
    last = newest()
    entries = Entry.objects.all()
    if last:
        entries = entries.filter(recorded_at__gt=last.at - _STRAGGLERS)
    grown = entries.order_by().values("complaint_id").distinct()
    rows = Complaint.objects.filter(pk__in=grown).order_by("pk").values_list("pk", "last_sequence", "head_digest")
    heads = [CheckpointHead(complaint_id=key, sequence=sequence, digest=digest) for key, sequence, digest in rows]
    checkpoint = Checkpoint(
        sequence=last.sequence + 1 if last else 1,
        at=at,
        complaints=Complaint.objects.count(),
        entries=len(heads),
        heads_digest=_heads_digest(heads),
        previous_digest=last.digest if last else GENESIS,
    )
    checkpoint.digest = _digest(checkpoint)
    checkpoint.save(force_insert=True)
    for head in heads:
        head.checkpoint = checkpoint
    CheckpointHead.objects.bulk_create(heads, batch_size=_BATCH)
    return checkpoint


def newest() -> Checkpoint | None:
    """Give the newest checkpoint, the one to be noted elsewhere."""
    return Checkpoint.objects.order_by("-sequence").first()


def find(digest: str) -> Checkpoint | None:
    """Find the checkpoint whose digest begins so."""
    return Checkpoint.objects.filter(digest__startswith=digest).first()


def broken() -> Iterator[Break]:
    """Yield what does not hold: a checkpoint that was changed, a chain that is shorter or other than written down."""
    previous, expected = GENESIS, 0
    for checkpoint in Checkpoint.objects.order_by("sequence").iterator():
        expected += 1
        heads = list(checkpoint.heads.order_by("complaint_id"))
        if checkpoint.sequence != expected or checkpoint.previous_digest != previous:
            yield Break("", checkpoint.sequence, "a checkpoint is missing")
        elif checkpoint.heads_digest != _heads_digest(heads) or checkpoint.digest != _digest(checkpoint):
            yield Break("", checkpoint.sequence, "the checkpoint was altered")
        previous, expected = checkpoint.digest, checkpoint.sequence
        yield from _lost_heads(heads)
    last = newest()
    if last and Complaint.objects.count() < last.complaints:
        yield Break("", last.sequence, "complaints are missing")


def _lost_heads(heads: list[CheckpointHead]) -> Iterator[Break]:
    for start in range(0, len(heads), _BATCH):
        part = heads[start : start + _BATCH]
        entries = Entry.objects.filter(complaint_id__in={head.complaint_id for head in part})
        found = {(row[0], row[1]): row[2] for row in entries.values_list("complaint_id", "sequence", "digest")}
        for head in part:
            if found.get((head.complaint_id, head.sequence)) != head.digest:
                yield Break(str(head.complaint_id), head.sequence, "the chain differs from its checkpoint")


def _heads_digest(heads: Iterable[CheckpointHead]) -> str:
    digest = hashlib.sha256()
    for head in heads:
        digest.update(f"{head.complaint_id}:{head.sequence}:{head.digest}\n".encode())
    return digest.hexdigest()


def _digest(checkpoint: Checkpoint) -> str:
    content: dict[str, object] = {
        "sequence": checkpoint.sequence,
        "at": str(int(checkpoint.at.timestamp() * 1_000_000)),
        "complaints": checkpoint.complaints,
        "entries": checkpoint.entries,
        "heads": checkpoint.heads_digest,
    }
    return chained(checkpoint.previous_digest, content)
