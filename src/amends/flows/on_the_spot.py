"""Taken and settled in one: what happened, what I did, content? It is accepted first, whatever comes of the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from amends.closure import now
from amends.closure.models import Settlement
from amends.complaints.models import Complaint
from amends.complaints.queries import reload
from amends.complaints.rules import Lane
from amends.intake import actions as intake
from amends.intake.arrival import Arrival
from amends.kernel.money import Money
from amends.organisation.actor import Actor
from amends.organisation.rules import Right


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of it. settlement: what was done; is_settled: false where it goes on the ordinary way."""

    complaint: Complaint
    settlement: Settlement
    is_settled: bool


@transaction.atomic
def settle(
    arrival: Arrival,
    *,
    done: str,
    is_content: bool,
    by: Actor,
    at: datetime,
    remedy: str = "",
    money: Money | None = None,
) -> Settled:
    """Take a complaint and settle it in the lane Now; not content or not for this lane: Normal, same reference.

    Errors: NotAllowed, NothingTold, WordsNeeded, AboveOwnLimit; then nothing was taken in and everything stays typed.
    """
    by.require(Right.TAKE, arrival.brand.pk)
    accepted = intake.accept(replace(arrival, lane=Lane.NOW), by=by, at=at)
    complaint = reload(accepted.complaint)
    if not accepted.is_new:
        return Settled(complaint, complaint.settlements.latest("at"), not complaint.is_open)
    row = now.settle(complaint, done=done, is_content=is_content, remedy=remedy, money=money, by=by, at=at)
    return Settled(complaint, row, complaint.lane == Lane.NOW)
