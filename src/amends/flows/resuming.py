"""A restored copy takes up its mails again: first it catches up, then what may have left before is kept for a person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.complaints import access
from amends.complaints.queries import loaded
from amends.correspondence import pauses
from amends.correspondence import queries as correspondence
from amends.correspondence.models import Delivery, Message
from amends.flows import departure, sweeps, worker
from amends.kernel.errors import NotFound
from amends.organisation.actor import Actor
from amends.organisation.rules import Right


def resume(*, alone_since: datetime | None = None, by: Actor, at: datetime) -> int:
    """Let mails go again; give how many wait for a person because they may have left before. Errors: NotPaused.

    alone_since: from when on only this copy has worked; for a restored copy the time of restoring, unless said.
    """
    pause = pauses.standing()
    if pause is None:
        raise pauses.NotPaused()
    if alone_since is None and pause.why == pause.Why.RESTORED:
        alone_since = pause.since
    if alone_since is not None:
        _catch_up(at)
    return pauses.end(alone_since=alone_since, by=by, at=at)


def _catch_up(at: datetime) -> None:
    """Do what was due when the other system was lost, while nothing leaves: it may have done, and mailed, the same."""
    while worker.drain():
        continue
    sweeps.run_due(at, but=("mail_round",))
    while worker.drain():
        continue


@transaction.atomic
def has_left(key: UUID, *, left_at: datetime, by: Actor) -> Message:
    """Record that a mail of which nobody knew did leave: states move and promises are kept. Errors: NotFound, NotAllowed."""
    message = correspondence.held_back(by).filter(pk=key, delivery=Delivery.UNCERTAIN).first()
    if message is None:
        raise NotFound(what="mail")
    access.require(by, Right.HANDLE, message.complaint)
    departure.record(message, loaded().get(pk=message.complaint_id), medium="mail", by=by, at=left_at)
    return message
