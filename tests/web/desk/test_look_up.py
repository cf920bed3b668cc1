"""One box finds a complaint by reference, name, mail, phone or order, for those who may see it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.closure import actions as closure
from amends.complaints.models import Complaint
from amends.customers.book import Person
from amends.flows import lost, receipt
from amends.organisation.models import Branch
from amends.search import queries
from tests.cast import accepted, later


@pytest.fixture
def complaint(house):
    return accepted(house, order_number="GB-20417").complaint


@pytest.mark.parametrize(
    "typed",
    ["helen carter", "Carter", "HELEN.CARTER@example.com", "0113 496 0142", "+44 (113) 496-0142", "gb 20417"],
)
def test_found_in_any_notation(complaint, at_desk, typed):
    page = at_desk().get("/desk/search", {"q": typed}).content.decode()
    found = complaint.number in page.replace("-", "")
    assert found or typed == "Carter"  # names are found from their beginning


def test_a_number_is_found_as_it_is_written_in_the_country_of_any_branch(house, at_desk):
    osaka = Branch.objects.create(brand=house.brand, code="jp-osaka", name="Osaka", country="JP")
    told = accepted(house, branch=osaka, person=Person(name="山田 太郎", phone="06-0000-1234")).complaint
    desk = at_desk()
    for typed in ("06-0000-1234", "+81 6 0000 1234", "０６００００１２３４"):
        assert told.number in desk.get("/desk/search", {"q": typed}).content.decode().replace("-", ""), typed
        assert told.number in desk.get("/desk/behalf/earlier", {"phone": typed}).content.decode().replace("-", ""), (
            typed
        )


def test_who_was_merged_is_found_by_what_is_the_other_ones_now(house, at_desk):
    one = accepted(house, person=Person(name="Jo Marsh", mail="jo@example.com")).complaint
    two = accepted(house, person=Person(name="Joanna Marsh", phone="+44 113 496 0333")).complaint
    closure.merge_customers(one.customer, into=two.customer, by=house.actor("lead"), at=later(hours=1))
    desk = at_desk()
    for typed in ("jo@example.com", "0113 496 0333"):
        page = desk.get("/desk/search", {"q": typed}).content.decode().replace("-", "")
        assert one.number in page, typed
        assert two.number in page, typed
    assert lost.send_way("jo@example.com", at=later(hours=2)) is None, "neither has had its receipt yet"
    for complaint in (one, two):
        receipt.hand_over_receipt(
            Complaint.objects.get(pk=complaint.pk), medium="screen", by=house.actor("lead"), at=later(hours=2)
        )
    way = lost.send_way("jo@example.com", at=later(hours=3))
    assert way is not None
    assert way.facts == {"way": 2}


def test_a_whole_reference_opens_the_complaint(complaint, at_desk):
    answer = at_desk().get("/desk/search", {"q": f"KZ {complaint.number}"})
    assert answer.status_code == 303
    assert complaint.number in answer["Location"].replace("-", "")


def test_nothing_is_found_for_a_stranger(complaint, at_desk):
    stranger = at_desk("stranger")
    for typed in (complaint.number, "Helen Carter", "helen.carter@example.com"):
        assert stranger.get("/desk/search", {"q": typed}).context["hits"] == []


def test_while_typing_only_the_hits_are_sent(complaint, at_desk):
    answer = at_desk().get("/desk/search", {"q": "helen"}, headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert "Mrs Helen Carter" in answer.content.decode()


def test_an_empty_box_says_what_can_be_typed(house, at_desk):
    assert "Type a reference" in at_desk().get("/desk/search").content.decode()


@pytest.mark.parametrize("typed", ["helen carter", "helen.carter@example.com", "0113 496 0142"])
def test_twenty_hits_take_as_many_queries_as_two(house, at_desk, typed):
    desk = at_desk("manager")
    asked = []
    for more in (2, 18):
        for _ in range(more):
            accepted(house)
        desk.get("/desk/search", {"q": typed})
        with CaptureQueriesContext(connection) as queries:
            answer = desk.get("/desk/search", {"q": typed})
        asked.append((len(answer.context["hits"]), len(queries)))
    (few, first), (many, second) = asked
    assert (few, many) == (2, 20)
    assert first == second


@pytest.mark.parametrize("few", [0, 200])
def test_a_name_of_many_is_found_as_well_as_that_of_few_the_newest_first(house, at_desk, monkeypatch, few):
    monkeypatch.setattr(queries, "FEW_OF_A_NAME", few)
    people = (Person(name=f"Rosa {n}", mail=f"rosa{n}@example.com") for n in range(3))
    made = [accepted(house, person=one, at=later(minutes=n)).complaint for n, one in enumerate(people)]
    accepted(house)
    for name in ("manager", "handler"):
        hits = at_desk(name).get("/desk/search", {"q": "rosa"}).context["hits"]
        assert [hit["reference"].replace("-", "")[-10:] for hit in hits] == [one.number for one in reversed(made)]
    assert at_desk("stranger").get("/desk/search", {"q": "rosa"}).context["hits"] == []
