"""How often something was tried lately, counted for all processes together: quick, and never in the way of what is tried."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import DatabaseError, connection, transaction

from amends.organisation.models import Tries

PATIENCE = 300  # milliseconds: a brake that cannot be counted in time is not counted, and nobody waits for it
_COUNT = (
    "INSERT INTO organisation_tries (key, times, until) VALUES (%s, 1, %s) "
    "ON CONFLICT (key) DO UPDATE SET times = organisation_tries.times + 1 RETURNING times"
)
_READ = "SELECT times FROM organisation_tries WHERE key = %s"
# Sent with the statement, in the same round trip: what is lost of a count in a power cut is no loss.
_HURRY = f"SET LOCAL lock_timeout = '{PATIENCE}ms'; SET LOCAL synchronous_commit = off; "


def are_shared() -> bool:
    """Say whether other processes may serve beside this one; `amends serve` is all in one and counts in memory alone."""
    return os.environ.get("AMENDS_WORKER_INSIDE") != "1"


def count(key: str, *, until: datetime) -> int | None:
    """Count one try; None where the database cannot be written to at once. One query."""
    return _ask(_COUNT, [key, connection.ops.adapt_datetimefield_value(until)])


def known(key: str) -> int | None:
    """Give how often it was tried; None where nobody can tell at once. One query."""
    return _ask(_READ, [key])


def forget(*, at: datetime) -> None:
    """Remove the counts of brakes that have ended."""
    Tries.objects.filter(until__lt=at).delete()


def _ask(statement: str, values: list[Any]) -> int | None:
    try:
        if connection.in_atomic_block:
            with transaction.atomic():
                return _first(statement, values)
        if connection.vendor == "sqlite":
            with _short_wait():
                return _first(statement, values)
        return _first(_HURRY + statement, values)
    except DatabaseError:
        return None


def _first(statement: str, values: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        while cursor.description is None and cursor.nextset():
            continue
        row = cursor.fetchone()
    return int(row[0]) if row else 0


@contextmanager
def _short_wait() -> Iterator[None]:
    """Let SQLite wait for its turn no longer than this; the connection keeps its own patience for everything else."""
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")
