"""Every refusal of the API as an RFC 9457 problem document, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from amends.insight.refusals import sentence
from amends.kernel.errors import DomainError, ErrorKind

STATUS: dict[ErrorKind, int] = {
    ErrorKind.NOT_FOUND: 404,
    ErrorKind.FORBIDDEN: 403,
    ErrorKind.CONFLICT: 409,
    ErrorKind.INVALID: 422,
    ErrorKind.TOO_LARGE: 413,
    ErrorKind.TOO_MANY: 429,
    ErrorKind.UNAVAILABLE: 503,
}
_PLAIN_FACTS = (str, int, bool, list)


class BadRequest(DomainError):
    """The request itself cannot be read; facts["words"] says what."""

    code = "bad_request"


def problem(status: int, code: str, detail: str, **more: Any) -> JsonResponse:
    """Make a problem document."""
    content = {"type": f"urn:amends:problem:{code}", "title": code, "status": status, "detail": detail, **more}
    response = JsonResponse(content, status=status, content_type="application/problem+json")
    if status in (409, 429, 503):
        response["Retry-After"] = str(more.get("retry_after", 1))
    return response


def install(api: NinjaAPI) -> None:
    """Teach the API how to answer each kind of refusal."""

    @api.exception_handler(DomainError)
    def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
        facts = {name: value for name, value in error.facts.items() if isinstance(value, _PLAIN_FACTS)}
        return problem(STATUS[error.kind], error.code, sentence(error), facts=facts)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [{"field": ".".join(str(part) for part in one["loc"][1:]), "why": one["msg"]} for one in error.errors]
        return problem(422, "invalid_request", _("Some fields cannot be read."), errors=errors)

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        response = problem(401, "no_valid_token", _("This needs a valid token."))
        response["WWW-Authenticate"] = "Bearer"
        return response

    @api.exception_handler(HttpError)
    def bad(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, "bad_request", str(error))
