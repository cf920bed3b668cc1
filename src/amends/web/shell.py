"""Small things every page needs: the brand's colour, the choice of a language, pages for failures."""

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from amends.web import accent as accents
from amends.web import refusals

YEAR = 365 * 24 * 3600


@require_safe
def brand_css(request: HttpRequest, accent: str) -> HttpResponse:
    """The style sheet of a colour; the same for ever, so it may be kept."""
    if not accents.HEX.match(accent):
        raise Http404
    response = HttpResponse(accents.style_sheet(accent), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language somebody chose and go back to where they were, on our own host only."""
    back = request.POST.get("next", "/")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    response = redirect(back if is_ours else "/")
    response.status_code = HTTPStatus.SEE_OTHER
    if request.POST.get("language") in dict(settings.LANGUAGES):
        keep_language(response, str(request.POST["language"]))
    return response


def keep_language(response: HttpResponseBase, language: str) -> None:
    """Remember a language for a year."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=YEAR,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing here."""
    return refusals.page(request, HTTPStatus.NOT_FOUND, "")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request could not be read."""
    return refusals.page(request, HTTPStatus.BAD_REQUEST, "")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Seen, but not allowed."""
    return refusals.page(request, HTTPStatus.FORBIDDEN, "")


def failed(request: HttpRequest) -> HttpResponse:
    """Something broke; the page needs nothing that could be broken too."""
    return refusals.page(request, HTTPStatus.INTERNAL_SERVER_ERROR, "")


def busy(request: HttpRequest) -> HttpResponse:
    """Database or disk are in trouble; the same can be sent again."""
    return refusals.page(request, HTTPStatus.SERVICE_UNAVAILABLE, "")


def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's safety token is missing or old."""
    return refusals.page(request, HTTPStatus.FORBIDDEN, "", template="csrf")
