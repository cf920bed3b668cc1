"""The database on its way into a backup and back: by SQLite's own copying, by pg_dump and pg_restore.

A database that was put back holds our mails from its first moment on: the pause is written before anybody can open it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from amends.cli.main import Refused

Ask = Callable[[str], list[tuple[Any, ...]]]

FILES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
# What a DATABASE_URL may say beside the address, and the tools must know as well.
_HANDED_ON = frozenset({"sslmode", "sslrootcert", "sslcert", "sslkey", "service", "passfile", "options"})
_PAUSE = "INSERT INTO {table} (id, since, why, backup_at) VALUES (1, '{since}', 'restored', '{backup_at}')"


@dataclass(frozen=True, slots=True)
class Content:
    """What a copy holds: its newest checkpoint, how much of what, the migrations it stands on."""

    checkpoint: dict[str, Any] | None
    counts: dict[str, int]
    steps: tuple[str, ...]


def save(target: Path) -> Content:
    """Copy the database as it is at one moment, while others write. Errors: Refused."""
    return _save_embedded(target) if connection.vendor == "sqlite" else _save_server(target)


def put_back(source: Path, *, backup_at: datetime, at: datetime) -> None:
    """Put a copy into the empty database of this installation, mails held. All or nothing. Errors: Refused."""
    if connection.vendor == "sqlite":
        _put_back_embedded(source, backup_at, at)
    else:
        _put_back_server(source, backup_at, at)


def require_tools() -> None:
    """Refuse before anything is written where PostgreSQL's own tools are needed and absent. Errors: Refused."""
    missing = [name for name in ("pg_dump", "pg_restore", "psql") if not shutil.which(name)]
    if connection.vendor != "sqlite" and missing:
        raise Refused(
            f"{', '.join(missing)} of PostgreSQL's client tools cannot be found; install them (Debian: "
            "postgresql-client), in the version of the server or newer"
        )


def _save_embedded(target: Path) -> Content:
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)  # one step: a reader's view of one moment; writers go on beside it
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        if (said := copy.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
            raise Refused(f"the database is damaged: {said}; keep it as it is and restore an earlier backup")
        return _content(lambda statement: copy.execute(statement).fetchall())


def _save_server(target: Path) -> Content:
    def ask(statement: str) -> list[tuple[Any, ...]]:
        cursor.execute(statement)
        return list(cursor.fetchall())

    # What is counted is what is dumped: pg_dump looks through the eyes of this transaction.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        view = ask("SELECT pg_export_snapshot()")[0][0]
        words = ("pg_dump", "--format=custom", "--no-password", f"--snapshot={view}", f"--file={target}")
        done = subprocess.run(_connected(*words), env=_environment(), capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Refused(f"pg_dump refused: {done.stderr.strip()[-1000:]}")
        return _content(ask)


def _content(ask: Ask) -> Content:
    heads = ask("SELECT sequence, digest, at FROM complaints_checkpoint ORDER BY sequence DESC LIMIT 1")
    return Content(
        checkpoint={"sequence": heads[0][0], "digest": heads[0][1], "at": str(heads[0][2])} if heads else None,
        counts={
            "complaints": ask("SELECT count(*) FROM complaints_complaint")[0][0],
            "entries": ask("SELECT count(*) FROM complaints_entry")[0][0],
            "messages": ask("SELECT count(*) FROM correspondence_message")[0][0],
        },
        steps=tuple(f"{app}.{name}" for app, name in ask("SELECT app, name FROM django_migrations ORDER BY id")),
    )


def _put_back_embedded(source: Path, backup_at: datetime, at: datetime) -> None:
    place = Path(connection.settings_dict["NAME"])
    arriving = place.with_name(f"{place.name}.restoring")
    shutil.copyfile(source, arriving)
    with closing(sqlite3.connect(arriving)) as copy, copy:
        copy.execute(_pause("correspondence_mailpause", backup_at, at))
    connection.close()
    for beside in ("", "-wal", "-shm"):  # of the empty one
        place.with_name(place.name + beside).unlink(missing_ok=True)
    os.sync()
    arriving.rename(place)


def _put_back_server(source: Path, backup_at: datetime, at: datetime) -> None:
    """Feed the script of pg_restore to psql in one transaction, which ends well only when all of it came."""
    script = ("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--file=-", str(source))
    apply = _connected("psql", "--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
    connection.close()
    with (
        subprocess.Popen(apply, env=_environment(), stdin=subprocess.PIPE, stderr=subprocess.PIPE) as psql,
        subprocess.Popen(script, stdout=subprocess.PIPE) as restoring,
    ):
        into, out = cast("IO[bytes]", psql.stdin), cast("IO[bytes]", restoring.stdout)
        try:
            into.write(b"BEGIN;\n")
            shutil.copyfileobj(out, into)
            if restoring.wait() == 0:
                into.write(f"{_pause('public.correspondence_mailpause', backup_at, at)};\nCOMMIT;\n".encode())
        except BrokenPipeError:
            restoring.kill()  # psql stopped; it says why
        said = psql.communicate()[1].decode(errors="replace").strip()
    if restoring.returncode != 0 or psql.returncode != 0:
        raise Refused(f"the dump could not be put back, nothing was changed: {said[-1000:] or 'it is damaged'}")


def _pause(table: str, backup_at: datetime, at: datetime) -> str:
    zone = "" if connection.vendor == "sqlite" else "+00"  # SQLite keeps UTC without saying so
    since, made = (f"{moment:%Y-%m-%d %H:%M:%S.%f}{zone}" for moment in (at, backup_at))
    return _PAUSE.format(table=table, since=since, backup_at=made)


def _connected(*words: str) -> list[str]:
    """Name the database to a tool of PostgreSQL as the settings do, without the password."""
    said = connection.settings_dict
    named = {"host": said["HOST"], "port": said["PORT"], "user": said["USER"], "dbname": said["NAME"]}
    named |= {name: value for name, value in said["OPTIONS"].items() if name in _HANDED_ON}
    return [*words, "--dbname=" + make_conninfo(**{name: value for name, value in named.items() if value})]


def _environment() -> dict[str, str]:
    """Give the password by the environment, where other users of this machine cannot read it."""
    password = connection.settings_dict["PASSWORD"]
    return os.environ | ({"PGPASSWORD": password} if password else {})
