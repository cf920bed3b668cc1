"""The Django application of the pages; it owns no tables of complaints."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, their static files and template tags."""

    name = "amends.web"
    label = "web"
