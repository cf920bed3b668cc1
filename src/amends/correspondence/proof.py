"""Compares messages with the digests that the timeline keeps of them, and files on disk with those of their rows."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from amends.complaints import words_proof
from amends.complaints.facts import ComplaintAccepted
from amends.complaints.timeline import Break
from amends.correspondence import files
from amends.correspondence.facts import MessagePrepared, MessageReceived, NoteWritten
from amends.correspondence.models import Attachment, Message, RawMail

_TELL_OF_WORDS = (ComplaintAccepted, MessageReceived, MessagePrepared, NoteWritten)
_BATCH = 1000


def altered_words() -> Iterator[Break]:
    """Yield each entry whose message says something else than was recorded."""
    return words_proof.altered(dict.fromkeys((fact.kind for fact in _TELL_OF_WORDS), "message"), _read, what="message")


def altered_files() -> Iterator[Break]:
    """Yield each file that is not on disk, or is not the one that came. Reads every byte of the store."""
    attachments = Attachment.objects.order_by("complaint_id", "received_at")
    columns = ("complaint_id", "stored", "sha256")
    yield from _altered(attachments.values_list(*columns).iterator(chunk_size=_BATCH))
    yield from _altered(RawMail.objects.order_by("received_at").values_list(*columns).iterator(chunk_size=_BATCH))
    shown = attachments.exclude(shown="").values_list("complaint_id", "shown")
    for complaint, path in shown.iterator(chunk_size=_BATCH):
        if not files.located(path).is_file():
            yield Break(str(complaint), 0, f"the file {path} is missing")


def _altered(rows: Iterable[tuple[Any, str, str]]) -> Iterator[Break]:
    for complaint, path, sha256 in rows:
        if fault := _fault(path, sha256):
            yield Break(str(complaint or ""), 0, fault)


def _read(keys: Collection[str]) -> Iterable[tuple[Any, str, str]]:
    return Message.objects.filter(pk__in=keys).values_list("pk", "salt", "text")


def _fault(path: str, sha256: str) -> str:
    try:
        with files.located(path).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return f"the file {path} is missing"
    except OSError as unreadable:
        return f"the file {path} cannot be read ({unreadable.strerror})"
    return "" if found == sha256 else f"the file {path} was altered"
