"""The one place where a refusal of the domain becomes a page: its status and its words in the reader's language."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from amends.insight.problems import RETRY_AFTER, STATUS, busy_words, is_passing
from amends.insight.refusals import sentence
from amends.kernel.errors import DomainError


class Refusals:
    """Middleware: turns refusals, and a database or disk in trouble, into pages with the right status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not getattr(response, "content", b"-"):
            worded = page(request, HTTPStatus.METHOD_NOT_ALLOWED, "")
            worded["Allow"] = response["Allow"]
            return worded
        if response.status_code in RETRY_AFTER:
            response.headers.setdefault("Retry-After", str(RETRY_AFTER[HTTPStatus(response.status_code)]))
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; anything else goes on to the page for failures."""
        if isinstance(error, DomainError):
            return page(request, STATUS[error.kind], sentence(error))
        if is_passing(error):
            return page(request, HTTPStatus.SERVICE_UNAVAILABLE, "")
        return None


def page(request: HttpRequest, status: HTTPStatus, said: str, *, template: str = "") -> HttpResponse:
    """Draw the page of a status; programs that ask for JSON get the words alone."""
    if "application/json" in request.headers.get("Accept", ""):
        words = said or (busy_words() if status == HTTPStatus.SERVICE_UNAVAILABLE else sentence(DomainError()))
        response: HttpResponse = JsonResponse({"error": words}, status=status)
    else:
        response = HttpResponse(
            render_to_string(f"errors/{template or status.value}.html", {"words": said, "home_url": _home(request)}),
            status=status,
        )
    if status in RETRY_AFTER:  # also said here: pages of failures do not come past the middleware
        response["Retry-After"] = str(RETRY_AFTER[status])
    response["Cache-Control"] = "no-store"
    return response


def _home(request: HttpRequest) -> str:
    """Give the first page of the side somebody is on: the desk's or the portal's."""
    return "/desk/" if request.path.startswith("/desk/") else "/"
