"""Django's name for this package."""

from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    name = "amends.taxonomy"
    label = "taxonomy"
