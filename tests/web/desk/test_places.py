"""Where something is, in words and on clocks: places are named in the reader's language, in a letter in the recipient's."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from amends.customers.book import Person
from amends.organisation import book, queries
from amends.organisation.actor import SYSTEM
from amends.organisation.models import Branch, Brand, Calendar, Unit
from amends.organisation.names import name_of
from amends.organisation.rules import Role
from tests.cast import TUESDAY, accepted, later

MORI = Person(
    name="森 理恵", family_name="森", given_name="理恵", address="大阪市中央区 1-2-3", phone="+81 6-0000-0142"
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def osaka(house) -> Unit:
    """Give the care unit of a shop in Osaka, which the house named in Japanese too."""
    hours = {str(day): [["10:00", "19:00"]] for day in range(7)}
    calendar = Calendar.objects.create(name="Osaka", zone="Asia/Tokyo", country="JP", pattern={"weekly": hours})
    Brand.objects.filter(pk=house.brand.pk).update(names={"ja": "カザミ"})
    branch = Branch.objects.create(
        brand=house.brand, code="osaka", name="Osaka Shinsaibashi", names={"ja": "心斎橋店"}, calendar=calendar
    )
    return Unit.objects.create(
        brand=house.brand, branch=branch, code="osaka-care", name="Care, Osaka", names={"ja": "心斎橋店 お客様係"}
    )


@pytest.fixture
def theirs(house, osaka):
    """Give a complaint of somebody in Osaka."""
    told = "エアコンが冷えません。三日前からです。"
    unit, branch = osaka, osaka.branch
    return accepted(house, unit=unit, branch=branch, concerns=unit, text=told, language="ja", person=MORI).complaint


def at_their_desk(at_desk, house, language: str, zone: str = ""):
    book.change_preferences(house.person("manager"), language=language, zone=zone)
    return at_desk("manager")


def clock_of(person):
    here = queries.at_desk(person)
    return queries.zone_of(person, here, queries.first_brand_of(here.actor)).key


def test_the_house_names_a_place_in_as_many_languages_as_it_likes(osaka):
    assert [name_of(osaka, language) for language in ("ja", "ja-JP", "ms", "en")] == [
        "心斎橋店 お客様係",
        "心斎橋店 お客様係",
        "Care, Osaka",
        "Care, Osaka",
    ]


@pytest.mark.parametrize(
    ("language", "read", "unread"),
    [
        ("ja", ("心斎橋店 お客様係", "森 理恵 様"), "Care, Osaka"),
        ("en", ("Care, Osaka", "Osaka Shinsaibashi"), "お客様係"),
    ],
)
def test_a_complaint_page_names_places_in_the_language_of_its_reader(house, theirs, at_desk, language, read, unread):
    with time_machine.travel(later(hours=1), tick=False):
        text = at_their_desk(at_desk, house, language).get(f"/desk/complaints/{theirs.number}").content.decode()
    assert all(words in text for words in read)
    assert unread not in text


def test_a_slip_speaks_the_language_of_the_customer_and_the_page_that_of_the_one_who_prints_it(house, osaka, at_desk):
    with time_machine.travel(TUESDAY, tick=False):
        by = house.actor("clerk")
        made = accepted(
            house, unit=osaka, branch=osaka.branch, text="冷えません。", language="ja", person=MORI, by=by,
            taker=house.person("clerk"),
        ).complaint  # fmt: skip
        text = at_desk("clerk").get(reverse("desk-slip", args=[made.number])).content.decode()
    paper = text.partition('<div lang="ja">')[2]
    assert "カザミ" in paper
    assert "2026年7月14日（火）18:00" in paper
    assert "Reference" not in paper
    assert "Print" in text


def test_somebody_reads_the_clock_of_the_place_they_work_at_unless_they_choose_another(house, osaka):
    grants = ((Role.HANDLER, house.brand, osaka),)
    yumi = book.add_staff("yumi", name="Yumi", password=None, by=SYSTEM, at=TUESDAY, grants=grants)
    assert clock_of(yumi) == "Asia/Tokyo"
    book.change_preferences(yumi, zone="Asia/Shanghai")
    assert clock_of(yumi) == "Asia/Shanghai"
    manager = house.person("manager")
    assert clock_of(manager) == "Europe/London"


@pytest.mark.parametrize(("zone", "is_said"), [("Europe/London", True), ("Asia/Seoul", False)])
def test_a_reader_on_another_clock_is_told_what_time_it_is_there(house, theirs, at_desk, zone, is_said):
    with time_machine.travel(TUESDAY + timedelta(hours=1), tick=False):
        text = at_their_desk(at_desk, house, "en", zone).get(f"/desk/complaints/{theirs.number}").content.decode()
    assert ("In Tokyo it is now today at 19:00." in text) is is_said


def test_words_to_say_on_the_phone_name_a_time_on_the_clock_of_the_branch(house, osaka, at_desk):
    grants = ((Role.HANDLER, house.brand, osaka),)
    house.staff["yumi"] = book.add_staff("yumi", name="Yumi", password=None, by=SYSTEM, at=TUESDAY, grants=grants)
    with time_machine.travel(TUESDAY - timedelta(hours=6), tick=False):  # noon in Osaka, night in London
        text = at_desk("yumi").get(reverse("desk-behalf")).content.decode()
    assert "I call you by today at" in text
    assert "I call you by today at 10:00" not in text
