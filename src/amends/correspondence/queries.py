"""Reads of correspondence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from amends.complaints import access
from amends.complaints.models import Complaint
from amends.correspondence.models import Delivery, Mailbox, MailStanding, Message, MessageKind, RawMail, ReplyToken
from amends.kernel.errors import NotFound
from amends.organisation.actor import Actor
from amends.organisation.rules import ActorKind, Right


def first_words(complaint: Complaint) -> Message | None:
    """Give the message the complaint began with."""
    return Message.objects.filter(complaint=complaint, kind=MessageKind.COMPLAINT).order_by("occurred_at").first()


def find_token(tokens: Sequence[str]) -> ReplyToken | None:
    """Find the reply token among those that a mail's addresses carry; None when none is ours."""
    return ReplyToken.objects.filter(token__in=tokens).first() if tokens else None


def find_sent(mail_ids: Sequence[str]) -> Message | None:
    """Find a mail of ours by Message-IDs without angle brackets."""
    wanted = [f"<{one}>" for one in mail_ids[:100]]
    rows = Message.objects.filter(mail_id__in=wanted, is_ours=True)
    return rows.select_related("complaint", "contact_point").first()


def newest_sent(complaint_id: UUID, address_key: str) -> Message | None:
    """Find the newest mail of ours on a complaint to an address."""
    rows = Message.objects.filter(
        complaint_id=complaint_id, is_ours=True, medium="mail", contact_point__key=address_key, attempts__gt=0
    )
    return rows.select_related("complaint", "contact_point").order_by("-occurred_at").first()


def newest_mails_of_customers(complaint_ids: Collection[UUID]) -> dict[UUID, str]:
    """Give the Message-ID of the newest mail that came in on each of these complaints, without brackets."""
    rows = Message.objects.filter(complaint_id__in=complaint_ids, is_ours=False, channel="mail").exclude(mail_id="")
    return dict(rows.order_by("occurred_at").values_list("complaint_id", "mail_id"))


def mailbox_list() -> QuerySet[Mailbox]:
    return Mailbox.objects.select_related("brand", "unit").order_by("name")


def mailboxes_with_house() -> QuerySet[Mailbox]:
    """Give the mailboxes with all that taking mails in needs of their brand and unit."""
    return Mailbox.objects.select_related("brand__calendar", "unit__duty_person")


def find_mailbox(name: str) -> Mailbox | None:
    return mailbox_list().filter(name=name).first()


def mailbox_addresses() -> list[str]:
    """Give the user names of mailboxes that are addresses."""
    return list(Mailbox.objects.filter(user__contains="@").values_list("user", flat=True))


def quarantine_list(actor: Actor) -> QuerySet[RawMail]:
    """Give mails that wait for a person, newest first, as far as this actor works on complaints of their brand."""
    rows = RawMail.objects.filter(standing__in=[MailStanding.QUARANTINE, MailStanding.PARKED])
    if actor.kind is not ActorKind.SYSTEM:
        rows = rows.filter(Q(brand_id__in=actor.brands_with(Right.HANDLE)) | _homeless(actor))
    return rows.select_related("brand", "mailbox", "complaint").order_by("-received_at", "-id")


def _homeless(actor: Actor) -> Q:
    """A mail that could not be read names no brand: everybody who handles complaints anywhere sees it."""
    return Q(brand=None) if actor.may(Right.HANDLE) else Q(pk__in=[])


def get_quarantined_for(actor: Actor, key: UUID) -> RawMail:
    """Find one mail in quarantine. Errors: NotFound."""
    row = quarantine_list(actor).filter(pk=key).first()
    if row is None:
        raise NotFound(what="mail")
    return row


def held_back(actor: Actor) -> QuerySet[Message]:
    """Give words of ours that did not leave: held back by a limit, refused, bounced, or handed over without an answer."""
    stuck = Q(delivery__in=[Delivery.SUPPRESSED, Delivery.FAILED, Delivery.BOUNCED])
    rows = Message.objects.filter(stuck | Q(delivery=Delivery.UNCERTAIN, not_before=None), is_ours=True)
    return rows.filter(complaint__in=access.visible(actor)).select_related("complaint__brand").order_by("-occurred_at")


def find_message(complaint: Complaint, key: UUID) -> Message | None:
    """Find a message of this complaint."""
    return Message.objects.filter(complaint=complaint, pk=key).first()
