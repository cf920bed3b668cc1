"""Django's name for this package."""

from django.apps import AppConfig


class DecisionConfig(AppConfig):
    name = "amends.decision"
    label = "decision"
