"""Django's name for this package."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "amends.organisation"
    label = "organisation"
