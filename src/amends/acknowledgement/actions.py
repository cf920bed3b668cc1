"""Acknowledge: keep the promise to say at once that we have it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.acknowledgement.facts import ComplaintAcknowledged
from amends.acknowledgement.queries import letter_evidence
from amends.complaints import lifecycle
from amends.complaints.models import Complaint
from amends.complaints.rules import State
from amends.correspondence.models import Message, MessageKind
from amends.organisation.actor import Actor
from amends.promises import book
from amends.promises.rules import Subject


@transaction.atomic(savepoint=False)
def acknowledge(complaint: Complaint, *, message: Message, by: Actor, at: datetime) -> None:
    """Tell that the complainant has our acknowledgement, and keep the promise of it.

    message: has departed, names contact, next step and date. at: when it departed; the promise is kept or late by this.
    Errors: IncompleteLetter, NotDeparted, WrongState (done before), StaleComplaint. Source: ISO 10002 7.4.
    """
    fact = ComplaintAcknowledged(
        message=message.pk, medium=message.medium, is_automatic=message.kind == MessageKind.RECEIPT
    )
    lifecycle.move(complaint, State.ACKNOWLEDGED, fact=fact, by=by, at=at, evidence=[letter_evidence(message)])
    book.keep(complaint, Subject.ACKNOWLEDGEMENT, by=by, at=at)
