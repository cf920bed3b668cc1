"""Statements that PostgreSQL reads and plans once a connection and then runs with other values.

Half of what the database spent on a complaint was reading and planning the same ten statements anew. They are prepared
in SQL, not by the driver: several can so travel in one message, which is a transaction by itself. A pooler between
Amends and PostgreSQL must therefore keep a connection to one client (docs/operating.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

Statement = tuple[str, Sequence[Any]]
_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


def run(cursor: Any, *statements: Statement) -> None:
    """Run statements in one message, in order. Each is SQL with %s for its values, and the values.

    cursor: of Django's connection to PostgreSQL; it holds the rows of each, one set after the other.
    """
    connection.ensure_connection()
    known = _known.setdefault(connection.connection, set())
    for sql, values in statements:
        if (name := _name(sql)) not in known:
            cursor.execute(_preparing(sql, len(values)))
            known.add(name)
    cursor.execute(
        ";".join(_executing(sql, len(values)) for sql, values in statements),
        [value for _, values in statements for value in values],
    )


@lru_cache(maxsize=512)
def _name(sql: str) -> str:
    return f"amends_{hashlib.blake2s(sql.encode(), digest_size=12).hexdigest()}"


def _preparing(sql: str, values: int) -> str:
    return f"PREPARE {_name(sql)} AS {sql % tuple(f'${number}' for number in range(1, values + 1))}"


@lru_cache(maxsize=512)
def _executing(sql: str, values: int) -> str:
    return f"EXECUTE {_name(sql)}" + (f"({', '.join(['%s'] * values)})" if values else "")
