"""New rows of several tables inserted together: one round trip on PostgreSQL, one prepared statement a table on SQLite.

Accepting a complaint makes about fifteen rows in eight tables. Django's bulk_create compiles a statement for each table
anew; here each is written once per process, planned once per connection, and the rows travel as JSON, which PostgreSQL
takes apart itself. Many rows at once (an import) go to it by COPY, a table after the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model

from amends.rows import copying, prepared

MOST_IN_ONE_MESSAGE = 200


class Rows:
    """Rows to insert, table by table, in the order in which the tables were first named."""

    def __init__(self) -> None:
        self._tables: dict[type[Model], list[Model]] = {}

    def add(self, rows: Iterable[Model]) -> None:
        """Remember rows. Ids given by the database are not read back."""
        for row in rows:
            self._tables.setdefault(type(row), []).append(row)

    def extend(self, others: Rows) -> None:
        """Take over rows that were gathered apart."""
        for rows in others._tables.values():
            self.add(rows)

    def insert(self) -> None:
        """Insert everything or nothing. Errors: IntegrityError.

        Several statements in one message are a transaction by themselves on PostgreSQL, where there is none around.
        """
        if not self._tables:
            return
        if connection.vendor == "postgresql" and sum(map(len, self._tables.values())) <= MOST_IN_ONE_MESSAGE:
            self._insert_at_once()
        else:
            with transaction.atomic(savepoint=False):
                self._copy() if connection.vendor == "postgresql" else self._insert_by_table()
        alias = connection.alias
        for rows in self._tables.values():
            for row in rows:
                row._state.adding, row._state.db = False, alias

    def _insert_at_once(self) -> None:
        statements = [(_from_json(model), (_as_json(model, rows),)) for model, rows in self._tables.items()]
        with connection.cursor() as cursor:
            prepared.run(cursor, *statements)

    def _copy(self) -> None:
        for model, rows in self._tables.items():
            table, columns = _names(model)
            fields = [(name, field) for name, _, field in _fields(model)]
            statement = f"COPY {table} ({columns}) FROM STDIN"
            with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
                copy.write(copying.written(rows, fields))

    def _insert_by_table(self) -> None:
        with connection.cursor() as cursor:
            for model, rows in self._tables.items():
                fields = _fields(model)
                values = [
                    [field.get_db_prep_save(getattr(row, name), connection) for name, _, field in fields]
                    for row in rows
                ]
                cursor.executemany(_with_values(model), values)


@lru_cache(maxsize=64)
def _fields(model: type[Model]) -> tuple[tuple[str, str, Any], ...]:
    """Give (attribute, column, field) of every column the application fills; a serial id is left to the database."""
    return tuple(
        (field.attname, str(field.column), field)
        for field in model._meta.concrete_fields
        if field is not model._meta.auto_field
    )


@lru_cache(maxsize=64)
def _from_json(model: type[Model]) -> str:
    table, columns = _names(model)
    return f"INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s::json)"


@lru_cache(maxsize=64)
def _with_values(model: type[Model]) -> str:
    table, columns = _names(model)
    return f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(_fields(model)))})"


def _names(model: type[Model]) -> tuple[str, str]:
    quoted = connection.ops.quote_name
    return quoted(model._meta.db_table), ", ".join(quoted(column) for _, column, _ in _fields(model))


def _as_json(model: type[Model], rows: Sequence[Model]) -> str:
    fields = _fields(model)
    return json.dumps(
        [{column: getattr(row, name) for name, column, _ in fields} for row in rows],
        default=_plain,
        ensure_ascii=False,
    )


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"no column takes a {type(value).__name__}")
