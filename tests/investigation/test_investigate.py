"""Who may investigate, whom they ask, what they hear."""

import pytest

from amends.complaints import access
from amends.complaints.errors import DutyNeeded, PersonNeeded, SamePerson, WrongState
from amends.complaints.rules import Duty, Lane, State
from amends.investigation import actions as investigation
from amends.investigation.actions import AlreadyAnswered
from amends.investigation.models import PieceOfEvidence, Statement
from amends.investigation.queries import open_questions, question_for
from amends.investigation.rules import Expectation, GapKind, Side
from amends.kernel.errors import NotFound
from amends.organisation.actor import SYSTEM
from amends.promises.book import DueInThePast
from amends.text.substance import WordsNeeded
from amends.triage import actions as triage
from tests.worlds import acknowledged_complaint, assessed_complaint, duty_holders, investigating_complaint, money

pytestmark = pytest.mark.django_db


def test_in_normal_the_owner_may_investigate():
    world = assessed_complaint()
    investigation.begin(world.complaint, investigator=world.cast.handler, by=world.handler, at=world.later())
    assert world.reload().state == State.INVESTIGATING
    assert duty_holders(world, Duty.INVESTIGATOR) == {"handler"}


def test_in_careful_the_owner_may_not_investigate():
    world = assessed_complaint(lane=Lane.CAREFUL)
    with pytest.raises(SamePerson):
        investigation.begin(world.complaint, investigator=world.cast.handler, by=world.handler, at=world.later())
    investigation.begin(world.complaint, investigator=world.cast.investigator, by=world.handler, at=world.later())
    assert duty_holders(world, Duty.INVESTIGATOR) == {"investigator"}


def test_in_careful_nobody_of_the_unit_complained_about_investigates():
    world = assessed_complaint(lane=Lane.CAREFUL)
    triage.concern(world.complaint, unit=world.cast.sales, by=world.handler, at=world.later())
    with pytest.raises(SamePerson):
        investigation.begin(world.complaint, investigator=world.cast.seller, by=world.handler, at=world.later())


def test_in_a_small_shop_the_owner_investigates_and_that_is_recorded():
    world = assessed_complaint(lane=Lane.CAREFUL)
    for name in ("receiver", "colleague", "manager", "director", "payer", "investigator", "caller", "safety"):
        person = getattr(world.cast, name)
        person.is_active = False
        person.save(update_fields=["is_active"])
    for name in ("legal", "clerk", "seller"):
        person = getattr(world.cast, name)
        person.is_active = False
        person.save(update_fields=["is_active"])
    investigation.begin(world.complaint, investigator=world.cast.handler, by=world.handler, at=world.later())
    row = world.complaint.participations.get(duty=Duty.INVESTIGATOR)
    assert row.is_combined


def test_somebody_complained_about_never_investigates():
    world = assessed_complaint()
    triage.name_accused(world.complaint, staff=world.cast.seller, by=world.handler, at=world.later())
    with pytest.raises(SamePerson):
        investigation.begin(world.complaint, investigator=world.cast.seller, by=world.handler, at=world.later())


def test_an_investigation_does_not_begin_before_the_first_look():
    world = acknowledged_complaint()
    with pytest.raises(WrongState):
        investigation.begin(world.complaint, investigator=world.cast.investigator, by=world.handler, at=world.later())


def test_who_is_asked_sees_the_question_and_not_the_file():
    world = investigating_complaint()
    clerk = world.actor("clerk")
    question = question_for(clerk, world.memory["question"].pk)
    with pytest.raises(NotFound):
        access.get_for(clerk, world.complaint.number)
    row = investigation.state(
        world.complaint, question=question, words="It was dry when I handed it over.", by=clerk, at=world.later()
    )
    assert (row.staff, row.side) == (world.cast.clerk, Side.HOUSE)
    assert not open_questions(clerk)
    with pytest.raises(AlreadyAnswered):
        investigation.state(
            world.complaint, question=question, words="And once more the same.", by=clerk, at=world.later()
        )


@pytest.mark.parametrize("name", ["handler", "seller", "stranger"])
def test_nobody_answers_a_question_to_another_unit(name):
    world = investigating_complaint()
    actor = world.actor(name)
    with pytest.raises(NotFound):
        question_for(actor, world.memory["question"].pk)
    with pytest.raises(DutyNeeded):
        investigation.state(
            world.complaint,
            question=world.memory["question"],
            words="I would know it better.",
            by=actor,
            at=world.later(),
        )
    assert not Statement.objects.exists()


def test_a_statement_of_the_house_is_somebodys():
    world = investigating_complaint()
    with pytest.raises(PersonNeeded):
        investigation.state(world.complaint, words="It was dry all the time.", by=SYSTEM, at=world.later())


def test_the_customer_speaks_through_whoever_writes_it_down():
    world = investigating_complaint()
    row = investigation.state(
        world.complaint,
        side=Side.CUSTOMER,
        speaker="Siti binti Omar",
        words="I only plugged it in and sat down.",
        by=world.handler,
        at=world.later(),
    )
    assert (row.staff, row.speaker, row.author) == (None, "Siti binti Omar", world.handler.code)


def test_a_question_with_a_date_in_the_past_is_refused():
    world = investigating_complaint()
    with pytest.raises(DueInThePast):
        investigation.ask(
            world.complaint,
            unit=world.cast.sales,
            words="What was said at the sale?",
            by=world.handler,
            at=world.later(),
            due=world.at,
        )


@pytest.mark.parametrize("words", ["", "ok", "☑", "yes ✓", "はい"])
def test_a_tick_is_no_evidence(words):
    world = investigating_complaint()
    with pytest.raises(WordsNeeded):
        investigation.add_evidence(
            world.complaint, words=words, source="till journal", by=world.handler, at=world.later()
        )
    assert not PieceOfEvidence.objects.exists()


def test_words_without_a_source_are_no_evidence():
    world = investigating_complaint()
    with pytest.raises(WordsNeeded):
        investigation.add_evidence(
            world.complaint, words="The till was short by two ringgit.", source="", by=world.handler, at=world.later()
        )


def test_a_gap_and_a_contradiction_are_noted_with_their_sources():
    world = investigating_complaint()
    gap = Expectation(
        expectation="Runs for ten years",
        source="poster in the window",
        given="Ran for an hour",
        kind=GapKind.QUALITY,
        price_paid=money("129.00"),
        prevented="Sleep in the heat",
    )
    row = investigation.note_gap(world.complaint, gap=gap, by=world.handler, at=world.later())
    assert row.price_paid == {"amount": "129.00", "currency": "MYR"}
    other = investigation.note_contradiction(
        world.complaint,
        told="You will get your money back",
        where="on the phone, Saturday",
        contradicts="Repair only",
        by=world.handler,
        at=world.later(),
    )
    assert other.where == "on the phone, Saturday"
