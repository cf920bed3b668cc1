"""What is answered when a request fails outside of every view: pages for people, problem documents under /api/."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from amends.insight import problems
from amends.web import shell

API = "/api/"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request could not be read, or came to a host that is not ours."""
    if request.path.startswith(API):
        return problems.problem(400, "bad_request", _("This request could not be read"))
    return shell.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing here."""
    if request.path.startswith(API):
        return problems.problem(404, "not_found", _("There is nothing here, or it is not open to you."))
    return shell.not_found(request, exception)


def failed(request: HttpRequest) -> HttpResponse:
    """Something broke. What goes away by itself is told apart: the same may be sent again."""
    is_passing = problems.is_passing(sys.exc_info()[1])
    if request.path.startswith(API):
        return problems.busy() if is_passing else problems.problem(500, "failed", _("Something went wrong on our side"))
    return shell.busy(request) if is_passing else shell.failed(request)
