"""From a stored mail to what it means: a complaint, an addition, a bounce, a machine's answer, or quarantine. One transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.complaints import timeline
from amends.complaints.errors import StaleComplaint
from amends.complaints.models import Complaint
from amends.complaints.rules import Channel
from amends.correspondence import files, incoming, mail_html, raw_mails, rules, uploads
from amends.correspondence.content import HEAD, sniff
from amends.correspondence.facts import MachineAnswered
from amends.correspondence.incoming import File
from amends.correspondence.mails import ReceivedMail
from amends.correspondence.models import MailStanding, Message, RawMail
from amends.correspondence.rules import Decision, Fate, Proof
from amends.customers.book import Person
from amends.flows import bounced, elsewhere, repeats
from amends.flows.house import House
from amends.flows.recognise import Recognised, recognise
from amends.intake import actions as intake
from amends.intake.arrival import Accepted, Arrival
from amends.organisation.actor import SYSTEM, Actor, complainant
from amends.text import language as languages
from amends.text import normalise, plain_names

ATTEMPTS = 5
_STANDINGS = {
    Fate.COMPLAINT: MailStanding.ACCEPTED,
    Fate.ADDITION: MailStanding.ADDITION,
    Fate.QUARANTINE: MailStanding.QUARANTINE,
    Fate.DUPLICATE: MailStanding.DUPLICATE,
    Fate.IGNORED: MailStanding.IGNORED,
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a mail became."""

    decision: Decision
    complaint: Complaint | None = None
    message: Message | None = None


def on_mail(raw: RawMail, mail: ReceivedMail, *, at: datetime, house: House | None = None) -> RawMail:
    """Decide what a stored mail is and do it, once: a mail that was decided before stays as it is.

    house: what the mails of a batch have looked up already. Files are on disk before the transaction begins.
    Errors: DatabaseError, StoreFull; the mail waits then.
    """
    kept = store_files(mail) if not mail.why else ()
    standing = ""
    try:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                row = _take_in(raw, mail, kept, house, at)
                standing = row.standing
                return row
            except StaleComplaint:  # somebody works on the complaint at this moment
                if attempt == ATTEMPTS:
                    raise
    finally:
        if standing not in (MailStanding.ACCEPTED, MailStanding.ADDITION):
            discard(kept)
    raise AssertionError("unreachable")


@transaction.atomic
def _take_in(raw: RawMail, mail: ReceivedMail, kept: tuple[File, ...], house: House | None, at: datetime) -> RawMail:
    row = raw_mails.held(raw)
    if row.standing != MailStanding.STORED:
        discard(kept)
        return row
    found = recognise(row, mail, house)
    decision = rules.decide(found.signs)
    taken = _done(decision, row, mail, found, kept, at)
    return record(row, mail, taken, found)


def _done(
    decision: Decision, row: RawMail, mail: ReceivedMail, found: Recognised, kept: tuple[File, ...], at: datetime
) -> Taken:
    match decision.fate:
        case Fate.COMPLAINT:
            accepted = accept(row, mail, found, kept, by=complainant(None), at=at)
            known = Decision(Fate.DUPLICATE, "same_mail_elsewhere")
            return Taken(decision if accepted.is_new else known, accepted.complaint, accepted.message)
        case Fate.ADDITION:
            return _add(decision, mail, found, kept, at)
        case Fate.IGNORED:
            return _heed(decision, row, mail, found, at)
    return Taken(decision, found.complaint or found.named)


def accept(
    row: RawMail, mail: ReceivedMail, found: Recognised, kept: tuple[File, ...], *, by: Actor, at: datetime
) -> Accepted:
    """Accept a mail as a new complaint and name others that may be the same matter. Its row, which is held, is the key.

    The same mail in another mailbox is the same complaint: is_new is false then, and the unit there has it too.
    """
    is_proven = mail.proof is Proof.PASS
    language = mail.language or languages.detect(mail.text or mail.quoted or mail.subject, default=found.brand.language)
    key = normalise.mail_key(mail.sender) if found.may_be_written_to else None
    person = Person(
        name=plain_names.plain(mail.sender_name),
        mail=mail.sender if key else "",
        language=language,
        proven=frozenset({key}) if key and is_proven else frozenset(),
    )
    arrival = Arrival(
        brand=found.brand,
        unit=found.house.unit(row, found.brand),
        channel=Channel.MAIL,
        text=(mail.text or mail.quoted or mail.subject)[: incoming.MOST_CHARACTERS],
        received_at=min(row.received_at, at),
        language=language,
        person=person,
        subject=mail.subject,
        files=kept,
        quoted=mail.quoted if mail.text else "",
        html=mail_html.sanitise(mail.html) if mail.html else "",
        mail_id=mail.mail_id,
        is_verified=is_proven,
        keys=elsewhere.keys(found.brand, mail, kept),
    )
    accepted = intake.accept(arrival, by=by, at=at)
    if not accepted.is_new:
        return Accepted(elsewhere.link(accepted.complaint, arrival.unit, at=at), is_new=False)
    repeats.note(accepted.complaint, mail, named=found.named, sender_key=key, at=at)
    return accepted


def add(
    complaint: Complaint, mail: ReceivedMail, kept: tuple[File, ...], *, by: Actor, at: datetime, is_verified: bool
) -> Message:
    """Add a mail to a complaint. Errors: FileTooLarge over the whole complaint, StaleComplaint."""
    return incoming.add(
        complaint,
        text=mail.text or mail.quoted or mail.subject,
        by=by,
        at=at,
        channel=Channel.MAIL,
        files=kept,
        subject=mail.subject,
        quoted=mail.quoted if mail.text else "",
        html=mail_html.sanitise(mail.html) if mail.html else "",
        mail_id=mail.mail_id,
        is_verified=is_verified,
    )


def _add(decision: Decision, mail: ReceivedMail, found: Recognised, kept: tuple[File, ...], at: datetime) -> Taken:
    if found.complaint is None:
        return Taken(Decision(Fate.QUARANTINE, "token_of_another"))
    by = complainant(found.complaint.customer_id)
    try:
        message = add(found.complaint, mail, kept, by=by, at=at, is_verified=mail.proof is Proof.PASS)
    except files.FileTooLarge:
        return Taken(Decision(Fate.QUARANTINE, "files_too_large"), found.complaint)
    return Taken(decision, found.complaint, message)


def _heed(decision: Decision, row: RawMail, mail: ReceivedMail, found: Recognised, at: datetime) -> Taken:
    """Take note of what a machine says about words of ours; nobody is answered."""
    if found.complaint is None:
        return Taken(decision)
    if decision.reason == "bounce" and found.answered is not None:
        bounced.take_back(found.answered, found.complaint, status=mail.failure_status, by=SYSTEM, at=at)
    else:
        why = mail.report or mail.why
        fact = MachineAnswered(mail=row.pk, message=found.answered.pk if found.answered else None, why=why)
        timeline.append(found.complaint, fact, by=SYSTEM, at=at)
    return Taken(decision, found.complaint, found.answered)


def record(row: RawMail, mail: ReceivedMail, taken: Taken, found: Recognised) -> RawMail:
    """Write down what became of a mail, with what a list needs to show it."""
    row.standing, row.reason = _STANDINGS[taken.decision.fate], taken.decision.reason
    row.brand, row.complaint, row.message = found.brand, taken.complaint, taken.message
    row.lease_until = None
    row.sender = normalise.one_line(f"{mail.sender_name} <{mail.sender}>" if mail.sender else mail.sender_name, 320)
    row.subject = normalise.one_line(mail.subject, 300)
    row.snippet = normalise.one_line((mail.text or mail.quoted)[:600], 300)
    row.save(
        update_fields=[
            "standing", "reason", "brand", "complaint", "message", "lease_until", "sender", "subject", "snippet",
        ]
    )  # fmt: skip
    return row


def store_files(mail: ReceivedMail) -> tuple[File, ...]:
    """Put what was sent along on disk, with types of our own finding and copies for showing. Errors: StoreFull."""
    kept: list[File] = []
    try:
        for one in mail.attached:
            stored = files.store([one.octets], limit=files.MOST_BYTES_A_COMPLAINT, name=one.name)
            kept.append(uploads.received(stored, one.name or "file", sniff(one.octets[:HEAD], one.name)))
    except files.StoreFull:
        discard(tuple(kept))
        raise
    return tuple(kept)


def discard(kept: tuple[File, ...]) -> None:
    """Take files back that no message holds."""
    for file in kept:
        for path in filter(None, (file.stored.path, file.shown)):
            files.located(path).unlink(missing_ok=True)
