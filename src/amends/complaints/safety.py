"""What must hold before anything is accepted: commits reach the disk, and the database refuses what it must refuse."""

from __future__ import annotations

from django.db import connection

from amends.complaints import triggers

_FULL = 2


def faults() -> list[str]:
    """Name every setting under which an acknowledged complaint could be lost or altered; empty when safe."""
    found = _sqlite_faults() if connection.vendor == "sqlite" else _postgresql_faults()
    if missing := triggers.missing(connection):
        found.append(f"rules of the database are missing ({', '.join(missing)}); run: amends migrate")
    return found


def _sqlite_faults() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        level = cursor.fetchone()[0]
    return [] if level >= _FULL else [f"SQLite synchronous is {level}, below FULL: a power cut would lose complaints"]


def _postgresql_faults() -> list[str]:
    found = []
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting(%s)", [name])
            if cursor.fetchone()[0] == "off":
                found.append(f"PostgreSQL {name} is off: a crash would lose complaints; switch it on")
    return found
