"""What somebody may see is the same, however it is read: at once, in parts along indexes, or along their own duties."""

import pytest
from django.db.models import Q

from amends.complaints import access, participation
from amends.complaints.models import Complaint
from amends.complaints.rules import Duty
from amends.organisation.actor import SYSTEM
from tests.cast import TUESDAY, House, accepted, later, make_house

PEOPLE = ("clerk", "handler", "investigator", "lead", "manager", "payer", "auditor", "admin", "stranger")


@pytest.fixture
def house(db) -> House:
    return make_house()


@pytest.fixture
def full_house(house: House) -> House:
    """A house with a complaint of each sort: plain, of another unit, about a unit, confidential, and with duties."""
    begun: list[tuple[Complaint, Duty, str]] = []
    accepted(house)
    accepted(house, unit=house.repairs)
    accepted(house, concerns=house.repairs)
    secret = accepted(house).complaint
    Complaint.objects.filter(pk=secret.pk).update(is_confidential=True)
    begun.append((secret, Duty.INVESTIGATOR, "investigator"))
    begun.append((accepted(house).complaint, Duty.ACCUSED, "manager"))
    begun.append((accepted(house).complaint, Duty.APPROVER, "stranger"))
    both = accepted(house).complaint
    begun += [(both, Duty.OWNER, "lead"), (both, Duty.ACCUSED, "lead"), (both, Duty.ASKED, "clerk")]
    gone = accepted(house).complaint
    begun += [(gone, Duty.OWNER, "clerk"), (gone, Duty.RECEIVER, "admin")]
    for complaint, duty, name in begun:
        participation.begin(complaint, duty, staff=house.person(name), by=SYSTEM, at=TUESDAY)
    for duty in (Duty.OWNER, Duty.RECEIVER):
        participation.end(gone, duty, by=SYSTEM, at=later(hours=1))
    participation.begin(accepted(house).complaint, Duty.OWNER, unit=house.repairs, by=SYSTEM, at=TUESDAY)
    return house


@pytest.mark.parametrize("name", PEOPLE)
def test_the_parts_of_what_somebody_may_see_are_all_of_it_and_no_more(full_house, name):
    actor = full_house.actor(name)
    whole = set(access.visible(actor).values_list("pk", flat=True))
    parts = {key for part in access.parts(actor) for key in part.values_list("pk", flat=True)}
    assert parts == whole


@pytest.mark.parametrize("name", PEOPLE)
def test_whoever_has_a_duty_may_see_the_complaint_unless_it_is_about_them(full_house, name):
    actor = full_house.actor(name)
    held = set(access.held(actor, Q()).values_list("pk", flat=True))
    running = Q(participations__staff_id=actor.id, participations__until=None)
    assert held == set(access.visible(actor).filter(running).values_list("pk", flat=True))


def test_strangers_see_nothing_but_what_they_were_asked_for(full_house):
    [seen] = access.visible(full_house.actor("stranger"))
    assert seen.participations.filter(duty=Duty.APPROVER).exists()


def test_who_is_complained_about_sees_neither_by_role_nor_by_another_duty(full_house):
    about = Complaint.objects.filter(participations__duty=Duty.ACCUSED)
    for name in ("manager", "lead"):
        actor = full_house.actor(name)
        mine = about.filter(participations__staff_id=actor.id, participations__duty=Duty.ACCUSED)
        assert mine.exists()
        assert not access.visible(actor).filter(pk__in=mine.values("pk")).exists()
        assert not access.held(actor, Q()).filter(pk__in=mine.values("pk")).exists()


def test_confidential_ones_are_seen_by_duty_or_right_alone(full_house):
    secret = Complaint.objects.get(is_confidential=True)
    seeing = {name for name in PEOPLE if access.visible(full_house.actor(name)).filter(pk=secret.pk).exists()}
    assert seeing == {"handler", "investigator", "manager", "auditor"}  # the handler is its contact
