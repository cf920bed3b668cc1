"""Ownership: given, confirmed, handed over; never to somebody complained about."""

import pytest

from amends.closure import actions as closure
from amends.complaints import access, participation
from amends.complaints.errors import ComplaintEnded, DutyNeeded, SamePerson
from amends.complaints.rules import Duty, State
from amends.kernel.errors import NotFound
from amends.promises.models import Promise
from amends.triage import actions as triage
from amends.triage.actions import NotSuitable
from amends.triage.queries import suggest_owners
from tests.worlds import acknowledged_complaint, assessed_complaint, duty_holders, first_look

pytestmark = pytest.mark.django_db


def test_the_receiver_stays_contact_until_the_owner_confirms():
    world = acknowledged_complaint()
    triage.assess(world.complaint, look=first_look(), by=world.handler, at=world.later())
    triage.assign(world.complaint, staff=world.cast.handler, by=world.actor("lead"), at=world.later())
    assert duty_holders(world, Duty.CONTACT) == {"receiver"}
    assert world.complaint.state == State.ACKNOWLEDGED
    with pytest.raises(DutyNeeded):
        triage.confirm(world.complaint, by=world.actor("colleague"), at=world.later())
    triage.confirm(world.complaint, by=world.handler, at=world.later())
    assert duty_holders(world, Duty.CONTACT) == {"handler"}
    assert world.reload().state == State.ASSESSED
    running = Promise.objects.filter(complaint=world.complaint, standing="open")
    assert {promise.owner_staff.username for promise in running} == {"handler"}


def test_confirming_twice_changes_nothing():
    world = assessed_complaint()
    before = world.complaint.last_sequence
    triage.confirm(world.complaint, by=world.handler, at=world.later())
    assert world.complaint.last_sequence == before


def test_a_unit_can_be_given_a_complaint_and_one_of_its_people_takes_it_on():
    world = acknowledged_complaint()
    triage.assign(world.complaint, unit=world.cast.sales, by=world.actor("lead"), at=world.later())
    seller = world.actor("seller")
    assert access.get_for(seller, world.complaint.number).pk == world.complaint.pk
    with pytest.raises(DutyNeeded):
        triage.confirm(world.complaint, by=world.handler, at=world.later())
    triage.confirm(world.complaint, by=seller, at=world.later())
    assert duty_holders(world, Duty.OWNER) == {"seller"}


@pytest.mark.parametrize("name", ["stranger", "receiver", "payer"])
def test_who_does_not_work_on_complaints_here_cannot_own_one(name):
    world = acknowledged_complaint()
    with pytest.raises(NotSuitable):
        triage.assign(world.complaint, staff=getattr(world.cast, name), by=world.actor("lead"), at=world.later())


def test_who_is_complained_about_loses_the_file_and_every_duty():
    world = assessed_complaint()
    triage.name_accused(world.complaint, staff=world.cast.handler, by=world.actor("lead"), at=world.later())
    assert duty_holders(world, Duty.OWNER) == set()
    with pytest.raises(NotFound):
        access.get_for(world.handler, world.complaint.number)
    with pytest.raises(SamePerson):
        triage.assign(world.complaint, staff=world.cast.handler, by=world.actor("lead"), at=world.later())
    running = Promise.objects.filter(complaint=world.complaint, standing="open")
    assert {promise.owner_unit for promise in running} == {world.cast.care}
    assert "handler" not in {one.staff.username for one in suggest_owners(world.complaint)}


def test_language_and_product_speak_for_an_owner():
    world = acknowledged_complaint()
    world.cast.colleague.skills = {"languages": ["ms", "en"], "products": []}
    world.cast.colleague.save(update_fields=["skills"])
    first = suggest_owners(world.complaint)[0]
    assert (first.staff, first.speaks_language, first.is_of_unit) == (world.cast.colleague, True, True)


def test_what_somebody_leaves_behind_goes_to_another():
    world = assessed_complaint()
    cast = world.cast
    triage.hand_over(world.complaint, leaving=cast.handler, to=cast.colleague, by=world.actor("lead"), at=world.later())
    assert duty_holders(world, Duty.OWNER) == duty_holders(world, Duty.CONTACT) == {"colleague"}
    running = Promise.objects.filter(complaint=world.complaint, standing="open")
    assert {promise.owner_staff for promise in running} == {cast.colleague}


def test_who_may_not_take_a_duty_over_leaves_it_to_the_unit():
    world = assessed_complaint()
    cast = world.cast
    triage.name_accused(world.complaint, staff=cast.colleague, by=world.actor("lead"), at=world.later())
    triage.hand_over(world.complaint, leaving=cast.handler, to=cast.colleague, by=world.actor("lead"), at=world.later())
    owner = participation.holder(world.complaint, Duty.OWNER)
    assert (owner.staff, owner.unit) == (None, cast.care)


def test_waiting_is_an_overlay_and_the_state_stays():
    world = assessed_complaint()
    from amends.complaints.rules import Waiting

    triage.wait(world.complaint, waiting_for=Waiting.CUSTOMER, by=world.handler, at=world.later())
    assert (world.reload().waiting_for, world.complaint.state) == ("customer", State.ASSESSED)
    triage.wait(world.complaint, waiting_for=None, by=world.handler, at=world.later())
    assert world.reload().waiting_for == ""


def test_a_confidential_complaint_is_seen_by_duty_or_right_only():
    world = assessed_complaint()
    triage.keep_confidential(world.complaint, is_confidential=True, by=world.actor("lead"), at=world.later())
    number = world.complaint.number
    assert access.get_for(world.handler, number).number == number
    assert access.get_for(world.actor("manager"), number).number == number
    for name in ("colleague", "stranger"):
        with pytest.raises(NotFound):
            access.get_for(world.actor(name), number)


def test_an_ended_complaint_takes_no_first_look():
    world = acknowledged_complaint()
    closure.withdraw(world.complaint, words="Leave it, please.", channel="phone", by=world.handler, at=world.later())
    with pytest.raises(ComplaintEnded):
        triage.assess(world.complaint, look=first_look(), by=world.handler, at=world.later())
