"""The tracking page: a heading and lines for every state, words for every fact, other places to turn to."""

import pytest

from amends.complaints.rules import State
from amends.insight import tracking
from amends.kernel.fact import KINDS, Audience
from amends.organisation.models import Brand
from amends.web.portal import bodies, pages, wording
from tests.web.portal.conftest import TUESDAY


@pytest.mark.parametrize(
    ("state", "shown"),
    [(State.ACCEPTED, False), (State.INVESTIGATING, False), (State.RESPONDED, True), (State.CLOSED, True)],
)
def test_they_are_shown_from_the_answer_on(visitor, state, shown):
    complaint = visitor.sent()
    complaint.state = state  # in memory only: what the page would show
    page = pages.tracking(tracking.read(complaint), brand="Kazami", now=TUESDAY)
    assert page.shows_bodies is shown
    assert "Tribunal Tuntutan Pengguna Malaysia (TTPM)" in [body.name for body in page.bodies]


def test_a_country_without_known_bodies_gets_general_words():
    assert bodies.of_country("zz") == ()
    assert "consumer advice centre" in bodies.general_words()


def test_the_brand_s_own_words_win(visitor, house):
    complaint = visitor.sent()
    complaint.brand.policies = {"outside_bodies": {"en": "the arbiter of our trade (03-1234 5678)"}}
    assert [body.name for body in bodies.of_complaint(complaint)] == ["the arbiter of our trade (03-1234 5678)"]


def test_a_brand_named_in_the_address_is_named_on_the_way_to_the_form(visitor, house):
    Brand.objects.create(code="other", name="Other", calendar=house.brand.calendar)
    assert 'href="/complain?brand=other"' in visitor.text(visitor.get("/?brand=other"))
    assert 'href="/complain"' in visitor.text(visitor.get("/"))


def test_every_body_can_be_reached_safely():
    for body in (body for named in bodies.BODIES.values() for body in named):
        assert body.url.startswith("https://")
        assert body.name


def test_every_state_has_a_heading_and_a_line_of_its_own(visitor):
    complaint = visitor.sent()
    read = tracking.read(complaint)
    headings = set()
    for state in State:
        complaint.state = state
        page = pages.tracking(read, brand="Kazami", now=TUESDAY)
        headings.add(page.heading)
        assert page.lines.done
        assert page.lines.doing
        assert page.lines.yours
        assert len(page.steps) == (0 if state is State.WITHDRAWN else 5)  # what was taken back was not put right
    assert len(headings) >= 12


def test_every_fact_meant_for_complainants_has_its_words():
    meant = {kind for kind, fact in KINDS.items() if fact.audience is Audience.COMPLAINANT}
    assert meant - set(wording.FACTS) - wording.SAID_ELSEWHERE == set()
    assert all(words({}) for words in wording.FACTS.values())


def test_no_fact_meant_for_staff_has_words_here():
    meant_for_staff = {kind for kind, fact in KINDS.items() if fact.audience is not Audience.COMPLAINANT}
    assert not meant_for_staff & set(wording.FACTS)
