"""Addresses that take a form and show nothing themselves."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

View = Callable[..., HttpResponseBase]


def sent_from(page: str) -> Callable[[View], View]:
    """Make a view take what is sent from a page; whoever merely opens its address is led to that page.

    Telephones open the address of a refused form anew when they had dropped the page. page: its name, with the same keys.
    """

    def take(view: View) -> View:
        @wraps(view)
        def taken(request: HttpRequest, **keys: Any) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, **keys)
            if request.method in ("GET", "HEAD"):
                return HttpResponseRedirect(reverse(page, kwargs=keys))
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])

        return taken

    return take
