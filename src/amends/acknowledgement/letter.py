"""The words of the automatic receipt, in the complainant's language: nothing in it that a stranger wrote."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from amends.acknowledgement.queries import next_steps
from amends.complaints import tracking
from amends.complaints.models import Complaint
from amends.complaints.participation import holders_of
from amends.complaints.rules import Duty, Kind
from amends.kernel import reference
from amends.organisation.models import Staff
from amends.organisation.names import name_of
from amends.promises.models import Promise
from amends.promises.rules import Subject
from amends.text import forms_of_address
from amends.text.dates import day_and_time
from amends.text.forms_of_address import Addressee
from amends.text.plain_names import plain


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt ready to send. facts: contact, next and due as codes, for the guard."""

    subject: str
    text: str
    language: str
    facts: dict[str, Any]


def addressee(complaint: Complaint) -> Addressee:
    """Give the person the letter is for, with the parts of the name as given; what is no name is not repeated."""
    person = complaint.representative or complaint.customer
    if person is None or not plain(person.name, is_organisation=person.is_organisation):
        return Addressee()
    family_name, given_name, title = plain(person.family_name), plain(person.given_name), plain(person.title)
    return Addressee(person.name, family_name, given_name, title, person.is_organisation)


def receipt(complaint: Complaint) -> Receipt | None:
    """Compose the receipt; None while nobody is there who could be named as the contact."""
    return receipts([complaint]).get(complaint.pk)


def receipts(complaints: Collection[Complaint]) -> dict[UUID, Receipt]:
    """Compose the receipts of several complaints; none where nobody is there who could be named as the contact."""
    contacts, steps = holders_of(complaints, Duty.CONTACT), next_steps(complaints)
    composed = {}
    for complaint in complaints:
        contact, step = contacts.get(complaint.pk), steps.get(complaint.pk)
        if contact and contact.staff and step:
            composed[complaint.pk] = _receipt(complaint, contact.staff, step)
    return composed


def _receipt(complaint: Complaint, contact: Staff, step: Promise) -> Receipt:
    language = forms_of_address.base(complaint.language)
    number = reference.shown(complaint.number, complaint.brand.prefix)
    name = contact.name_for_customers()
    due = local(step.due_at, complaint)
    with translation.override(language):
        paragraphs = [
            forms_of_address.salutation(addressee(complaint), language),
            _opening(complaint.kind).format(reference=number),
            _("{name} looks after it for you and stays your contact.").format(name=name),
            _step_words(step).format(name=name, due=day_and_time(due, language)),
            _("You need not do anything for now."),
            _("At this address you can see at any time what has been done, what comes next and what we need from you:")
            + "\n"
            + tracking_url(complaint),
            _("You can also type your reference {reference} and the key {key} at {address}.").format(
                reference=number,
                key=tracking.key_for(complaint.pk, complaint.track_version),
                address=f"{settings.AMENDS_URL}/track",
            ),
            forms_of_address.closing(language),
            "\n".join(part for part in (name, name_of(complaint.brand, language)) if part),
        ]
        subject = _subject(complaint.kind).format(reference=number)
    facts = {"contact": str(contact.pk), "next": step.subject, "due": step.due_at.isoformat()}
    return Receipt(subject, "\n\n".join(paragraphs) + "\n", language, facts)


def tracking_url(complaint: Complaint) -> str:
    """Give the link of the tracking page; its host comes from the settings, never from a request."""
    return f"{settings.AMENDS_URL}/t/{tracking.token_for(complaint.pk, complaint.track_version)}"


def local(moment: datetime, complaint: Complaint) -> datetime:
    """Show an instant on the clock of the place that works on the complaint."""
    calendar = complaint.branch.calendar if complaint.branch and complaint.branch.calendar else complaint.brand.calendar
    return moment.astimezone(ZoneInfo(calendar.zone))


def _opening(kind: str) -> str:
    match kind:
        case Kind.PRAISE:
            return _("Thank you for your kind words. We have them under the reference {reference} and pass them on.")
        case Kind.QUESTION:
            return _("Thank you for your question. We have it under the reference {reference}.")
        case Kind.OPINION:
            return _("Thank you for telling us your opinion. We have it under the reference {reference}.")
        case Kind.STUCK:
            return _("Thank you for asking for help. We have your request under the reference {reference}.")
    return _(
        "Thank you for telling us what happened. We are sorry for the trouble you have had. "
        "We have your complaint under the reference {reference}."
    )


def _subject(kind: str) -> str:
    match kind:
        case Kind.PRAISE | Kind.OPINION:
            return _("We have your message, reference {reference}")
        case Kind.QUESTION:
            return _("We have your question, reference {reference}")
        case Kind.STUCK:
            return _("We have your request for help, reference {reference}")
    return _("We have your complaint, reference {reference}")


def _step_words(step: Promise) -> str:
    match step.subject:
        case Subject.UNDERSTANDING_CALL | Subject.CALL_BACK:
            return _("{name} will call you by {due}.")
        case Subject.OTHER:
            return _("{name} will pass your words on by {due}.")
        case Subject.ANSWER:
            return _("{name} will answer you by {due}.")
    return _("{name} will write to you by {due}: what we understood, what we do and when you hear more.")
