"""Who is at the desk: the member of staff behind a request as an actor, their clock and language; nobody else comes in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from amends.organisation import book, queries
from amends.organisation.actor import Actor
from amends.organisation.models import Brand, Staff
from amends.organisation.rules import Right
from amends.web import when

DESK = "/desk/"
ENTRANCES = (DESK, settings.LOGIN_URL, "/setup", "/till")
SINCE = "since"  # session: when this person had been here before the present stretch of work
AWAY = timedelta(hours=3)  # longer than this without doing anything: the next act begins a new stretch


class StaffRequest(HttpRequest):
    """A request that `Desk` and `staff` have looked at.

    at: its one time; zone: the clock this person reads; since: when they had been here before this stretch of work;
    brand: the first one they work for.
    """

    actor: Actor
    staff: Staff
    brand: Brand | None
    zone: ZoneInfo
    at: datetime
    since: datetime


View = Callable[..., HttpResponseBase]


class Desk:
    """Middleware: puts the member of staff, their language and clock on requests to the desk; keeps pages out of caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ENTRANCES):
            return self.get_response(request)
        known = request.user if request.path.startswith(DESK) and request.user.is_authenticated else None
        if isinstance(known, Staff):
            _introduce(request, known)
            with translation.override(known.language):
                response = self.get_response(request)
        else:
            response = self.get_response(request)
        response.headers["Cache-Control"] = "no-store"
        patch_vary_headers(response, ["Cookie"])
        return response


def _introduce(request: HttpRequest, person: Staff) -> None:
    here: Any = request
    found = queries.at_desk(person)
    here.staff, here.actor, here.at = person, found.actor, timezone.now()
    here.brand = queries.first_brand_of(found.actor)
    here.zone = queries.zone_of(person, found, here.brand)
    here.LANGUAGE_CODE = person.language
    if request.method == "POST":
        note_presence(request, person, here.at)
    here.since = _since(request, here.at)


def note_presence(request: HttpRequest, person: Staff, at: datetime) -> None:
    """Remember that somebody is at work; after being away, keep since when, for "what changed since I was here"."""
    last = person.last_seen_at
    if last is None or at - last > AWAY:
        request.session[SINCE] = (last or at).isoformat()
    if last is None or at - last > timedelta(minutes=1):
        book.note_seen(person, at=at)


def _since(request: HttpRequest, at: datetime) -> datetime:
    kept = request.session.get(SINCE)
    return datetime.fromisoformat(kept) if kept else at - timedelta(days=1)


def staff(view: View) -> View:
    """Make a view one of the desk's: without a signed-in member of staff it leads to the sign-in page and back."""

    @wraps(view)
    def with_staff(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not hasattr(request, "actor"):
            return _to_sign_in(request)
        return view(request, *args, **kwargs)

    with_staff.is_for_staff = True  # type: ignore[attr-defined]
    return with_staff


def needs(right: Right) -> Callable[[View], View]:
    """Make a view one for members of staff with a right; others are told so. Errors: NotAllowed."""

    def guard(view: View) -> View:
        @wraps(view)
        def with_right(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            request.actor.require(right)
            return view(request, *args, **kwargs)

        return staff(with_right)

    return guard


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    back = request.get_full_path() if request.method == "GET" else DESK
    address = f"{settings.LOGIN_URL}?next={quote(back)}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address) if request.method == "GET" else see_other(address)


def see_other(address: str) -> HttpResponseRedirect:
    """Answer a form that was done: look there."""
    response = HttpResponseRedirect(address)
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def midnight(request: StaffRequest) -> datetime:
    """Give the end of today on the reader's clock."""
    tomorrow = request.at.astimezone(request.zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), request.zone)


def writer(request: StaffRequest) -> Callable[[datetime], str]:
    """Give the writer of instants for this reader: today 17:00."""
    return lambda moment: when.moment(moment, zone=request.zone, now=request.at)


def is_part(request: HttpRequest) -> bool:
    """Say whether htmx asks for a part of a page rather than a page."""
    return bool(request.headers.get("HX-Request")) and not request.headers.get("HX-Boosted")
