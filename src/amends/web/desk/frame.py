"""What stands around every page of the desk: rail, tabs, search, one's own menu. Only ways that lead somewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from amends.correspondence import pauses
from amends.insight import waiting_mail, worklist
from amends.organisation.actor import Actor
from amends.organisation.rules import Right
from amends.web import accent
from amends.web.desk.people import StaffRequest, writer
from amends.web.parts import Bar, NavEntry

TABS = 4


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the rail. right: who is shown it (None: everybody). late: counts what is overdue behind it."""

    label: str | Lazy
    icon: str
    url_name: str
    key: str
    right: Right | None = None
    short: str | Lazy = ""
    late: Callable[[StaffRequest], int] | None = None


def _overdue(request: StaffRequest) -> int:
    return worklist.overdue_count(request.actor, at=request.at)


def _mails(request: StaffRequest) -> int:
    return waiting_mail.count(request.actor)


# The rail from top to bottom; a new page gets its line here.
WAYS: list[Way] = [
    Way(pgettext_lazy("navigation", "Home"), "home", "desk-home", "g h"),
    Way(pgettext_lazy("navigation", "Inbox"), "inbox", "desk-inbox", "g i"),
    Way(
        pgettext_lazy("navigation", "Complain on behalf"),
        "user-plus",
        "desk-behalf",
        "g c",
        right=Right.TAKE,
        short=pgettext_lazy("navigation", "Complain"),
    ),
    Way(pgettext_lazy("navigation", "Promises"), "clock-check", "desk-promises", "g p", late=_overdue),
    Way(pgettext_lazy("navigation", "Questions"), "help", "desk-questions", "g q"),
    Way(pgettext_lazy("navigation", "Mails"), "mail-question", "desk-mails", "g m", right=Right.HANDLE, late=_mails),
    Way(pgettext_lazy("navigation", "Settings"), "settings", "settings", "g s", right=Right.SETTINGS),
]


def shown_ways(actor: Actor) -> list[Way]:
    """Give the ways an actor may go."""
    return [way for way in WAYS if way.right is None or actor.may(way.right)]


def desk(request: HttpRequest) -> dict[str, object]:
    """Fill desk/base.html. Context processor; listed in settings."""
    if not hasattr(request, "actor"):
        return {}
    here: StaffRequest = request  # type: ignore[assignment]
    nav = [_entry(here, way) for way in shown_ways(here.actor)]
    return {
        "desk_bars": _bars(here),
        "nav": nav,
        "nav_head": nav[:TABS],
        "nav_more": nav[TABS:],
        "me": {"name": here.staff.name, "url": reverse("desk-me")},
        "language_url": reverse("desk-language"),
        "home_url": reverse("desk-home"),
        "on_behalf_url": reverse("desk-behalf") if here.actor.may(Right.TAKE) else "",
        "search_url": reverse("desk-search"),
        "signout_url": reverse("account_logout"),
        "brand_css": accent.css_url(here.brand.accent) if here.brand else "",
    }


def _bars(request: StaffRequest) -> list[Bar]:
    """Give the strips that only administrators see. One query for them."""
    pause = pauses.standing() if request.actor.may(Right.SETTINGS) else None
    if pause is None:
        return []
    words = _("Our mails to customers are held since {time}. Whoever runs Amends lets them go: amends mail resume")
    return [Bar("mail-pause", words.format(time=writer(request)(pause.since)))]


def _entry(request: StaffRequest, way: Way) -> NavEntry:
    url = reverse(way.url_name)
    is_current = request.path == url if url == reverse("desk-home") else request.path.startswith(url)
    late = way.late(request) if way.late else 0
    return NavEntry(
        label=str(way.label),
        icon=way.icon,
        url=url,
        is_current=is_current,
        count=late,
        is_late=bool(late),
        short=str(way.short),
        key=way.key,
    )
