"""Django's name for this package."""

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "amends.correspondence"
    label = "correspondence"
