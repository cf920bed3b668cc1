"""Approving: another person, within their band, to the letter; two where it is grave."""

from datetime import timedelta

import pytest

from amends.authority.models import Band, Granted, Request
from amends.authority.queries import AboveLimit, TooSoon, waiting_for
from amends.complaints.errors import SamePerson, StaleComplaint
from amends.complaints.models import Complaint
from amends.complaints.rules import Duty, Lane, State
from amends.decision import actions as decision
from amends.decision.approving import LookedAlready
from amends.decision.models import Look
from amends.decision.rules import Offer, Part, Verdict
from amends.kernel.errors import NotAllowed
from amends.organisation import book as house
from amends.organisation.actor import SYSTEM
from amends.organisation.rules import Role
from amends.text.substance import WordsNeeded
from tests.worlds import REPAIR, duty_holders, first_look, found_complaint, money, proposal, proposed_complaint

pytestmark = pytest.mark.django_db


def dear(amount: str):
    return proposal(offers=(REPAIR, Offer(words="Money back", parts=(Part(remedy="REFD", money=money(amount)),))))


def test_a_rejection_needs_another_person_whatever_the_amount():
    no = proposal(verdict=Verdict.NOT_UPHELD, offers=(), help="We show you at home how the timer is set.")
    world = proposed_complaint(decided=no)
    with pytest.raises(NotAllowed):
        decision.approve(world.complaint, by=world.handler, at=world.later())
    assert [row.reasons for row in waiting_for(world.actor("lead"))] == [["rejection"]]
    decision.approve(world.complaint, by=world.actor("lead"), at=world.later())
    assert world.reload().state == State.APPROVED
    assert duty_holders(world, Duty.APPROVER) == {"lead"}
    assert Request.objects.get().standing == "approved"


def test_who_had_a_hand_in_it_does_not_approve():
    world = found_complaint(lane=Lane.CAREFUL)
    house.grant_role(world.cast.handler, Role.LEAD, brand=world.cast.brand, by=SYSTEM, at=world.at)
    house.grant_role(world.cast.investigator, Role.LEAD, brand=world.cast.brand, by=SYSTEM, at=world.at)
    decision.propose(world.complaint, proposal=proposal(), by=world.handler, at=world.later())
    for name in ("handler", "investigator"):
        with pytest.raises(SamePerson):
            decision.approve(world.complaint, by=world.actor(name), at=world.later())
        assert not waiting_for(world.actor(name)).exists()
    decision.approve(world.complaint, by=world.actor("lead"), at=world.later())
    assert world.reload().state == State.APPROVED


@pytest.mark.parametrize("name", ["colleague", "payer", "clerk", "stranger"])
def test_who_may_not_decide_here_does_not_approve(name):
    world = proposed_complaint(decided=dear("900"))
    with pytest.raises(NotAllowed):
        decision.approve(world.complaint, by=world.actor(name), at=world.later())
    assert not Look.objects.exists()


def test_an_amount_above_the_approvers_limit_goes_further_up():
    world = proposed_complaint(decided=dear("5000"))
    assert world.memory["decision"].approver_reasons == ["money"]
    assert not waiting_for(world.actor("lead")).exists()
    with pytest.raises(AboveLimit) as refused:
        decision.approve(world.complaint, by=world.actor("lead"), at=world.later())
    assert refused.value.facts["role"] == "manager"
    decision.approve(world.complaint, by=world.actor("manager"), at=world.later())
    assert world.reload().state == State.APPROVED


def test_what_was_granted_within_a_year_counts():
    first = proposed_complaint(decided=dear("150"))
    decision.approve(first.complaint, by=first.handler, at=first.later())
    again = found_complaint(cast=first.cast, at=first.at + timedelta(days=30))
    Complaint.objects.filter(pk=again.complaint.pk).update(customer=first.complaint.customer)
    again.reload()
    row = decision.propose(again.complaint, proposal=dear("150"), by=again.handler, at=again.later())
    assert row.approver_reasons == ["money"], "150 and 150 are more than the handler's 200"
    Granted.objects.update(at=first.at - timedelta(days=400))
    decision.approve(again.complaint, by=again.actor("lead"), at=again.later())


def test_a_band_in_the_table_wins_over_the_shipped_one():
    world = found_complaint()
    Band.objects.create(
        brand=world.cast.brand,
        role=Role.HANDLER,
        currency="MYR",
        limit="100",
        valid_from=world.at.date(),
        set_by="system",
    )
    row = decision.propose(world.complaint, proposal=proposal(), by=world.handler, at=world.later())
    assert row.approver_reasons == ["money"]


def test_above_all_bands_a_manager_and_legal_agree():
    world = proposed_complaint(decided=dear("50000"))
    with pytest.raises(NotAllowed):
        decision.approve(world.complaint, by=world.actor("lead"), at=world.later())
    decision.approve(world.complaint, by=world.actor("manager"), at=world.later())
    assert world.reload().state == State.PROPOSED
    with pytest.raises(LookedAlready):
        decision.approve(world.complaint, by=world.actor("manager"), at=world.later())
    decision.approve(world.complaint, by=world.actor("director"), at=world.later())
    assert world.reload().state == State.PROPOSED, "two managers are not enough where legal is there"
    decision.approve(world.complaint, by=world.actor("legal"), at=world.later())
    assert world.reload().state == State.APPROVED
    assert duty_holders(world, Duty.APPROVER) == {"manager", "director", "legal"}


@pytest.mark.parametrize(("limit", "needs_two"), [("300", True), ("90000", False)])
def test_where_the_house_set_what_a_manager_grants_two_agree_above_that(limit, needs_two):
    world = found_complaint()
    Band.objects.create(
        brand=world.cast.brand,
        role=Role.MANAGER,
        currency="MYR",
        limit=limit,
        valid_from=world.at.date(),
        set_by="system",
    )
    row = decision.propose(world.complaint, proposal=dear("50000"), by=world.handler, at=world.later())
    assert row.needs_two is needs_two
    decision.approve(world.complaint, by=world.actor("manager"), at=world.later())
    assert (world.reload().state == State.APPROVED) is not needs_two


def test_an_injury_needs_two_whatever_the_amount():
    world = proposed_complaint(look=first_look(cause="P4", is_danger=True, lane=Lane.CAREFUL))
    assert world.memory["decision"].needs_two


def test_an_approver_gives_back_with_a_reason():
    world = proposed_complaint(decided=dear("900"))
    with pytest.raises(WordsNeeded):
        decision.give_back(world.complaint, reason="no", by=world.actor("lead"), at=world.later())
    decision.give_back(
        world.complaint, reason="Ask the seller what was promised.", by=world.actor("lead"), at=world.later()
    )
    assert world.reload().state == State.INVESTIGATING
    assert Request.objects.get().standing == "returned"
    world.memory["decision"].refresh_from_db()
    assert world.memory["decision"].standing == "returned"


def test_in_a_small_shop_the_owner_looks_again_the_next_working_day():
    world = proposed_complaint(decided=dear("900"))
    cast = world.cast
    for person in vars(cast).values():
        if hasattr(person, "username") and person not in (cast.handler, cast.receiver):
            person.is_active = False
            person.save(update_fields=["is_active"])
    house.grant_role(cast.handler, Role.MANAGER, brand=cast.brand, by=SYSTEM, at=world.at)
    with pytest.raises(TooSoon):
        decision.approve(world.complaint, by=world.handler, at=world.later())
    decision.approve(world.complaint, by=world.handler, at=world.later(days=1))
    assert world.reload().state == State.APPROVED
    assert Look.objects.get().is_combined
    assert world.complaint.participations.get(duty=Duty.APPROVER).is_combined


def test_of_two_approvals_at_once_one_meets_the_change_of_the_other():
    world = proposed_complaint(decided=dear("900"))
    mine = Complaint.objects.get(pk=world.complaint.pk)
    theirs = Complaint.objects.get(pk=world.complaint.pk)
    decision.approve(mine, by=world.actor("lead"), at=world.later())
    with pytest.raises(StaleComplaint):
        decision.approve(theirs, by=world.actor("manager"), at=world.later())
    assert Look.objects.count() == 1
    assert Granted.objects.count() == 1
