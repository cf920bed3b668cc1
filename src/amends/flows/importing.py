"""Complaints taken over from elsewhere in batches: a refused batch is halved until it fits, a known row is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import DataError, IntegrityError, transaction

from amends.complaints.models import Complaint
from amends.intake import actions as intake
from amends.intake.arrival import Arrival
from amends.intake.queries import known_among
from amends.kernel.errors import DomainError
from amends.organisation.actor import Actor

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an arrival. complaint: the new one, or with is_new false the one accepted before.

    reason: why it was refused; then there is none. A look at what would be (look_at) gives no new complaint either.
    """

    complaint: Complaint | None
    is_new: bool = False
    reason: str = ""


def take_in(arrivals: Sequence[Arrival], *, by: Actor, at: datetime) -> list[Taken]:
    """Take in a batch, each arrival under exactly one key; give what became of each, in order."""
    known = known_among([arrival.keys[0] for arrival in arrivals])
    new: dict[tuple[str, str], Arrival] = {}
    for arrival in arrivals:
        if arrival.keys[0] not in known:
            new.setdefault(arrival.keys[0], arrival)  # the same row twice in one file: the first counts
    made = _all_or_halves(list(new.values()), by=by, at=at)
    taken: list[Taken] = []
    for arrival in arrivals:
        key = arrival.keys[0]
        if new.get(key) is arrival:
            taken.append(made[key])
        else:
            first = made.get(key)
            taken.append(
                Taken(known.get(key) or (first.complaint if first else None), reason=first.reason if first else "")
            )
    return taken


def look_at(arrivals: Sequence[Arrival], *, by: Actor, at: datetime) -> list[Taken]:
    """Say what would become of a batch, and write nothing."""
    known = known_among([arrival.keys[0] for arrival in arrivals])
    return [Taken(known.get(arrival.keys[0]), is_new=arrival.keys[0] not in known) for arrival in arrivals]


def _all_or_halves(arrivals: list[Arrival], *, by: Actor, at: datetime) -> dict[tuple[str, str], Taken]:
    try:
        with transaction.atomic():
            accepted = intake.accept_many(arrivals, by=by, at=at)
    except (IntegrityError, DataError, DomainError):
        if len(arrivals) == 1:
            return {arrivals[0].keys[0]: _one(arrivals[0], by=by, at=at)}
        half = len(arrivals) // 2
        return _all_or_halves(arrivals[:half], by=by, at=at) | _all_or_halves(arrivals[half:], by=by, at=at)
    return {arrival.keys[0]: Taken(one.complaint, is_new=True) for arrival, one in zip(arrivals, accepted, strict=True)}


def _one(arrival: Arrival, *, by: Actor, at: datetime) -> Taken:
    try:
        accepted = intake.accept(arrival, by=by, at=at)
    except DomainError as refused:
        return Taken(None, reason=refused.code)
    except (IntegrityError, DataError) as refused:
        return Taken(None, reason=f"the database refused it ({type(refused).__name__})")
    return Taken(accepted.complaint, is_new=accepted.is_new)
