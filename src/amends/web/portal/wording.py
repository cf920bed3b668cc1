"""What the tracking page says: of states, promises and facts, to the person who complained. One function per subject."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from amends.complaints.rules import ENDED, Kind, State, portal_step
from amends.insight.tracking import TrackedPromise
from amends.promises.rules import Standing, Subject

Payload = dict[str, Any]
# What says most of what was done comes first: an answer is an update too, and a call may be the first word of ours.
_WEIGHT = [
    Subject.REMEDY,
    Subject.ANSWER,
    Subject.FOLLOW_UP,
    Subject.UNDERSTANDING_CALL,
    Subject.CALL_BACK,
    Subject.UPDATE,
    Subject.OTHER,
    Subject.ACKNOWLEDGEMENT,
]


def step_names() -> list[str]:
    """Give the five steps."""
    return [
        pgettext("step", "Received"),
        pgettext("step", "Being looked into"),
        pgettext("step", "Answer"),
        pgettext("step", "Put right"),
        pgettext("step", "Confirmed"),
    ]


def heading(kind: str, state: str, *, has_said_put_right: bool = False) -> str:
    """Say in one line where the matter stands."""
    match state:
        case State.ACCEPTED | State.ACKNOWLEDGED:
            return _("We have your complaint") if kind == Kind.COMPLAINT else _("We have your message")
        case State.RESPONDED:
            return _("Our answer is ready")
        case State.AGREED:
            return _("You accepted our answer")
        case State.DISPUTED:
            return _("You told us that this does not put it right")
        case State.LAPSED:
            return _("We have not heard from you")
        case State.REMEDYING:
            return _("We are putting it right")
        case State.REMEDIED | State.FOLLOWING_UP:
            return _("Thank you for your word") if has_said_put_right else _("Is it put right now?")
        case State.SECOND_ROUND:
            return _("We are looking into it again, with somebody new")
        case State.INTERNAL_REVIEW:
            return _("Somebody who has not worked on it looks at it again")
        case State.EXTERNAL:
            return _("An outside body is looking at it")
        case State.CLOSED:
            return _("This matter is closed")
        case State.WITHDRAWN:
            return _("You withdrew this complaint")
        case State.MERGED:
            return _("We handle it together with another complaint")
    return _("We are looking into it")


def _who(promise: TrackedPromise, brand: str) -> str:
    """Name the person, else the house; a name is not broken between its parts."""
    return (promise.owner or brand).replace(" ", "\u00a0")


def coming(promise: TrackedPromise, due: str, brand: str) -> str:
    """Say what we do next and by when; by name, else in the name of the house."""
    facts = {"name": _who(promise, brand), "due": due}
    match promise.subject:
        case Subject.ACKNOWLEDGEMENT:
            return _("%(name)s confirms to you, by %(due)s, that we have it.") % facts
        case Subject.UNDERSTANDING_CALL | Subject.CALL_BACK:
            return _("%(name)s calls you by %(due)s.") % facts
        case Subject.ANSWER:
            return _("%(name)s answers you by %(due)s.") % facts
        case Subject.REMEDY:
            return _("%(name)s puts it right by %(due)s.") % facts
        case Subject.FOLLOW_UP:
            return _("%(name)s asks you by %(due)s whether it is put right.") % facts
        case Subject.UPDATE:
            return _("%(name)s writes to you by %(due)s: what we understood and what we do.") % facts
    return promise.words or _("%(name)s gets back to you by %(due)s.") % facts


def overdue(promise: TrackedPromise, due: str, brand: str) -> str:
    """Admit a promise that is late."""
    facts = {"name": _who(promise, brand), "due": due}
    match promise.subject:
        case Subject.UNDERSTANDING_CALL | Subject.CALL_BACK:
            return _("%(name)s should have called you by %(due)s. We are late and we are sorry; it is seen to.") % facts
        case Subject.ANSWER:
            return _("%(name)s should have answered by %(due)s. We are late and we are sorry; it is seen to.") % facts
    return _("%(name)s should have been in touch by %(due)s. We are late and we are sorry; it is seen to.") % facts


def kept(promise: TrackedPromise, when: str, brand: str) -> str:
    """Say what we did; "" for what needs no line."""
    if promise.standing not in (Standing.KEPT, Standing.LATE):
        return ""
    facts = {"name": _who(promise, brand), "when": when}
    match promise.subject:
        case Subject.ACKNOWLEDGEMENT:
            return _("We confirmed it and named your contact, %(when)s.") % facts
        case Subject.UNDERSTANDING_CALL | Subject.CALL_BACK:
            return _("%(name)s called you, %(when)s.") % facts
        case Subject.UPDATE if promise.is_kept_by_call:
            return _("%(name)s called you, %(when)s.") % facts
        case Subject.UPDATE:
            return _("%(name)s wrote to you, %(when)s.") % facts
        case Subject.ANSWER:
            return _("%(name)s answered you, %(when)s.") % facts
        case Subject.REMEDY:
            return _("It was put right, %(when)s.") % facts
        case Subject.FOLLOW_UP:
            return _("%(name)s asked you whether it is put right, %(when)s.") % facts
    return ""


def told_once(promises: Iterable[TrackedPromise], key: Callable[[TrackedPromise], object]) -> list[TrackedPromise]:
    """Leave one promise of those that share a key: the one that says most of a thing that was or will be done once."""
    heaviest: dict[object, TrackedPromise] = {}
    for one in promises:
        known = heaviest.get(key(one))
        if known is None or _weight(one) < _weight(known):
            heaviest[key(one)] = one
    return list(heaviest.values())


def _weight(promise: TrackedPromise) -> int:
    return _WEIGHT.index(Subject(promise.subject))


def stage_of_other(state: str) -> str:
    """Say of a complaint that may belong to somebody else how far it is, and nothing else."""
    if state in ENDED:
        return _("The matter is closed.")
    match portal_step(State(state)):
        case 3:
            return _("We have answered on the matter.")
        case 4:
            return _("We are putting it right.")
        case 5:
            return _("It was put right, and we ask whether it stays so.")
    return _("We are looking into both together.")


def for_this_step(state: str, waiting_for: str, *, has_said_put_right: bool = False) -> str:
    """Say what the complainant needs to do now."""
    if waiting_for == "customer":
        return _("We asked you something: please read our last message below and reply.")
    match state:
        case State.RESPONDED | State.LAPSED:
            return _(
                "Read our answer below and tell us whether it puts things right. Your legal rights stay as they are."
            )
        case State.REMEDIED | State.FOLLOWING_UP if not has_said_put_right:
            return _("Tell us whether it is put right.")
        case State.CLOSED | State.WITHDRAWN | State.MERGED:
            return _("Nothing. If it is not right after all, write to us below.")
    return _("Nothing for now.")


def for_next_step(state: State) -> str:
    """Say what the next of the five steps will ask for; "" after the last."""
    match state:
        case State.AGREED:
            return _("Next step: putting it right, as you agreed.")
        case State.DISPUTED | State.INTERNAL_REVIEW | State.EXTERNAL:
            return _("Next step: you hear from us what the second look found. You need not tell it again.")
    match portal_step(state):
        case 1:
            return _("Next step: we look into it. If we need something more, we ask you here.")
        case 2:
            return _("Next step: our answer. You will only need to read it and say whether it puts things right.")
        case 3:
            return _("Next step: putting it right, as soon as you agree.")
        case 4:
            return _("Next step: we ask you whether it is put right.")
    return ""


# Facts that stand in the stream in one line.
FACTS: dict[str, Callable[[Payload], str]] = {
    "complaint.accepted": lambda payload: _("Your words arrived and got a reference."),
    "complaint.acknowledged": lambda payload: _("We confirmed that we have it."),
    "complaint.assessed": lambda payload: _("We took a first look and know who looks after it."),
    "owner.confirmed": lambda payload: _("Somebody took it on."),
    "investigation.begun": lambda payload: _("We began to find out what happened."),
    "finding.made": lambda payload: _("We know what happened."),
    "answer.given": lambda payload: _("We gave our answer."),
    "answer.agreed": lambda payload: _("You accepted our answer."),
    "answer.disputed": lambda payload: _("You told us that it does not put it right."),
    "answer.reminded": lambda payload: _("We reminded you that our answer waits for you."),
    "answer.lapsed": lambda payload: _("We heard nothing from you; we will ask you once more."),
    "remedy.ordered": lambda payload: _("We began to put it right."),
    "remedy.delivered": lambda payload: _("A part of what was agreed is done."),
    "complaint.remedied": lambda payload: _("What was agreed is done."),
    "follow_up.planned": lambda payload: _("Somebody will ask you whether it is put right."),
    "round.begun": lambda payload: _("We begin again, with somebody new; you need not tell it twice."),
    "review.opened": lambda payload: _("Somebody who has not worked on it looks at it again."),
    "outside.opened": lambda payload: _("An outside body is looking at it."),
    "ruling.received": lambda payload: _("The outside body has decided."),
    "complaint.settled": lambda payload: _("It was settled on the spot."),
    "complaint.imported_closed": lambda payload: _("It was closed before it came into this system."),
    "complaint.withdrawn": lambda payload: _("You withdrew the complaint."),
    "complaint.closed": lambda payload: _("The matter was closed."),
    "complaint.reopened": lambda payload: _("The matter was taken up again."),
}
# Said elsewhere on the page: by the messages themselves and by the three lines.
SAID_ELSEWHERE = frozenset({"message.received", "message.departed", "promise.given", "promise.ended"})
