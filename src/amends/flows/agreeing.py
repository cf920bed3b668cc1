"""What follows by itself along the way: an agreed remedy is ordered, a follow-up planned, a review opened.

Each does nothing where somebody was quicker or where a person must choose; then the complaint waits, visibly.
"""

from __future__ import annotations

from datetime import datetime

from amends.complaints.models import Complaint
from amends.complaints.rules import State
from amends.escalation import actions as escalation
from amends.escalation.queries import find_reviewer
from amends.followup import actions as followup
from amends.followup import queries as followups
from amends.organisation.actor import SYSTEM
from amends.redress import actions as redress
from amends.redress import queries as remedies
from amends.redress.rules import must_be_delivered
from amends.triage import actions as triage


def put_right_what_was_agreed(complaint: Complaint, at: datetime) -> None:
    """The customer agreed: what is to be delivered is ordered, what words put right is done."""
    if complaint.state != State.AGREED:
        return
    _reply, parts = remedies.agreed(complaint)
    if any(must_be_delivered(part.remedy) for part in parts):
        redress.order(complaint, by=SYSTEM, at=at)
    else:
        redress.complete_by_words(complaint, by=SYSTEM, at=at)


def plan_follow_up(complaint: Complaint, at: datetime) -> None:
    """It is put right, or no reply came: somebody who had no part in it will ask."""
    if complaint.state in (State.REMEDIED, State.LAPSED) and followups.find_caller(complaint):
        followup.plan(complaint, by=SYSTEM, at=at)


def open_review(complaint: Complaint, at: datetime) -> None:
    """The customer is dissatisfied again: somebody who had no part in it reviews it. A dispute may still be talked over."""
    again = complaint.state == State.FOLLOWING_UP and complaint.round > 1
    if again and _is_dissatisfied(complaint) and find_reviewer(complaint):
        escalation.review(complaint, by=SYSTEM, at=at)


def go_on_with_triage(complaint: Complaint, at: datetime) -> None:
    """It was reopened: it moves on at once where first look and owner are there."""
    triage.advance(complaint, by=SYSTEM, at=at)


def _is_dissatisfied(complaint: Complaint) -> bool:
    row = followups.newest(complaint)
    return row is not None and row.outcome == "dissatisfied" and not followups.has_final_position(complaint)
