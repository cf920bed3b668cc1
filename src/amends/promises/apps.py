"""Django's name for this package."""

from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "amends.promises"
    label = "promises"
