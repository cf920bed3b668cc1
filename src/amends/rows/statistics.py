"""What the embedded database knows of how many rows hold what: by that it chooses along which index it reads."""

from __future__ import annotations

from django.db import connection, transaction

MOST_ROWS_AN_INDEX = 400  # looked at; enough to tell a column of two values from one of thousands


def renew() -> None:
    """Let SQLite look at its tables anew. PostgreSQL does so by itself."""
    if connection.vendor != "sqlite":
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {MOST_ROWS_AN_INDEX}")
        # Connections that are open read what they know again only when a table comes or goes.
        cursor.execute("DROP TABLE IF EXISTS sqlite_stat1")
        cursor.execute("ANALYZE")
