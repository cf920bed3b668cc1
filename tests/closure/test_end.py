"""Closing, withdrawing, merging, linking, reopening: with words, evidence and promises, both ways."""

from datetime import timedelta

import pytest

from amends.acknowledgement.queries import mail_of
from amends.closure import actions as closure
from amends.closure import queries
from amends.closure.actions import NotMerged, NotOneMatter, TooLateToReopen
from amends.closure.queries import HoldStands, NotAnswered
from amends.complaints.errors import ComplaintEnded, WrongState
from amends.complaints.models import Complaint, Entry
from amends.complaints.rules import Kind, Lane, Outcome, State
from amends.complaints.timeline import broken_chains
from amends.correspondence.models import MessageKind
from amends.correspondence.outgoing import Letter, prepare
from amends.customers.book import NotOnePerson
from amends.customers.models import ContactPoint, Customer
from amends.customers.queries import contact_values, is_address_of
from amends.escalation import actions as escalation
from amends.flows import clear, departure
from amends.followup.queries import NoFollowUp
from amends.promises import book
from amends.promises.models import Promise
from amends.promises.rules import Subject
from amends.promises.settling import PromisesOpen
from amends.text.substance import WordsNeeded
from amends.triage import actions as triage
from amends.triage.queries import UnknownCause
from tests.worlds import (
    acknowledged_complaint,
    asked_complaint,
    assessed_complaint,
    closed_complaint,
    first_look,
    following_up_complaint,
    investigating_complaint,
    remedying_complaint,
    reviewed_complaint,
)

pytestmark = pytest.mark.django_db


def standings(world) -> dict[str, str]:
    return {row.code: row.standing for row in Promise.objects.filter(complaint=world.complaint)}


def test_closing_confirms_the_cause_beside_the_first_guess():
    world = asked_complaint(outcome=Outcome.MOLLIFIED)
    closure.close(
        world.complaint, cause="P3", lesson="Fans of this lot are tested first.", by=world.handler, at=world.later()
    )
    assert (world.reload().state, world.complaint.outcome) == (State.CLOSED, "mollified")
    row = world.complaint.confirmed_causes.get()
    assert (row.cause_id, row.first_guess_id) == ("P3", "P1")
    assert world.complaint.lessons.get().words.startswith("Fans")
    assert standings(world)["CLOSING"] == "kept"
    assert not Promise.objects.filter(complaint=world.complaint, standing="open").exists()
    assert not list(broken_chains())


@pytest.mark.parametrize("cause", ["", "Z9"])
def test_nothing_is_closed_without_a_cause(cause):
    world = asked_complaint()
    with pytest.raises(UnknownCause):
        closure.close(world.complaint, cause=cause, by=world.handler, at=world.later())
    assert world.reload().state == State.FOLLOWING_UP


def test_nothing_is_closed_before_the_customer_was_asked():
    world = following_up_complaint()
    with pytest.raises(NoFollowUp):
        closure.close(world.complaint, cause="P1", by=world.handler, at=world.later())


def test_nothing_is_closed_while_a_promise_stands():
    world = asked_complaint()
    book.give(world.complaint, Subject.CALL_BACK, due=world.at + timedelta(days=1), by=world.handler, at=world.later())
    with pytest.raises(PromisesOpen) as refused:
        closure.close(world.complaint, cause="P1", by=world.handler, at=world.later())
    assert refused.value.facts["subjects"] == ["call_back"]
    book.keep(world.complaint, Subject.CALL_BACK, by=world.handler, at=world.later())
    closure.close(world.complaint, cause="P1", by=world.handler, at=world.later())


def test_nothing_is_closed_under_a_safety_hold():
    world = asked_complaint()
    look = first_look(cause="P4", is_danger=True, lane=Lane.CAREFUL)
    triage.assess(world.complaint, look=look, by=world.handler, at=world.later())
    with pytest.raises(HoldStands):
        closure.close(world.complaint, cause="P4", by=world.handler, at=world.later())
    for name in ("manager", "safety"):
        escalation.clear_safety(
            world.complaint, words="The unit is out of use.", by=world.actor(name), at=world.later()
        )
    closure.close(world.complaint, cause="P4", by=world.handler, at=world.later())
    assert world.reload().state == State.CLOSED


def test_a_question_is_closed_by_its_answer_and_not_by_the_receipt():
    world = acknowledged_complaint(kind=Kind.QUESTION, text="When do you open on Sunday?")
    with pytest.raises(NotAnswered):
        closure.close(world.complaint, by=world.handler, at=world.later())
    text = "We open at ten."
    letter = Letter(kind=MessageKind.REPLY, text=text, medium="spoken")
    message = prepare(world.complaint, letter, clearance=clear.own_words(text), by=world.handler, at=world.later())
    departure.record(message, world.complaint, medium="spoken", by=world.handler, at=world.later())
    closure.close(world.complaint, by=world.handler, at=world.later())
    assert (world.reload().state, world.complaint.outcome) == (State.CLOSED, "explained_and_content")
    assert standings(world)["ANSWER_QUESTION"] == "kept"


def test_a_complaint_is_not_closed_halfway():
    world = assessed_complaint()
    with pytest.raises(WrongState):
        closure.close(world.complaint, cause="P1", by=world.handler, at=world.later())


@pytest.mark.parametrize("words", ["", "ok", "x"])
def test_nothing_is_withdrawn_without_the_customers_words(words):
    world = assessed_complaint()
    with pytest.raises(WordsNeeded):
        closure.withdraw(world.complaint, words=words, channel="phone", by=world.handler, at=world.later())
    assert world.reload().state == State.ASSESSED


def test_the_customer_withdraws_and_every_promise_ends():
    world = remedying_complaint()
    closure.withdraw(
        world.complaint, words="Leave it, I bought another one.", channel="phone", by=world.customer, at=world.later()
    )
    assert world.reload().state == State.WITHDRAWN
    assert not Promise.objects.filter(complaint=world.complaint, standing="open").exists()
    assert world.memory["remedies"][0].__class__.objects.get().standing == "cancelled"


def test_what_lies_in_review_cannot_be_withdrawn():
    world = reviewed_complaint()
    with pytest.raises(WrongState):
        closure.withdraw(
            world.complaint, words="Leave it, it is enough.", channel="phone", by=world.handler, at=world.later()
        )


def test_two_complaints_become_one_and_part_again():
    world = investigating_complaint()
    other = assessed_complaint(cast=world.cast, at=world.at)
    lead = world.actor("lead")
    with pytest.raises(NotOneMatter):
        closure.merge(world.complaint, into=world.complaint, words="The same fan", by=lead, at=world.later())
    closure.merge(world.complaint, into=other.complaint, words="The same fan, told twice", by=lead, at=world.later())
    assert world.reload().state == State.MERGED
    assert world.complaint.merged_into_id == other.complaint.pk
    assert set(standings(world).values()) == {"kept", "withdrawn"}
    assert Complaint.objects.filter(number=world.complaint.number).exists(), "its reference stays"
    assert queries.beside(other.complaint) == {world.complaint.pk}
    with pytest.raises(ComplaintEnded):
        closure.merge(world.complaint, into=other.complaint, words="Once more the same", by=lead, at=world.later())
    with pytest.raises(NotMerged):
        closure.unmerge(other.complaint, words="Two fans after all", by=lead, at=world.later())
    closure.unmerge(world.complaint, words="Two fans after all", by=lead, at=world.later())
    assert world.reload().state == State.INVESTIGATING
    assert world.complaint.merged_into_id is None
    running = Promise.objects.filter(complaint=world.complaint, standing="open")
    assert {row.subject for row in running} == {"update", "answer", "understanding_call"}
    assert not list(broken_chains())


def test_nothing_is_merged_across_brands_or_into_what_has_ended():
    world = assessed_complaint()
    ended = acknowledged_complaint(cast=world.cast, at=world.at)
    closure.withdraw(
        ended.complaint, words="It is settled for me.", channel="phone", by=world.handler, at=world.later()
    )
    with pytest.raises(NotOneMatter) as refused:
        closure.merge(
            world.complaint, into=ended.complaint, words="The same fan", by=world.actor("lead"), at=world.later()
        )
    assert refused.value.facts["reason"] == "ended"


def test_two_complaints_are_linked_once_from_either_side():
    world = assessed_complaint()
    other = assessed_complaint(cast=world.cast, at=world.at)
    first = closure.link(world.complaint, other=other.complaint, by=world.handler, at=world.later())
    again = closure.link(other.complaint, other=world.complaint, by=world.handler, at=world.later())
    assert first.pk == again.pk
    assert queries.beside(other.complaint) == {world.complaint.pk}
    assert queries.beside(world.complaint) == {other.complaint.pk}
    assert Entry.objects.filter(kind="complaint.linked").count() == 2


def test_a_closed_complaint_is_reopened_under_the_same_reference_with_new_promises():
    world = closed_complaint()
    number = world.complaint.number
    closure.reopen(world.complaint, words="It stopped again after a week.", by=world.customer, at=world.later(days=7))
    assert (world.reload().state, world.complaint.number, world.complaint.outcome) == (State.ASSESSED, number, "")
    running = Promise.objects.filter(complaint=world.complaint, standing="open")
    assert {row.code for row in running} == {"SAME_DAY", "ANSWER"}
    row = world.complaint.reopenings.get()
    assert (row.state_before, row.outcome_before) == ("closed", "satisfied")


def test_what_ended_long_ago_is_a_new_complaint():
    world = closed_complaint()
    with pytest.raises(TooLateToReopen):
        closure.reopen(world.complaint, words="It stopped again.", by=world.customer, at=world.later(days=91))


def test_what_was_withdrawn_goes_on_where_it_was_acknowledged():
    world = assessed_complaint()
    closure.withdraw(
        world.complaint, words="I do not want it any more.", channel="phone", by=world.handler, at=world.later()
    )
    closure.reopen(world.complaint, words="I do want it after all.", by=world.handler, at=world.later())
    assert world.reload().state == State.ACKNOWLEDGED
    triage.advance(world.complaint, by=world.handler, at=world.later())
    assert world.reload().state == State.ASSESSED


def test_an_open_complaint_is_not_reopened():
    world = assessed_complaint()
    with pytest.raises(WrongState):
        closure.reopen(world.complaint, words="Again and again.", by=world.handler, at=world.later())


def test_two_rows_become_one_person_and_part_again():
    world = assessed_complaint()
    other = assessed_complaint(cast=world.cast, at=world.at)
    one, two = world.complaint.customer, other.complaint.customer
    ContactPoint.objects.filter(customer=one, kind="phone").update(key="+60199999999")
    closure.merge_customers(one, into=two, by=world.handler, at=world.later())
    assert Customer.objects.get(pk=one.pk).merged_into == two
    assert ContactPoint.objects.filter(customer=two).count() == 3, "the phone moved, the known mail stayed"
    with pytest.raises(NotOnePerson):
        closure.merge_customers(Customer.objects.get(pk=one.pk), into=two, by=world.handler, at=world.later())
    with pytest.raises(WordsNeeded):
        part(world, one, words="")
    assert Customer.objects.get(pk=one.pk).merged_into == two
    row = part(world, one)
    assert (row.undone_words, row.undone_by) == ("Mother and daughter", world.handler.code)
    assert Customer.objects.get(pk=one.pk).merged_into is None
    assert ContactPoint.objects.filter(customer=one).count() == 2
    assert ContactPoint.objects.filter(customer=two).count() == 2
    with pytest.raises(NotOnePerson):
        part(world, one)
    told = Entry.objects.filter(kind__startswith="customers.").order_by("sequence")
    assert [row.kind for row in told.filter(complaint=world.complaint)] == ["customers.joined", "customers.parted"]
    assert [row.kind for row in told.filter(complaint=other.complaint)] == ["customers.joined", "customers.parted"]
    assert not list(broken_chains())


def part(world, customer, words="Mother and daughter"):
    fresh = Customer.objects.get(pk=customer.pk)
    return closure.unmerge_customers(fresh, words=words, by=world.handler, at=world.later())


@pytest.mark.parametrize("first", ["one", "two"])
def test_three_rows_of_one_person_part_in_any_order(first):
    world = assessed_complaint()
    others = [assessed_complaint(cast=world.cast, at=world.at) for _ in range(2)]
    one, two, three = (each.complaint.customer for each in (world, *others))
    for number, row in enumerate((one, two, three)):
        ContactPoint.objects.filter(customer=row, kind="phone").update(key=f"+6019999999{number}")
    closure.merge_customers(one, into=two, by=world.handler, at=world.later())
    closure.merge_customers(Customer.objects.get(pk=two.pk), into=three, by=world.handler, at=world.later())
    assert set(Customer.objects.filter(merged_into=three)) == {one, two}
    assert Entry.objects.filter(kind="customers.joined").count() == 2 + 3
    for row in (one, two) if first == "one" else (two, one):
        part(world, row)
    for number, row in enumerate((one, two, three)):
        assert Customer.objects.get(pk=row.pk).merged_into is None
        assert ContactPoint.objects.get(customer=row, kind="phone").key == f"+6019999999{number}"


def test_who_was_merged_is_still_written_to_and_known_by_their_own_address():
    world = assessed_complaint()
    other = assessed_complaint(cast=world.cast, at=world.at)
    one, two = world.complaint.customer, other.complaint.customer
    point = ContactPoint.objects.get(customer=one, kind="mail")
    ContactPoint.objects.filter(customer=one, kind="mail").update(key="siti@work.example", value="siti@work.example")
    ContactPoint.objects.filter(customer=two, kind="mail").delete()
    closure.merge_customers(one, into=two, by=world.handler, at=world.later())
    assert ContactPoint.objects.get(pk=point.pk).customer == two
    assert {mail_of(world.reload()), mail_of(other.reload())} == {point}
    assert is_address_of("siti@work.example", one.pk)
    assert contact_values(Customer.objects.get(pk=one.pk))["mail"] == "siti@work.example"
    part(world, one)
    assert (mail_of(world.reload()), mail_of(other.reload())) == (point, None)
    assert not is_address_of("siti@work.example", two.pk)
