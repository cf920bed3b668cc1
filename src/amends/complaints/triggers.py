"""What the database itself refuses: triggers on both databases, installed after every migrate, proven at start-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Trigger:
    """A named rule on a table; `sqlite` and `postgresql` hold the statements that create it."""

    name: str
    table: str
    sqlite: tuple[str, ...]
    postgresql: tuple[str, ...]


TRIGGERS: dict[str, Trigger] = {}


def register(trigger: Trigger) -> None:
    """Add a rule; packages to the right register their own when they are loaded."""
    TRIGGERS[trigger.name] = trigger


def append_only(table: str) -> Trigger:
    """Make the rule that nobody changes, removes or empties a table's rows."""
    name = f"amends_append_only_{table}"
    return Trigger(
        name=name,
        table=table,
        sqlite=tuple(
            f"CREATE TRIGGER IF NOT EXISTS {name}_{act} BEFORE {act.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for act in ("update", "delete")
        ),
        postgresql=(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE OR REPLACE TRIGGER {name}_update BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()",
            f"CREATE OR REPLACE TRIGGER {name}_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
        ),
    )


register(append_only("complaints_entry"))
register(append_only("complaints_checkpoint"))
register(append_only("complaints_checkpointhead"))


def install(connection: BaseDatabaseWrapper) -> None:
    """Create every rule that is absent. SQLite drops triggers when a table is rebuilt, so this follows each migrate."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in TRIGGERS.values():
            if trigger.table not in tables:
                continue  # a migration to an earlier state
            for statement in trigger.sqlite if connection.vendor == "sqlite" else trigger.postgresql:
                cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Remove every rule. For tests that empty the tables; nothing else calls it."""
    with connection.cursor() as cursor:
        for name, table in present(connection).items():
            where = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{where}")


def present(connection: BaseDatabaseWrapper) -> Mapping[str, str]:
    """Give the names of our triggers that are in the database and enabled, with their tables."""
    query = (
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'amends_%'"
        if connection.vendor == "sqlite"
        else "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgname LIKE 'amends_%'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return dict(cursor.fetchall())


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Name the rules of which some trigger is absent or switched off."""
    names = present(connection)
    return sorted(
        trigger.name
        for trigger in TRIGGERS.values()
        if sum(name.startswith(trigger.name) for name in names)
        < sum("TRIGGER" in one for one in (trigger.sqlite if connection.vendor == "sqlite" else trigger.postgresql))
    )
