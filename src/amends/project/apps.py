"""Start-up: wires the ports that packages to the left leave open."""

from __future__ import annotations

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """The last package: knows all others."""

    name = "amends.project"
    label = "project"

    def ready(self) -> None:
        from amends.project import wiring

        wiring.connect()
