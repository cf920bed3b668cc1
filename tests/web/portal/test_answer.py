"""Our answer on the complainant's page: read, accepted in the way chosen, or told to leave something wrong."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.closure.models import Withdrawal
from amends.complaints import tracking
from amends.correspondence.models import Message
from amends.decision.models import Reply
from tests.web.portal.conftest import Visitor
from tests.worlds import (
    DAUGHTER,
    REFUND,
    approved_complaint,
    disputed_complaint,
    found_complaint,
    proposal,
    remedied_complaint,
    responded_complaint,
)

pytestmark = pytest.mark.django_db


def visitor_of(world) -> Visitor:
    """Open the complaint with its link, as from a letter."""
    cache.clear()
    visitor = Visitor()
    complaint = world.reload()
    answer = visitor.get(f"/t/{tracking.token_for(complaint.pk, complaint.track_version)}")
    assert answer.status_code == 303
    return visitor


def page_of(world, visitor: Visitor) -> str:
    return visitor.text(visitor.get(f"/track/{world.complaint.number}"))


def test_before_it_leaves_nobody_outside_reads_it():
    world = approved_complaint()
    page = page_of(world, visitor_of(world))
    assert "Our answer" not in page
    assert "We give you the full price back" not in page


def test_it_stands_on_the_page_with_its_options_and_a_date():
    world = responded_complaint()
    page = page_of(world, visitor_of(world))
    assert "Our answer is ready" in page
    assert "The motor of the fan was faulty when it left the shop." in page
    assert page.count('name="option"') == 2
    assert "Please tell us by" in page
    assert "This does not put it right" in page
    assert page.count("The motor of the fan was faulty") == 1


def test_an_option_is_chosen_and_counts_once():
    world = responded_complaint()
    visitor = visitor_of(world)
    address = f"/track/{world.complaint.number}/agree"
    answers = [visitor.post(address, {"option": "2"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert world.reload().state == "agreed"
    reply = Reply.objects.get()
    assert (reply.channel, reply.who, reply.agrees, reply.option.position) == ("web", "customer", True, 2)
    page = page_of(world, visitor)
    assert "You chose: We give you the full price back" in page
    assert 'name="option"' not in page


def test_without_a_choice_it_asks_which_one():
    world = responded_complaint()
    visitor = visitor_of(world)
    answer = visitor.post(f"/track/{world.complaint.number}/agree", {})
    assert answer.status_code == 422
    assert "Please choose one of them." in visitor.text(answer)
    assert world.reload().state == "responded"


@pytest.mark.parametrize("option", ["3", "0", "x", "2 OR 1=1"])
def test_an_option_that_was_not_offered_is_refused(option):
    world = responded_complaint()
    visitor = visitor_of(world)
    assert visitor.post(f"/track/{world.complaint.number}/agree", {"option": option}).status_code == 422
    assert world.reload().state == "responded"


def test_it_does_not_put_it_right_is_said_in_own_words_and_counts_once():
    world = responded_complaint()
    visitor = visitor_of(world)
    address = f"/track/{world.complaint.number}/dispute"
    told = {"words": "It broke twice. I do not want a third one."}
    assert [visitor.post(address, told).status_code for _ in range(2)] == [303, 303]
    assert world.reload().state == "disputed"
    assert Reply.objects.get().words == told["words"]
    page = page_of(world, visitor)
    assert "You told us that this does not put it right" in page
    assert 'name="option"' in page  # the offer stands while somebody else looks


def test_without_words_it_asks_what_is_not_right():
    world = responded_complaint()
    visitor = visitor_of(world)
    answer = visitor.post(f"/track/{world.complaint.number}/dispute", {"words": "  "})
    assert answer.status_code == 422
    assert re.search(r'id="id_words_error"', visitor.text(answer))
    assert world.reload().state == "responded"


def test_who_did_not_agree_may_still_accept():
    world = disputed_complaint()
    visitor = visitor_of(world)
    assert visitor.post(f"/track/{world.complaint.number}/agree", {"option": "1"}).status_code == 303
    assert world.reload().state == "agreed"


def test_a_representative_answers_as_one():
    world = responded_complaint(representative=DAUGHTER)
    visitor = visitor_of(world)
    visitor.post(f"/track/{world.complaint.number}/agree", {"option": "1"})
    assert Reply.objects.get().who == "representative"
    assert Reply.objects.get().author.startswith("representative:")


def test_nobody_answers_for_another_complaint():
    world = responded_complaint()
    for path in ("agree", "dispute"):
        answer = Visitor().post(f"/track/{world.complaint.number}/{path}", {"option": "1", "words": "Not mine"})
        assert answer.status_code == 404
    assert world.reload().state == "responded"


def test_before_an_answer_there_is_nothing_to_accept():
    world = found_complaint()
    visitor = visitor_of(world)
    assert visitor.post(f"/track/{world.complaint.number}/agree", {"option": "1"}).status_code == 303
    assert world.reload().state == "found"
    assert not Reply.objects.exists()


def test_what_the_house_noted_on_its_decision_stays_inside():
    canary = "canary-0815 no second motor is left in the house"
    world = responded_complaint(decided=proposal(offers=(REFUND,), no_choice_because=canary))
    assert canary not in page_of(world, visitor_of(world))


def test_the_page_of_an_answer_takes_a_fixed_number_of_queries():
    world = responded_complaint()
    visitor = visitor_of(world)
    with CaptureQueriesContext(connection) as seen:
        page_of(world, visitor)
    assert len(seen) <= 14


@pytest.mark.parametrize(("answer", "said"), [("yes", "It is put right."), ("no", "It is not put right.")])
def test_whether_it_is_put_right_is_said_once_in_own_words(answer, said):
    world = remedied_complaint()
    visitor = visitor_of(world)
    assert "Is it put right now?" in page_of(world, visitor)
    told = {"token": "t" * 32, "answer": answer, "more": "Thank you for hurrying."}
    address = f"/track/{world.complaint.number}/put-right"
    assert [visitor.post(address, told).status_code for _ in range(2)] == [303, 303]
    words = Message.objects.filter(complaint=world.complaint, kind="addition").values_list("text", flat=True)
    assert list(words) == [f"{said}\n\nThank you for hurrying."]
    assert world.reload().customer_wrote_at is not None


def test_who_said_whether_it_is_put_right_is_thanked_and_not_asked_again():
    world = remedied_complaint()
    visitor = visitor_of(world)
    address = f"/track/{world.complaint.number}/put-right"
    visitor.post(address, {"token": "t" * 32, "answer": "no"})
    page = page_of(world, visitor)
    assert "Thank you for your word" in page
    assert "Is it put right now?" not in page
    visitor.post(address, {"token": "u" * 32, "answer": "yes"})
    words = Message.objects.filter(complaint=world.complaint, kind="addition").values_list("text", flat=True)
    assert list(words) == ["It is not put right."]


def test_too_many_words_on_whether_it_is_put_right_stay_in_their_field():
    world = remedied_complaint()
    visitor = visitor_of(world)
    told = {"token": "t" * 32, "answer": "no", "more": "x" * 20_001}
    answer = visitor.post(f"/track/{world.complaint.number}/put-right", told)
    assert answer.status_code == 422
    assert "at most 20000 fit" in visitor.text(answer)
    assert "x" * 20_001 in visitor.text(answer)


@pytest.mark.parametrize(
    ("way", "told", "next_step"),
    [
        ("agree", {"option": "1"}, "putting it right, as you agreed"),
        ("dispute", {"words": "Not enough."}, "what the second look found"),
    ],
    ids=["yes", "no"],
)
def test_after_a_yes_or_a_no_the_next_step_is_said_and_neither_is_asked_again(way, told, next_step):
    world = responded_complaint()
    visitor = visitor_of(world)
    assert "as soon as you agree" in page_of(world, visitor)
    visitor.post(f"/track/{world.complaint.number}/{way}", told)
    page = page_of(world, visitor)
    assert next_step in page
    assert "as soon as you agree" not in page


def test_before_it_is_put_right_nobody_asks():
    world = responded_complaint()
    visitor = visitor_of(world)
    assert "Yes, it is put right" not in page_of(world, visitor)
    told = {"token": "t" * 32, "answer": "yes"}
    assert visitor.post(f"/track/{world.complaint.number}/put-right", told).status_code == 303
    assert not Message.objects.filter(complaint=world.complaint, kind="addition").exists()


def test_it_is_withdrawn_in_own_words_and_once():
    world = responded_complaint()
    visitor = visitor_of(world)
    address = f"/track/{world.complaint.number}/withdraw"
    assert visitor.post(address, {"reason": " "}).status_code == 422
    assert world.reload().state == "responded"
    told = {"reason": "My son repaired it."}
    assert [visitor.post(address, told).status_code for _ in range(2)] == [303, 303]
    assert world.reload().state == "withdrawn"
    assert Withdrawal.objects.get().words == "My son repaired it."
    page = page_of(world, visitor)
    assert "You withdrew this complaint" in page
    assert address not in page
