"""What a tracking page tells once: a complaint that is handled in another one, and one event that keeps several promises."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from amends.closure import actions as closure
from amends.complaints.models import Complaint
from amends.complaints.queries import reload
from amends.customers.models import Customer
from amends.flows import reply
from amends.organisation.queries import actor_of
from tests.web.portal.test_track import link_of

FIRST, SECOND = "The kettle leaks at the bottom.", "My kettle leaks, as I said on the phone."


@pytest.fixture
def two(house, visitor, another) -> tuple[Complaint, Complaint]:
    """Give two complaints about one kettle: the second one was merged into the first."""
    first = visitor.sent(what=FIRST, name="Priya Nair", mail="priya@example.com")
    second = another(address="198.51.100.9").sent(what=SECOND, name="P. Nair", phone="+60 12-345 6789")
    closure.merge(second, into=first, words="One kettle", by=actor_of(house.grace), at=timezone.now())
    return reload(first), reload(second)


def say_they_are_one(house) -> None:
    first, second = (Customer.objects.get(name=name) for name in ("Priya Nair", "P. Nair"))
    closure.merge_customers(second, into=first, by=actor_of(house.grace), at=timezone.now())


def test_a_merged_complaint_leads_its_person_to_the_one_in_which_it_is_handled(house, two, another):
    first, second = two
    say_they_are_one(house)
    browser = another(address="192.0.2.4")
    arrived = browser.client.get(link_of(second), follow=True)
    assert arrived.redirect_chain[-1] == (f"/track/{first.number}", 303)
    text = browser.text(arrived)
    assert FIRST in text
    assert SECOND not in text
    assert f'href="/track/{second.number}?record"' in text
    record = browser.text(browser.get(f"/track/{second.number}?record"))
    assert SECOND in record
    assert f'href="/track/{first.number}"' in record
    assert 'id="add-form"' not in record


def test_a_page_opened_by_its_own_link_names_what_is_handled_with_it_without_a_way_that_would_be_shut(
    house, two, another
):
    first, second = two
    say_they_are_one(house)
    browser = another(address="192.0.2.4")
    text = browser.text(browser.client.get(link_of(first), follow=True))
    assert f"KZ-{second.number[:3]}-{second.number[3:6]}-{second.number[6:]} together with this one" in text
    assert "?record" not in text


def test_a_complaint_merged_into_that_of_somebody_else_tells_how_far_it_is_and_nothing_of_theirs(two, another):
    first, second = two
    browser = another(address="192.0.2.4")
    arrived = browser.client.get(link_of(second), follow=True)
    assert arrived.redirect_chain[-1] == (f"/track/{second.number}", 303)
    text = browser.text(arrived)
    assert "We handle it together with another complaint" in text
    assert "We are looking into both together." in text
    assert SECOND in text
    for theirs in (FIRST, "Priya", first.number[:3] + "-" + first.number[3:6], first.number):
        assert theirs not in text
    assert browser.get(f"/track/{first.number}").status_code == 404


def test_the_owner_of_the_other_complaint_learns_nothing_of_who_was_merged_into_it(two, another):
    first, second = two
    browser = another(address="192.0.2.4")
    text = browser.text(browser.client.get(link_of(first), follow=True))
    assert "together with" not in text
    assert second.number[:3] + "-" + second.number[3:6] not in text


def test_a_call_that_keeps_two_promises_is_told_once_and_as_a_call(house, visitor):
    complaint = visitor.sent(what=FIRST, phone="+60 12-345 6789")
    at = complaint.received_at + timedelta(minutes=20)
    reply.record_call(complaint, text="She told it whole.", spoken_at=at, by=actor_of(house.grace), at=at)
    done = (
        visitor.text(visitor.get(f"/track/{complaint.number}")).partition("Done so far")[2].partition("Being done")[0]
    )
    assert done.count("Grace\xa0Lim called you") == 1
    assert "wrote to you" not in done
