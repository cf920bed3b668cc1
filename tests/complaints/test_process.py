"""The whole process under random hands: whatever people do in whatever order, the invariants hold.

A machine brings one complaint about: now and then by what comes next, now and then by anything at all, by anybody of
the cast. Refusals are welcome; what must never be is an open complaint without a running promise of its own, an arrow
that is not in the table, a chain that breaks, a duty together with one that watches it.
"""

import random
from datetime import timedelta
from typing import ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from amends.closure import actions as closure
from amends.complaints import participation, timeline
from amends.complaints.models import Complaint, Entry
from amends.complaints.rules import ENDED, NEXT, NOW_ARROWS, Duty, Lane, Outcome, State, Waiting
from amends.decision import actions as decision
from amends.decision import queries as decisions
from amends.decision.rules import Part, ReplyChannel, ReplyProof, Verdict
from amends.escalation import actions as escalation
from amends.flows import acting, agreeing, answering, receipt, rounds
from amends.followup import actions as followup
from amends.followup.rules import Way
from amends.investigation import actions as investigation
from amends.kernel.errors import DomainError
from amends.organisation.models import Staff
from amends.promises.models import RUNNING, Promise
from amends.redress import actions as redress
from amends.triage import actions as triage
from tests.worlds import (
    World,
    accepted_complaint,
    first_look,
    found,
    make_cast,
    money,
    proposal,
    seen,
    spoken,
)

WATCHED = [
    (Duty.OWNER, Duty.ACCUSED),
    (Duty.INVESTIGATOR, Duty.ACCUSED),
    (Duty.CALLER, Duty.OWNER),
    (Duty.PAYER, Duty.OWNER),
    (Duty.REVIEWER, Duty.INVESTIGATOR),
]
WORDS = "She told us so on the phone this morning."
NO = proposal(verdict=Verdict.NOT_UPHELD, offers=(), help="We call and set the timer with you.")
PEOPLE = [
    "handler", "colleague", "lead", "manager", "director", "payer", "investigator", "caller", "safety", "legal",
    "seller", "clerk", "stranger",
]  # fmt: skip
Steps = dict  # name -> what it does with (world, actor, staff)


def _look(world, actor, staff, **changes):
    triage.assess(world.complaint, look=first_look(seen=seen(world), **changes), by=actor, at=world.later())


def _agree(world, actor, staff):
    option = decisions.option_at(decisions.newest(world.complaint), random.Random(world.at.minute).choice([1, 2]))
    decision.agree(world.complaint, option=option, proof=spoken(), by=actor, at=world.later())


def _remind(world, actor, staff):
    decision.remind(world.complaint, words=WORDS, by=actor, at=world.later(days=6))


def _deliver(world, actor, staff):
    acting.deliver(world.complaint, remedy_id=None, words=WORDS, by=actor, at=world.later())


def _ask(outcome):
    def ask(world, actor, staff):
        acting.follow_up(world.complaint, way=Way.PHONE, words=WORDS, outcome=outcome, by=actor, at=world.later(days=4))

    return ask


def _merge(world, actor, staff):
    other = accepted_complaint(cast=world.cast, at=world.at)
    closure.merge(world.complaint, into=other.complaint, words=WORDS, by=actor, at=world.later())


def _rule(world, actor, staff):
    escalation.rule(
        world.complaint,
        words=WORDS,
        obliges=True,
        parts=[Part(remedy="REFD", money=money("10"))],
        due=world.at + timedelta(days=14),
        by=actor,
        at=world.later(),
    )


def _sweep(world, actor, staff):
    at = world.later(days=3)
    rounds.promise_updates(at)
    rounds.remind_and_lapse(at)
    rounds.plan_follow_ups(at)


ACTS = {
    "acknowledge": lambda w, by, _s: receipt.hand_over_receipt(w.complaint, medium="spoken", by=by, at=w.later()),
    "assess": lambda w, by, s: _look(w, by, s),
    "assess with care": lambda w, by, s: _look(w, by, s, lane=Lane.CAREFUL),
    "flag a danger": lambda w, by, s: _look(w, by, s, lane=Lane.CAREFUL, is_danger=True),
    "send to compliance": lambda w, by, s: _look(w, by, s, lane=Lane.CAREFUL, cause="G1"),
    "take it": lambda w, by, s: triage.assign(w.complaint, staff=participation.person(by), by=by, at=w.later()),
    "assign": lambda w, by, s: triage.assign(w.complaint, staff=s, by=by, at=w.later()),
    "assign to the unit": lambda w, by, s: triage.assign(w.complaint, unit=w.cast.care, by=by, at=w.later()),
    "confirm": lambda w, by, s: triage.confirm(w.complaint, words=WORDS, by=by, at=w.later()),
    "accuse": lambda w, by, s: triage.name_accused(w.complaint, staff=s, by=by, at=w.later()),
    "wait": lambda w, by, s: triage.wait(w.complaint, waiting_for=Waiting.CUSTOMER, by=by, at=w.later()),
    "hand over": lambda w, by, s: triage.hand_over(
        w.complaint, leaving=participation.person(by), to=s, by=by, at=w.later()
    ),
    "investigate": lambda w, by, s: investigation.begin(w.complaint, investigator=s, by=by, at=w.later()),
    "state": lambda w, by, s: investigation.state(w.complaint, words=WORDS, by=by, at=w.later()),
    "show": lambda w, by, s: investigation.add_evidence(
        w.complaint, words=WORDS, source="till journal", by=by, at=w.later()
    ),
    "find": lambda w, by, s: acting.find(w.complaint, found=found(), by=by, at=w.later()),
    "propose": lambda w, by, s: decision.propose(w.complaint, proposal=proposal(), by=by, at=w.later()),
    "refuse": lambda w, by, s: decision.propose(w.complaint, proposal=NO, by=by, at=w.later()),
    "approve": lambda w, by, s: decision.approve(w.complaint, by=by, at=w.later()),
    "give back": lambda w, by, s: decision.give_back(w.complaint, reason=WORDS, by=by, at=w.later()),
    "answer": lambda w, by, s: answering.send_answer(w.complaint, medium="letter", by=by, at=w.later()),
    "agree": _agree,
    "agree to an explanation": lambda w, by, s: decision.agree(w.complaint, proof=spoken(), by=by, at=w.later()),
    "dispute": lambda w, by, s: decision.dispute(
        w.complaint, proof=ReplyProof(channel=ReplyChannel.WEB, words=WORDS), by=w.customer, at=w.later()
    ),
    "remind": _remind,
    "lapse": lambda w, by, s: decision.lapse(w.complaint, by=by, at=w.later(days=15)),
    "put right": lambda w, by, s: agreeing.put_right_what_was_agreed(w.complaint, w.later()),
    "add": lambda w, by, s: redress.add_value(w.complaint, code="GEST", words="A cap", by=by, at=w.later()),
    "deliver": _deliver,
    "plan": lambda w, by, s: followup.plan(w.complaint, by=by, at=w.later()),
    "satisfied": _ask(Outcome.SATISFIED),
    "dissatisfied": _ask(Outcome.DISSATISFIED),
    "not reached": _ask(None),
    "review": lambda w, by, s: escalation.review(w.complaint, by=by, at=w.later()),
    "state our position": lambda w, by, s: escalation.state_position(w.complaint, proposal=NO, by=by, at=w.later()),
    "go outside": lambda w, by, s: escalation.go_outside(w.complaint, body="TTPM", words=WORDS, by=by, at=w.later()),
    "obey a ruling": _rule,
    "clear the danger": lambda w, by, s: escalation.clear_safety(w.complaint, words=WORDS, by=by, at=w.later()),
    "close": lambda w, by, s: closure.close(w.complaint, cause="P1", outcome=Outcome.DISSATISFIED, by=by, at=w.later()),
    "withdraw": lambda w, by, s: closure.withdraw(w.complaint, words=WORDS, channel="phone", by=by, at=w.later()),
    "merge": _merge,
    "unmerge": lambda w, by, s: closure.unmerge(w.complaint, words=WORDS, by=by, at=w.later()),
    "reopen": lambda w, by, s: closure.reopen(w.complaint, words=WORDS, by=by, at=w.later()),
    "let the clock run": _sweep,
}
# What people usually do next, with somebody who may: so that the machine gets far, and not only refusals.
USUAL = {
    State.ACCEPTED: [("acknowledge", "handler")],
    State.ACKNOWLEDGED: [("assess", "handler"), ("take it", "handler")],
    State.ASSESSED: [("investigate", "lead")],
    State.INVESTIGATING: [("state", "handler"), ("show", "handler"), ("find", "INVESTIGATOR")],
    State.FOUND: [("propose", "OWNER"), ("refuse", "OWNER")],
    State.PROPOSED: [("approve", "manager"), ("approve", "legal"), ("approve", "director"), ("give back", "manager")],
    State.APPROVED: [("answer", "handler")],
    State.RESPONDED: [("agree", "handler"), ("dispute", "handler"), ("agree to an explanation", "handler"),
                      ("remind", "handler"), ("lapse", "handler")],
    State.AGREED: [("put right", "handler")],
    State.DISPUTED: [("review", "lead"), ("agree", "handler")],
    State.LAPSED: [("plan", "lead")],
    State.REMEDYING: [("deliver", "payer"), ("deliver", "caller")],
    State.REMEDIED: [("plan", "lead")],
    State.FOLLOWING_UP: [("satisfied", "CALLER"), ("dissatisfied", "CALLER"), ("close", "handler"),
                         ("review", "lead"), ("clear the danger", "manager"), ("clear the danger", "safety")],
    State.SECOND_ROUND: [("confirm", "OWNER"), ("propose", "OWNER"), ("investigate", "lead")],
    State.INTERNAL_REVIEW: [("state our position", "REVIEWER"), ("answer", "handler"), ("go outside", "legal")],
    State.EXTERNAL: [("obey a ruling", "legal"), ("close", "legal")],
    State.CLOSED: [("reopen", "handler")],
    State.WITHDRAWN: [("reopen", "handler")],
    State.MERGED: [("unmerge", "lead")],
}  # fmt: skip


class Process(RuleBasedStateMachine):
    """One complaint, one house, many hands."""

    reached: ClassVar[set[State]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.world: World = accepted_complaint(cast=make_cast())
        self.before = (self.world.complaint.state, self.world.complaint.lane, 0)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    def act(self, name: str, by: str, staff: str) -> None:
        world = self.world
        if by.isupper():
            held = participation.holders(world.complaint, Duty[by])
            by = Staff.objects.get(pk=next(iter(held))).username if held else "handler"
        try:
            with transaction.atomic():
                ACTS[name](world, world.actor(by), getattr(world.cast, staff))
        except DomainError:
            pass
        world.reload()
        Process.reached.add(State(world.complaint.state))

    @rule(place=st.integers(0, 5), staff=st.sampled_from(PEOPLE))
    def go_on(self, place: int, staff: str) -> None:
        usual = USUAL[State(self.world.complaint.state)]
        name, by = usual[place % len(usual)]
        self.act(name, by, staff)

    @rule(place=st.integers(0, 5))
    def go_on_well(self, place: int) -> None:
        usual = USUAL[State(self.world.complaint.state)]
        name, by = usual[place % len(usual)]
        self.act(name, by, "investigator")

    @rule(name=st.sampled_from(sorted(ACTS)), by=st.sampled_from(PEOPLE), staff=st.sampled_from(PEOPLE))
    def do_anything(self, name: str, by: str, staff: str) -> None:
        self.act(name, by, staff)

    @invariant()
    def an_open_complaint_points_at_a_running_promise_with_an_owner(self) -> None:
        complaint = Complaint.objects.get(pk=self.world.complaint.pk)
        running = Promise.objects.filter(complaint=complaint, standing__in=RUNNING)
        if State(complaint.state) in ENDED:
            assert not running.exists()
            return
        following = running.order_by("due_at", "id").first()
        assert following is not None
        assert complaint.next_promise_id in {row.pk for row in running}
        assert complaint.next_due_at == following.due_at
        assert all(row.owner_staff_id or row.owner_unit_id for row in running)

    @invariant()
    def every_move_is_an_arrow_of_the_table(self) -> None:
        complaint = self.world.complaint
        start, _lane, sequence = self.before
        if complaint.state != start:
            reached: set[State] = set()
            todo = [State(start)]
            while todo:  # short ways take two arrows in one go
                here = todo.pop()
                for there in {*NEXT[here], *NOW_ARROWS.get(here, {})} - reached:
                    reached.add(there)
                    todo.append(there)
            assert State(complaint.state) in reached
            assert complaint.last_sequence > sequence, "a state never changes without an entry"
        self.before = (complaint.state, complaint.lane, complaint.last_sequence)

    @invariant()
    def the_chain_holds(self) -> None:
        previous = "0" * 64
        for place, entry in enumerate(Entry.objects.filter(complaint=self.world.complaint).order_by("sequence"), 1):
            assert (entry.sequence, entry.previous_digest) == (place, previous)
            assert timeline.digest_of(entry) == entry.digest
            previous = entry.digest
        assert previous == Complaint.objects.get(pk=self.world.complaint.pk).head_digest

    @invariant()
    def nobody_holds_a_duty_together_with_one_that_watches_it(self) -> None:
        for duty, other in WATCHED:
            both = participation.holders(self.world.complaint, duty) & participation.holders(
                self.world.complaint, other
            )
            assert not both, f"{duty} and {other}"


def play(examples: int, steps: int) -> None:
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Process,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=quiet,
            derandomize=examples < 100,
            database=None,
        ),
    )


@pytest.mark.django_db
def test_whatever_people_do_the_invariants_hold():
    play(25, 25)
    assert len(Process.reached) >= 12, f"the machine came only to {sorted(Process.reached)}"


@pytest.mark.long
@pytest.mark.django_db
def test_whatever_many_people_do_for_long_the_invariants_hold():
    play(600, 60)
    assert set(Process.reached) == set(State)
