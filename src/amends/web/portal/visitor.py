"""Who is at the portal: the brand and branch they came to, and a random cookie to which their waiting files are bound."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language

from amends.organisation import queries as organisation
from amends.organisation import reception
from amends.organisation.models import Branch, Brand
from amends.organisation.names import name_of
from amends.web import accent, shell

DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Visitor:
    """One browser at the portal. secret: what its cookie holds; holder: its digest, under which files wait.

    is_brand_named: the address named the brand, so that every address that follows names it too.
    """

    brand: Brand
    branch: Branch | None
    secret: str
    is_brand_named: bool = False

    @property
    def query(self) -> str:
        """The part of an address that leads to this brand and branch; "" where none was named."""
        if not self.branch:
            return "?" + urlencode({"brand": self.brand.code}) if self.is_brand_named else ""
        return "?" + urlencode({"brand": self.brand.code, "branch": self.branch.code})

    @property
    def holder(self) -> str:
        return sha256(self.secret.encode()).hexdigest()


class PortalRequest(HttpRequest):
    """A request that `page` has looked at."""

    visitor: Visitor


View = Callable[..., HttpResponseBase]


def cookie_name(plain: str) -> str:
    """Give a cookie's name; under https no other host or path can set it."""
    return f"__Host-{plain}" if settings.SESSION_COOKIE_SECURE else plain


def page(view: View) -> View:
    """Make a view one of the portal's: it knows its visitor, and nothing it shows stays in a cache."""

    @wraps(view)
    def with_visitor(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        name = cookie_name("visitor")
        known = request.COOKIES.get(name, "")
        secret = known if len(known) == 32 else secrets.token_hex(16)
        request.visitor = _visitor(request, secret)  # type: ignore[attr-defined]
        language = _wished_language(request)
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        response = view(request, *args, **kwargs)
        if language:
            shell.keep_language(response, language)
        response.headers.setdefault("Cache-Control", "no-store")
        if request.method == "GET" and secret != known:
            keep_cookie(response, name, secret, seconds=DAY)
        return response

    return with_visitor


def keep_cookie(response: HttpResponseBase, name: str, value: str, *, seconds: int) -> None:
    """Set a cookie that scripts cannot read and other sites do not send."""
    response.set_cookie(
        name, value, max_age=seconds, path="/", secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def _wished_language(request: HttpRequest) -> str:
    wished = request.POST.get("language", "") if request.method == "POST" else ""
    return wished if wished in dict(settings.LANGUAGES) else ""


def show(request: PortalRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Draw a page of the portal in the visitor's language with the brand's name and colour."""
    return render(
        request, f"portal/{template}", frame(request.visitor.brand, request.visitor.branch) | context, status=status
    )


def frame(brand: Brand, branch: Branch | None = None) -> dict[str, Any]:
    """Give what portal/base.html needs of a brand, and the number that is called there or in a branch of it."""
    language = get_language() or "en"
    return {
        "brand_name": name_of(brand, language),
        "brand_css": accent.css_url(brand.accent),
        "phone": reception.phone_for(brand, language, named=branch),
    }


def _visitor(request: HttpRequest, secret: str) -> Visitor:
    given = request.POST if request.method == "POST" else request.GET
    named = organisation.find_brand(given.get("brand", ""))
    brand = named or organisation.get_brand()
    branch = organisation.find_branch(brand, given.get("branch", "")[:40]) if given.get("branch") else None
    return Visitor(brand, branch, secret, is_brand_named=named is not None)
