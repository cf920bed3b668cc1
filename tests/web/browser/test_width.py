"""No page runs out at the side of a phone, in any language: what is cut off there is not read."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import time_machine
from django.conf import settings
from playwright.sync_api import Page

from amends.complaints import tracking
from amends.complaints.models import Complaint
from amends.organisation import book
from amends.organisation.actor import SYSTEM
from amends.organisation.models import Staff
from amends.organisation.rules import Role
from amends.web.desk.settings.views import SECTIONS
from tests import worlds
from tests.web.browser.conftest import PASSWORD, PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LANGUAGES = [code for code, _name in settings.LANGUAGES]
WIDTHS = (390, 360)
PUBLIC = ("/", "/track", "/lost", "/card", "/sign-in", "/till")
DESK = (
    "", "inbox?view=all", "behalf", "now", "promises?span=all&whose=all",
    "search?q=fan", "mails", "questions", "me",
)  # fmt: skip
SETTINGS = ("settings", "settings/changes", *(f"settings/{name}" for name in SECTIONS))
WITH_ACTS = "found"  # the state whose act forms are opened too


@dataclass
class Office:
    """Complaints in many states, some weeks old, and the two who look at them."""

    manager: Staff
    admin: Staff
    complaints: dict[str, Complaint]


@pytest.fixture
def office(db: None) -> Office:
    with time_machine.travel(worlds.MONDAY, tick=False):
        cast = worlds.make_cast()
        makers = (
            worlds.acknowledged_complaint,
            worlds.found_complaint,
            worlds.responded_complaint,
            worlds.remedying_complaint,
            worlds.closed_complaint,
        )
        made = [make(cast=cast).reload() for make in makers]
        grants = ((Role.ADMIN, cast.brand, None),)
        admin = book.add_staff("admin", name="Admin", password=None, by=SYSTEM, at=worlds.MONDAY, grants=grants)
    for person in (cast.manager, admin):
        book.set_password(person, PASSWORD, by=SYSTEM, at=worlds.MONDAY)
    return Office(cast.manager, admin, {one.state: one for one in made})


@pytest.fixture
def two_weeks_later():
    """Let most promises be late by days and hours: the longest countdowns."""
    with time_machine.travel(worlds.MONDAY.replace(day=18, hour=13, minute=47), tick=True):
        yield


class Reader:
    """Somebody with a phone in one language; `cut` collects what ran out at the side."""

    def __init__(self, page: Page, server: str) -> None:
        self.page, self.server = page, server
        self.cut: list[str] = []
        page.set_default_timeout(PATIENCE)

    def read(self, path: str) -> None:
        """Open a page and measure it."""
        self.page.goto(self.server + path)
        self.measure()

    def measure(self) -> None:
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 844})
            root = "document.documentElement"
            over = self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
            if over > 0:
                self.cut.append(f"{self.page.url} at {width}: {over} px")

    def sign_in(self, name: str) -> None:
        self.page.goto(f"{self.server}/sign-in")
        self.page.fill("[name=login]", name)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("form[action$='/sign-in'] .btn-primary")
        self.page.wait_for_url("**/desk/")


@pytest.fixture
def reader(open_page, live_server):
    """Give a way to become a reader of a language."""

    def become(language: str) -> Reader:
        page = open_page("zh-CN" if language == "zh-hans" else language, phone=True)
        return Reader(page, live_server.url)

    return become


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_the_portal_scrolls_sideways(office, two_weeks_later, reader, language):
    somebody = reader(language)
    for path in PUBLIC:
        somebody.read(path)
    for path in ("/complain", "/stuck"):
        somebody.page.goto(somebody.server + path)
        somebody.page.fill("[name=mail]", "not-a-mail-address-but-quite-long@nowhere")
        somebody.page.locator("main form .btn-primary").last.click()
        somebody.page.locator(".errs").wait_for()
        somebody.measure()
    for complaint in office.complaints.values():
        somebody.read(f"/t/{tracking.token_for(complaint.pk, complaint.track_version)}")
    somebody.read("/sent")
    somebody.page.problems.clear()  # a form sent wrongly is answered by 422
    assert not somebody.cut


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_the_desk_scrolls_sideways(office, two_weeks_later, reader, language):
    book.change_preferences(office.manager, language=language)
    somebody = reader(language)
    somebody.sign_in("manager")
    for path in DESK:
        somebody.read(f"/desk/{path}")
    for complaint in office.complaints.values():
        somebody.read(f"/desk/complaints/{complaint.number}")
    address = f"/desk/complaints/{office.complaints[WITH_ACTS].number}"
    somebody.page.goto(somebody.server + address)
    acts = [link.get_attribute("href") for link in somebody.page.locator('#side a[href*="/do/"]').all()]
    assert len(acts) > 3
    ways = [f"{address}?write={kind}" for kind in ("reply", "note", "call")]
    for path in (*acts, *ways, f"{address}/promises"):
        somebody.read(path)
    assert not somebody.cut


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_the_settings_scrolls_sideways(office, two_weeks_later, reader, language):
    book.change_preferences(office.admin, language=language)
    somebody = reader(language)
    somebody.sign_in("admin")
    for path in SETTINGS:
        somebody.read(f"/desk/{path}")
    assert not somebody.cut
