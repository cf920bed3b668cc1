"""The answer leaves as approved; the customer agrees, disputes, or is silent."""

from datetime import timedelta

import pytest

from amends.complaints.errors import WrongState
from amends.complaints.models import Entry
from amends.complaints.rules import State
from amends.correspondence import outgoing
from amends.correspondence.models import Message, MessageKind
from amends.correspondence.outgoing import Letter
from amends.decision import actions as decision
from amends.decision import queries
from amends.decision.actions import OptionNeeded
from amends.decision.models import Reply
from amends.decision.queries import AnswerDiffers, NotExpired
from amends.decision.rules import Replier, ReplyChannel, ReplyNotProven, ReplyProof, Verdict
from amends.flows import answering, clear, departure
from amends.flows.answering import AnswerOnItsWay
from amends.promises.models import Promise
from amends.text.substance import WordsNeeded
from tests.worlds import approved_complaint, disputed_complaint, proposal, responded_complaint, spoken

pytestmark = pytest.mark.django_db


def running(world) -> set[str]:
    rows = Promise.objects.filter(complaint=world.complaint, standing="open")
    return {row.code for row in rows}


def test_the_answer_on_paper_has_left_at_once_and_keeps_its_promise():
    world = responded_complaint()
    assert world.reload().state == State.RESPONDED
    answer = Promise.objects.get(complaint=world.complaint, code="ANSWER")
    assert answer.standing == "kept"
    assert "AFTER_ANSWER" in running(world)
    row = queries.newest(world.complaint)
    assert row.expires_at
    assert row.expires_at >= world.at + timedelta(days=13)


def test_the_answer_by_mail_moves_the_complaint_when_it_departs():
    world = approved_complaint()
    message = answering.send_answer(world.complaint, medium="mail", by=world.handler, at=world.later())
    assert world.reload().state == State.APPROVED
    with pytest.raises(AnswerOnItsWay):
        answering.send_answer(world.complaint, medium="mail", by=world.handler, at=world.later())
    departure.record(message, world.complaint, medium="mail", by=world.handler, at=world.later(hours=1))
    assert world.reload().state == State.RESPONDED
    assert queries.newest(world.complaint).answered_at == world.at


def test_other_words_than_the_approved_ones_are_no_answer():
    world = approved_complaint()
    row = queries.newest(world.complaint)
    text = row.text + "\nP.S. And a television."
    letter = Letter(kind=MessageKind.ANSWER, text=text, subject="x", medium="letter", facts={"decision": str(row.pk)})
    message = outgoing.prepare(
        world.complaint, letter, clearance=clear.own_words(text), by=world.handler, at=world.later()
    )
    with pytest.raises(AnswerDiffers) as refused:
        departure.record(message, world.complaint, medium="letter", by=world.handler, at=world.later())
    assert refused.value.facts["reason"] == "text"
    assert world.reload().state == State.APPROVED
    assert Message.objects.get(pk=message.pk).delivery == "prepared"


def test_an_answer_is_not_sent_before_it_is_approved():
    world = approved_complaint()
    answering.send_answer(world.complaint, medium="spoken", by=world.handler, at=world.later())
    with pytest.raises(queries.NoDecision):
        answering.send_answer(world.complaint, medium="spoken", by=world.handler, at=world.later())


def test_the_customer_agrees_on_the_web_to_one_option_and_it_becomes_a_promise():
    world = responded_complaint()
    option = queries.option_at(queries.newest(world.complaint), 2)
    with pytest.raises(OptionNeeded):
        decision.agree(world.complaint, proof=ReplyProof(channel=ReplyChannel.WEB), by=world.customer, at=world.later())
    decision.agree(
        world.complaint,
        option=option,
        proof=ReplyProof(channel=ReplyChannel.WEB),
        by=world.customer,
        at=world.later(),
    )
    assert world.reload().state == State.AGREED
    promise = Promise.objects.get(complaint=world.complaint, subject="remedy", standing="open")
    assert (promise.code, promise.substance) == ("REMEDY_MONEY", "substantive")
    assert "AFTER_ANSWER" not in running(world)
    assert Reply.objects.get().option == option


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        pytest.param({"words": ""}, "words", id="no words"),
        pytest.param({"words": "ok"}, "words", id="a tick"),
        pytest.param({"channel": ReplyChannel.PHONE}, "read_back", id="not read back"),
        pytest.param({"channel": ReplyChannel.WEB}, "web", id="staff clicks for the customer"),
        pytest.param({"who": Replier.RELATIVE, "consent": "She nodded to me"}, "name", id="a nameless relative"),
        pytest.param({"who": Replier.RELATIVE, "name": "Aisyah"}, "consent", id="a relative without consent"),
    ],
)
def test_a_reply_nobody_could_prove_is_refused(changes, missing):
    world = responded_complaint()
    option = queries.option_at(queries.newest(world.complaint), 1)
    with pytest.raises(ReplyNotProven) as refused:
        decision.agree(world.complaint, option=option, proof=spoken(**changes), by=world.handler, at=world.later())
    assert refused.value.facts["missing"] == [missing]
    assert world.reload().state == State.RESPONDED
    decision.agree(world.complaint, option=option, proof=spoken(), by=world.handler, at=world.later())


def test_a_daughter_agrees_for_her_mother_on_the_phone():
    world = responded_complaint()
    proof = spoken(
        channel=ReplyChannel.PHONE,
        who=Replier.RELATIVE,
        name="Aisyah binti Ali",
        consent="Puan Siti said on the phone that her daughter speaks for her",
        read_back="You take the repair, done by Friday",
    )
    option = queries.option_at(queries.newest(world.complaint), 1)
    row = decision.agree(world.complaint, option=option, proof=proof, by=world.handler, at=world.later())
    assert (row.who, row.staff) == ("relative", world.cast.handler)


def test_the_option_of_another_decision_is_no_option_here():
    world = responded_complaint()
    other = responded_complaint(cast=world.cast)
    foreign = queries.option_at(queries.newest(other.complaint), 1)
    with pytest.raises(OptionNeeded):
        decision.agree(world.complaint, option=foreign, proof=spoken(), by=world.handler, at=world.later())


def test_a_dispute_in_the_customers_words_is_promised_another_look():
    world = responded_complaint()
    with pytest.raises(WordsNeeded):
        decision.dispute(
            world.complaint, proof=ReplyProof(channel=ReplyChannel.WEB), by=world.customer, at=world.later()
        )
    proof = ReplyProof(channel=ReplyChannel.WEB, words="This is not enough for me.")
    decision.dispute(world.complaint, proof=proof, by=world.customer, at=world.later())
    assert world.reload().state == State.DISPUTED
    assert "REVIEW" in running(world)
    assert "AFTER_ANSWER" not in running(world)


def test_somebody_who_disputed_may_still_agree():
    world = disputed_complaint()
    option = queries.option_at(queries.newest(world.complaint), 1)
    decision.agree(world.complaint, option=option, proof=spoken(), by=world.handler, at=world.later())
    assert world.reload().state == State.AGREED
    assert running(world) & {"REMEDY"}
    assert "REVIEW" not in running(world)


def test_an_explanation_is_agreed_to_without_any_option():
    explained = proposal(verdict=Verdict.EXPLAINED, offers=(), help="We call you and set the timer together.")
    world = responded_complaint(decided=explained)
    decision.agree(world.complaint, proof=spoken(), by=world.handler, at=world.later())
    assert world.reload().state == State.AGREED


def test_silence_lapses_only_after_the_date_and_two_reminders():
    world = responded_complaint()
    for number in (1, 2):
        with pytest.raises(NotExpired) as refused:
            decision.lapse(world.complaint, by=world.handler, at=world.at)
        assert refused.value.facts["reason"] == "date"
        decision.remind(
            world.complaint, words="Called, she asks for a day more.", by=world.handler, at=world.later(days=5)
        )
        assert Entry.objects.filter(complaint=world.complaint, kind="answer.reminded").count() == number
    decision.lapse(world.complaint, by=world.handler, at=world.later(days=10))
    assert world.reload().state == State.LAPSED
    assert "FOLLOW_UP" in running(world)


def test_without_reminders_nothing_lapses():
    world = responded_complaint()
    with pytest.raises(NotExpired) as refused:
        decision.lapse(world.complaint, by=world.handler, at=world.later(days=40))
    assert refused.value.facts["reason"] == "reminders"


def test_a_lapsed_offer_can_be_made_again():
    world = responded_complaint()
    for _number in (1, 2):
        decision.remind(world.complaint, words="Nobody picked up the phone.", by=world.handler, at=world.later(days=5))
    decision.lapse(world.complaint, by=world.handler, at=world.later(days=10))
    answering.send_answer(world.complaint, medium="spoken", by=world.handler, at=world.later())
    assert world.reload().state == State.RESPONDED


def test_nobody_agrees_before_there_is_an_answer():
    world = approved_complaint()
    with pytest.raises(queries.NoDecision):
        decision.agree(world.complaint, proof=spoken(), by=world.handler, at=world.later())
    with pytest.raises(WrongState):
        decision.propose(world.complaint, proposal=proposal(), by=world.handler, at=world.later())
