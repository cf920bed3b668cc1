"""A first look: lane, severity, first guess, loss, duplicates."""

import pytest

from amends.complaints import participation
from amends.complaints.models import Entry
from amends.complaints.rules import Duty, Lane, Severity, State
from amends.flows import receipt
from amends.taxonomy.rules import Loss
from amends.text.substance import WordsNeeded
from amends.triage import actions as triage
from amends.triage.models import Assessment, DuplicateLook
from amends.triage.queries import DuplicatesUnseen, UnknownCause, candidates
from amends.triage.rules import LaneTooLight, LossUnclear, StopGapNeeded
from tests.worlds import accepted_complaint, acknowledged_complaint, assessed_complaint, first_look, money

pytestmark = pytest.mark.django_db


def test_a_first_look_with_an_owner_moves_the_complaint_on():
    world = acknowledged_complaint()
    row = triage.assess(world.complaint, look=first_look(), by=world.handler, at=world.later())
    assert world.complaint.state == State.ACKNOWLEDGED, "nobody owns it yet"
    triage.assign(world.complaint, staff=world.cast.handler, by=world.handler, at=world.later())
    assert world.reload().state == State.ASSESSED
    assert (row.cause_id, row.told_cause, row.loss) == ("P1", "It was broken from the start", "actual")
    assert Entry.objects.filter(complaint=world.complaint, kind="complaint.assessed").count() == 1


def test_a_first_look_before_the_acknowledgement_is_kept_until_then():
    world = accepted_complaint()
    triage.assess(world.complaint, look=first_look(), by=world.handler, at=world.later())
    triage.assign(world.complaint, staff=world.cast.handler, by=world.handler, at=world.later())
    assert world.reload().state == State.ACCEPTED
    receipt.hand_over_receipt(world.complaint, medium="spoken", by=world.handler, at=world.later())
    assert world.reload().state == State.ASSESSED


def test_a_danger_raises_the_severity_and_holds_the_complaint():
    world = acknowledged_complaint()
    with pytest.raises(LaneTooLight) as refused:
        triage.assess(world.complaint, look=first_look(is_danger=True), by=world.handler, at=world.later())
    assert refused.value.facts["reasons"] == ["danger"]
    look = first_look(is_danger=True, lane=Lane.CAREFUL)
    triage.assess(world.complaint, look=look, by=world.handler, at=world.later())
    world.reload()
    assert (world.complaint.severity, world.complaint.safety_hold, world.complaint.lane) == (
        Severity.SAFETY,
        True,
        "careful",
    )


def test_a_safety_cause_holds_the_complaint_whatever_was_ticked():
    world = acknowledged_complaint()
    look = first_look(cause="P4", lane=Lane.CAREFUL, severity=Severity.MINOR)
    triage.assess(world.complaint, look=look, by=world.handler, at=world.later())
    assert world.reload().safety_hold
    assert world.complaint.severity == Severity.SAFETY


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"cause": "G4"}, LaneTooLight, id="a sensitive cause in a light lane"),
        pytest.param({"lane": Lane.NOW}, LaneTooLight, id="the lane of what is settled on the spot"),
        pytest.param({"loss": Loss.NONE}, LossUnclear, id="no loss of a material kind"),
        pytest.param({"is_material": False}, LossUnclear, id="a loss of no kind"),
        pytest.param({"loss_per_day": money("80")}, StopGapNeeded, id="running loss and nothing offered"),
        pytest.param({"told_cause": " "}, WordsNeeded, id="no words of the customer"),
        pytest.param({"cause": "Z9"}, UnknownCause, id="a cause there is not"),
    ],
)
def test_a_first_look_that_does_not_carry_is_refused_and_leaves_nothing(changes, error):
    world = acknowledged_complaint()
    before = world.complaint.last_sequence
    with pytest.raises(error):
        triage.assess(world.complaint, look=first_look(**changes), by=world.handler, at=world.later())
    assert world.reload().last_sequence == before
    assert not Assessment.objects.exists()


def test_running_loss_is_recorded_with_what_was_offered_meanwhile():
    world = acknowledged_complaint()
    look = first_look(loss_per_day=money("80.00"), stop_gap="A fan on loan from today")
    row = triage.assess(world.complaint, look=look, by=world.handler, at=world.later())
    assert row.loss_per_day == {"amount": "80.00", "currency": "MYR"}


def test_what_could_be_the_same_matter_must_be_looked_at():
    world = acknowledged_complaint(order="A-17")
    other = acknowledged_complaint(order="a 17", cast=world.cast)
    assert [row.pk for row in candidates(world.complaint)] == [other.complaint.pk]
    with pytest.raises(DuplicatesUnseen) as refused:
        triage.assess(world.complaint, look=first_look(), by=world.handler, at=world.later())
    assert refused.value.facts["references"] == [other.complaint.number]
    look = first_look(seen=(other.complaint.pk,))
    triage.assess(world.complaint, look=look, by=world.handler, at=world.later())
    assert DuplicateLook.objects.get().seen == [str(other.complaint.pk)]


@pytest.mark.parametrize("cause", ["G1", "G2", "G3", "G4"])
def test_matters_of_integrity_leave_the_unit_for_compliance(cause):
    world = assessed_complaint()
    look = first_look(cause=cause, lane=Lane.CAREFUL)
    triage.assess(world.complaint, look=look, by=world.handler, at=world.later())
    world.reload()
    assert world.complaint.unit == world.cast.compliance
    assert world.complaint.concerns == world.cast.care
    owner = participation.holder(world.complaint, Duty.OWNER)
    assert (owner.staff, owner.unit) == (None, world.cast.compliance), "nobody of the unit it is about keeps it"
