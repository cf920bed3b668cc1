"""Help for somebody who lost their reference: the way to their complaints goes to the address they gave us, and nowhere else."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from amends.acknowledgement import letter
from amends.complaints import tracking
from amends.complaints.models import Complaint
from amends.complaints.rules import State
from amends.correspondence import outgoing
from amends.correspondence.models import Message, MessageKind
from amends.correspondence.outgoing import Letter
from amends.customers.models import ContactKind, ContactPoint, Customer
from amends.flows import clear
from amends.kernel import reference
from amends.organisation.actor import SYSTEM
from amends.organisation.names import name_of
from amends.text import forms_of_address, normalise

NOT_AGAIN_WITHIN = timedelta(hours=1)
MOST_COMPLAINTS = 5


@transaction.atomic
def send_way(mail: str, *, at: datetime) -> Message | None:
    """Mail the way to the newest complaints known under an address; None, silently, where there is nothing to send."""
    key = normalise.mail_key(mail)
    points = list(ContactPoint.objects.filter(kind=ContactKind.MAIL, key=key, bouncing_since=None)) if key else []
    complaints = _complaints(points, at)
    if not complaints or _was_sent(points, at):
        return None
    point = next(point for point in points if _concerns(complaints[0], point))
    words = _letter(complaints, point)
    return outgoing.prepare(complaints[0], words, clearance=clear.shipped_words(words.text), by=SYSTEM, at=at)


def _complaints(points: list[ContactPoint], at: datetime) -> list[Complaint]:
    """Give the complaints that have had their receipt; the others get theirs in a moment."""
    owners = [point.customer_id for point in points]
    ids = [*owners, *Customer.objects.filter(merged_into__in=owners).values_list("pk", flat=True)]
    rows = Complaint.objects.filter(customer_id__in=ids) | Complaint.objects.filter(representative_id__in=ids)
    rows = rows.exclude(state=State.ACCEPTED).select_related("brand__calendar", "customer", "representative")
    found = rows.order_by("-received_at", "-id")[:MOST_COMPLAINTS]
    return [complaint for complaint in found if not tracking.has_expired(complaint, at=at)]


def _concerns(complaint: Complaint, point: ContactPoint) -> bool:
    people = [person for person in (complaint.customer, complaint.representative) if person]
    return any(point.customer_id in (person.pk, person.merged_into_id) for person in people)


def _was_sent(points: list[ContactPoint], at: datetime) -> bool:
    recent = Message.objects.filter(kind=MessageKind.RECEIPT, contact_point__in=points)
    return recent.filter(occurred_at__gt=at - NOT_AGAIN_WITHIN, facts__has_key="way").exists()


def _letter(complaints: list[Complaint], point: ContactPoint) -> Letter:
    first = complaints[0]
    language = forms_of_address.base(first.language)
    with translation.override(language):
        ways = [
            f"{reference.shown(complaint.number, complaint.brand.prefix)}\n{letter.tracking_url(complaint)}"
            for complaint in complaints
        ]
        paragraphs = [
            forms_of_address.salutation(letter.addressee(first), language),
            _("Somebody asked for the way to the complaints known under this address. Here it is:"),
            *ways,
            _("If it was not you, nothing happened: only this address got the mail."),
            forms_of_address.closing(language),
            name_of(first.brand, language),
        ]
        subject = _("The way to your complaints")
    return Letter(
        kind=MessageKind.RECEIPT,
        text="\n\n".join(paragraphs) + "\n",
        subject=subject,
        language=language,
        contact_point=point,
        medium="mail",
        facts={"way": len(complaints)},
    )
