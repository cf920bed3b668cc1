"""No link, button or picture leads nowhere: everything a person can press on a page is followed, role by role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import Resolver404, resolve

from amends.complaints import tracking
from amends.organisation import book
from amends.organisation.actor import SYSTEM
from amends.organisation.rules import Role
from tests import worlds

pytestmark = pytest.mark.django_db

LATER = worlds.MONDAY.replace(day=18, hour=13, minute=47)
MOST_OF_A_KIND = 4  # pages that differ in nothing but the complaint, or in what is typed, are not all opened
MAKERS = (
    worlds.acknowledged_complaint, worlds.investigating_complaint, worlds.found_complaint, worlds.proposed_complaint,
    worlds.responded_complaint, worlds.remedying_complaint, worlds.following_up_complaint, worlds.closed_complaint,
)  # fmt: skip


class Pressable(HTMLParser):
    """Collects where a page leads: addresses that are opened, and addresses that take something in."""

    def __init__(self) -> None:
        super().__init__()
        self.opens: set[str] = set()
        self.takes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.opens |= {given[name] for name in ("href", "src", "hx-get") if given.get(name)}
        self.takes |= {given[name] for name in ("hx-post", "formaction") if given.get(name)}
        if tag == "form":
            is_asking = given.get("method", "get").casefold() == "get"
            (self.opens if is_asking else self.takes).add(given.get("action", ""))


@pytest.fixture
def house(db):
    with time_machine.travel(worlds.MONDAY, tick=False):
        cast = worlds.make_cast()
        made = [make(cast=cast).reload() for make in MAKERS]
        grants = ((Role.ADMIN, cast.brand, None),)
        admin = book.add_staff("admin", name="Admin", password=None, by=SYSTEM, at=worlds.MONDAY, grants=grants)
    people = {"manager": cast.manager, "admin": admin, "handler": cast.handler}
    return people, made


def dead_ends(client: Client, *starts: str) -> Iterator[str]:
    """Follow everything from these pages on; give what leads nowhere."""
    waiting, known, kinds = [(start, "the start") for start in starts], set(starts), Counter[str]()
    while waiting:
        address, came_from = waiting.pop()
        answer = client.get(address)
        if answer.status_code >= 400:
            yield f"{address} ({answer.status_code}), linked from {came_from}"
        if not answer.get("Content-Type", "").startswith("text/html") or answer.streaming:
            continue
        page = Pressable()
        page.feed(answer.content.decode())
        for target in sorted(page.takes):
            if not _is_answered(urlsplit(urljoin(address, target)).path):
                yield f"{target} takes nothing in, on {address}"
        for target in sorted(page.opens - known):
            known.add(target)
            parts = urlsplit(urljoin(address, target))
            if parts.netloc or parts.scheme or target.startswith("#") or "/sign-out" in parts.path:
                continue
            if not _is_answered(parts.path):
                yield f"{target} is no page, on {address}"
            elif not parts.path.startswith("/static/"):
                kind = (
                    f"{resolve(parts.path).route} {sorted(part.partition('=')[0] for part in parts.query.split('&'))}"
                )
                kinds[kind] += 1
                if kinds[kind] <= MOST_OF_A_KIND:
                    waiting.append((urljoin(address, target).partition("#")[0], address))
    assert len(kinds) > 3, "nothing was followed"


def _is_answered(path: str) -> bool:
    if path.startswith("/static/"):
        return True  # named by the storage, which refuses a name without a file
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


@pytest.mark.parametrize("person", ["manager", "admin", "handler"])
def test_everything_on_the_desk_leads_somewhere(house, person):
    people, _complaints = house
    client = Client()
    client.force_login(people[person])
    with time_machine.travel(LATER, tick=False):
        assert list(dead_ends(client, "/desk/")) == []


def test_everything_a_customer_sees_leads_somewhere(house):
    _people, complaints = house
    links = [f"/t/{tracking.token_for(one.pk, one.track_version)}" for one in complaints]
    with time_machine.travel(LATER, tick=False):
        assert list(dead_ends(Client(), "/", *links)) == []
