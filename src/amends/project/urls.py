"""All addresses."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from amends.api import docs
from amends.api.application import api
from amends.project import health
from amends.web import setup

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("metrics", health.metrics),
    path("api/v1/docs", docs.page, name="api_docs"),
    path("api/v1/", api.urls),
    path("setup", setup.first_run, name="setup"),
    path("", include("amends.web.demonstration")),
    path("", include("amends.web.portal.urls")),
    path("", include("amends.web.desk.urls")),
]
handler400 = "amends.project.failures.bad_request"
handler403 = "amends.web.shell.forbidden"
handler404 = "amends.project.failures.not_found"
handler500 = "amends.project.failures.failed"
