"""Codes written into the SQL rather than handed over beside it: SQLite finds a partial index only by what it can read.

An index on rows with `standing IN ('open', 'at_risk')` is not used for `standing IN (?, ?)`, so that a list of some rows
would read them all. What a column may hold by its choices, and nothing at all (''), is no secret and no surprise.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.models import CharField
from django.db.models.expressions import Col
from django.db.models.lookups import Exact, In, Lookup


def register() -> None:
    """Let comparisons of text with codes be written like that."""
    CharField.register_lookup(_CodeIs)
    CharField.register_lookup(_CodeIsOneOf)


class _CodeIs(Exact):
    """`=` with a code."""

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return _written(self, *self.as_sql(compiler, connection))


class _CodeIsOneOf(In):
    """`IN` with codes."""

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return _written(self, *self.as_sql(compiler, connection))


def _written(lookup: Lookup[Any], sql: str, parameters: Any) -> tuple[str, tuple[Any, ...]]:
    """Write the parameters into the SQL where all of them are codes of the column on the left."""
    values = tuple(parameters)
    if values and isinstance(lookup.lhs, Col) and _codes(lookup.lhs.target).issuperset(values):
        return sql % tuple(f"'{value}'" for value in values), ()
    return sql, values


@lru_cache(maxsize=512)
def _codes(field: CharField[Any, Any]) -> frozenset[str]:
    names = (str(code) for code, _ in field.flatchoices)
    return frozenset({"", *(name for name in names if name.isidentifier())})
