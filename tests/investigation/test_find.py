"""A finding: heard, reasoned, and never against the customer without showing it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from amends.complaints.errors import DutyNeeded, SamePerson, WrongState
from amends.complaints.models import Entry
from amends.complaints.rules import Lane, State
from amends.investigation import actions as investigation
from amends.investigation.models import Finding
from amends.investigation.queries import SidesNotHeard, newest_finding
from amends.investigation.rules import (
    CustomerNotShown,
    InstructionNotReadable,
    Misuse,
    NobodyNamed,
    SharesUnclear,
    Side,
)
from amends.taxonomy.rules import Level, Responsibility
from amends.text.substance import WordsNeeded
from amends.triage import actions as triage
from tests.worlds import (
    assessed_complaint,
    first_look,
    found,
    found_complaint,
    heard_complaint,
    investigating_complaint,
)

pytestmark = pytest.mark.django_db

SHOWN = {
    "instruction": "Dry clean only. Do not wash.",
    "language": "ms",
    "reads": ("ms-MY", "en"),
    "why_producer": "The sewn label has a symbol only.",
    "why_seller": "Nobody says it at the till.",
    "prevention": "Words on the neck label of the next lot",
    "prevention_due": date(2026, 6, 1),
}


def blaming(**changes):
    return found(responsibility=Responsibility.CUSTOMER, cause="U2", misuse=Misuse(**{**SHOWN, **changes}))


def test_a_finding_by_the_investigator_stands():
    world = heard_complaint()
    row = investigation.find(world.complaint, found=found(), by=world.actor("investigator"), at=world.later())
    assert world.reload().state == State.FOUND
    entry = Entry.objects.get(complaint=world.complaint, kind="finding.drawn")
    assert entry.payload["finding"] == str(row.pk)
    assert "motor" not in str(entry.payload), "the words stay in the row"


def test_nobody_but_the_investigator_finds():
    world = heard_complaint()
    for name in ("handler", "lead", "stranger"):
        with pytest.raises(DutyNeeded):
            investigation.find(world.complaint, found=found(), by=world.actor(name), at=world.later())


def test_a_finding_before_the_house_was_heard_is_refused():
    world = investigating_complaint()
    with pytest.raises(SidesNotHeard) as refused:
        investigation.find(world.complaint, found=found(), by=world.actor("investigator"), at=world.later())
    assert refused.value.facts["missing"] == ["house"]
    assert not Finding.objects.exists()


def test_careful_asks_for_evidence_and_for_every_answer_that_is_not_late():
    world = investigating_complaint(lane=Lane.CAREFUL)
    investigator = world.actor("investigator")
    with pytest.raises(SidesNotHeard) as refused:
        investigation.find(world.complaint, found=found(), by=investigator, at=world.later())
    assert refused.value.facts["missing"] == ["house", "evidence", "answers"]
    investigation.state(
        world.complaint, words="I saw nothing of it.", speaker="the driver", by=investigator, at=world.later()
    )
    investigation.add_evidence(
        world.complaint, words="Scan at 14:12, no photo.", source="scanner", by=investigator, at=world.later()
    )
    investigation.find(world.complaint, found=found(), by=investigator, at=world.later(days=7))
    assert world.reload().state == State.FOUND, "the unanswered question is past its date"


def test_somebody_complained_about_is_heard_first():
    world = heard_complaint()
    triage.name_accused(world.complaint, staff=world.cast.seller, by=world.handler, at=world.later())
    investigator = world.actor("investigator")
    with pytest.raises(SidesNotHeard) as refused:
        investigation.find(world.complaint, found=found(), by=investigator, at=world.later())
    assert refused.value.facts["missing"] == ["accused"]
    question = investigation.ask(
        world.complaint,
        unit=world.cast.sales,
        staff=world.cast.seller,
        words="What did you say at the counter?",
        by=investigator,
        at=world.later(),
    )
    investigation.state(
        world.complaint,
        question=question,
        words="I said that I would ask my lead.",
        by=world.actor("seller"),
        at=world.later(),
    )
    investigation.find(world.complaint, found=found(), by=investigator, at=world.later())
    assert world.reload().state == State.FOUND


def test_the_customer_is_responsible_only_with_a_second_person():
    world = heard_complaint()
    row = investigation.find(world.complaint, found=blaming(), by=world.actor("investigator"), at=world.later())
    assert world.reload().state == State.INVESTIGATING
    with pytest.raises(SamePerson):
        investigation.second(world.complaint, by=world.actor("investigator"), at=world.later())
    investigation.second(world.complaint, by=world.actor("lead"), at=world.later())
    assert world.reload().state == State.FOUND
    row.refresh_from_db()
    assert row.seconded_by == world.cast.lead


@pytest.mark.parametrize("part", ["instruction", "why_producer", "why_seller", "prevention", "reads", "language"])
def test_the_customer_is_not_blamed_with_a_part_missing(part):
    world = heard_complaint()
    bare = blaming(**{part: () if part == "reads" else ""})
    with pytest.raises(CustomerNotShown) as refused:
        investigation.find(world.complaint, found=bare, by=world.actor("investigator"), at=world.later())
    assert refused.value.facts["missing"] == [part]


def test_an_instruction_the_buyer_cannot_read_blames_nobody():
    world = heard_complaint()
    with pytest.raises(InstructionNotReadable):
        investigation.find(
            world.complaint, found=blaming(language="ja"), by=world.actor("investigator"), at=world.later()
        )


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"responsibility": Responsibility.SHARED}, SharesUnclear, id="shared without shares"),
        pytest.param(
            {"responsibility": Responsibility.SHARED, "shares": {"seller": 60, "producer": 50}},
            SharesUnclear,
            id="shares above a hundred",
        ),
        pytest.param({"shares": {"seller": 100}}, SharesUnclear, id="shares of one party"),
        pytest.param({"sentence": "ok"}, WordsNeeded, id="no sentence"),
        pytest.param({"reason": ""}, WordsNeeded, id="no reason"),
        pytest.param({"responsibility": Responsibility.CUSTOMER}, CustomerNotShown, id="the customer, just so"),
    ],
)
def test_a_finding_that_does_not_carry_is_refused(changes, error):
    world = heard_complaint()
    with pytest.raises(error):
        investigation.find(world.complaint, found=found(**changes), by=world.actor("investigator"), at=world.later())
    assert world.reload().state == State.INVESTIGATING


def test_a_cause_of_the_company_names_nobody_and_the_database_holds_that():
    world = heard_complaint()
    with pytest.raises(NobodyNamed):
        investigation.find(
            world.complaint,
            found=found(concerning=world.cast.seller.pk),
            by=world.actor("investigator"),
            at=world.later(),
        )
    named = found(level=Level.INDIVIDUAL, concerning=world.cast.seller.pk)
    row = investigation.find(world.complaint, found=named, by=world.actor("investigator"), at=world.later())
    row.level = Level.COMPANY
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(update_fields=["level"])


def test_a_finding_is_superseded_and_never_edited():
    world = found_complaint()
    first = newest_finding(world.complaint)
    with pytest.raises(WrongState):
        investigation.find(world.complaint, found=found(), by=world.actor("investigator"), at=world.later())
    assert newest_finding(world.complaint) == first


def test_a_tick_of_the_customer_is_no_statement():
    world = assessed_complaint(look=first_look())
    with pytest.raises(WordsNeeded):
        investigation.state(world.complaint, side=Side.CUSTOMER, words="ok", by=world.handler, at=world.later())
