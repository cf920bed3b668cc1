"""Words of ours that did not leave go once more, because a person said so."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.complaints import access
from amends.correspondence import outgoing
from amends.correspondence import queries as correspondence
from amends.correspondence.models import Message
from amends.kernel.errors import NotFound
from amends.organisation.actor import Actor
from amends.organisation.rules import Right


@transaction.atomic
def send(key: UUID, *, by: Actor, at: datetime) -> Message:
    """Send a mail that a limit held back, that was refused, that came back, or of which nobody knows. Errors: NotFound, NotAllowed."""
    message = correspondence.held_back(by).filter(pk=key).first()
    if message is None:
        raise NotFound(what="mail")
    access.require(by, Right.HANDLE, message.complaint)
    outgoing.release(message, message.complaint, by=by, at=at)
    return message
