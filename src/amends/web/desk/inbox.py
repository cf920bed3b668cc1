"""The inbox: views, filters in the address, pages by key, the complaint beside the list on wide screens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from amends.insight import inbox, words
from amends.insight.inbox import Row, View, Wanted
from amends.organisation import queries
from amends.web.desk import places, shown
from amends.web.desk.case import pane_context
from amends.web.desk.people import StaffRequest, midnight, staff
from amends.web.parts import Countdown


@dataclass(frozen=True, slots=True)
class Shelf:
    """A view in the second column. url: where it leads when it is not one of the lists here (held mails)."""

    view: str
    label: str | Lazy
    icon: str
    is_mine: bool = True
    url_name: str = ""


# The views from top to bottom; another page that belongs here (mails set aside) gets its line with url_name.
SHELVES: list[Shelf] = [
    Shelf(View.MINE, _lazy("My own"), "user"),
    Shelf(View.TAKE_ON, _lazy("To take on"), "hand-grab"),
    Shelf(View.REPLIED, _lazy("Customer replied"), "message-2"),
    Shelf(View.TODAY, _lazy("Due today"), "clock"),
    Shelf(View.OVERDUE, _lazy("Complaints overdue"), "alert-triangle"),
    Shelf(View.UNITS, _lazy("My units"), "users-group", is_mine=False),
    Shelf(View.UNOWNED, _lazy("Without an owner"), "user-question", is_mine=False),
    Shelf(View.ALL_OVERDUE, _lazy("All complaints overdue"), "alert-triangle", is_mine=False),
    Shelf(View.WAITING, _lazy("Waiting"), "clock-pause", is_mine=False),
    Shelf(View.ALL, _lazy("All I may see"), "world", is_mine=False),
    Shelf(View.CLOSED, _lazy("Closed recently"), "circle-check", is_mine=False),
]


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A row as the template draws it."""

    row: Row
    reference: str
    url: str
    pane_url: str
    state: str
    icon: str
    person: str
    about: str
    age: str
    countdown: Countdown | None
    promise_words: str
    is_current: bool


@require_safe
@staff
def list_view(request: StaffRequest) -> HttpResponse:
    """Draw the list of a view, with the chosen complaint beside it."""
    wanted = wanted_of(request)
    page = inbox.page(request.actor, wanted)
    rows = [_row(row, request) for row in page.rows]
    context = _around(request, wanted) | {
        "rows": rows,
        "older_url": _address(request, after=places.written(page.next_after)) if page.next_after else "",
        "arrivals_url": f"{reverse('desk-arrivals')}?{_query(request, since=request.at.isoformat())}",
    }
    chosen = request.GET.get("c", "")
    if chosen:
        context |= pane_context(request, chosen)
    return render(request, "desk/inbox.html", context)


@require_safe
@staff
def arrivals(request: StaffRequest) -> HttpResponse:
    """Say how many came since the list was drawn, for the strip above it."""
    since = places.instant(request.GET.get("since", "")) or request.at
    count = inbox.arrivals(request.actor, wanted_of(request), since)
    address = _address(request, since="", after="")
    return render(request, "desk/inbox_arrivals.html", {"count": count, "list_url": address})


@require_safe
@staff
def pane(request: StaffRequest, reference: str) -> HttpResponse:
    """Draw one complaint for the third column."""
    return render(request, "desk/inbox_pane.html", pane_context(request, reference))


def wanted_of(request: StaffRequest) -> Wanted:
    """Read the address: view, filters, beginning of the page; what cannot be read counts as not given."""
    asked = request.GET.get("view", "")
    view = View(asked) if asked in set(View) else _usual_view(request)
    filters = {name: request.GET[name][:60] for name in inbox.FILTERS if request.GET.get(name)}
    if not filters.get("severity", "1").isdigit():
        del filters["severity"]
    return Wanted(view, request.at, midnight(request), filters, places.read(request.GET.get("after", "")))


def _usual_view(request: StaffRequest) -> View:
    return View.MINE if inbox.has_own(request.actor) else View.ALL


def _around(request: StaffRequest, wanted: Wanted) -> dict[str, Any]:
    counts = inbox.counts(request.actor, at=request.at, midnight=midnight(request))
    shelves = [
        {
            "label": shelf.label,
            "icon": shelf.icon,
            "is_mine": shelf.is_mine,
            "url": reverse(shelf.url_name) if shelf.url_name else f"{request.path}?view={shelf.view}",
            "is_current": shelf.view == wanted.view,
            "count": counts.of_view.get(View(shelf.view)) if shelf.view in set(View) else None,
            "is_more": counts.is_more,
            "is_late": shelf.view == View.OVERDUE,
        }
        for shelf in SHELVES
    ]
    return {
        "heading": _lazy("Inbox"),
        "now_words": next(shelf["label"] for shelf in shelves if shelf["is_current"]),
        "shelves": shelves,
        "view": wanted.view.value,
        "filters": _filters(request, wanted),
        "is_filtered": bool(wanted.filters),
        "unfiltered_url": f"{request.path}?view={wanted.view.value}",
        "is_closed_view": wanted.view is View.CLOSED,
    }


def _filters(request: StaffRequest, wanted: Wanted) -> list[dict[str, Any]]:
    units = queries.units_to_choose(request.actor.brand_ids)
    choices: dict[str, tuple[Any, list[tuple[str, str]]]] = {
        "unit": (_lazy("Unit"), [(unit.code, shown.place(unit)) for unit in units]),
        "lane": (_lazy("Lane"), [(code, words.lane(code)) for code in words.LANES]),
        "severity": (_lazy("Severity"), [(code, words.severity(code)) for code in words.SEVERITIES]),
        "channel": (_lazy("Channel"), [(code, words.channel(code)) for code in words.CHANNELS]),
        "kind": (_lazy("Kind"), [(code, words.kind(code)) for code in words.KINDS_OF_MATTER]),
    }
    return [
        {"name": name, "label": label, "choices": options, "chosen": wanted.filters.get(name, "")}
        for name, (label, options) in choices.items()
    ]


def _row(row: Row, request: StaffRequest) -> InboxRow:
    complaint, promise = row.complaint, row.promise
    url = shown.url_of(complaint)
    moment = complaint.closed_at or complaint.received_at
    return InboxRow(
        row=row,
        reference=shown.shown_reference(complaint),
        url=url,
        pane_url=reverse("desk-pane", args=[complaint.number]),
        state=words.state(complaint.state),
        icon=shown.state_icon(complaint),
        person=shown.person(complaint),
        about=shown.about(complaint),
        age=shown.span_since(moment, request),
        countdown=shown.countdown(promise, request) if promise else None,
        promise_words=shown.what(promise) if promise else words.outcome(complaint.outcome),
        is_current=complaint.number == request.GET.get("c", "").replace("-", ""),
    )


def _query(request: StaffRequest, **changes: str) -> str:
    kept = {name: value for name, value in request.GET.items() if name in {"view", *inbox.FILTERS}}
    return urlencode({name: value for name, value in {**kept, **changes}.items() if value})


def _address(request: StaffRequest, **changes: str) -> str:
    return f"{reverse('desk-inbox')}?{_query(request, **changes)}"
