"""Mails to members of staff: what waits for them, with the way there. No name and no word of a customer is in them."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from amends.complaints import participation
from amends.complaints.access import visible
from amends.complaints.models import Complaint, Outbox
from amends.complaints.queries import find_entry
from amends.complaints.rules import Duty
from amends.correspondence import letters, outgoing, ports
from amends.flows.errors import NotYet
from amends.insight import words
from amends.kernel import reference
from amends.organisation.models import Staff
from amends.organisation.queries import actor_of

RETRY = timedelta(minutes=5)
# Duties somebody is given by others and has to act on.
TOLD = frozenset({Duty.OWNER, Duty.INVESTIGATOR, Duty.ASKED, Duty.APPROVER, Duty.PAYER, Duty.CALLER, Duty.REVIEWER})


def tell_of_duty(complaint: Complaint, row: Outbox, at: datetime) -> None:
    """Somebody was given a duty by somebody else: they hear so."""
    entry = find_entry(complaint, row.sequence)
    staff_id, duty = entry.payload.get("staff"), str(entry.payload.get("duty"))
    if not staff_id or duty not in TOLD or entry.actor == f"staff:{staff_id}":
        return
    person = Staff.objects.filter(pk=UUID(str(staff_id)), is_active=True).first()
    if person is None:
        return
    with override(person.language):
        subject = _("{duty}: {reference}").format(duty=words.duty(duty), reference=_shown(complaint))
        text = _("You have a new duty on a complaint: {duty}.").format(duty=words.duty(duty))
    _send(person, complaint, subject, text)


def tell_of_reply(complaint: Complaint, row: Outbox, at: datetime) -> None:
    """The customer wrote again: the owner hears so, else the contact."""
    held = participation.holder(complaint, Duty.OWNER) or participation.holder(complaint, Duty.CONTACT)
    person = held.staff if held else None
    if person is None or not person.is_active:
        return
    with override(person.language):
        subject = _("The customer wrote: {reference}").format(reference=_shown(complaint))
        text = _("The customer wrote again. Their words wait for you.")
    _send(person, complaint, subject, text)


def _shown(complaint: Complaint) -> str:
    return reference.shown(complaint.number, complaint.brand.prefix)


def _send(person: Staff, complaint: Complaint, subject: str, text: str) -> None:
    """Send one mail to a member of staff who has an address and may see the complaint; without a server nobody is told."""
    if not person.email or not visible(actor_of(person)).filter(pk=complaint.pk).exists():
        return
    sender = ports.make_sender()
    if sender is None:
        return
    link = f"{settings.AMENDS_URL}/desk/complaints/{reference.shown(complaint.number)}"
    whole = f"{text}\n\n{link}\n"
    address = complaint.brand.mail_address or settings.AMENDS_MAIL_FROM or "amends@localhost"
    mail = ports.OutgoingMail(
        to=person.email,
        from_name="Amends",
        from_address=address,
        reply_to=address,
        subject=subject,
        text=whole,
        html=letters.html_of(whole, title=subject, language=person.language),
        message_id=outgoing.new_mail_id(),
        language=person.language,
        is_automatic=True,
    )
    try:
        sender.send(mail)
    except ports.TemporaryFailure as failure:
        raise NotYet(RETRY, "the mail server is away") from failure
    except (ports.DeliveryUncertain, ports.PermanentFailure):
        return  # it may have arrived, or never will: Home tells the same
    finally:
        sender.close()
