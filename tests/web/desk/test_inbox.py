"""The inbox shows what its reader may see, in views, by the next promise, a page at a time, always in as many queries."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.complaints import participation
from amends.complaints.rules import Duty
from amends.correspondence import drafts, incoming
from amends.correspondence.models import MessageKind
from amends.insight import inbox
from amends.organisation.actor import SYSTEM, complainant
from tests.cast import TUESDAY, accepted, later

NOW = later(hours=1)


@pytest.fixture(autouse=True)
def _at_work():
    with time_machine.travel(NOW, tick=False):
        yield


def numbers(answer):
    return [row.row.complaint.number for row in answer.context["rows"]]


def test_the_next_promise_comes_first(house, at_desk):
    late = accepted(house, at=later(hours=-30)).complaint
    early = accepted(house, at=TUESDAY).complaint
    answer = at_desk("manager").get("/desk/inbox?view=all")
    assert numbers(answer) == [late.number, early.number]
    page = answer.content.decode()
    assert "Mrs Helen Carter" in page
    assert "late" in page


def test_a_stranger_sees_nothing_and_finds_nothing(house, at_desk):
    complaint = accepted(house).complaint
    stranger = at_desk("stranger")
    assert numbers(stranger.get("/desk/inbox?view=all")) == []
    assert stranger.get(f"/desk/inbox/{complaint.number}").status_code == 404
    assert stranger.get(f"/desk/complaints/{complaint.number}").status_code == 404


def test_views_separate_mine_unowned_waiting_and_replied(house, at_desk):
    mine, other = accepted(house).complaint, accepted(house).complaint
    participation.begin(mine, Duty.OWNER, staff=house.person("lead"), by=SYSTEM, at=TUESDAY)
    incoming.add(mine, text="One thing more.", by=complainant(None), at=NOW, channel="portal")
    lead = at_desk("lead")
    assert numbers(lead.get("/desk/inbox?view=mine")) == [mine.number]
    assert numbers(lead.get("/desk/inbox?view=take_on")) == [mine.number]
    assert numbers(lead.get("/desk/inbox?view=replied")) == [mine.number]
    assert numbers(lead.get("/desk/inbox?view=unowned")) == [other.number]
    assert numbers(lead.get("/desk/inbox?view=closed")) == []
    assert set(numbers(lead.get("/desk/inbox?view=units"))) == {mine.number, other.number}


def test_filters_stand_in_the_address_and_nonsense_is_ignored(house, at_desk):
    shown = accepted(house, severity=3).complaint
    accepted(house)
    manager = at_desk("manager")
    assert numbers(manager.get("/desk/inbox?view=all&severity=3")) == [shown.number]
    assert len(numbers(manager.get("/desk/inbox?view=all&severity=x&colour=red&after=yesterday"))) == 2
    assert numbers(manager.get("/desk/inbox?view=all&unit=repairs")) == []


def test_pages_follow_one_another_without_gaps(house, at_desk, monkeypatch):
    monkeypatch.setattr(inbox, "PAGE", 2)
    made = {accepted(house, at=later(minutes=index % 3)).complaint.number for index in range(5)}
    manager, address, seen = at_desk("manager"), "/desk/inbox?view=all", []
    while address:
        answer = manager.get(address)
        seen += numbers(answer)
        address = answer.context["older_url"]
    assert len(seen) == 5
    assert set(seen) == made


def test_new_and_answered_ones_are_bold_until_they_were_seen(house, at_desk):
    complaint = accepted(house).complaint
    handler = at_desk("handler")
    assert handler.get("/desk/inbox?view=mine").context["rows"][0].row.is_unread
    assert handler.post(f"/desk/complaints/{complaint.number}/seen").status_code == 204
    assert not handler.get("/desk/inbox?view=mine").context["rows"][0].row.is_unread
    assert at_desk("lead").get("/desk/inbox?view=all").context["rows"][0].row.is_unread


def test_a_colleague_who_is_writing_is_named(house, at_desk):
    complaint = accepted(house).complaint
    drafts.save(complaint, kind=MessageKind.REPLY, text="Dear", base_sequence=1, staff=house.person("lead"), at=NOW)
    assert "Lead Person is writing" in at_desk("handler").get("/desk/inbox?view=mine").content.decode()


def test_arrivals_are_announced_and_do_not_push_rows(house, at_desk):
    accepted(house)
    manager = at_desk("manager")
    address = manager.get("/desk/inbox?view=all").context["arrivals_url"]
    assert manager.get(address).content.decode().strip() == ""
    with time_machine.travel(later(hours=2), tick=False):
        accepted(house, at=later(hours=2))
        said = manager.get(address).content.decode()
    assert "1 new, show" in said


def test_somebody_complained_about_does_not_see_the_file(house, at_desk):
    complaint = accepted(house).complaint
    participation.begin(complaint, Duty.ACCUSED, staff=house.person("manager"), by=SYSTEM, at=TUESDAY)
    manager = at_desk("manager")
    assert numbers(manager.get("/desk/inbox?view=all")) == []
    assert manager.get(f"/desk/complaints/{complaint.number}").status_code == 404


@pytest.mark.parametrize("view", ["mine", "all", "units", "unowned"])
def test_a_page_asks_the_database_as_often_for_2_rows_as_for_20(house, at_desk, view):
    handler = at_desk("handler")
    for _ in range(2):
        accepted(house)
    handler.get("/desk/inbox?view=" + view)
    with CaptureQueriesContext(
        connection,
    ) as few:
        handler.get("/desk/inbox?view=" + view)
    for _ in range(18):
        accepted(house)
    with CaptureQueriesContext(connection) as many:
        answer = handler.get("/desk/inbox?view=" + view)
    assert len(answer.context["rows"]) == 20
    assert len(many) == len(few)


def test_a_number_that_was_not_counted_to_its_end_says_so(house, at_desk, monkeypatch):
    monkeypatch.setattr(inbox, "MOST_COUNTED", 2)
    for _ in range(2):
        accepted(house)
    handler = at_desk("handler")
    assert '<span class="n">2</span>' in handler.get("/desk/inbox?view=mine").content.decode()
    accepted(house)
    assert '<span class="n">2+</span>' in handler.get("/desk/inbox?view=mine").content.decode()
