"""Django's name for this package."""

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "amends.complaints"
    label = "complaints"
