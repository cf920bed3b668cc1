"""Putting right: ordered once, paid by somebody else, proven."""

from datetime import timedelta

import pytest

from amends.authority.queries import AboveLimit
from amends.complaints.errors import PersonNeeded, SamePerson, WrongState
from amends.complaints.rules import Lane, State
from amends.decision import actions as decision
from amends.decision.rules import UnknownRemedy, Verdict
from amends.kernel.errors import NotFound
from amends.organisation.actor import SYSTEM
from amends.promises.models import Promise
from amends.redress import actions as redress
from amends.redress.actions import NotTheTime
from amends.redress.models import Delivery, Remedy
from amends.redress.queries import NothingOrdered, SomethingToDeliver
from amends.text.substance import WordsNeeded
from tests.worlds import (
    agreed_complaint,
    money,
    proposal,
    remedied_complaint,
    remedying_complaint,
    responded_complaint,
    spoken,
)

pytestmark = pytest.mark.django_db


def running(world) -> set[str]:
    return {row.code for row in Promise.objects.filter(complaint=world.complaint, standing="open")}


def test_what_was_agreed_is_ordered_once():
    world = remedying_complaint()
    assert world.reload().state == State.REMEDYING
    row = Remedy.objects.get()
    assert (row.code, row.money, row.standing) == ("REFD", money("129.00"), "ordered")
    with pytest.raises(WrongState):
        redress.order(world.complaint, by=world.handler, at=world.later())
    assert Remedy.objects.count() == 1


def test_the_proof_of_the_last_remedy_moves_the_complaint_and_promises_the_follow_up():
    world = remedied_complaint()
    assert world.reload().state == State.REMEDIED
    assert Promise.objects.get(complaint=world.complaint, subject="remedy").standing == "kept"
    assert "FOLLOW_UP" in running(world)
    follow_up = Promise.objects.get(complaint=world.complaint, code="FOLLOW_UP")
    assert timedelta(days=2) < follow_up.due_at - world.at < timedelta(days=8)


@pytest.mark.parametrize("name", ["handler", "lead"])
def test_money_is_never_paid_by_who_owns_or_approved_it(name):
    world = remedying_complaint()
    with pytest.raises(SamePerson):
        redress.deliver(
            world.complaint,
            remedy=world.memory["remedies"][0],
            words="I paid it back myself.",
            by=world.actor(name),
            at=world.later(),
        )
    assert not Delivery.objects.exists()


def test_money_is_paid_by_a_person():
    world = remedying_complaint()
    with pytest.raises(PersonNeeded):
        redress.deliver(
            world.complaint,
            remedy=world.memory["remedies"][0],
            words="Paid by the night run.",
            by=SYSTEM,
            at=world.later(),
        )


def test_a_repair_may_be_handed_over_by_the_owner_in_normal_but_not_in_careful():
    world = remedying_complaint(option=1)
    redress.deliver(
        world.complaint,
        remedy=world.memory["remedies"][0],
        words="Handed over, she tried it at the counter.",
        by=world.handler,
        at=world.later(),
    )
    assert world.reload().state == State.REMEDIED
    careful = remedying_complaint(option=1, lane=Lane.CAREFUL, cast=world.cast)
    with pytest.raises(SamePerson):
        redress.deliver(
            careful.complaint,
            remedy=careful.memory["remedies"][0],
            words="Handed over, she tried it at the counter.",
            by=careful.handler,
            at=careful.later(),
        )


@pytest.mark.parametrize("words", ["", "done", "✓✓✓"])
def test_a_tick_proves_no_delivery(words):
    world = remedying_complaint()
    with pytest.raises(WordsNeeded):
        redress.deliver(
            world.complaint,
            remedy=world.memory["remedies"][0],
            words=words,
            by=world.actor("payer"),
            at=world.later(),
        )
    assert world.reload().state == State.REMEDYING


def test_delivered_twice_is_paid_once():
    world = remedied_complaint()
    first = Delivery.objects.get()
    again = redress.deliver(
        world.complaint,
        remedy=world.memory["remedies"][0],
        words="Paid back once more.",
        by=world.actor("payer"),
        at=world.later(),
    )
    assert (again.pk, Delivery.objects.count()) == (first.pk, 1)


def test_the_remedy_of_another_complaint_is_not_found():
    world = remedying_complaint()
    other = remedying_complaint(cast=world.cast)
    with pytest.raises(NotFound):
        redress.deliver(
            world.complaint,
            remedy=other.memory["remedies"][0],
            words="Paid back to the card.",
            by=world.actor("payer"),
            at=world.later(),
        )


def test_an_explanation_needs_no_delivery():
    explained = proposal(verdict=Verdict.EXPLAINED, offers=(), help="We call you and set the timer together.")
    world = responded_complaint(decided=explained)
    decision.agree(world.complaint, proof=spoken(), by=world.handler, at=world.later())
    with pytest.raises(NothingOrdered):
        redress.order(world.complaint, by=world.handler, at=world.later())
    redress.complete_by_words(world.complaint, by=world.handler, at=world.later())
    assert world.reload().state == State.REMEDIED
    assert running(world) == {"FOLLOW_UP", "CALL"}


def test_what_must_be_delivered_is_not_done_by_words():
    world = agreed_complaint()
    with pytest.raises(SomethingToDeliver):
        redress.complete_by_words(world.complaint, by=world.handler, at=world.later())


def test_something_of_value_on_top_is_ones_own_right():
    world = remedying_complaint()
    with pytest.raises(AboveLimit):
        redress.add_value(
            world.complaint,
            code="GEST",
            words="A voucher",
            money=money("250"),
            by=world.handler,
            at=world.later(),
        )
    with pytest.raises(UnknownRemedy):
        redress.add_value(world.complaint, code="HUGS", words="A hug", by=world.handler, at=world.later())
    row = redress.add_value(
        world.complaint, code="GEST", words="A set of filters", money=money("59"), by=world.handler, at=world.later()
    )
    redress.deliver(
        world.complaint,
        remedy=world.memory["remedies"][0],
        words="Paid back to the card, receipt 4411.",
        by=world.actor("payer"),
        at=world.later(),
    )
    assert world.reload().state == State.REMEDYING, "what came on top is delivered like any remedy"
    redress.deliver(
        world.complaint,
        remedy=row,
        words="Filters handed over at the counter.",
        by=world.actor("payer"),
        at=world.later(),
    )
    assert world.reload().state == State.REMEDIED


def test_nothing_comes_on_top_before_an_agreement():
    world = responded_complaint()
    with pytest.raises(NotTheTime):
        redress.add_value(world.complaint, code="GEST", words="A set of filters", by=world.handler, at=world.later())


def test_a_remedy_no_longer_wanted_is_cancelled_in_the_customers_words():
    world = remedying_complaint()
    extra = redress.add_value(world.complaint, code="GEST", words="A cap", by=world.handler, at=world.later())
    redress.cancel(
        world.complaint, remedy=extra, reason="She wears no caps, she said.", by=world.handler, at=world.later()
    )
    redress.deliver(
        world.complaint,
        remedy=world.memory["remedies"][0],
        words="Paid back to the card, receipt 4411.",
        by=world.actor("payer"),
        at=world.later(),
    )
    assert world.reload().state == State.REMEDIED
