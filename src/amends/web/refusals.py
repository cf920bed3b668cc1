"""The one place where a refusal of the domain becomes a page: its status and its words in the reader's language."""

from collections.abc import Callable
from http import HTTPStatus

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from amends.insight.refusals import sentence
from amends.kernel.errors import DomainError, ErrorKind

STATUS = {
    ErrorKind.NOT_FOUND: HTTPStatus.NOT_FOUND,
    ErrorKind.FORBIDDEN: HTTPStatus.FORBIDDEN,
    ErrorKind.CONFLICT: HTTPStatus.CONFLICT,
    ErrorKind.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorKind.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ErrorKind.TOO_MANY: HTTPStatus.TOO_MANY_REQUESTS,
    ErrorKind.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}
RETRY_AFTER = {HTTPStatus.TOO_MANY_REQUESTS: 60, HTTPStatus.SERVICE_UNAVAILABLE: 5}


class Refusals:
    """Middleware: turns refusals, and a database that is away or locked, into pages with the right status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; anything else goes on to the page for failures."""
        if isinstance(error, DomainError):
            return page(request, STATUS[error.kind], sentence(error))
        if isinstance(error, OperationalError):
            return page(request, HTTPStatus.SERVICE_UNAVAILABLE, "")
        return None


def page(request: HttpRequest, status: HTTPStatus, said: str, *, template: str = "") -> HttpResponse:
    """Draw the page of a status; programs that ask for JSON get the words alone."""
    if "application/json" in request.headers.get("Accept", ""):
        response: HttpResponse = JsonResponse({"error": said or sentence(DomainError())}, status=status)
    else:
        response = HttpResponse(
            render_to_string(f"errors/{template or status.value}.html", {"words": said}), status=status
        )
    if status in RETRY_AFTER:
        response["Retry-After"] = str(RETRY_AFTER[status])
    response["Cache-Control"] = "no-store"
    return response
