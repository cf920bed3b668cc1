"""Takes mails in: bytes to the store and the row committed first, then read in a child, then one transaction."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from itertools import zip_longest

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from amends.channels.email import addresses, authentication
from amends.channels.email.child import Parked, parse_in_child
from amends.channels.email.mail import ParsedMail
from amends.correspondence import raw_mails
from amends.correspondence.files import StoreFull
from amends.correspondence.mails import Attached, ReceivedMail, Unreadable
from amends.correspondence.models import MailStanding, RawMail
from amends.flows import mail_in
from amends.flows.house import House
from amends.text import language as languages
from amends.text import normalise

log = logging.getLogger(__name__)

BATCH = 8


def receive(raw: bytes, *, at: datetime) -> tuple[RawMail, bool]:
    """Take one mail in. True with it: the same bytes were here and decided before.

    Errors: StoreFull, FileTooLarge, DatabaseError: whoever delivers keeps the mail and tries again; what was stored by
    then is found again by its bytes.
    """
    kept = raw_mails.keep(raw, at=at)
    if kept.row.standing != MailStanding.STORED:
        return kept.row, True
    if kept.is_new or raw_mails.claim_one(kept.row, at=at):
        return take_in(kept.row, raw, at=at), False
    return kept.row, True  # somebody reads it at this moment


def take_in(row: RawMail, raw: bytes, *, at: datetime) -> RawMail:
    """Read a stored mail and do what follows; what cannot be read is parked, visible, with its bytes."""
    return _settle(row, read(raw), at=at)


def _settle(row: RawMail, mail: ReceivedMail | Unreadable, *, at: datetime, house: House | None = None) -> RawMail:
    if isinstance(mail, Unreadable):
        log.error("mail %s cannot be read: %s", row.pk, mail.reason)
        raw_mails.park(row, mail.reason)
        return row
    return mail_in.on_mail(row, mail, at=at, house=house)


def take_in_waiting(*, at: datetime) -> int:
    """Read what is stored and was not read yet, oldest first, until nothing waits; give how many were read.

    While one mail is taken in, the reader's child is at the next one already.
    """
    done = 0
    with ThreadPoolExecutor(1, "amends-mail-reader") as ahead:
        while rows := raw_mails.claim(BATCH, at=timezone.now()):
            waiting, house = ahead.submit(_opened, rows[0]), House()
            for row, following in zip_longest(rows, rows[1:]):
                opened = waiting
                if following is not None:
                    waiting = ahead.submit(_opened, following)
                _try(row, opened, house)
            done += len(rows)
    return done


def _opened(row: RawMail) -> ReceivedMail | Unreadable:
    """Read the bytes of a mail; touches no database, for it runs beside it. What has killed its readers is left alone."""
    if row.attempts > raw_mails.MOST_ATTEMPTS:
        return Unreadable("reader_stopped")
    return read(raw_mails.read(row))


def _try(row: RawMail, opened: Future[ReceivedMail | Unreadable], house: House) -> None:
    """Take one mail in; trouble with it never keeps the next one waiting."""
    try:
        _settle(row, opened.result(), at=timezone.now(), house=house)
    except FileNotFoundError:
        log.error("the bytes of mail %s are missing", row.pk)
        raw_mails.park(row, "bytes_missing")
    except StoreFull:
        log.error("no room for the files of mail %s: it waits", row.pk)
    except DatabaseError:
        raise
    except Exception:
        log.exception("mail %s met something unforeseen", row.pk)
        if row.attempts >= raw_mails.MOST_ATTEMPTS:
            raw_mails.park(row, "unforeseen")


def read(raw: bytes) -> ReceivedMail | Unreadable:
    """Read a mail in a child process with its budget, and keep what the house needs of it."""
    parsed = parse_in_child(raw)
    return Unreadable(parsed.reason) if isinstance(parsed, Parked) else translate(parsed)


def translate(parsed: ParsedMail) -> ReceivedMail:
    """Keep of a mail what the house needs, with what our own server says about its sender."""
    sender = parsed.from_[0] if parsed.from_ else addresses.Mailbox("", "")
    is_plain = parsed.sender_is_plain or _repeats_address(parsed, sender)
    people = (*parsed.to, *parsed.cc)
    text = parsed.reply_text if parsed.reply_text.strip() else parsed.text
    return ReceivedMail(
        subject=normalise.one_line(parsed.subject, 300),
        sender_name=sender.name,
        sender=sender.address,
        is_plain=is_plain,
        recipients=(*(person.address for person in people), *parsed.delivered_to),
        text=text.strip("\n"),
        quoted=parsed.text if text.strip() != parsed.text.strip() else "",
        html=parsed.html,
        attached=tuple(Attached(file.name, file.content) for file in parsed.attachments),
        mail_id=parsed.message_id[:250],
        dated=parsed.date.isoformat() if parsed.date else "",
        names=(*parsed.in_reply_to, *parsed.references),
        proof=authentication.judge(parsed.authentication_results, sender.address, settings.AMENDS_TRUSTED_AUTHSERV),
        why=str(parsed.why),
        report=parsed.report,
        failed=parsed.failed_recipients,
        failure_status=parsed.failure_status,
        reported_mail_id=parsed.reported_message_id,
        language=_language(parsed),
    )


def _repeats_address(parsed: ParsedMail, sender: addresses.Mailbox) -> bool:
    """Say whether the name is nothing but the address again, as many programs write it."""
    is_single = len(parsed.from_) == 1 and "several From fields" not in parsed.problems
    return (
        is_single and addresses.is_plain(sender.address) and sender.name.strip("'\" ").lower() == sender.address.lower()
    )


def _language(parsed: ParsedMail) -> str:
    """Tell the language from the words; what the header hints at decides only where they are too few."""
    words = parsed.reply_text or parsed.text or parsed.subject
    return languages.detect(words, default=next(iter(parsed.languages), "")[:20])
