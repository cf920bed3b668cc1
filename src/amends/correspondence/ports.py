"""What correspondence needs from outside: somebody who carries mail, fetches it and reads it. Filled by project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from amends.correspondence.mails import ReceivedMail, Unreadable
from amends.correspondence.models import Mailbox, RawMail


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMail:
    """One mail, ready: plain text and HTML, our own Message-ID, a reply address that carries the token.

    is_automatic: no person wrote it. bounce_to: envelope sender, where failures are reported to.
    """

    to: str
    from_name: str
    from_address: str
    reply_to: str
    subject: str
    text: str
    html: str
    message_id: str
    language: str
    in_reply_to: str = ""
    bounce_to: str = ""
    is_automatic: bool = False
    attachments: Sequence[tuple[str, str, bytes]] = ()


class TemporaryFailure(Exception):
    """The server said no for now, or nothing at all: the same mail is tried again."""


class DeliveryUncertain(Exception):
    """The connection broke after the text was handed over: it may have arrived."""


class PermanentFailure(Exception):
    """The server said no for good."""


class NoSuchAddress(PermanentFailure):
    """The server does not know the address: nothing is sent there until somebody puts it right."""


class Sender(Protocol):
    """Carries mails; one object may keep its connection for many."""

    def send(self, mail: OutgoingMail) -> None:
        """Hand a mail over; returns once the server took it. Errors: the three above."""

    def close(self) -> None:
        """Let the connection go."""


# Filled by project: makes a sender from the settings, or gives None while no mail server is named.
make_sender: Callable[[], Sender | None] = lambda: None  # noqa: E731


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How fetching from one mailbox went. error: a code, "" when all went well.

    listed: mails that were new on the server; stored: safe here for the first time; known: the same bytes were here;
    vanished: gone from the server before they could be read; read: understood and taken in, or set aside.
    """

    mailbox: str
    error: str = ""
    listed: int = 0
    stored: int = 0
    known: int = 0
    vanished: int = 0
    read: int = 0


class MailRoom(Protocol):
    """Takes mails in and fetches them."""

    def receive(self, raw: bytes, *, at: datetime) -> tuple[RawMail, bool]:
        """Take one mail in; true with it when the same bytes were known. Errors: StoreFull, FileTooLarge, DatabaseError."""

    def read(self, raw: bytes) -> ReceivedMail | Unreadable:
        """Read one mail in a process of its own, with a budget."""

    def fetch(self, mailbox: Mailbox, *, at: datetime) -> Run:
        """Fetch what is new in a mailbox; trouble is in the result, and in the mailbox's row."""

    def test(self, mailbox: Mailbox) -> tuple[str, int]:
        """Sign in and look: gives a code ("" when all is well) and how many mails lie there. Changes nothing."""

    def rest(self) -> None:
        """Give back what is only needed while mails are read."""

    def take_in_waiting(self, *, at: datetime) -> int:
        """Read what is stored and was not read yet, for instance because a reader was killed; give how many."""


class NoMailRoom(Exception):
    """Nobody takes mails in here: project was not wired."""


def mail_room() -> MailRoom:
    """Give whoever takes mails in."""
    if _room is None:
        raise NoMailRoom
    return _room


def set_mail_room(room: MailRoom) -> None:
    """Name whoever takes mails in; project does so at start-up."""
    global _room
    _room = room


_room: MailRoom | None = None
