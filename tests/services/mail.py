"""Real mail servers on loopback: an SMTP sink that can be asked to misbehave, and a Dovecot with mailboxes."""

from collections.abc import Iterator

import pytest

from tests.services.imap_server import DovecotServer, Mailbox
from tests.services.smtp_sink import SmtpSink
from tools.services import MissingService


@pytest.fixture
def smtp_sink() -> Iterator[SmtpSink]:
    """Give an SMTP server that keeps what it is sent (tests/services/smtp_sink.py)."""
    with SmtpSink() as sink:
        yield sink


@pytest.fixture(scope="session")
def dovecot() -> Iterator[DovecotServer]:
    """Give a running Dovecot, one for each worker; tests take a mailbox of their own from it."""
    try:
        server = DovecotServer()
    except MissingService as missing:
        pytest.skip(str(missing))
    with server:
        yield server


@pytest.fixture
def mailbox(dovecot: DovecotServer, request: pytest.FixtureRequest) -> Mailbox:
    """Give a fresh, empty mailbox (user, password, host, port) on the Dovecot of this run."""
    return dovecot.new_mailbox()
