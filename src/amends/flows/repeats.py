"""Other complaints that may be the same matter: named on the timeline of the new one, never decided by a machine."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from amends.complaints import timeline
from amends.complaints.models import Complaint
from amends.complaints.rules import ENDED
from amends.correspondence.facts import RepeatSuspected
from amends.correspondence.mails import ReceivedMail
from amends.correspondence.models import Message
from amends.customers.models import ContactKind
from amends.organisation.actor import SYSTEM

LOOK_BACK = timedelta(days=60)
MOST = 3


def note(
    complaint: Complaint, mail: ReceivedMail, *, named: Complaint | None, sender_key: str | None, at: datetime
) -> None:
    """Name complaints with the same mail, the one this mail answers, and open ones of the same sender."""
    grounds: dict[UUID, str] = {}
    if mail.mail_id:
        same = Message.objects.filter(mail_id=mail.mail_id[:250], is_ours=False).exclude(complaint=complaint)
        grounds |= dict.fromkeys(same.values_list("complaint_id", flat=True)[:MOST], "same_message_id")
    if named is not None:
        grounds.setdefault(named.pk, "answers_our_mail")
    if sender_key:
        for other in _of_sender(complaint, sender_key, at):
            grounds.setdefault(other, "same_sender")
    facts = [RepeatSuspected(other=other, ground=ground) for other, ground in list(grounds.items())[:MOST]]
    if facts:
        timeline.append(complaint, *facts, by=SYSTEM, at=at)


def _of_sender(complaint: Complaint, key: str, at: datetime) -> list[UUID]:
    rows = Complaint.objects.filter(
        brand=complaint.brand_id,
        customer__contact_points__kind=ContactKind.MAIL,
        customer__contact_points__key=key,
        received_at__gt=at - LOOK_BACK,
    )
    others = rows.exclude(pk=complaint.pk).exclude(state__in=sorted(ENDED)).order_by("-received_at")
    return list(others.values_list("pk", flat=True)[:MOST])
