"""`amends migrate`: brings the database to this version."""

from __future__ import annotations

import argparse
from typing import Any

from amends.cli.main import add, answer


def register(commands: Any) -> None:
    """Add the command."""
    add(commands, "migrate", migrate, "bring the database to this version; installs what the database itself refuses")


def migrate(options: argparse.Namespace) -> int:
    """Migrate and say what was done."""
    bring_up()
    return answer(options, {"migrated": True}, "The database is at this version.")


def bring_up() -> None:
    """Apply all migrations, quietly."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def waiting_migrations() -> list[str]:
    """Name the migrations that are not applied yet."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def is_empty() -> bool:
    """Say whether the database holds nothing at all yet."""
    from django.db import connection

    return not connection.introspection.table_names()
