"""The register shows what is due by the clock; a promise is kept by its act or with words, and moved only openly."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.correspondence.models import Message
from amends.insight.register import wilson
from amends.promises.models import Promise
from tests.cast import accepted, later

NOW = later(hours=1)


@pytest.fixture(autouse=True)
def _at_work():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def complaint(house):
    return accepted(house).complaint


def give(client, complaint, **told):
    content = {"subject": "update", "words": "We write again", "due_on": "2026-07-16", "due_at": "12:00"} | told
    return client.post(f"/desk/complaints/{complaint.number}/promises", content)


def test_a_promise_is_given_and_stands_in_the_register(complaint, at_desk):
    handler = at_desk()
    assert give(handler, complaint).status_code == 303
    given = Promise.objects.get(complaint=complaint, words="We write again")
    assert given.owner_staff.name == "Handler Person"
    page = handler.get("/desk/promises?span=week").content.decode()
    assert "We write again" in page
    assert "We write again" not in handler.get("/desk/promises?span=now").content.decode()


def test_a_promise_kept_by_hand_wants_words(complaint, at_desk):
    handler = at_desk()
    give(handler, complaint, subject="other")
    promise = Promise.objects.get(complaint=complaint, words="We write again")
    address = f"/desk/complaints/{complaint.number}/promises/{promise.pk}/keep"
    assert handler.get(address).status_code == 200
    refused = handler.post(address, {"words": " "})
    assert refused.status_code == 422
    assert "what was done" in refused.content.decode()
    assert handler.post(address, {"words": "The manual was posted."}).status_code == 303
    promise.refresh_from_db()
    assert promise.standing == "kept"
    assert Message.objects.get(complaint=complaint, kind="note").text == "The manual was posted."
    assert handler.post(address, {"words": "Again"}).status_code == 409


@pytest.mark.parametrize("subject", ["answer", "understanding_call", "acknowledgement"])
def test_what_is_kept_by_an_act_is_not_kept_by_a_tick(complaint, at_desk, subject):
    promise = Promise.objects.get(complaint=complaint, subject=subject)
    answer = at_desk().post(f"/desk/complaints/{complaint.number}/promises/{promise.pk}/keep", {"words": "Did it."})
    assert answer.status_code == 422
    assert "A tick is not enough." in answer.content.decode()


def test_another_date_before_the_old_one_is_agreed_and_afterwards_the_old_one_is_broken(complaint, at_desk):
    handler = at_desk()
    for at, standing in ((NOW, "renegotiated"), (later(days=9), "broken")):
        promise = Promise.objects.filter(complaint=complaint, subject="update", standing="open").get()
        with time_machine.travel(at, tick=False):
            due = "2026-07-17" if at == NOW else "2026-07-30"
            answer = handler.post(
                f"/desk/complaints/{complaint.number}/promises/{promise.pk}/move",
                {"words": "She is away", "due_on": due, "due_at": "10:00"},
            )
        assert answer.status_code == 303
        promise.refresh_from_db()
        assert promise.standing == standing


def test_overdue_ones_come_first_and_are_counted_at_the_rail(complaint, at_desk):
    with time_machine.travel(later(days=1), tick=False):
        answer = at_desk().get("/desk/promises")
        assert len(answer.context["late"]) == 3
        assert next(entry for entry in answer.context["nav"] if entry.icon == "clock-check").count == 3


def test_a_stranger_sees_no_promise_and_may_not_act(complaint, at_desk):
    stranger = at_desk("stranger")
    assert stranger.get("/desk/promises?span=all&whose=all").context["coming"] == []
    promise = Promise.objects.filter(complaint=complaint).first()
    for act in ("keep", "move"):
        address = f"/desk/complaints/{complaint.number}/promises/{promise.pk}/{act}"
        assert stranger.post(address, {"words": "x"}).status_code == 404
    assert give(stranger, complaint).status_code == 404
    assert give(at_desk("auditor"), complaint).status_code == 403


def test_a_promise_of_another_complaint_is_not_found_here(house, complaint, at_desk):
    other = Promise.objects.filter(complaint=accepted(house).complaint, subject="update").get()
    answer = at_desk().post(f"/desk/complaints/{complaint.number}/promises/{other.pk}/keep", {"words": "x"})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("kept", "whole", "low", "high"), [(579, 612, 0.925, 0.962), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0)]
)
def test_the_interval_of_the_kept_rate(kept, whole, low, high):
    rate, found_low, found_high = wilson(kept, whole)
    assert rate == kept / whole
    assert found_low == pytest.approx(low, abs=0.001)
    assert found_high == pytest.approx(high, abs=0.001)


def test_the_page_asks_the_database_as_often_for_20_rows_as_for_2(house, at_desk):
    handler = at_desk()
    accepted(house)
    handler.get("/desk/promises?span=all")
    with CaptureQueriesContext(connection) as few:
        handler.get("/desk/promises?span=all")
    for _ in range(6):
        accepted(house)
    with CaptureQueriesContext(connection) as many:
        handler.get("/desk/promises?span=all")
    assert len(many) == len(few)
