"""People at the desk and at the portal, each with a browser of their own, in one house and on one clock that can be moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from playwright.sync_api import Page, expect

from amends.complaints.models import Complaint
from amends.organisation import book
from amends.organisation.actor import SYSTEM
from tests.cast import TUESDAY, House, later, make_house

PASSWORD = "correct horse battery"
PATIENCE = 45_000  # milliseconds: the first page of a server reads every template, also where others work beside it


class Clock:
    """The one clock of the server, which runs in this process: it ticks, and moves on when a test says so."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self._traveller = traveller

    def pass_by(self, **span: float) -> None:
        """Let time pass: clock.pass_by(days=1)."""
        self._traveller.shift(timedelta(**span))


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Give the clock, set to a Tuesday at eleven, when offices are open."""
    cache.clear()
    with time_machine.travel(later(hours=1), tick=True) as traveller:
        yield Clock(traveller)


@pytest.fixture
def house(db: None, clock: Clock) -> House:
    return make_house()


@dataclass
class AtDesk:
    """Somebody of the house who signed in with a password. Everything is done by clicks and typed words."""

    page: Page
    server: str

    def open(self, complaint: Complaint) -> Page:
        """Open a complaint."""
        self.page.goto(f"{self.server}/desk/complaints/{complaint.number}")
        return self.page

    def do(self, complaint: Complaint, act: str, **typed: Any) -> None:
        """Click an act on the complaint's page, fill its form, send it, and be back on the page that says it is done.

        typed: name=text of a field; True ticks a box.
        """
        page = self.open(complaint)
        link = page.locator(f'#side a[href$="/do/{act}"]')
        if not link.is_visible():
            page.click("details.more-acts > summary")
        link.click()
        page.wait_for_url(f"**/do/{act}")
        for name, value in typed.items():
            fill(page, name, value)
        page.click(".act-page form .btn-primary")
        said = page.locator(".flash-success, .errs").first
        said.wait_for()
        assert "/do/" not in page.url, f"{act}: {page.inner_text('.act-page')}"

    def write(self, complaint: Complaint, kind: str, **typed: Any) -> None:
        """Write a reply, a note or the record of a call in the composer and send it."""
        page = self.open(complaint)
        page.click(f"#tab-{kind}")
        for name, value in typed.items():
            fill(page, f"{kind[0]}-{name}", value)
        page.click(f"#box-{kind} button[type=submit].push")
        page.locator(".flash-success, .errs").first.wait_for()
        assert not page.locator(".errs").count(), f"{kind}: {page.inner_text('.errs')}"


def fill(page: Page, name: str, value: Any) -> None:
    """Give one field its value, whatever it is: words, a choice, a pick of some, a tick."""
    field = page.locator(f'main [name="{name}"]')
    kind = field.first.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
    if kind == "radio":
        page.locator(f'main [name="{name}"][value="{value}"]').check()
    elif kind == "checkbox":
        field.first.set_checked(bool(value))
    elif kind == "select":
        field.select_option(str(value))
    else:
        field.fill(str(value))


@pytest.fixture
def at_desk(house: House, live_server, open_page) -> Callable[..., AtDesk]:
    """Give a way to sign in: at_desk("handler"). Whoever signed in once stays at their desk."""
    seated: dict[str, AtDesk] = {}

    def sit_down(name: str, language: str = "en") -> AtDesk:
        if name not in seated:
            book.set_password(house.person(name), PASSWORD, by=SYSTEM, at=TUESDAY)
            page = open_page(language)
            page.set_default_timeout(PATIENCE)
            page.goto(f"{live_server.url}/sign-in")
            page.fill("[name=login]", f"{name}@kazami.example")
            page.fill("[name=password]", PASSWORD)
            page.click("form[action$='/sign-in'] .btn-primary")
            page.wait_for_url("**/desk/")
            seated[name] = AtDesk(page, live_server.url)
        return seated[name]

    return sit_down


def says(page: Page, heading: str, *, done: str = "", doing: str = "", yours: str = "") -> None:
    """Read the tracking page anew: its heading and its three lines say where the matter stands."""
    page.reload()
    expect(page.locator("h1")).to_have_text(heading)
    for section, words in zip(page.locator(".tri > section").all(), (done, doing, yours), strict=True):
        if words:
            expect(section.locator(".say")).to_contain_text(words)
