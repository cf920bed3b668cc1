"""`amends mail pause`, `resume`, `has-left`: the brake on our own mails, and settling what may have left."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from amends.cli.main import Refused, add, answer


def register(parts: Any) -> None:
    """Add the commands to `amends mail`."""
    add(parts, "pause", pause, "hold all mails of ours until amends mail resume")
    again = add(parts, "resume", resume, "let mails go again; what may have left before is kept for a person")
    again.add_argument(
        "--since",
        type=_moment,
        metavar="MOMENT",
        help="2026-03-02T09:00, UTC unless said: since when only this copy has worked; the restore by default",
    )
    left = add(parts, "has-left", has_left, "record that a mail left of which that was not sure")
    left.add_argument("id")
    left.add_argument("--at", type=_moment, metavar="MOMENT", help="when; now by default")


def pause(options: argparse.Namespace) -> int:
    """Hold all mails."""
    from django.utils import timezone

    from amends.correspondence import pauses
    from amends.organisation.actor import SYSTEM

    held = pauses.begin(by=SYSTEM, at=timezone.now())
    return answer(options, {"held_since": held.since}, "Our mails are held. Let them go with: amends mail resume")


def resume(options: argparse.Namespace) -> int:
    """Let mails go again."""
    from django.utils import timezone

    from amends.correspondence.pauses import NotPaused
    from amends.flows import resuming
    from amends.organisation.actor import SYSTEM

    try:
        unsure = resuming.resume(alone_since=options.since, by=SYSTEM, at=timezone.now())
    except NotPaused as going:
        raise Refused("our mails are not held") from going
    words = "Mails go again."
    if unsure:
        words += (
            f" {unsure} may have left before and wait for you: compare amends mail held with the log of your mail "
            "server, then amends mail has-left or amends mail send-again, one by one."
        )
    return answer(options, {"unsure": unsure}, words)


def has_left(options: argparse.Namespace) -> int:
    """Record that an unsure mail left."""
    from uuid import UUID

    from django.utils import timezone

    from amends.flows import resuming
    from amends.kernel.errors import DomainError
    from amends.organisation.actor import SYSTEM

    try:
        resuming.has_left(UUID(options.id), left_at=options.at or timezone.now(), by=SYSTEM)
    except (ValueError, DomainError) as unknown:
        raise Refused(f"there is no such mail that is unsure; see: amends mail held ({unknown})") from unknown
    return answer(options, {"id": options.id}, "It is recorded as sent.")


def _moment(words: str) -> datetime:
    try:
        moment = datetime.fromisoformat(words)
    except ValueError as unreadable:
        raise argparse.ArgumentTypeError(f"{words} is no time; write 2026-03-02T09:00") from unreadable
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
