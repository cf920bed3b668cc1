"""Django's name for this package."""

from django.apps import AppConfig


class EscalationConfig(AppConfig):
    name = "amends.escalation"
    label = "escalation"
