"""Compares the words of messages with the digests that the timeline keeps of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from amends.complaints.facts import ComplaintAccepted
from amends.complaints.models import Entry
from amends.complaints.timeline import Break
from amends.correspondence.facts import MessagePrepared, MessageReceived, NoteWritten
from amends.correspondence.models import Message
from amends.kernel.chain import text_digest

_TELL_OF_WORDS = tuple(fact.kind for fact in (ComplaintAccepted, MessageReceived, MessagePrepared, NoteWritten))
_BATCH = 1000


def altered_words() -> Iterator[Break]:
    """Yield each entry whose message says something else than was recorded. Words erased with their salt are no fault."""
    told = Entry.objects.filter(kind__in=_TELL_OF_WORDS).order_by("complaint_id", "sequence")
    rows = told.values_list("complaint_id", "sequence", "payload").iterator(chunk_size=_BATCH)
    while batch := list(islice(rows, _BATCH)):
        yield from _altered(batch)


def _altered(batch: Iterable[tuple[Any, int, dict[str, Any]]]) -> Iterator[Break]:
    entries = [(key, sequence, payload["message"], payload["text_digest"]) for key, sequence, payload in batch]
    messages = Message.objects.filter(pk__in=[message for _key, _sequence, message, _digest in entries])
    words = {str(row[0]): (row[1], row[2]) for row in messages.values_list("pk", "salt", "text")}
    for key, sequence, message, digest in entries:
        if message not in words:
            yield Break(str(key), sequence, "its message is missing")
        elif words[message] != ("", "") and text_digest(*words[message]) != digest:
            yield Break(str(key), sequence, "the words of its message were altered")
