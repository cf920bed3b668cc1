"""Mails that wait for a person: one click makes a complaint of one, adds it to a complaint, or puts it aside."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.complaints import access
from amends.complaints.models import Complaint
from amends.correspondence import ports, raw_mails
from amends.correspondence.files import Stored
from amends.correspondence.incoming import File
from amends.correspondence.mails import ReceivedMail, Unreadable
from amends.correspondence.models import MailStanding, RawMail
from amends.correspondence.rules import Decision, Fate
from amends.flows import mail_in
from amends.flows.mail_in import Taken
from amends.flows.recognise import Recognised, recognise
from amends.kernel.errors import DomainError, ErrorKind
from amends.organisation.actor import Actor
from amends.organisation.rules import Right


class DecidedAlready(DomainError):
    """Somebody has taken the mail out of quarantine before."""

    code = "decided_already"
    kind = ErrorKind.CONFLICT


def make_complaint(raw: RawMail, *, by: Actor, at: datetime) -> Complaint:
    """Make a complaint of a mail; its sender stays unproven. Errors: NotAllowed, DecidedAlready, StoreFull."""
    _require(by, raw)
    mail, kept = _read(raw)
    with transaction.atomic():
        row = _claimed(raw)
        found = recognise(row, mail)
        accepted = mail_in.accept(row, mail, found, kept, by=by, at=at)
        decision = Decision(Fate.COMPLAINT, row.reason)
        _decide(row, mail, Taken(decision, accepted.complaint, accepted.message), found, by=by, at=at)
    return accepted.complaint


def add_to(raw: RawMail, complaint: Complaint, *, by: Actor, at: datetime) -> Complaint:
    """Add a mail to a complaint the person works on. Errors: NotAllowed, DecidedAlready, FileTooLarge, StaleComplaint."""
    _require(by, raw)
    access.require(by, Right.HANDLE, complaint)
    mail, kept = _read(raw)
    with transaction.atomic():
        row = _claimed(raw)
        message = mail_in.add(complaint, mail, kept, by=by, at=at, is_verified=False)
        taken = Taken(Decision(Fate.ADDITION, row.reason), complaint, message)
        _decide(row, mail, taken, recognise(row, mail), by=by, at=at)
    return complaint


@transaction.atomic
def put_aside(raw: RawMail, *, by: Actor, at: datetime) -> None:
    """Say that a mail is no complaint; its bytes stay. Errors: NotAllowed, DecidedAlready."""
    _require(by, raw)
    row = _claimed(raw)
    row.standing, row.decided_by, row.decided_at = MailStanding.IGNORED, by.code, at
    row.save(update_fields=["standing", "decided_by", "decided_at"])


def _require(by: Actor, raw: RawMail) -> None:
    by.require(Right.HANDLE, raw.brand_id)


def _claimed(raw: RawMail) -> RawMail:
    row = raw_mails.held(raw)
    if row.standing not in (MailStanding.QUARANTINE, MailStanding.PARKED):
        raise DecidedAlready()
    return row


def _read(raw: RawMail) -> tuple[ReceivedMail, tuple[File, ...]]:
    """Read the mail once more; one that cannot be read comes whole, as a file."""
    mail = ports.mail_room().read(raw_mails.read(raw))
    if isinstance(mail, Unreadable):
        whole = File(
            stored=Stored(raw.stored, raw.sha256, raw.size), name="mail.eml", content_type="application/octet-stream"
        )
        return ReceivedMail(), (whole,)
    return mail, mail_in.store_files(mail)


def _decide(row: RawMail, mail: ReceivedMail, taken: Taken, found: Recognised, *, by: Actor, at: datetime) -> None:
    mail_in.record(row, mail, taken, found)
    row.decided_by, row.decided_at = by.code, at
    row.save(update_fields=["decided_by", "decided_at"])
