"""Addresses that only take something never end in an empty page."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import accepted


@pytest.mark.parametrize("way", ["add", "agree", "dispute", "put-right", "withdraw"])
def test_a_telephone_that_dropped_a_refused_form_finds_the_complaint_again(house, way):
    complaint = accepted(house).complaint
    answer = Client().get(f"/track/{complaint.number}/{way}")
    assert (answer.status_code, answer["Location"]) == (302, f"/track/{complaint.number}")


@pytest.mark.parametrize("box", ["reply", "note", "call"])
def test_so_does_the_desk(house, at_desk, box):
    complaint = accepted(house).complaint
    answer = at_desk("handler").get(f"/desk/complaints/{complaint.number}/{box}")
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/complaints/{complaint.number}")


def test_everything_else_says_in_words_that_it_takes_nothing_there(house):
    answer = Client().get("/complain/left", headers={"accept-language": "ms"})
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "gunakan butang pada halaman" in answer.content.decode()


def test_what_is_not_there_leads_back_to_the_side_one_is_on(house, at_desk):
    assert 'href="/desk/"' in at_desk("handler").get("/desk/complaints/4829157036").content.decode()
    assert 'href="/"' in Client().get("/nothing-here").content.decode()
