"""An SMTP server that keeps what it is sent, and refuses, defers or hangs up when a test asks for it."""

import asyncio
import socket
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HANG_UP = "hang up"


@dataclass(frozen=True)
class Sent:
    """A message as it arrived; hung_up: it was taken, but the client was never told; at: when, by a clock that only runs on."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    hung_up: bool = False
    at: float = field(default_factory=time.monotonic)

    @property
    def message(self) -> EmailMessage:
        parsed = BytesParser(policy=default).parsebytes(self.raw)
        assert isinstance(parsed, EmailMessage)
        return parsed


class SmtpSink:
    """Listens on loopback while the with-block runs.

    login: (user, password) that a client must give; without it everybody may send.
    """

    host = "127.0.0.1"

    def __init__(self, login: tuple[str, str] | None = None) -> None:
        self.login = login
        self.sent: list[Sent] = []
        self.refused: dict[str, str] = {}  # recipient -> answer to RCPT TO
        self._answers: deque[str] = deque()
        self._arrived = threading.Condition()
        self.port = free_port()
        self._controller = self._make_controller()

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Go away, as a server does in the middle of the night; start() brings it back on the same port."""
        if self._controller.loop.is_running():
            self._controller.stop()

    def start(self) -> None:
        self._controller = self._make_controller()
        self._controller.start()

    def answer(self, *answers: str) -> None:
        """Say what the next messages are told after their data: "451 later", "550 no", HANG_UP (taken, not told)."""
        self._answers.extend(answers)

    def wait_for(self, count: int, timeout: float = 30) -> list[Sent]:
        """Return as soon as `count` messages have arrived; fail after `timeout` seconds."""
        with self._arrived:
            assert self._arrived.wait_for(lambda: len(self.sent) >= count, timeout), (
                f"{len(self.sent)} of {count} mails came"
            )
            return list(self.sent)

    def to(self, address: str) -> list[Sent]:
        """Give what was sent to an address, oldest first."""
        return [sent for sent in self.sent if address in sent.recipients]

    def _make_controller(self) -> Controller:
        return Controller(
            self, hostname=self.host, port=self.port, enable_SMTPUTF8=True, auth_require_tls=False,
            auth_required=self.login is not None, authenticator=self._authenticate if self.login else None,
        )  # fmt: skip

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object
    ) -> AuthResult:
        assert self.login is not None
        expected = LoginPassword(*(word.encode() for word in self.login))
        return AuthResult(success=given == expected, handled=False)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self._answers.popleft() if self._answers else "250 OK"
        hung_up = answer == HANG_UP
        if hung_up or answer.startswith("2"):
            raw = envelope.original_content or b""
            with self._arrived:
                self.sent.append(Sent(envelope.mail_from or "", tuple(envelope.rcpt_tos), raw, hung_up))
                self._arrived.notify_all()
        if hung_up:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return answer


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
