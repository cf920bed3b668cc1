"""Rows written as the text that PostgreSQL's COPY reads: columns parted by tabs, rows by line ends, NULL as \\N."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import Field, JSONField, Model

_NULL = r"\N"
_JSON = json.JSONEncoder(ensure_ascii=False)


def written(rows: Sequence[Model], fields: Sequence[tuple[str, Field[Any, Any]]]) -> str:
    """Write rows. fields: (attribute, field) of every column, in order; more than one."""
    values = zip(*map(attrgetter(*(name for name, _ in fields)), rows), strict=True)
    columns = [_column(column, field) for column, (_, field) in zip(values, fields, strict=True)]
    return "\n".join(map("\t".join, zip(*columns, strict=True))) + "\n"


def _column(values: Sequence[Any], field: Field[Any, Any]) -> Sequence[str]:
    """Write a column at once: most hold the same in every row, or words without a sign that COPY would read."""
    if isinstance(field, JSONField):
        return [_text(_JSON.encode(value)) for value in values]
    first = values[0]
    if all(value is first for value in values):
        return [_WRITERS[type(first)](first)] * len(values)
    if isinstance(first, str) and None not in values:
        together = "".join(values)
        return values if _text(together) is together else [_text(value) for value in values]
    return [_WRITERS[type(value)](value) for value in values]


def _text(value: str) -> str:
    return value.replace("\\", r"\\").replace("\n", r"\n").replace("\t", r"\t").replace("\r", r"\r")


class _Writers(dict[type, Callable[[Any], str]]):
    """How values of a type are written; a type met for the first time (an enumeration) is written as its base."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        found = next((self[base] for base in kind.__mro__[1:] if base in self), None)
        if found is None:
            raise TypeError(f"no column takes a {kind.__name__}")
        self[kind] = found
        return found


_WRITERS = _Writers(
    {
        type(None): lambda _: _NULL,
        str: _text,
        bool: lambda value: "t" if value else "f",
        int: int.__repr__,
        UUID: lambda value: value.hex,
        datetime: datetime.isoformat,
        date: date.isoformat,
    }
)
