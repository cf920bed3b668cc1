"""Asking whether it is put right: by another person; a second round once; not to be reached only after real attempts."""

from datetime import timedelta

import pytest

from amends.complaints.errors import DutyNeeded, SamePerson, WrongState
from amends.complaints.models import Entry
from amends.complaints.rules import Duty, Lane, Outcome, State
from amends.decision import actions as decision
from amends.followup import actions as followup
from amends.followup.queries import find_caller, newest
from amends.followup.rules import Way
from amends.investigation import actions as investigation
from amends.promises.models import Promise
from amends.triage import actions as triage
from amends.triage.actions import NotSuitable
from amends.triage.queries import RecordNotRead
from tests.worlds import (
    asked_complaint,
    duty_holders,
    following_up_complaint,
    proposal,
    remedied_complaint,
    second_round_complaint,
)

pytestmark = pytest.mark.django_db


def running(world) -> set[str]:
    return {row.code for row in Promise.objects.filter(complaint=world.complaint, standing="open")}


def test_who_owned_it_does_not_ask():
    world = remedied_complaint()
    with pytest.raises(SamePerson):
        followup.plan(world.complaint, caller=world.cast.handler, by=world.handler, at=world.later())
    assert find_caller(world.complaint).username in {"caller", "colleague"}
    followup.plan(world.complaint, by=world.handler, at=world.later())
    assert world.reload().state == State.FOLLOWING_UP


def test_only_the_caller_says_what_the_customer_said():
    world = following_up_complaint()
    for name in ("handler", "lead", "stranger"):
        with pytest.raises(DutyNeeded):
            followup.record(
                world.complaint,
                way=Way.PHONE,
                words="She is happy.",
                outcome=Outcome.SATISFIED,
                by=world.actor(name),
                at=world.later(),
            )


def test_a_satisfied_customer_is_promised_the_closing():
    world = asked_complaint()
    assert world.reload().state == State.FOLLOWING_UP
    assert "CLOSING" in running(world)
    assert Promise.objects.get(complaint=world.complaint, code="FOLLOW_UP").standing == "kept"
    with pytest.raises(WrongState):
        followup.record(
            world.complaint,
            way=Way.PHONE,
            words="Once more.",
            outcome=Outcome.MOLLIFIED,
            by=world.actor("caller"),
            at=world.later(),
        )


def test_nobody_counts_as_unreachable_before_enough_attempts():
    world = following_up_complaint()
    caller = world.actor("caller")
    for way, days in ((Way.PHONE, 1), (Way.PHONE, 1), (Way.PHONE, 5)):
        followup.record(world.complaint, way=way, words="Nobody picked up.", by=caller, at=world.later(days=days))
    assert newest(world.complaint).outcome == "", "three times, but one way only"
    followup.record(world.complaint, way=Way.MAIL, words="No reply to our mail.", by=caller, at=world.later(days=1))
    assert newest(world.complaint).outcome == Outcome.UNREACHABLE
    assert "CLOSING" in running(world)


def test_three_attempts_in_two_days_are_not_enough():
    world = following_up_complaint()
    for way in (Way.PHONE, Way.MAIL, Way.PHONE, Way.MESSENGER):
        followup.record(
            world.complaint, way=way, words="Nobody there.", by=world.actor("caller"), at=world.later(hours=10)
        )
    assert newest(world.complaint).outcome == ""


def test_dissatisfied_once_begins_again_with_somebody_senior():
    world = second_round_complaint()
    complaint = world.reload()
    assert (complaint.state, complaint.round, complaint.lane) == (State.SECOND_ROUND, 2, Lane.CAREFUL)
    assert duty_holders(world, Duty.OWNER) == {"lead"}
    assert {"ANSWER"} <= running(world)
    assert Entry.objects.filter(complaint=complaint, kind="round.begun").count() == 1


def test_the_new_owner_reads_the_record_before_anything_else():
    world = second_round_complaint()
    lead = world.actor("lead")
    with pytest.raises(RecordNotRead):
        investigation.begin(world.complaint, investigator=world.cast.colleague, by=lead, at=world.later())
    with pytest.raises(RecordNotRead):
        decision.propose(world.complaint, proposal=proposal(), by=lead, at=world.later())
    triage.confirm(world.complaint, words="Fan failed, refund paid, it stopped again.", by=lead, at=world.later())
    investigation.begin(world.complaint, investigator=world.cast.colleague, by=lead, at=world.later())
    assert world.reload().state == State.INVESTIGATING


def test_the_second_round_is_neither_for_the_first_owner_nor_for_a_junior():
    world = second_round_complaint()
    for name, error in (("handler", SamePerson), ("colleague", NotSuitable)):
        with pytest.raises(error):
            triage.assign(world.complaint, staff=getattr(world.cast, name), by=world.actor("manager"), at=world.later())


def test_the_second_round_may_go_straight_to_a_new_decision():
    world = second_round_complaint()
    lead = world.actor("lead")
    triage.confirm(world.complaint, words="Fan failed, refund paid, stopped again.", by=lead, at=world.later())
    row = decision.propose(world.complaint, proposal=proposal(), by=lead, at=world.later())
    assert (row.round, world.reload().state) == (2, State.PROPOSED)


def test_a_follow_up_is_promised_within_the_week():
    world = remedied_complaint()
    promise = Promise.objects.get(complaint=world.complaint, code="FOLLOW_UP")
    assert timedelta(days=2) <= promise.due_at - world.at <= timedelta(days=8)
