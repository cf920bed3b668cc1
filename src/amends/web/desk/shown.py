"""Rows of the domain as the shared partials want them, worded for the reader: names, countdowns, promises, tags."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.complaints.models import Complaint
from amends.complaints.rules import State
from amends.customers.models import Customer
from amends.insight import words
from amends.kernel import reference
from amends.organisation.models import Branch, Brand, Unit
from amends.organisation.names import name_of
from amends.promises.models import RUNNING, Promise
from amends.promises.rules import Standing, Subject
from amends.text import forms_of_address
from amends.text.forms_of_address import Addressee
from amends.web import parts, when
from amends.web.desk.people import StaffRequest

STATE_ICONS = {
    State.ACCEPTED: "mail",
    State.ACKNOWLEDGED: "mail-check",
    State.ASSESSED: "clipboard-check",
    State.INVESTIGATING: "file-search",
    State.FOUND: "file-check",
    State.PROPOSED: "rubber-stamp",
    State.APPROVED: "rubber-stamp",
    State.RESPONDED: "mail-forward",
    State.AGREED: "thumb-up",
    State.DISPUTED: "thumb-down",
    State.LAPSED: "mail-question",
    State.REMEDYING: "tool",
    State.REMEDIED: "package",
    State.FOLLOWING_UP: "phone-call",
    State.SECOND_ROUND: "refresh",
    State.INTERNAL_REVIEW: "gavel",
    State.EXTERNAL: "building-bank",
    State.CLOSED: "circle-check",
    State.WITHDRAWN: "archive",
    State.MERGED: "arrow-merge",
}
SUBJECT_ICONS = {
    Subject.ACKNOWLEDGEMENT: "mail-check",
    Subject.UNDERSTANDING_CALL: "phone-call",
    Subject.UPDATE: "mail",
    Subject.ANSWER: "mail-forward",
    Subject.REMEDY: "tool",
    Subject.CALL_BACK: "phone-call",
    Subject.FOLLOW_UP: "phone-check",
    Subject.OTHER: "clock-check",
}


def person(complaint: Complaint) -> str:
    """Name the one who complains (or who speaks for them) in the form of address they want."""
    return customer(complaint.representative or complaint.customer, complaint.language)


def customer(one: Customer | None, language: str) -> str:
    """Name a customer in the form of address they want, as it is written in the language they complain in."""
    named = Addressee(one.name, one.family_name, one.given_name, one.title, one.is_organisation) if one else Addressee()
    return forms_of_address.shown(named, language) or nobody()


def nobody() -> str:
    """Name somebody who gave no name."""
    return _("No name given")


def shown_reference(complaint: Complaint) -> str:
    return reference.shown(complaint.number, complaint.brand.prefix)


def url_of(complaint: Complaint) -> str:
    """Give the address of a complaint's page."""
    return reverse("desk-complaint", args=[reference.shown(complaint.number)])


def state_icon(complaint: Complaint) -> str:
    return STATE_ICONS.get(State(complaint.state), "circle-dot")


def about(complaint: Complaint) -> str:
    """Say what it is about in a list: the thing, else the place where it is worked on."""
    return goods(complaint) or place(complaint.unit)


def goods(complaint: Complaint) -> str:
    """Name the thing it is about, in the reader's language; "" for none."""
    if complaint.product:
        return words.named(complaint.product.names, _language(), complaint.product.name)
    return complaint.product_words


def place(one: Brand | Branch | Unit) -> str:
    """Name a brand, branch or unit in the reader's language."""
    return name_of(one, _language())


def _language() -> str:
    return get_language() or "en"


def countdown(promise: Promise, request: StaffRequest) -> parts.Countdown:
    """Prepare the pill of a promise, running or ended."""
    if promise.standing not in RUNNING:
        return _ended(promise)
    return parts.countdown(
        since=promise.given_at,
        due=promise.due_at,
        now=request.at,
        due_words=when.moment(promise.due_at, zone=request.zone, now=request.at),
    )


def _ended(promise: Promise) -> parts.Countdown:
    said = words.standing(promise.standing)
    return parts.kept(said) if promise.standing == Standing.KEPT else parts.broken(said)


def what(promise: Promise) -> str:
    """Say what was promised: as said, else what its subject means."""
    return promise.words or words.subject(promise.subject)


def by_whom(promise: Promise) -> str:
    """Name who has to keep it."""
    if promise.owner_staff:
        return promise.owner_staff.name
    return place(promise.owner_unit) if promise.owner_unit else ""


def span_since(moment: datetime, request: StaffRequest) -> str:
    """Say how long ago something was."""
    return parts.span_words(request.at - moment)


def brief(moment: datetime, request: StaffRequest) -> str:
    """Write an instant where there is little room: the time today, else day and time."""
    clock = when.time(moment, zone=request.zone)
    if moment.astimezone(request.zone).date() == request.at.astimezone(request.zone).date():
        return clock
    return f"{when.short_day(moment, zone=request.zone)} {clock}"
