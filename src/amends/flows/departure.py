"""When words leave the house: states move and promises are kept at that time, whatever carried the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.acknowledgement.actions import acknowledge
from amends.acknowledgement.rules import missing_parts
from amends.complaints.gathering import gathered
from amends.complaints.models import Complaint
from amends.complaints.rules import State
from amends.correspondence import outgoing
from amends.correspondence.models import Message, MessageKind
from amends.decision import actions as decision
from amends.escalation import actions as escalation
from amends.flows import spoken
from amends.organisation.actor import Actor
from amends.promises import book
from amends.promises.rules import Subject
from amends.triage import actions as triage

# Words of a person keep the promise to write; the automatic receipt never counts as the answer of the same day.
KEEPS: dict[str, tuple[Subject, ...]] = {
    MessageKind.REPLY: (Subject.UPDATE,),
    MessageKind.CALL: (Subject.UNDERSTANDING_CALL, Subject.CALL_BACK, Subject.UPDATE),
    MessageKind.ANSWER: (Subject.ANSWER, Subject.UPDATE),
}


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail that the server took, its complaint read beside it, and when."""

    message: Message
    at: datetime


@transaction.atomic
def record(message: Message, complaint: Complaint, *, medium: str, by: Actor, at: datetime) -> None:
    """Record the departure, enter what these words promise, acknowledge if they are the first, keep what they keep."""
    _record(message, complaint, medium=medium, by=by, at=at)


def record_receipts(sent: Sequence[Sent], *, by: Actor) -> None:
    """Record the departure of receipts by mail, one of each complaint, in one transaction; all or none.

    Errors: StaleComplaint when somebody worked on one of the complaints since it was read: read them anew.
    """
    with gathered():
        for one in sent:
            _record(one.message, one.message.complaint, medium="mail", by=by, at=one.at)


def _record(message: Message, complaint: Complaint, *, medium: str, by: Actor, at: datetime) -> None:
    outgoing.depart(message, complaint, medium=medium, by=by, at=at)
    given = spoken.enter(complaint, message, by=by, at=at)
    if complaint.state == State.ACCEPTED and not missing_parts(message.facts):
        acknowledge(complaint, message=message, by=by, at=at)
        triage.advance(complaint, by=by, at=at)  # where first look and owner were there before the first word left
    if message.kind == MessageKind.ANSWER and message.facts.get("decision"):
        is_final = complaint.state == State.INTERNAL_REVIEW
        respond = escalation.respond_finally if is_final else decision.respond
        respond(complaint, message=message, by=by, at=at)
    for subject in KEEPS.get(message.kind, ()):
        book.keep(complaint, subject, by=by, at=at, but=given)
