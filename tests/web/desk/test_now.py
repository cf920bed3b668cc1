"""The lane Now: three fields; within one's own limit; not content, sensitive or back again goes the ordinary way."""

import pytest
import time_machine

from amends.closure import now
from amends.closure.models import NowSignal, Settlement
from amends.complaints.models import Complaint, Participation
from amends.organisation.models import Company
from amends.promises.models import Promise
from tests.cast import later

NOW = later(hours=1)


@pytest.fixture(autouse=True)
def _at_work(db):
    Company.objects.update(currency="MYR")
    with time_machine.travel(NOW, tick=False):
        yield


def settle(client, **told):
    content = {"text": "The till gave RM 2 too little change.", "done": "Gave the RM 2 back.", "content": "yes"} | told
    return client.post("/desk/now", content)


@pytest.fixture
def no_sample(monkeypatch):
    monkeypatch.setattr(now, "is_drawn", lambda number: False)


def test_two_ringgit_short_are_settled_by_one_clerk_in_three_fields(house, at_desk, no_sample):
    answer = settle(at_desk("clerk"), amount="2", remedy="CORR")
    assert answer.status_code == 303
    complaint = Complaint.objects.get()
    assert (complaint.state, complaint.lane, complaint.outcome) == ("closed", "now", "satisfied")
    assert Settlement.objects.get().money.amount == 2
    assert not Promise.objects.filter(complaint=complaint, standing="open").exists()
    assert set(Participation.objects.values_list("staff__name", flat=True)) == {"Clerk Person"}


def test_above_ones_own_limit_nothing_is_taken_and_everything_stays_typed(house, at_desk, no_sample):
    answer = settle(at_desk("clerk"), amount="2000", remedy="REFD")
    assert answer.status_code == 422
    assert "above your own limit" in answer.content.decode()
    assert "Gave the RM 2 back." in answer.content.decode()
    assert not Complaint.objects.exists()


def test_not_content_goes_the_ordinary_way_under_the_same_reference(house, at_desk, no_sample):
    answer = settle(at_desk("clerk"), content="no")
    complaint = Complaint.objects.get()
    assert answer["Location"].endswith(complaint.number)
    assert (complaint.state, complaint.lane) == ("accepted", "normal")
    assert {"update", "answer"} <= set(Promise.objects.filter(standing="open").values_list("subject", flat=True))


def test_back_within_thirty_days_is_not_for_the_spot(house, at_desk, no_sample):
    clerk = at_desk("clerk")
    settle(clerk, phone="+60 12-555 0100", key="a")
    settle(clerk, phone="+60 (12) 555-0100", key="b")
    lanes = sorted(Complaint.objects.values_list("lane", "state"), reverse=True)
    assert lanes == [("now", "closed"), ("normal", "accepted")]


def test_one_in_five_is_followed_up_by_somebody_else(house, at_desk, monkeypatch):
    monkeypatch.setattr(now, "is_drawn", lambda number: True)
    settle(at_desk("clerk"))
    complaint = Complaint.objects.get()
    assert complaint.state == "following_up"
    caller = Participation.objects.get(complaint=complaint, duty="caller", until=None)
    assert caller.staff.name != "Clerk Person"
    assert Promise.objects.filter(complaint=complaint, subject="follow_up", standing="open").exists()


def test_the_draw_is_the_same_whoever_asks_and_meets_about_one_in_five():
    drawn = [now.is_drawn(f"{number:010d}") for number in range(5000)]
    assert drawn == [now.is_drawn(f"{number:010d}") for number in range(5000)]
    assert 0.17 < sum(drawn) / len(drawn) < 0.23


def test_the_fifth_in_a_week_is_a_signal_that_names_nobody(house, at_desk, no_sample):
    clerk = at_desk("clerk")
    for index in range(6):
        settle(clerk, key=f"k{index}", goods="")
    signal = NowSignal.objects.get()
    assert "5 settled on the spot" in at_desk("lead").get("/desk/").content.decode()
    assert "settled on the spot" not in at_desk("clerk").get("/desk/").content.decode()
    assert (signal.count, signal.product_key) == (5, "")
    assert not [field.name for field in NowSignal._meta.get_fields() if "staff" in field.name or "author" in field.name]


def test_a_tick_without_words_is_not_enough(house, at_desk):
    answer = settle(at_desk("clerk"), done="")
    assert answer.status_code == 422
    assert not Complaint.objects.exists()


def test_sent_twice_it_is_settled_once(house, at_desk, no_sample):
    clerk = at_desk("clerk")
    settle(clerk, key="same")
    settle(clerk, key="same")
    assert Complaint.objects.count() == Settlement.objects.count() == 1
