"""The writer of unfinished words and of read marks: drafts survive a crash and are visible to colleagues."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.complaints.models import Complaint
from amends.correspondence.models import Draft, MessageKind, ReadMark
from amends.organisation.models import Staff
from amends.text import normalise

MOST_CHARACTERS = 50_000


@transaction.atomic
def save(
    complaint: Complaint, *, kind: MessageKind, text: str, base_sequence: int, staff: Staff, at: datetime
) -> Draft | None:
    """Keep what somebody is writing; an empty text takes the draft away. base_sequence: how far they had read."""
    if not text.strip():
        discard(complaint, kind=kind, staff=staff)
        return None
    row, _is_new = Draft.objects.update_or_create(
        complaint=complaint,
        staff=staff,
        kind=kind,
        defaults={
            "text": normalise.clean(text, MOST_CHARACTERS),
            "base_sequence": base_sequence,
            "saved_at": at,
        },
    )
    return row


def discard(complaint: Complaint, *, kind: MessageKind, staff: Staff) -> None:
    """Take a draft away: its words were sent or given up."""
    Draft.objects.filter(complaint=complaint, staff=staff, kind=kind).delete()


def mark_read(complaint: Complaint, staff: Staff, *, at: datetime) -> None:
    """Remember how far somebody has read a complaint."""
    ReadMark.objects.update_or_create(
        complaint=complaint, staff=staff, defaults={"sequence": complaint.last_sequence, "at": at}
    )
