"""What the clock asks for: one table, name -> how often and what. Each takes a lease; running one twice is harmless."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from amends.complaints import checkpoints
from amends.correspondence import files, uploads
from amends.correspondence.models import Acknowledged
from amends.flows import leases, mail_rounds, rounds
from amends.intake.models import IdempotentRequest
from amends.organisation import tries
from amends.rows import statistics

Sweep = Callable[[datetime], None]


def make_checkpoint(at: datetime) -> None:
    """Chain the heads of all timelines that grew."""
    checkpoints.make(at=at)


def forget_expired(at: datetime) -> None:
    """Remove what was kept for a while only: answers under idempotency keys, unsent uploads, counts of receipts and tries."""
    IdempotentRequest.objects.filter(at__lt=at - timedelta(hours=72)).delete()
    uploads.forget_old(at=at)
    Acknowledged.objects.filter(at__lt=at - timedelta(days=2)).delete()
    tries.forget(at=at)


def forget_partial(at: datetime) -> None:
    """Remove files that a killed process was in the middle of writing."""
    files.forget_partial(at=at)


def renew_statistics(at: datetime) -> None:
    """Let the embedded database see how many rows there are of what."""
    statistics.renew()


SWEEPS: dict[str, tuple[timedelta, Sweep]] = {
    "checkpoint": (timedelta(hours=1), make_checkpoint),
    "mail_round": (mail_rounds.EVERY, mail_rounds.start),
    "promise_updates": (timedelta(hours=1), rounds.promise_updates),
    "remind_and_lapse": (timedelta(hours=1), rounds.remind_and_lapse),
    "plan_follow_ups": (timedelta(hours=1), rounds.plan_follow_ups),
    "forget_expired": (timedelta(hours=1), forget_expired),
    "forget_partial": (timedelta(days=1), forget_partial),
    "renew_statistics": (timedelta(hours=1), renew_statistics),
}


def run_due(at: datetime, *, but: Collection[str] = ()) -> int:
    """Run every sweep whose time has come and whom nobody else has, but for these; give how many ran."""
    ran = 0
    for name, (every, sweep) in SWEEPS.items():
        if name not in but and leases.take(name, every, at=at):
            sweep(at)
            ran += 1
    return ran
