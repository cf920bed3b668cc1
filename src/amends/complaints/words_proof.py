"""Compares words in rows that can be erased with the digests that the timeline keeps of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from amends.complaints.models import Entry
from amends.complaints.timeline import Break
from amends.kernel.chain import text_digest

# Reads rows by their ids: id, salt, words.
Read = Callable[[Collection[str]], Iterable[tuple[Any, str, str]]]
_BATCH = 1000


def altered(told: Mapping[str, str], read: Read, *, what: str) -> Iterator[Break]:
    """Yield each entry whose row says something else than was recorded. Words erased with their salt are no fault.

    told: kind of fact -> where its payload names the row. what: the noun for what the row holds.
    """
    entries = Entry.objects.filter(kind__in=told).order_by("complaint_id", "sequence")
    rows = entries.values_list("complaint_id", "sequence", "kind", "payload").iterator(chunk_size=_BATCH)
    while batch := list(islice(rows, _BATCH)):
        named = [(key, sequence, payload[told[kind]], payload["text_digest"]) for key, sequence, kind, payload in batch]
        words = {str(row): (salt, text) for row, salt, text in read([row for _, _, row, _ in named])}
        for key, sequence, row, digest in named:
            if row not in words:
                yield Break(str(key), sequence, f"its {what} is missing")
            elif words[row] != ("", "") and text_digest(*words[row]) != digest:
                yield Break(str(key), sequence, f"the words of its {what} were altered")
