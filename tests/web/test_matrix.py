"""The matrix holds at every address, no address is missing from it, and no look changes anything."""

from __future__ import annotations

from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from amends.complaints.models import Entry
from amends.correspondence import files, incoming, outgoing
from amends.correspondence.incoming import File
from amends.correspondence.models import Attachment, MessageKind
from amends.correspondence.outgoing import Letter
from amends.flows import clear
from amends.organisation.actor import complainant
from amends.promises.models import Promise
from amends.web.desk.acts import registry
from tests.cast import accepted, later, make_house
from tests.web.matrix import ACTS_BY_RIGHT, MATRIX, STAFF

NOW = later(hours=1)
FEW = ("clerk", "stranger", "anonymous")  # enough where no complaint is behind the address
# Addresses of Django and of libraries that are tested on their own.
NOT_OURS: frozenset[str] = frozenset()


def patterns(resolver, prefix=""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry.name or "", entry.callback


API = "api/v1/"
ALL = list(patterns(get_resolver()))
ROUTES = {name or pattern: (pattern, callback) for pattern, name, callback in ALL if not pattern.startswith(API)}
API_PATTERNS = sorted({pattern for pattern, _name, _callback in ALL if pattern.startswith(API)})
OPEN_API = {f"{API}docs", f"{API}openapi.json", API}


@pytest.fixture
def house(db):
    return make_house()


@pytest.fixture
def world(house):
    """A complaint of the front unit, with a file, words that wait for their tick, and promises."""
    complaint = accepted(house).complaint
    stored = files.store([b"plain words"], name="note.txt")
    note = File(stored=stored, name="note.txt", content_type="text/plain")
    incoming.add(complaint, text="More", by=complainant(None), at=NOW, channel="portal", files=[note])
    letter = Letter(kind=MessageKind.REPLY, text="Dear", medium="letter")
    message = outgoing.prepare(complaint, letter, clearance=clear.own_words("Dear"), by=house.actor("handler"), at=NOW)
    promise = Promise.objects.get(complaint=complaint, subject="update")
    return complaint, {
        "reference": complaint.number,
        "typed": complaint.number,
        "kind": "reply",
        "accent": "23569f",
        "pk": 1,
        "name": "assess",
        "desk-message": message.pk,
        "desk-letter": message.pk,
        "desk-recall": message.pk,
        "desk-sent": message.pk,
        "desk-promise-keep": promise.pk,
        "desk-promise-move": promise.pk,
        "desk-promise-why": promise.pk,
        "desk-file": Attachment.objects.get().token,
    }


def address_of(name, given):
    pattern, _callback = ROUTES[name]
    names = [part.split(":")[-1].split(">")[0] for part in pattern.split("<")[1:]]
    values = {
        one: given.get(name, given.get(one, uuid4() if one == "key" else "x"))
        if one in ("key", "token")
        else given[one]
        for one in names
    }
    return "/" + pattern if name == pattern else reverse(name, kwargs=values)


def client_of(house, actor):
    client = Client()
    if actor != "anonymous":
        client.force_login(house.person(actor))
    return client


def outcome(answer):
    location = answer.headers.get("Location", "")
    if location.startswith("/sign-in?next="):
        return "in"
    return {403: "403", 404: "404"}.get(answer.status_code, "ok" if answer.status_code < 500 else "500")


def test_every_address_has_a_row():
    missing = sorted(set(ROUTES) - set(MATRIX) - {"desk-act"} - NOT_OURS)
    assert not missing, f"add a row to tests/web/matrix.py for: {', '.join(missing)}"
    assert sorted(set(MATRIX) - set(ROUTES)) == [], "rows without an address"


def test_every_view_of_the_desk_is_for_members_of_staff_only():
    ours = {name: callback for name, (pattern, callback) in ROUTES.items() if pattern.startswith("desk/")}
    unguarded = [
        name
        for name, view in ours.items()
        if not getattr(view, "is_for_staff", False) and not view.__module__.startswith("allauth.")
    ]
    assert unguarded == []


def test_the_matrix_holds(house, world):
    _complaint, given = world
    wrong = []
    with time_machine.travel(NOW, tick=False):
        for name, (method, row, posted) in MATRIX.items():
            address = address_of(name, given)
            for actor in (*STAFF, "anonymous") if name.startswith("desk-") else FEW:
                with transaction.atomic():
                    client = client_of(house, actor)
                    answer = client.get(address) if method == "GET" else client.post(address, posted)
                    found, wanted = outcome(answer), row[actor]
                    transaction.set_rollback(True)
                if found == "500" or (wanted != "open" and found != wanted):
                    wrong.append(f"{name} as {actor}: {found} instead of {wanted} ({answer.status_code})")
    assert not wrong, "\n".join(wrong)


def test_every_address_of_the_api_asks_for_a_token(house, world):
    _complaint, given = world
    assert len(API_PATTERNS) > 10
    client = client_of(house, "manager")  # a session is no token
    for pattern in API_PATTERNS:
        address = "/" + pattern.replace("<reference>", given["reference"])
        found = {client.get(address).status_code, client.post(address, {}, content_type="application/json").status_code}
        if pattern not in OPEN_API:
            assert found <= {401, 405}, pattern
            assert 401 in found, pattern


def test_the_acts_of_all_steps_keep_to_their_rights(house, world):
    _complaint, given = world
    wrong = []
    with time_machine.travel(NOW, tick=False):
        for name in registry.ACTS:
            row = ACTS_BY_RIGHT[registry.get(name).right.value]
            address = reverse("desk-act", kwargs={"reference": given["reference"], "name": name})
            for actor in (*STAFF, "anonymous"):
                with transaction.atomic():
                    found = outcome(client_of(house, actor).get(address))
                    transaction.set_rollback(True)
                if found != row[actor]:
                    wrong.append(f"{name} as {actor}: {found} instead of {row[actor]}")
    assert not wrong, "\n".join(wrong)


def test_no_look_changes_the_record(house, world):
    complaint, given = world
    before = (Entry.objects.count(), Promise.objects.count(), complaint.last_sequence)
    client = client_of(house, "manager")
    with time_machine.travel(NOW, tick=False):
        for name, (method, _row, _posted) in MATRIX.items():
            answer = client.get(address_of(name, given))
            ours = name.startswith("desk-") and "promise-" not in name
            if method == "POST" and ours:
                assert answer.status_code in (302, 405), f"{name} takes GET"  # or leads to the page of its form
            if name.startswith("desk-"):
                assert answer["Cache-Control"] == "no-store", name
    complaint.refresh_from_db()
    assert (Entry.objects.count(), Promise.objects.count(), complaint.last_sequence) == before
