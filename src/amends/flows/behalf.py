"""A member of staff takes a complaint for somebody: files claimed, words accepted, a receipt in the hand or spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from amends.complaints.models import Complaint, Participation
from amends.complaints.rules import Duty
from amends.correspondence import uploads
from amends.correspondence.models import Message
from amends.flows import receipt
from amends.intake import actions as intake
from amends.intake.arrival import Accepted, Arrival
from amends.kernel.errors import NotAllowed
from amends.organisation.actor import Actor
from amends.organisation.rules import Right

# As long as this the one who took it in may hand out the complainant's key: they stand before each other.
HANDING_OVER = timedelta(hours=1)
MEDIA = ("slip", "spoken")


@transaction.atomic
def accept(arrival: Arrival, *, holder: str, chosen: Sequence[str], by: Actor, at: datetime) -> Accepted:
    """Take a complaint in for somebody. The taker stays its contact.

    Errors: NotAllowed, NothingTold, TooLong, FileTooLarge.
    """
    by.require(Right.TAKE, arrival.brand.pk)
    files = uploads.use(holder, chosen, at=at)
    return intake.accept(replace(arrival, files=files), by=by, at=at)


@transaction.atomic
def hand_over(complaint: Complaint, *, medium: str, by: Actor, at: datetime) -> Message | None:
    """Acknowledge by a printed slip or by spoken words; gives None where it was acknowledged before. Errors: NotAllowed."""
    require_hand_over(complaint, by=by, at=at)
    return receipt.hand_over_receipt(complaint, medium=medium if medium in MEDIA else "spoken", by=by, at=at)


def require_hand_over(complaint: Complaint, *, by: Actor, at: datetime) -> None:
    """Let only the one who took it in hand out its key, and only for a while. Errors: NotAllowed."""
    rows = Participation.objects.filter(complaint=complaint, staff_id=by.known_id, duty=Duty.RECEIVER)
    if not rows.filter(since__gt=at - HANDING_OVER).exists():
        raise NotAllowed(right=Right.TAKE.value)
