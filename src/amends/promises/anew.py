"""The promises of a complaint that is about to be open again: inserted before its state moves, told afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from amends.complaints import timeline
from amends.complaints.models import Complaint
from amends.organisation import calendars
from amends.organisation.actor import Actor
from amends.promises import book
from amends.promises.models import Promise
from amends.promises.rules import HOUSE_STANDARDS, Standing, plan


@transaction.atomic
def prepare_anew(complaint: Complaint, *codes: str, at: datetime) -> list[Promise]:
    """Insert the promises of a complaint that is about to be open again, before its state moves.

    The database wants an open complaint to point at a running promise: pass `book.pointing_at` them to
    lifecycle.move, then `tell` them.
    """
    calendar = calendars.of_brand(complaint.brand, complaint.branch)
    planned = [plan(code, received_at=at, calendar=calendar) for code in codes]
    rows = book.built(complaint, planned, unit=complaint.unit, staff=book.answerable(complaint), at=at)
    return Promise.objects.bulk_create(rows)


@transaction.atomic
def prepare_again(complaint: Complaint, *, ended_for: str, at: datetime) -> list[Promise]:
    """Insert anew what was withdrawn for a reason that holds no longer; like `prepare_anew`.

    Dates that have passed meanwhile begin anew: a day's work from now, or the standard's own time.
    """
    calendar = calendars.of_brand(complaint.brand, complaint.branch)
    withdrawn = Promise.objects.filter(complaint=complaint, standing=Standing.WITHDRAWN, reason=ended_for)
    newest = withdrawn.order_by("-ended_at").values_list("ended_at", flat=True).first()
    old = list(withdrawn.filter(ended_at=newest)) if newest else []
    if not old:
        return prepare_anew(complaint, "UPDATE", at=at)
    rows = []
    for promise in old:
        due = promise.due_at
        if due <= at and promise.code in HOUSE_STANDARDS:
            due = plan(promise.code, received_at=at, calendar=calendar).due
        rows.append(
            Promise(
                complaint=complaint,
                subject=promise.subject,
                origin=promise.origin,
                substance=promise.substance,
                code=promise.code,
                words=promise.words,
                given_at=at,
                due_at=due if due > at else calendar.add_working_days(at, 1),
                owner_staff_id=promise.owner_staff_id,
                owner_unit_id=promise.owner_unit_id,
                round=complaint.round,
            )
        )
    return Promise.objects.bulk_create(rows)


@transaction.atomic
def tell(complaint: Complaint, promises: Sequence[Promise], *, by: Actor, at: datetime) -> None:
    """Put promises that `prepare_anew` inserted on the timeline."""
    timeline.append(complaint, *(book.given_fact(promise) for promise in promises), by=by, at=at)
