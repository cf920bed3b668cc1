"""What follows by itself: agreed remedies are ordered, calls planned, updates promised, answers reminded of; leaving."""

import pytest

from amends.complaints import participation
from amends.complaints.rules import Duty, Outcome, State
from amends.correspondence.models import Message
from amends.decision import queries as decisions
from amends.flows import agreeing, departure, rounds
from amends.flows.leaving import leave
from amends.followup import actions as followup
from amends.followup.rules import Way
from amends.organisation.models import RoleGrant, Unit
from amends.promises import book
from amends.promises.models import Promise
from amends.promises.rules import Subject
from tests.worlds import (
    agreed_complaint,
    assessed_complaint,
    duty_holders,
    remedied_complaint,
    responded_complaint,
    second_round_complaint,
)

pytestmark = pytest.mark.django_db


def test_what_was_agreed_is_ordered_by_itself_and_once():
    world = agreed_complaint()
    agreeing.put_right_what_was_agreed(world.complaint, world.later())
    agreeing.put_right_what_was_agreed(world.reload(), world.later())
    assert world.reload().state == State.REMEDYING
    assert world.complaint.remedies.count() == 1


def test_a_call_is_planned_with_somebody_who_had_no_part_in_it():
    world = remedied_complaint()
    agreeing.plan_follow_up(world.complaint, world.later())
    assert world.reload().state == State.FOLLOWING_UP
    assert not duty_holders(world, Duty.CALLER) & {"handler", "lead", "investigator", "payer"}


def test_every_complaint_in_work_has_an_update_promised():
    world = assessed_complaint()
    book.keep(world.complaint, Subject.UPDATE, by=world.handler, at=world.later())
    assert not Promise.objects.filter(complaint=world.complaint, subject="update", standing="open").exists()
    for _twice in range(2):
        rounds.promise_updates(world.later())
    assert Promise.objects.filter(complaint=world.complaint, subject="update", standing="open").count() == 1


def test_the_customer_is_reminded_by_mail_twice_and_then_the_offer_lapses():
    world = responded_complaint()
    for number in (1, 2):
        rounds.remind_and_lapse(world.later(days=5, hours=1))
        rounds.remind_and_lapse(world.at)
        rows = Message.objects.filter(complaint=world.complaint, facts__has_key="reminder")
        assert rows.count() == number
        message = rows.order_by("occurred_at").last()
        assert "Puan Siti" in message.text
        departure.record(message, world.reload(), medium="mail", by=world.handler, at=world.later())
    rounds.remind_and_lapse(world.later(days=8))
    assert world.reload().state == State.LAPSED
    assert decisions.newest(world.complaint).standing == "lapsed"


def test_dissatisfied_again_is_reviewed_by_somebody_who_had_no_part_in_it():
    world = second_round_complaint()
    assert duty_holders(world, Duty.OWNER) == {"lead"}
    assert world.complaint.round == 2


def test_what_somebody_leaves_goes_to_another_and_the_account_is_closed():
    world = assessed_complaint()
    cast = world.cast
    assert leave(cast.handler, to=cast.colleague, by=world.actor("manager"), at=world.later()) == 1
    cast.handler.refresh_from_db()
    assert not cast.handler.is_active
    assert not RoleGrant.objects.filter(staff=cast.handler, until=None).exists()
    assert not Unit.objects.filter(duty_person=cast.handler).exists()
    assert participation.holders(world.complaint, Duty.OWNER, Duty.CONTACT) == {cast.colleague.pk}
    assert not Promise.objects.filter(owner_staff=cast.handler, standing="open").exists()
    assert leave(cast.handler, to=cast.colleague, by=world.actor("manager"), at=world.later()) == 0


def test_nobody_to_call_leaves_the_complaint_where_it_can_be_seen():
    world = remedied_complaint()
    RoleGrant.objects.filter(staff__in=[world.cast.caller, world.cast.colleague]).update(until=world.at)
    for name in ("receiver", "clerk", "seller", "director", "manager"):
        RoleGrant.objects.filter(staff=getattr(world.cast, name)).update(until=world.at)
    agreeing.plan_follow_up(world.complaint, world.later())
    assert world.reload().state == State.REMEDIED
    followup.plan(world.complaint, caller=world.cast.legal, by=world.actor("lead"), at=world.later())
    followup.record(
        world.complaint,
        way=Way.PHONE,
        words="All well.",
        outcome=Outcome.SATISFIED,
        by=world.actor("legal"),
        at=world.later(),
    )
