"""The brake on our own mails: while it is drawn nothing leaves, and what may have left before is told apart when it ends."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from amends.complaints.models import Entry
from amends.correspondence.models import Delivery, MailPause, Message
from amends.kernel.errors import DomainError, ErrorKind
from amends.organisation import book
from amends.organisation.actor import SYSTEM, Actor

UNSURE_REASON = "restored"


class NotPaused(DomainError):
    """Mails are not held; there is nothing to let go."""

    code = "mail_not_paused"
    kind = ErrorKind.CONFLICT


def standing() -> MailPause | None:
    """Give the pause that stands; None while mails go. One query."""
    return MailPause.objects.first()


@transaction.atomic
def begin(*, by: Actor, at: datetime) -> MailPause:
    """Hold all mails of ours from now on. Twice is once."""
    pause, is_new = MailPause.objects.get_or_create(pk=1, defaults={"since": at, "why": MailPause.Why.BY_HAND})
    if is_new:
        book.note_change("mail.paused", subject="", by=by, at=at)
    return pause


@transaction.atomic
def end(*, alone_since: datetime | None, by: Actor, at: datetime) -> int:
    """Let mails go again; give how many stay behind because they may have left before. Errors: NotPaused.

    alone_since: from when on nobody but this copy has worked; None: it has always been the only one.
    """
    if not MailPause.objects.filter(pk=1).delete()[0]:
        raise NotPaused()
    unsure = _may_have_left(alone_since) if alone_since else Message.objects.none()
    count = unsure.update(delivery=Delivery.UNCERTAIN, not_before=None, delivery_reason=UNSURE_REASON)
    book.note_change("mail.resumed", subject="", by=by, at=at, new={"unsure": count})
    return count


def _may_have_left(alone_since: datetime) -> QuerySet[Message]:
    """What waits and was prepared before; and what this copy wrote by itself on complaints the lost one knew as well.

    The lost system may have written the same by itself: its acknowledgement, its reminder. What a person wrote since,
    and what belongs to complaints that came since, cannot have left.
    """
    going = Q(delivery__in=[Delivery.PREPARED, Delivery.SENDING]) | Q(
        delivery=Delivery.UNCERTAIN, not_before__isnull=False
    )
    first = Entry.objects.filter(complaint=OuterRef("complaint_id"), sequence=1, recorded_at__lt=alone_since)
    is_old = Q(occurred_at__lt=alone_since) | Q(author=SYSTEM.code) & Exists(first)
    return Message.objects.filter(going, is_old, medium="mail")
