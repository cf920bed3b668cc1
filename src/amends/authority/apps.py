"""Django's name for this package."""

from django.apps import AppConfig


class AuthorityConfig(AppConfig):
    name = "amends.authority"
    label = "authority"
