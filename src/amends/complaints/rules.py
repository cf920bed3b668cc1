"""The whole process on one screen: states, arrows, the guards on each arrow, and what the three lanes ask for.

Sources: 10-decisions section 1 (states, duties), 2-domain section 3.2 (arrows, guards), 9-practice section 1 (lanes).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum
from typing import ClassVar


class State(StrEnum):
    ACCEPTED = "accepted"
    ACKNOWLEDGED = "acknowledged"
    ASSESSED = "assessed"
    INVESTIGATING = "investigating"
    FOUND = "found"
    PROPOSED = "proposed"
    APPROVED = "approved"
    RESPONDED = "responded"
    AGREED = "agreed"
    DISPUTED = "disputed"
    LAPSED = "lapsed"
    REMEDYING = "remedying"
    REMEDIED = "remedied"
    FOLLOWING_UP = "following_up"
    SECOND_ROUND = "second_round"
    INTERNAL_REVIEW = "internal_review"
    EXTERNAL = "external"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


ENDED = frozenset({State.CLOSED, State.WITHDRAWN, State.MERGED})
OPEN = frozenset(State) - ENDED


class Lane(StrEnum):
    NOW = "now"
    NORMAL = "normal"
    CAREFUL = "careful"


class Kind(StrEnum):
    COMPLAINT = "complaint"
    QUESTION = "question"
    OPINION = "opinion"
    PRAISE = "praise"
    STUCK = "stuck"


class Channel(StrEnum):
    PORTAL = "portal"
    MAIL = "mail"
    PHONE = "phone"
    COUNTER = "counter"
    LETTER = "letter"
    FAX = "fax"
    MESSENGER = "messenger"
    CHAT = "chat"
    API = "api"
    IMPORT = "import"


class Severity(IntEnum):
    MINOR = 1
    ORDINARY = 2
    SERIOUS = 3
    SAFETY = 4


class Outcome(StrEnum):
    SATISFIED = "satisfied"
    EXPLAINED_AND_CONTENT = "explained_and_content"
    MOLLIFIED = "mollified"
    DISSATISFIED = "dissatisfied"
    UNREACHABLE = "unreachable"


class Waiting(StrEnum):
    CUSTOMER = "customer"
    THIRD_PARTY = "third_party"


class Duty(StrEnum):
    """What somebody does on one complaint. Access and every "never the same person" rule read only these rows."""

    RECEIVER = "receiver"
    CONTACT = "contact"
    OWNER = "owner"
    INVESTIGATOR = "investigator"
    ASKED = "asked"
    APPROVER = "approver"
    PAYER = "payer"
    CALLER = "caller"
    REVIEWER = "reviewer"
    ACCUSED = "accused"


class Guard(StrEnum):
    """A condition on an arrow; the package that owns its subject makes the evidence from rows it read."""

    LETTER_COMPLETE = "letter_complete"  # names a contact, the next step and a date, and has left the house
    NOW_ALLOWED = "now_allowed"  # within the taker's own limit and nothing sensitive
    NOW_CONTENT = "now_content"  # the customer said that they are content
    ANSWERED_AT_ONCE = "answered_at_once"  # a question, opinion, praise or call for help was answered
    ASSESSMENT_COMPLETE = "assessment_complete"  # first guess, severity, safety question, loss
    DUPLICATES_SEEN = "duplicates_seen"
    OWNER_CONFIRMED = "owner_confirmed"
    INVESTIGATOR_INDEPENDENT = "investigator_independent"
    BOTH_SIDES_HEARD = "both_sides_heard"  # statements and evidence are rows
    RESPONSIBILITY_REASONED = "responsibility_reasoned"
    OPTIONS_COMPLETE = "options_complete"
    APPROVER_INDEPENDENT = "approver_independent"
    WITHIN_BAND = "within_band"
    RETURNED_WITH_REASON = "returned_with_reason"
    ANSWER_AS_APPROVED = "answer_as_approved"  # the letter's digest is the approved one; other bodies are named
    REPLY_PROVEN = "reply_proven"
    OFFER_EXPIRED = "offer_expired"
    REMEDY_ORDERED = "remedy_ordered"
    NOTHING_TO_DELIVER = "nothing_to_deliver"
    REMEDY_PROVEN = "remedy_proven"
    PROMISES_SETTLED = "promises_settled"  # remedy, update, call_back: none open
    CALLER_INDEPENDENT = "caller_independent"
    FOLLOW_UP_RESULT = "follow_up_result"
    CAUSE_CONFIRMED = "cause_confirmed"
    NO_HOLD = "no_hold"  # no safety hold, no pending approval
    DISSATISFIED_ONCE = "dissatisfied_once"
    DISSATISFIED_AGAIN = "dissatisfied_again"
    RECORD_READ = "record_read"  # the new owner read the first round and does not ask again
    REVIEWER_INDEPENDENT = "reviewer_independent"
    FINAL_POSITION = "final_position"
    OUTSIDE_BODY = "outside_body"
    RULING = "ruling"
    REOPEN_REASON = "reopen_reason"
    OWN_WORDS = "own_words"  # the customer's own words
    SAME_MATTER = "same_matter"
    MERGE_UNDONE = "merge_undone"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Base of what satisfies a guard: ids of the rows it was read from. One subclass per guard, in one package."""

    guard: ClassVar[Guard]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        PRODUCERS.setdefault(cls.guard, []).append(cls)


PRODUCERS: dict[Guard, list[type[Evidence]]] = {}

G = Guard
_ANSWER_ENDS = (G.FOLLOW_UP_RESULT, G.CAUSE_CONFIRMED, G.PROMISES_SETTLED, G.NO_HOLD)

# The process. from -> to -> guards of the normal lane; the other lanes are told below.
NEXT: dict[State, dict[State, tuple[Guard, ...]]] = {
    State.ACCEPTED: {
        State.ACKNOWLEDGED: (G.LETTER_COMPLETE,),
    },
    State.ACKNOWLEDGED: {
        State.ASSESSED: (G.ASSESSMENT_COMPLETE, G.DUPLICATES_SEEN, G.OWNER_CONFIRMED),
        State.CLOSED: (G.ANSWERED_AT_ONCE, G.PROMISES_SETTLED, G.NO_HOLD),
    },
    State.ASSESSED: {
        State.INVESTIGATING: (G.INVESTIGATOR_INDEPENDENT,),
    },
    State.INVESTIGATING: {
        State.FOUND: (G.BOTH_SIDES_HEARD, G.RESPONSIBILITY_REASONED),
    },
    State.FOUND: {
        State.PROPOSED: (G.OPTIONS_COMPLETE,),
    },
    State.PROPOSED: {
        State.APPROVED: (G.APPROVER_INDEPENDENT, G.WITHIN_BAND),
        State.INVESTIGATING: (G.RETURNED_WITH_REASON,),
    },
    State.APPROVED: {
        State.RESPONDED: (G.ANSWER_AS_APPROVED,),
    },
    State.RESPONDED: {
        State.AGREED: (G.REPLY_PROVEN,),
        State.DISPUTED: (G.REPLY_PROVEN,),
        State.LAPSED: (G.OFFER_EXPIRED,),
    },
    State.AGREED: {
        State.REMEDYING: (G.REMEDY_ORDERED,),
        State.REMEDIED: (G.NOTHING_TO_DELIVER,),
    },
    State.DISPUTED: {
        State.AGREED: (G.REPLY_PROVEN,),
        State.INTERNAL_REVIEW: (G.REVIEWER_INDEPENDENT,),
    },
    State.LAPSED: {
        State.RESPONDED: (G.ANSWER_AS_APPROVED,),
        State.FOLLOWING_UP: (G.CALLER_INDEPENDENT,),
    },
    State.REMEDYING: {
        State.REMEDIED: (G.REMEDY_PROVEN,),
    },
    State.REMEDIED: {
        State.FOLLOWING_UP: (G.CALLER_INDEPENDENT,),
    },
    State.FOLLOWING_UP: {
        State.CLOSED: _ANSWER_ENDS,
        State.SECOND_ROUND: (G.DISSATISFIED_ONCE,),
        State.INTERNAL_REVIEW: (G.DISSATISFIED_AGAIN, G.REVIEWER_INDEPENDENT),
    },
    State.SECOND_ROUND: {
        State.INVESTIGATING: (G.RECORD_READ, G.INVESTIGATOR_INDEPENDENT),
        State.PROPOSED: (G.RECORD_READ, G.OPTIONS_COMPLETE),
    },
    State.INTERNAL_REVIEW: {
        State.RESPONDED: (G.FINAL_POSITION,),
        State.EXTERNAL: (G.OUTSIDE_BODY,),
    },
    State.EXTERNAL: {
        State.REMEDYING: (G.RULING, G.REMEDY_ORDERED),
        State.CLOSED: (G.RULING, G.CAUSE_CONFIRMED, G.PROMISES_SETTLED, G.NO_HOLD),
    },
    State.CLOSED: {
        State.ACKNOWLEDGED: (G.REOPEN_REASON,),  # never assessed: a Now complaint that came back
        State.ASSESSED: (G.REOPEN_REASON,),
    },
    State.WITHDRAWN: {
        State.ACKNOWLEDGED: (G.REOPEN_REASON,),
    },
    State.MERGED: dict.fromkeys(sorted(OPEN), (G.MERGE_UNDONE,)),
}
for _state in sorted(OPEN):
    NEXT[_state][State.MERGED] = (G.SAME_MATTER,)
    if _state not in (State.EXTERNAL, State.INTERNAL_REVIEW):
        NEXT[_state][State.WITHDRAWN] = (G.OWN_WORDS,)

# Now: put right on the spot by whoever saw it, from the first moment; a sample is followed up.
NOW_ARROWS: dict[State, dict[State, tuple[Guard, ...]]] = {
    state: {
        State.CLOSED: (G.NOW_ALLOWED, G.NOW_CONTENT, G.PROMISES_SETTLED, G.NO_HOLD),
        State.FOLLOWING_UP: (G.NOW_ALLOWED, G.NOW_CONTENT),
    }
    for state in (State.ACCEPTED, State.ACKNOWLEDGED)
}


def guards(lane: Lane, start: State, end: State) -> tuple[Guard, ...] | None:
    """Give the guards on an arrow in a lane; None when there is no such arrow."""
    if lane is Lane.NOW and end in NOW_ARROWS.get(start, {}):
        return NOW_ARROWS[start][end]
    return NEXT[start].get(end)


@dataclass(frozen=True, slots=True)
class LaneRule:
    """What a lane asks for. Source: 9-practice section 1."""

    people: int  # different people needed between owner, investigator, approver, payer
    owner_may_investigate: bool
    follow_up_share: int  # percent that is followed up


LANES: dict[Lane, LaneRule] = {
    Lane.NOW: LaneRule(people=1, owner_may_investigate=True, follow_up_share=20),
    Lane.NORMAL: LaneRule(people=2, owner_may_investigate=True, follow_up_share=100),
    Lane.CAREFUL: LaneRule(people=4, owner_may_investigate=False, follow_up_share=100),
}

# Facts that keep a complaint out of Now, and those that put it into Careful (cause leaves by code).
SENSITIVE_CAUSES = frozenset({"P4", "S2", "S10", "G1", "G2", "G3", "G4"})
CAREFUL_CAUSES = frozenset({"P4", "S10", "C5", "G1", "G2", "G3", "G4"})
NOW_RETURNS_WITHIN = timedelta(days=30)  # not content again within this: Normal, same reference
REOPEN_WITHIN = timedelta(days=90)
NOW_SIGNAL_COUNT, NOW_SIGNAL_WITHIN = 5, timedelta(days=7)


def portal_step(state: State) -> int:
    """Give the step of five that the complainant sees: received, looked into, answer, put right, confirmed."""
    match state:
        case State.ACCEPTED | State.ACKNOWLEDGED:
            return 1
        case State.ASSESSED | State.INVESTIGATING | State.FOUND | State.PROPOSED | State.APPROVED | State.SECOND_ROUND:
            return 2
        case State.RESPONDED | State.AGREED | State.DISPUTED | State.LAPSED | State.INTERNAL_REVIEW | State.EXTERNAL:
            return 3
        case State.REMEDYING | State.REMEDIED:
            return 4
    return 5
