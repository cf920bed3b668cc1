"""What the clock asks for along the way: the next update is promised, answers are reminded of and lapse, calls are planned."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext as _

from amends.acknowledgement.letter import addressee, tracking_url
from amends.acknowledgement.queries import mail_of
from amends.complaints.errors import StaleComplaint
from amends.complaints.models import Complaint
from amends.complaints.queries import loaded
from amends.complaints.rules import Kind, State
from amends.correspondence import outgoing
from amends.correspondence.models import MessageKind
from amends.correspondence.outgoing import Letter
from amends.customers.models import ContactPoint
from amends.decision import actions as decision
from amends.decision import queries as decisions
from amends.decision.models import Decision
from amends.flows import clear
from amends.flows.agreeing import plan_follow_up
from amends.kernel import reference
from amends.kernel.errors import DomainError
from amends.organisation.actor import SYSTEM
from amends.organisation.names import name_of
from amends.promises import book
from amends.promises.models import RUNNING, Promise
from amends.promises.rules import Subject
from amends.text import forms_of_address

log = logging.getLogger(__name__)

# While we work on it the customer hears every third working day; later on another promise says the date.
HEARS_OF_IT = (
    State.ACKNOWLEDGED,
    State.ASSESSED,
    State.INVESTIGATING,
    State.FOUND,
    State.PROPOSED,
    State.APPROVED,
    State.DISPUTED,
    State.SECOND_ROUND,
    State.INTERNAL_REVIEW,
    State.EXTERNAL,
)
REMIND_AFTER = (timedelta(days=5), timedelta(days=10))


def promise_updates(at: datetime) -> None:
    """Give every complaint in work the promise of its next update, where none is running."""
    updates = Promise.objects.filter(complaint=OuterRef("pk"), subject=Subject.UPDATE, standing__in=RUNNING)
    rows = loaded().filter(state__in=HEARS_OF_IT, kind=Kind.COMPLAINT).exclude(Exists(updates))
    for complaint in rows.order_by("pk").iterator(chunk_size=200):
        _try(complaint, lambda one: book.give_standard(one, "UPDATE", by=SYSTEM, at=at))


def remind_and_lapse(at: datetime) -> None:
    """Remind the customer of our answer after five and ten days; let the offer lapse after its date."""
    for row in list(decisions.to_remind(at)):
        complaint = loaded().get(pk=row.complaint_id)
        number = row.reminders.count()
        if number < len(REMIND_AFTER) and row.answered_at and at >= row.answered_at + REMIND_AFTER[number]:
            _try(complaint, partial(_remind, row=row, number=number + 1, at=at))
        elif row.expires_at and at >= row.expires_at:
            _try(complaint, lambda one: decision.lapse(one, by=SYSTEM, at=at))


def plan_follow_ups(at: datetime) -> None:
    """Plan the calls for which nobody was there when it was put right."""
    rows = loaded().filter(state__in=[State.REMEDIED, State.LAPSED]).order_by("pk")
    for complaint in rows.iterator(chunk_size=200):
        _try(complaint, lambda one: plan_follow_up(one, at))


def _remind(complaint: Complaint, row: Decision, number: int, at: datetime) -> None:
    """Remind by mail; without an address somebody is to call, and says what was said."""
    point = mail_of(complaint)
    if point is None:
        running = Promise.objects.filter(complaint=complaint, code="REMIND", standing__in=RUNNING)
        if not running.exists():
            book.give_standard(complaint, "REMIND", by=SYSTEM, at=at)
        return
    letter = reminder(complaint, row, point, number)
    message = outgoing.prepare(complaint, letter, clearance=clear.shipped_words(letter.text), by=SYSTEM, at=at)
    decision.remind(complaint, message=message, by=SYSTEM, at=at)


def reminder(complaint: Complaint, row: Decision, point: ContactPoint, number: int) -> Letter:
    """Compose a reminder in the customer's language: nothing in it that a stranger wrote."""
    language = forms_of_address.base(complaint.language)
    shown = reference.shown(complaint.number, complaint.brand.prefix)
    with translation.override(language):
        paragraphs = [
            forms_of_address.salutation(addressee(complaint), language),
            _("We would like to hear what you think of our answer to your complaint {reference}.").format(
                reference=shown
            ),
            _("Tell us here whether you agree, or what is missing:") + "\n" + tracking_url(complaint),
            _("If we do not hear from you we will call you; nothing is decided by silence."),
            forms_of_address.closing(language),
            name_of(complaint.brand, language),
        ]
        subject = _("Your reply to our answer, reference {reference}").format(reference=shown)
    return Letter(
        kind=MessageKind.RECEIPT,
        text="\n\n".join(part for part in paragraphs if part) + "\n",
        subject=subject,
        language=language,
        medium="mail",
        contact_point=point,
        facts={"reminder": number, "decision_reminded": str(row.pk)},
    )


def _try(complaint: Complaint, act: Callable[[Complaint], object]) -> None:
    """Do one complaint's part; what somebody else changed meanwhile comes round with the next sweep."""
    try:
        with transaction.atomic():
            act(complaint)
    except StaleComplaint:
        log.info("complaint %s was changed meanwhile", complaint.pk)
    except DomainError as refused:
        log.info("complaint %s was left as it is: %s", complaint.pk, refused.code)
