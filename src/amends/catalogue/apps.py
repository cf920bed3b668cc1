"""Django's name for this package."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "amends.catalogue"
    label = "catalogue"
