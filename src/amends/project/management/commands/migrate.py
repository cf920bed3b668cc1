"""Django's migrate, followed by what the database itself must refuse and by the ground every installation stands on."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from amends.complaints import triggers
from amends.organisation import book
from amends.taxonomy import book as taxonomy_book


class Command(Migrate):
    """Migrate, then install the triggers, the causes and the first brand."""

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        connection = connections[options["database"]]
        triggers.install(connection)
        if args == () and not options.get("app_label") and not options.get("plan"):
            book.ensure_ground()
            taxonomy_book.load()
