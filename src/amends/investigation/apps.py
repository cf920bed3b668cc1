"""Django's name for this package."""

from django.apps import AppConfig


class InvestigationConfig(AppConfig):
    name = "amends.investigation"
    label = "investigation"
