"""From the complainant's own pages: files chosen before are claimed, words accepted, and the page shown is their receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from amends.acknowledgement.queries import mail_of
from amends.complaints.models import Complaint
from amends.complaints.rules import Channel
from amends.correspondence import uploads
from amends.flows import receipt
from amends.flows.adding import beside_others
from amends.intake import actions as intake
from amends.intake.arrival import Accepted, Arrival
from amends.organisation.actor import SYSTEM, Actor

ADDITION = "portal-addition"


@transaction.atomic
def accept(arrival: Arrival, *, holder: str, chosen: Sequence[str], by: Actor, at: datetime) -> Accepted:
    """Take in what somebody wrote on the portal, with the files they chose before.

    chosen: tokens of waiting files of this holder. Who gave no mail address has the receipt on the page they see next.
    Errors: NothingTold, TooLong, FileTooLarge.
    """
    files = uploads.use(holder, chosen, at=at)
    accepted = intake.accept(replace(arrival, files=files), by=by, at=at)
    if accepted.is_new and mail_of(accepted.complaint) is None:
        receipt.hand_over_receipt(accepted.complaint, medium="screen", by=SYSTEM, at=at)
    return accepted


def add(
    complaint: Complaint, *, text: str, holder: str, chosen: Sequence[str], key: str, by: Actor, at: datetime
) -> None:
    """Add what a complainant wrote on the tracking page. key: of the form; sent twice it is added once.

    Errors: NothingTold, TooLong, FileTooLarge over the whole complaint.
    """

    def add_once() -> None:
        files = uploads.use(holder, chosen, at=at)
        intake.add(complaint, text=text, channel=Channel.PORTAL, files=files, keys=((ADDITION, key),), by=by, at=at)

    beside_others(complaint, add_once)
