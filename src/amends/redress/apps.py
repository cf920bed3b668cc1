"""Django's name for this package."""

from django.apps import AppConfig


class RedressConfig(AppConfig):
    name = "amends.redress"
    label = "redress"
