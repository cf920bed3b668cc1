"""Heads of many complaints written together: what is appended inside is held back and written in one go at the end.

Recording that a mail left takes three entries and as many looks at the complaint. A worker that has a flood to
acknowledge does so for all mails of a batch at once, through the very functions that do it for one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from amends.complaints.errors import StaleComplaint
from amends.complaints.models import Complaint
from amends.rows.inserting import Rows


@dataclass(slots=True)
class Head:
    """A complaint whose head moves. start: how far its timeline was when it was read; columns: what changes with it."""

    complaint: Complaint
    start: int
    columns: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Gathering:
    """What was appended so far. later: what the database takes only once the heads have moved."""

    heads: dict[UUID, Head] = field(default_factory=dict)
    rows: Rows = field(default_factory=Rows)
    later: list[Callable[[], None]] = field(default_factory=list)

    def add(self, complaint: Complaint, start: int, columns: Mapping[str, Any], rows: Rows) -> None:
        """Hold back one append. Errors: StaleComplaint when the same complaint was read twice and changed in both."""
        head = self.heads.setdefault(complaint.pk, Head(complaint, start))
        if head.complaint is not complaint:
            raise StaleComplaint(number=complaint.number)
        head.columns |= columns
        self.rows.extend(rows)

    def write(self) -> None:
        """Write everything or nothing. Errors: StaleComplaint when somebody else appended to one of them meanwhile."""
        move_heads(list(self.heads.values()))
        for write in self.later:
            write()
        self.rows.insert()


_current: ContextVar[Gathering | None] = ContextVar("gathering", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """Write what is appended inside together, in one transaction, each complaint once.

    For acts that read no entries and no columns of complaints back. Errors: StaleComplaint; the complaints in memory
    are then ahead of their rows and must be read anew.
    """
    gathering = Gathering()
    token = _current.set(gathering)
    with transaction.atomic():
        try:
            yield
        finally:
            _current.reset(token)
        gathering.write()


def current() -> Gathering | None:
    """Give what is being gathered here."""
    return _current.get()


def once_moved(write: Callable[[], None]) -> None:
    """Do what the database takes only when the head of its complaint has moved: now, or when the gathered heads have."""
    gathering = _current.get()
    if gathering is None:
        write()
    else:
        gathering.later.append(write)


def move_heads(heads: list[Head]) -> None:
    """Write the columns of complaints that stand where they were read. Errors: StaleComplaint."""
    alike: defaultdict[tuple[str, ...], list[Head]] = defaultdict(list)
    for head in heads:
        alike[tuple(sorted(head.columns))].append(head)
    with connection.cursor() as cursor:
        for names, group in alike.items():
            fields = [_fields()[name] for name in (*names, "last_sequence", "head_digest")]
            assigned = ", ".join(f"{connection.ops.quote_name(one.column)} = %s" for one in fields)
            cursor.executemany(
                f"UPDATE complaints_complaint SET {assigned} WHERE id = %s AND last_sequence = %s",  # noqa: S608 - our columns
                [_values(head, names, fields) for head in group],
            )
            if cursor.rowcount != len(group):
                raise StaleComplaint(number=group[0].complaint.number)


def _values(head: Head, names: tuple[str, ...], fields: list[Any]) -> list[Any]:
    complaint = head.complaint
    values = [*(head.columns[name] for name in names), complaint.last_sequence, complaint.head_digest]
    written = [one.get_db_prep_save(value, connection) for one, value in zip(fields, values, strict=True)]
    return [*written, _fields()["id"].get_db_prep_value(complaint.pk, connection), head.start]


@lru_cache(maxsize=1)
def _fields() -> dict[str, Any]:
    return {one.attname: one for one in Complaint._meta.concrete_fields}
