"""Proposing a decision: complete, reasoned, with a letter that names what it must."""

import pytest

from amends.authority.models import Request
from amends.complaints.errors import DutyNeeded
from amends.complaints.models import Entry
from amends.complaints.rules import Lane, State
from amends.decision import actions as decision
from amends.decision import queries
from amends.decision.actions import ApproverNeeded
from amends.decision.models import Decision
from amends.decision.queries import AnswerIncomplete
from amends.decision.rules import DecisionIncomplete, Offer, Part, UnknownRemedy, Verdict
from amends.investigation.actions import find
from amends.kernel.money import DifferentCurrencies
from amends.text.substance import WordsNeeded
from tests.worlds import (
    REFUND,
    REPAIR,
    first_look,
    found,
    found_complaint,
    heard_complaint,
    money,
    proposal,
    proposed_complaint,
)

pytestmark = pytest.mark.django_db

GIFT = Offer(words="A voucher for your trouble", parts=(Part(remedy="GEST", money=money("20")), Part(remedy="APOL")))


def test_a_decision_within_the_owners_right_asks_for_nobody():
    world = found_complaint()
    row = decision.propose(world.complaint, proposal=proposal(), by=world.handler, at=world.later())
    assert world.reload().state == State.PROPOSED
    assert (row.approver_reasons, row.money) == ([], money("129.00"))
    assert not Request.objects.exists()
    decision.approve(world.complaint, by=world.handler, at=world.later())
    assert world.reload().state == State.APPROVED


def test_a_decision_in_one_step_within_ones_own_right():
    world = found_complaint()
    row = decision.decide(world.complaint, proposal=proposal(), by=world.handler, at=world.later())
    assert (world.reload().state, row.standing) == (State.APPROVED, "approved")


def test_a_decision_beyond_ones_own_right_is_not_made_in_one_step():
    world = found_complaint()
    dear = Offer(words="All of it back", parts=(Part(remedy="REFD", money=money("900")),))
    with pytest.raises(ApproverNeeded):
        decision.decide(world.complaint, proposal=proposal(offers=(REPAIR, dear)), by=world.handler, at=world.later())
    assert world.reload().state == State.FOUND
    assert not Decision.objects.exists()


def test_only_the_owner_proposes():
    world = found_complaint()
    for name in ("investigator", "lead", "stranger"):
        with pytest.raises(DutyNeeded):
            decision.propose(world.complaint, proposal=proposal(), by=world.actor(name), at=world.later())


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        pytest.param({"offers": ()}, "options", id="upheld without an option"),
        pytest.param({"offers": (REFUND,)}, "choice", id="one option where the list knows several"),
        pytest.param({"offers": (GIFT, GIFT)}, "only_light", id="gifts alone for a fault of the goods"),
        pytest.param(
            {"offers": (REPAIR, Offer(words="Money", parts=(Part(remedy="REFD"),)))}, "money", id="money without amount"
        ),
        pytest.param({"offers": (REPAIR, Offer(words="Nothing", parts=()))}, "remedy", id="an option without remedy"),
        pytest.param({"verdict": Verdict.NOT_UPHELD, "offers": ()}, "help", id="a rejection without a concrete help"),
        pytest.param({"verdict": Verdict.EXPLAINED, "offers": ()}, "help", id="an explanation without a concrete help"),
    ],
)
def test_a_decision_that_lacks_something_is_refused(changes, missing):
    world = found_complaint()
    with pytest.raises(DecisionIncomplete) as refused:
        decision.propose(world.complaint, proposal=proposal(**changes), by=world.handler, at=world.later())
    assert {missing} <= set(refused.value.facts["missing"])  # type: ignore[call-overload]
    assert world.reload().state == State.FOUND
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"reasons": "ok"}, WordsNeeded, id="no reasons"),
        pytest.param(
            {"offers": (REPAIR, Offer(words="A hug", parts=(Part(remedy="XXXX"),)))}, UnknownRemedy, id="remedy"
        ),
        pytest.param(
            {"offers": (REFUND, Offer(words="Yen", parts=(Part(remedy="REFD", money=money("5", "JPY")),)))},
            DifferentCurrencies,
            id="two currencies",
        ),
    ],
)
def test_a_decision_that_cannot_be_read_is_refused(changes, error):
    world = found_complaint()
    with pytest.raises(error):
        decision.propose(world.complaint, proposal=proposal(**changes), by=world.handler, at=world.later())


def test_a_reason_makes_a_gift_alone_possible():
    world = found_complaint()
    reasoned = proposal(offers=(GIFT, GIFT), only_light_because="The customer wants neither repair nor exchange.")
    decision.propose(world.complaint, proposal=reasoned, by=world.handler, at=world.later())
    assert world.reload().state == State.PROPOSED


def test_money_alone_does_not_answer_a_wound_of_the_heart():
    world = found_complaint(look=first_look(is_psychological=True))
    cold = Offer(words="Money", parts=(Part(remedy="REFD", money=money("20")),))
    with pytest.raises(DecisionIncomplete) as refused:
        decision.propose(world.complaint, proposal=proposal(offers=(REPAIR, cold)), by=world.handler, at=world.later())
    assert refused.value.facts["missing"] == ["apology"]


def test_the_composed_letter_names_reference_finding_decision_and_another_body():
    world = proposed_complaint()
    text = world.memory["decision"].text
    finding = world.memory["finding"]
    for part in (finding.sentence, REPAIR.words, REFUND.words, proposal().reasons):
        assert part in text
    assert world.complaint.number in text.replace("-", "").replace(" ", "")
    assert "badan perlindungan pengguna" in text or "TTPM" in text
    assert text.startswith("Puan Siti")


def test_a_letter_in_ones_own_words_must_hold_the_finding_unchanged():
    world = found_complaint()
    own = proposal(text="Dear Puan Siti, we looked at it and we are sorry for the fan.")
    with pytest.raises(AnswerIncomplete) as refused:
        decision.propose(world.complaint, proposal=own, by=world.handler, at=world.later())
    assert refused.value.facts["missing"] == ["finding"]
    own = proposal(text=f"Dear Puan Siti, we are sorry. {found().sentence} We put it right.")
    row = decision.propose(world.complaint, proposal=own, by=world.handler, at=world.later())
    assert row.text.startswith("Dear Puan Siti")
    assert not queries.letter.missing_parts(world.complaint, row.text, finding=found().sentence), "completed"


def test_the_letter_can_be_rewritten_until_it_is_approved():
    world = proposed_complaint()
    text = f"Puan Siti, maaf. {found().sentence} Kami betulkan."
    row = decision.draft_answer(world.complaint, text=text, by=world.handler, at=world.later())
    assert row.text.startswith("Puan Siti, maaf.")
    decision.approve(world.complaint, by=world.actor("lead"), at=world.later())
    with pytest.raises(queries.NoDecision):
        decision.draft_answer(world.complaint, text=text, by=world.handler, at=world.later())


def test_reasons_for_an_approver_stand_on_the_decision_and_the_request():
    world = found_complaint(lane=Lane.CAREFUL)
    row = decision.propose(world.complaint, proposal=proposal(), by=world.handler, at=world.later())
    request = Request.objects.get(decision_id=row.pk)
    assert row.approver_reasons == request.reasons == ["careful"]
    entry = Entry.objects.get(complaint=world.complaint, kind="approval.requested")
    assert entry.payload["role"] == "lead"


def test_unproven_is_a_responsibility_of_its_own():
    world = heard_complaint()
    unproven = found(responsibility="unproven", reason="Both accounts stand against each other.")
    find(world.complaint, found=unproven, by=world.actor("investigator"), at=world.later())
    row = decision.propose(world.complaint, proposal=proposal(), by=world.handler, at=world.later())
    assert row.approver_reasons == []
