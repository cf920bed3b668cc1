"""Home answers: what must I do now, and what changed while I was away."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.closure import actions as closure
from amends.complaints import participation
from amends.complaints.rules import Duty
from amends.correspondence import incoming, pauses
from amends.organisation.actor import SYSTEM, complainant
from amends.organisation.models import Unit
from tests.cast import TUESDAY, accepted, later


@pytest.fixture(autouse=True)
def _at_work():
    with time_machine.travel(later(hours=8), tick=False):
        yield


def test_overdue_and_due_promises_of_ones_own_come_by_the_clock(house, at_desk):
    accepted(house)
    answer = at_desk("handler").get("/desk/")
    assert [jump.count for jump in answer.context["jumps"]][:2] == [1, 2]
    assert answer.context["due"][0].what == "Acknowledge, naming contact and next date"
    assert "KZ-" in answer.context["due"][0].under


def test_home_the_rail_and_the_register_count_the_same_promises_as_overdue(house, at_desk):
    accepted(house)
    client = at_desk("handler")
    home = client.get("/desk/")
    in_rail = next(one.count for one in home.context["nav"] if one.url == "/desk/promises")
    in_register = len(client.get("/desk/promises").context["late"])
    assert (home.context["jumps"][0].count, in_rail, in_register) == (1, 1, 1)
    assert "promise of yours overdue" in home.content.decode()


def test_every_block_says_what_to_do_when_it_is_empty(house, at_desk):
    page = at_desk("handler").get("/desk/").content.decode()
    for words in (
        "Nothing is due today.",
        "Nobody waits for a reply from you.",
        "Nothing waits for your yes.",
        "No decision waits for you.",
        "No follow-up call is due today.",
        "Nothing changed on your complaints.",
    ):
        assert words in page


def test_a_complaint_nobody_is_on_duty_for_is_shouted(house, at_desk):
    Unit.objects.filter(pk=house.repairs.pk).update(duty_person=None)
    house.repairs.refresh_from_db()
    accepted(house, unit=house.repairs)
    page = at_desk("manager").get("/desk/").content.decode()
    assert "nobody is on duty" in page
    assert "nobody is on duty" not in at_desk("handler").get("/desk/").content.decode()


def test_customers_who_wrote_again_and_new_ownership_are_named(house, at_desk):
    complaint = accepted(house).complaint
    participation.begin(complaint, Duty.OWNER, staff=house.person("handler"), by=SYSTEM, at=TUESDAY)
    incoming.add(
        complaint, text="The second pair is wet too.", by=complainant(None), at=later(hours=1), channel="portal"
    )
    page = at_desk("handler").get("/desk/").content.decode()
    assert "The second pair is wet too." in page
    assert 'id="own"' in page
    assert 'Take on as owner</h2><span class="count">1' in page


def test_what_others_did_since_is_told(house, at_desk):
    complaint = accepted(house).complaint
    participation.begin(complaint, Duty.INVESTIGATOR, staff=house.person("investigator"), by=SYSTEM, at=later(hours=2))
    assert "Investigator: Investigator Person" in at_desk("handler").get("/desk/").content.decode()


def test_home_asks_the_database_as_often_for_20_complaints_as_for_2(house, at_desk):
    handler = at_desk("handler")
    for _ in range(2):
        accepted(house)
    handler.get("/desk/")
    with CaptureQueriesContext(connection) as few:
        handler.get("/desk/")
    for _ in range(18):
        accepted(house)
    with CaptureQueriesContext(connection) as many:
        handler.get("/desk/")
    assert len(many) == len(few)


def test_administrators_alone_are_told_that_mails_are_held(house, at_desk):
    pauses.begin(by=SYSTEM, at=later(hours=7))
    words = "Our mails to customers are held since"
    assert words in at_desk("admin").get("/desk/").content.decode()
    assert words not in at_desk("handler").get("/desk/").content.decode()


def test_who_writes_after_the_end_is_not_overlooked(house, at_desk):
    complaint = accepted(house).complaint
    by = house.actor("handler")
    closure.withdraw(complaint, words="Never mind.", channel="phone", by=by, at=later(hours=1))
    assert at_desk("handler").get("/desk/").context["replied"] == []
    incoming.add(complaint, text="It leaks again.", by=complainant(None), at=later(hours=2), channel="mail")
    page = at_desk("handler").get("/desk/")
    assert [row["number"] for row in page.context["replied"]] == [complaint.number]
    assert "It leaks again." in page.content.decode()
    assert at_desk("handler").get(page.context["replied"][0]["url"] + "?write=reply").status_code == 200
