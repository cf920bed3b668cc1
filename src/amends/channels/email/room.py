"""What project hands to the port: receiving, reading and fetching mails."""

from __future__ import annotations

from datetime import datetime

from amends.channels.email import fetch, receive
from amends.channels.email.child import stop_readers
from amends.correspondence.mails import ReceivedMail, Unreadable
from amends.correspondence.models import Mailbox, RawMail
from amends.correspondence.ports import Run


class EmailRoom:
    """The mail room of this installation."""

    def receive(self, raw: bytes, *, at: datetime) -> tuple[RawMail, bool]:
        return receive.receive(raw, at=at)

    def read(self, raw: bytes) -> ReceivedMail | Unreadable:
        return receive.read(raw)

    def fetch(self, mailbox: Mailbox, *, at: datetime) -> Run:
        return fetch.fetch(mailbox, at=at)

    def test(self, mailbox: Mailbox) -> tuple[str, int]:
        return fetch.test(mailbox)

    def rest(self) -> None:
        stop_readers()

    def take_in_waiting(self, *, at: datetime) -> int:
        return receive.take_in_waiting(at=at)
