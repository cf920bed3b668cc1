"""Pages of the demo alone: the mails it did not send, and how to start for real. Elsewhere they do not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from amends.correspondence import postbox

ON_A_PAGE = 50
SERVE = "amends serve"
MAIL_SETTINGS = (
    "AMENDS_URL=https://care.example.com AMENDS_MAIL_FROM=care@example.com "
    "AMENDS_SMTP=smtps://user:password@mail.example.com"
)
View = Callable[..., HttpResponse]


def only_in_the_demo(view: View) -> View:
    """Answer that there is nothing here, unless this is the demo."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.AMENDS_IS_DEMO:
            raise Http404
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return guarded


@require_safe
@only_in_the_demo
def outbox(request: HttpRequest) -> HttpResponse:
    """The mails that would have left, newest first; `to` narrows them to one address, `after` goes on."""
    to, after = request.GET.get("to", "")[:254].strip(), request.GET.get("after", "")[:60]
    mails = postbox.filed_list(to=to, after=after, limit=ON_A_PAGE + 1)
    context = {
        "mails": mails[:ON_A_PAGE],
        "to": to,
        "count": postbox.count_filed(),
        "older": mails[ON_A_PAGE - 1].name if len(mails) > ON_A_PAGE else "",
    }
    return render(request, "demo/outbox.html", context)


@require_safe
@only_in_the_demo
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail, as its reader would have seen it."""
    found = postbox.find_filed(name)
    if found is None:
        raise Http404
    return render(request, "demo/mail.html", {"mail": found})


@require_safe
@only_in_the_demo
def start_for_real(request: HttpRequest) -> HttpResponse:
    """What to type to begin with a folder of one's own."""
    return render(request, "demo/real.html", {"serve": SERVE, "serve_with_mail": f"{MAIL_SETTINGS} {SERVE}"})


urlpatterns = [
    path("demo/outbox", outbox, name="demo-outbox"),
    path("demo/outbox/<str:name>", mail, name="demo-mail"),
    path("demo/real", start_for_real, name="demo-real"),
]
