"""A promise said in words of ours: carried with the message as codes, entered into the register when the words leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.complaints.models import Complaint
from amends.correspondence.models import Message
from amends.organisation.actor import Actor
from amends.organisation.models import Staff
from amends.promises import book
from amends.promises.models import Promise
from amends.promises.rules import Subject, Substance


@dataclass(frozen=True, slots=True)
class Word:
    """What was promised by when. words: as said."""

    subject: Subject
    due: datetime
    words: str = ""

    @property
    def substance(self) -> Substance:
        """To put it right is a promise of substance; everything else is about the way."""
        return Substance.SUBSTANTIVE if self.subject is Subject.REMEDY else Substance.PROCEDURAL


def written(word: Word) -> dict[str, str]:
    """Write a promise as plain values, to be carried with a message."""
    return {"subject": word.subject.value, "due": word.due.isoformat(), "words": word.words}


def read(plain: dict[str, Any]) -> Word:
    """Read what `written` wrote."""
    return Word(Subject(plain["subject"]), datetime.fromisoformat(plain["due"]), plain.get("words", ""))


def enter(complaint: Complaint, message: Message, *, by: Actor, at: datetime) -> Promise | None:
    """Enter the promise a message carries, owned by its writer; what nobody decided yet is put at risk.

    Words that left late may hold a date that has passed: then it is due at once, and overdue is seen.
    """
    plain = message.facts.get("promise")
    if not plain or not complaint.is_open:
        return None
    word = read(plain)
    promise = book.give(
        complaint,
        word.subject,
        due=max(word.due, at),
        by=by,
        at=at,
        staff=_writer(message),
        substance=word.substance,
        words=word.words,
        message_id=message.pk,
    )
    if word.substance is Substance.SUBSTANTIVE:
        book.put_at_risk(promise, complaint, by=by, at=at)
    return promise


def _writer(message: Message) -> Staff | None:
    key: UUID | None = message.staff_id
    return Staff.objects.filter(pk=key, is_active=True).first() if key else None
