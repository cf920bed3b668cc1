"""Somebody leaves: the account is closed, and every open duty and promise of theirs goes to another or to the unit."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from amends.complaints.errors import StaleComplaint
from amends.complaints.models import Complaint, Participation
from amends.complaints.queries import loaded
from amends.complaints.rules import ENDED
from amends.organisation import book
from amends.organisation.actor import Actor
from amends.organisation.models import Staff
from amends.promises.models import RUNNING, Promise
from amends.triage import actions as triage

MOST_TRIES = 5


def leave(staff: Staff, *, to: Staff | None, by: Actor, at: datetime) -> int:
    """Close an account and hand its open work over; give how many complaints changed hands. Twice is harmless.

    to: None gives everything to the units. What `to` may not do (approve their own work ...) goes to the unit as well.
    """
    book.deactivate(staff, by=by, at=at)
    keys = list(_in_hand(staff).values_list("pk", flat=True))
    for key in keys:
        _hand_over(key, staff, to, by, at)
    return len(keys)


def _in_hand(staff: Staff) -> QuerySet[Complaint]:
    duties = Participation.objects.filter(
        complaint=OuterRef("pk"), staff=staff, until=None, duty__in=triage.WORKING_DUTIES
    )
    promises = Promise.objects.filter(complaint=OuterRef("pk"), owner_staff=staff, standing__in=RUNNING)
    rows = Complaint.objects.exclude(state__in=sorted(ENDED))
    return rows.filter(Exists(duties) | Exists(promises)).order_by("pk")


def _hand_over(key: UUID, staff: Staff, to: Staff | None, by: Actor, at: datetime) -> None:
    for attempt in range(1, MOST_TRIES + 1):
        try:
            triage.hand_over(loaded().get(pk=key), leaving=staff, to=to, by=by, at=at)
            return
        except StaleComplaint:  # somebody works on it at this moment: read it anew
            if attempt == MOST_TRIES:
                raise
