"""Django's name for this package."""

from django.apps import AppConfig


class ClosureConfig(AppConfig):
    name = "amends.closure"
    label = "closure"
