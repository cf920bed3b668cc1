"""Short ways: what one person does in one go where the process knows two steps. Each is one transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.complaints import participation
from amends.complaints.errors import WrongState
from amends.complaints.models import Complaint
from amends.complaints.rules import Outcome, State
from amends.correspondence.models import Attachment, Message
from amends.flows import agreeing, receipt
from amends.followup import actions as followup
from amends.followup.models import Attempt
from amends.followup.rules import Way
from amends.investigation import actions as investigation
from amends.investigation.models import Finding
from amends.investigation.rules import Found
from amends.kernel.errors import DomainError, ErrorKind
from amends.organisation.actor import Actor
from amends.redress import actions as redress
from amends.redress import queries as remedies
from amends.redress.models import Delivery


class NobodyOnDuty(DomainError):
    """There is nobody who could be named as the contact."""

    code = "nobody_on_duty"
    kind = ErrorKind.CONFLICT


@transaction.atomic
def acknowledge(complaint: Complaint, *, medium: str, by: Actor, at: datetime) -> Message:
    """Hand the receipt over by another way than mail. Errors: WrongState, NobodyOnDuty."""
    if complaint.state != State.ACCEPTED:
        raise WrongState(state=complaint.state, wanted=State.ACKNOWLEDGED.value, lane=complaint.lane)
    message = receipt.hand_over_receipt(complaint, medium=medium, by=by, at=at)
    if message is None:
        raise NobodyOnDuty()
    return message


@transaction.atomic
def find(complaint: Complaint, *, found: Found, by: Actor, at: datetime) -> Finding:
    """Draw a finding; who draws it on an assessed complaint has begun to investigate with it. Errors: as both."""
    if complaint.state in (State.ASSESSED, State.SECOND_ROUND):
        investigation.begin(complaint, investigator=participation.person(by), by=by, at=at)
    return investigation.find(complaint, found=found, by=by, at=at)


@transaction.atomic
def deliver(
    complaint: Complaint,
    *,
    remedy_id: UUID | None,
    words: str,
    by: Actor,
    at: datetime,
    attachment: Attachment | None = None,
) -> Delivery:
    """Deliver a remedy, ordered first where nobody has ordered it yet. remedy_id: None means the only one waiting."""
    if complaint.state == State.AGREED:
        agreeing.put_right_what_was_agreed(complaint, at)
    remedy = remedies.remedy_for(complaint, remedy_id)
    return redress.deliver(complaint, remedy=remedy, words=words, by=by, at=at, attachment=attachment)


@transaction.atomic
def follow_up(
    complaint: Complaint, *, way: Way, words: str, outcome: Outcome | None, by: Actor, at: datetime
) -> Attempt:
    """Record what the customer said; who asks where nobody was planned is the caller. Errors: as both."""
    if complaint.state in (State.REMEDIED, State.LAPSED):
        followup.plan(complaint, caller=participation.person(by), by=by, at=at)
    return followup.record(complaint, way=way, words=words, outcome=outcome, by=by, at=at)
