"""Django's name for this package."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "amends.followup"
    label = "followup"
