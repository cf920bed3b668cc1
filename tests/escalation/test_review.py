"""Up the line: a reviewer without a part in it, our final position, outside bodies; dangers cleared by two."""

from datetime import timedelta

import pytest

from amends.closure import actions as closure
from amends.closure.actions import OutcomeNeeded
from amends.complaints.errors import DutyNeeded, SamePerson, WrongState
from amends.complaints.rules import Lane, Outcome, State
from amends.decision import queries as decisions
from amends.decision.rules import Part, Verdict
from amends.escalation import actions as escalation
from amends.escalation.actions import DateNeeded, NotHeld
from amends.escalation.queries import NoRuling
from amends.flows import answering
from amends.kernel.errors import NotAllowed
from amends.promises.models import Promise
from tests.worlds import (
    assessed_complaint,
    disputed_complaint,
    first_look,
    money,
    proposal,
    reviewed_complaint,
    second_round_complaint,
)

pytestmark = pytest.mark.django_db


def final(**changes):
    plain = {"verdict": Verdict.NOT_UPHELD, "offers": (), "help": "A technician shows you the fan at home for free."}
    return proposal(**{**plain, **changes})


def outside(world):
    return escalation.go_outside(
        world.complaint,
        body="TTPM",
        number="PP-17",
        words="Notice of the tribunal of 3 March",
        by=world.actor("legal"),
        at=world.later(),
    )


def test_who_had_a_part_in_it_does_not_review():
    world = disputed_complaint(lane=Lane.CAREFUL)
    for name, error in (("lead", SamePerson), ("colleague", NotAllowed), ("stranger", NotAllowed)):
        with pytest.raises((error, NotAllowed)):
            escalation.review(world.complaint, reviewer=getattr(world.cast, name), by=world.handler, at=world.later())
    escalation.review(world.complaint, by=world.handler, at=world.later())
    assert world.reload().state == State.INTERNAL_REVIEW


def test_the_final_position_is_the_reviewers_and_leaves_as_stated():
    world = reviewed_complaint()
    with pytest.raises(DutyNeeded):
        escalation.state_position(world.complaint, proposal=final(), by=world.handler, at=world.later())
    row = escalation.state_position(world.complaint, proposal=final(), by=world.actor("director"), at=world.later())
    assert row.is_final
    answering.send_answer(world.complaint, medium="letter", by=world.actor("director"), at=world.later())
    assert world.reload().state == State.RESPONDED
    review = Promise.objects.get(complaint=world.complaint, code="REVIEW")
    assert review.standing == "kept"


def test_a_position_is_stated_in_a_review_only():
    world = disputed_complaint()
    with pytest.raises(DutyNeeded):
        escalation.state_position(world.complaint, proposal=final(), by=world.actor("director"), at=world.later())


def test_a_ruling_that_obliges_is_ordered_and_promised_by_its_date():
    world = reviewed_complaint()
    with pytest.raises(NoRuling):
        escalation.rule(world.complaint, words="Pay RM 129", obliges=False, by=world.handler, at=world.later())
    outside(world)
    assert world.reload().state == State.EXTERNAL
    part = Part(remedy="REFD", money=money("129.00"))
    with pytest.raises(DateNeeded):
        escalation.rule(
            world.complaint, words="Pay RM 129", obliges=True, parts=[part], by=world.handler, at=world.later()
        )
    due = world.at + timedelta(days=14)
    escalation.rule(
        world.complaint, words="Pay RM 129", obliges=True, parts=[part], due=due, by=world.handler, at=world.later()
    )
    assert world.reload().state == State.REMEDYING
    promise = Promise.objects.get(complaint=world.complaint, subject="remedy", standing="open")
    assert (promise.due_at, promise.origin) == (due, "statutory")


def test_a_ruling_that_asks_for_nothing_ends_it_with_an_outcome():
    world = reviewed_complaint()
    outside(world)
    escalation.rule(world.complaint, words="The claim is dismissed.", obliges=False, by=world.handler, at=world.later())
    with pytest.raises(OutcomeNeeded):
        closure.close(world.complaint, cause="P1", by=world.handler, at=world.later())
    closure.close(world.complaint, cause="P1", outcome=Outcome.DISSATISFIED, by=world.handler, at=world.later())
    assert (world.reload().state, world.complaint.outcome) == (State.CLOSED, "dissatisfied")


def test_nothing_goes_outside_before_we_looked_again_ourselves():
    world = disputed_complaint()
    with pytest.raises(WrongState):
        outside(world)


def test_a_danger_is_cleared_by_safety_and_a_manager_together():
    look = first_look(cause="P4", is_danger=True, lane=Lane.CAREFUL)
    world = assessed_complaint(look=look)
    for name in ("handler", "lead", "stranger"):
        with pytest.raises(NotAllowed):
            escalation.clear_safety(
                world.complaint, words="The lot is off the shelves.", by=world.actor(name), at=world.later()
            )
    for name in ("manager", "manager", "director"):
        cleared = escalation.clear_safety(
            world.complaint, words="The lot is off the shelves.", by=world.actor(name), at=world.later()
        )
        assert not cleared
    assert world.reload().safety_hold
    assert escalation.clear_safety(
        world.complaint, words="All units were called back.", by=world.actor("safety"), at=world.later()
    )
    assert not world.reload().safety_hold
    with pytest.raises(NotHeld):
        escalation.clear_safety(world.complaint, words="Once more.", by=world.actor("safety"), at=world.later())


def test_dissatisfied_in_the_first_round_is_for_a_second_round_and_not_for_a_review():
    world = second_round_complaint()
    with pytest.raises(WrongState):
        escalation.review(world.complaint, reviewer=world.cast.director, by=world.handler, at=world.later())
    assert decisions.newest(world.complaint).standing == "agreed"
