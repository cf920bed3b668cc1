"""What ending, reopening and merging ask for. No database."""

from __future__ import annotations

from datetime import datetime

from amends.complaints.rules import REOPEN_WITHIN, Kind, State

# Ending keeps these by itself: the last word was said, the closing is confirmed.
KEPT_BY_CLOSING = frozenset(
    {"CLOSING", "AFTER_ANSWER", "ANSWER_QUESTION", "ANSWER_OPINION", "ANSWER_NOW", "PASS_ON", "FOLLOW_UP"}
)
ANSWERED_AT_ONCE = frozenset({Kind.QUESTION, Kind.OPINION, Kind.PRAISE, Kind.STUCK})


def may_reopen(closed_at: datetime | None, at: datetime) -> bool:
    """Say whether a complaint may still be reopened; later it is a new one, linked to this."""
    return closed_at is None or at - closed_at <= REOPEN_WITHIN


def reopened_state(state: State, *, was_assessed: bool) -> State:
    """Give where a reopened complaint goes on."""
    return State.ASSESSED if state is State.CLOSED and was_assessed else State.ACKNOWLEDGED
