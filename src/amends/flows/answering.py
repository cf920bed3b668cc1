"""The approved answer leaves the house: by mail, on paper, or read out; and the customer is reminded of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.acknowledgement.queries import mail_of
from amends.complaints.models import Complaint
from amends.correspondence import outgoing
from amends.correspondence.models import Delivery, Message, MessageKind
from amends.correspondence.outgoing import Letter
from amends.decision import queries
from amends.decision.models import Decision
from amends.decision.rules import Standing
from amends.flows import clear, departure
from amends.flows.reply import NoAddress
from amends.kernel.errors import DomainError, ErrorKind
from amends.organisation.actor import Actor


class AnswerOnItsWay(DomainError):
    """The answer is prepared already and will leave; recall it first."""

    code = "answer_on_its_way"
    kind = ErrorKind.CONFLICT


@transaction.atomic
def send_answer(complaint: Complaint, *, medium: str, by: Actor, at: datetime) -> Message:
    """Let the approved answer leave. By mail it departs when the server takes it; else it has left at once.

    medium: mail, letter, slip, spoken, screen, paste. Errors: NoDecision, NoAddress, AnswerOnItsWay, AnswerDiffers.
    """
    decision = queries.newest(complaint, Standing.APPROVED, Standing.LAPSED)
    if _on_its_way(complaint, decision):
        raise AnswerOnItsWay()
    point = mail_of(complaint) if medium == "mail" else None
    if medium == "mail" and point is None:
        raise NoAddress()
    letter = Letter(
        kind=MessageKind.ANSWER,
        text=decision.text,
        subject=decision.subject,
        language=complaint.language,
        medium=medium,
        contact_point=point,
        staff_id=by.id if by.is_staff else None,
        facts={"decision": str(decision.pk)},
    )
    clearance = clear.approved_answer(decision.text, decision.pk)
    message = outgoing.prepare(complaint, letter, clearance=clearance, by=by, at=at)
    if medium != "mail":
        departure.record(message, complaint, medium=medium, by=by, at=at)
    return message


def _on_its_way(complaint: Complaint, decision: Decision) -> bool:
    waiting = Message.objects.filter(complaint=complaint, kind=MessageKind.ANSWER, facts__decision=str(decision.pk))
    return waiting.filter(delivery__in=[Delivery.PREPARED, Delivery.SENDING, Delivery.UNCERTAIN]).exists()
