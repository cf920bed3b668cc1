"""At a shared till somebody without an account takes a complaint with a staff number; without the till's secret nobody does."""

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from amends.complaints import tracking
from amends.complaints.models import Complaint
from amends.organisation import book
from amends.organisation.actor import SYSTEM
from amends.organisation.models import Staff
from tests.cast import TUESDAY, later


@pytest.fixture(autouse=True)
def _at_work():
    cache.clear()
    with time_machine.travel(later(hours=1), tick=False):
        yield


@pytest.fixture
def till(house):
    Staff.objects.filter(pk=house.staff["clerk"].pk).update(number="4711")
    _till, secret = book.make_till("Till 3", unit=house.front, by=SYSTEM, at=TUESDAY)
    client = Client()
    assert client.post("/till", {"secret": secret}).status_code == 303
    assert client.cookies["till"]["httponly"]
    return client


def take(client, **told):
    return client.post("/till", {"number": "4711", "text": "The fan does not turn.", "name": "Tan Wei Ming"} | told)


def test_a_complaint_is_taken_with_a_staff_number_and_the_slip_is_given(till):
    assert take(till)["Location"] == "/till/slip"
    complaint = Complaint.objects.get()
    assert tracking.key_for(complaint.pk) in till.get("/till/slip").content.decode()
    assert till.post("/till/slip")["Location"] == "/till"
    complaint.refresh_from_db()
    assert complaint.state == "acknowledged"
    assert till.get("/till/slip").status_code == 404


def test_what_was_settled_at_the_till_is_closed_at_once(till, monkeypatch):
    from amends.closure import now

    monkeypatch.setattr(now, "is_drawn", lambda number: False)
    take(till, done="Gave the RM 2 back.")
    assert Complaint.objects.get().state == "closed"


def test_an_unknown_number_is_refused_and_nothing_typed_is_lost(till):
    answer = take(till, number="9999")
    assert answer.status_code == 422
    assert "Nobody has this staff number." in answer.content.decode()
    assert "The fan does not turn." in answer.content.decode()
    assert not Complaint.objects.exists()


def test_without_the_secret_there_is_no_till(house):
    client = Client()
    assert take(client).status_code == 422
    client.cookies["till"] = "guessed"
    assert "secret" in client.get("/till").content.decode().lower()
    assert client.get("/till/slip").status_code == 404
    assert not Complaint.objects.exists()
