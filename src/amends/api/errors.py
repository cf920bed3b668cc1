"""Every refusal of the API as an RFC 9457 problem document, in the reader's language."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import SuspiciousOperation, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from amends.correspondence.uploads import TooManyFiles
from amends.insight.problems import STATUS, busy, is_passing, problem
from amends.insight.refusals import sentence
from amends.kernel.errors import DomainError

_PLAIN_FACTS = (str, int, bool, list)


class BadRequest(DomainError):
    """The request itself cannot be read; facts["words"] says what."""

    code = "bad_request"


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

    @api.exception_handler(TooManyFilesSent)
    def too_many(request: HttpRequest, error: TooManyFilesSent) -> HttpResponse:
        return refused(request, TooManyFiles(limit=settings.DATA_UPLOAD_MAX_NUMBER_FILES))

    @api.exception_handler(MultiPartParserError)
    @api.exception_handler(SuspiciousOperation)
    @api.exception_handler(UnreadablePostError)
    def unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(400, "bad_request", _("This request could not be read"))

    @api.exception_handler(OperationalError)
    @api.exception_handler(InterfaceError)
    @api.exception_handler(OSError)
    def in_trouble(request: HttpRequest, error: Exception) -> HttpResponse:
        if not is_passing(error):
            raise error
        return busy()
