"""Hands mails to the SMTP server named in AMENDS_SMTP; keeps one connection for a batch."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import formataddr, formatdate
from typing import NoReturn
from urllib.parse import parse_qs, unquote, urlsplit

from amends.correspondence.ports import (
    DeliveryUncertain,
    NoSuchAddress,
    OutgoingMail,
    PermanentFailure,
    TemporaryFailure,
)

TIMEOUT_SECONDS = 30
LOOP_HEADER = "X-Amends-Loop"
_TAKEN, _FORWARDED, _FOR_GOOD = 250, 251, 500
_NO_SUCH_ADDRESS = re.compile(rb"\s*5\.1\.\d")  # RFC 3463; a bare 550 may as well mean that we are not let in


class SmtpSender:
    """One connection to one server, opened when first needed.

    url: smtp[s]://user:password@host:port, with ?starttls=1 for a connection that is made safe after the greeting.
    """

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)
        self._wants_starttls = parse_qs(self._url.query).get("starttls") == ["1"]
        self._connection: smtplib.SMTP | None = None

    def send(self, mail: OutgoingMail) -> None:
        """Hand a mail over. Errors: TemporaryFailure, DeliveryUncertain, PermanentFailure.

        Only a break after the text was handed over leaves anything unsure; before that nothing can have arrived.
        """
        try:
            octets, options = _written(compose(mail))
        except (ValueError, UnicodeError) as unsendable:
            raise PermanentFailure("unsendable") from unsendable
        connection = self._connected()
        self._envelope(connection, mail, options)
        try:
            code, _answer = connection.data(octets)
        except smtplib.SMTPDataError as refused:
            self._refuse(refused.smtp_code, refused)
        except (smtplib.SMTPException, OSError) as broken:
            self._drop()
            raise DeliveryUncertain(type(broken).__name__) from broken
        else:
            if code != _TAKEN:
                self._refuse(code, None)

    def _envelope(self, connection: smtplib.SMTP, mail: OutgoingMail, options: list[str]) -> None:
        """Say who sends to whom."""
        try:
            connection.ehlo_or_helo_if_needed()
            if options and not connection.has_extn("smtputf8"):
                raise PermanentFailure("smtputf8 not supported")
            code, answer = connection.mail(mail.bounce_to or mail.from_address, options)
            if code == _TAKEN:
                code, answer = connection.rcpt(mail.to)
                if _NO_SUCH_ADDRESS.match(answer):
                    self.close()
                    raise NoSuchAddress(f"smtp {code}")
            if code not in (_TAKEN, _FORWARDED):
                raise smtplib.SMTPResponseException(code, answer)
        except smtplib.SMTPResponseException as refused:
            self._refuse(refused.smtp_code, refused)
        except (smtplib.SMTPException, UnicodeError) as impossible:
            self._drop()
            raise TemporaryFailure(type(impossible).__name__) from impossible
        except OSError as broken:
            self._drop()
            raise TemporaryFailure(type(broken).__name__) from broken

    def _refuse(self, code: int, cause: Exception | None) -> NoReturn:
        """Tell a no for good from a no for now."""
        self.close()
        raise (PermanentFailure if code >= _FOR_GOOD else TemporaryFailure)(f"smtp {code}") from cause

    def _drop(self) -> None:
        """Forget a connection that cannot be spoken on any more."""
        connection, self._connection = self._connection, None
        if connection:
            connection.close()

    def close(self) -> None:
        """Let the connection go."""
        connection, self._connection = self._connection, None
        if connection:
            try:
                connection.quit()
            except (smtplib.SMTPException, OSError):
                connection.close()

    def _connected(self) -> smtplib.SMTP:
        if self._connection is None:
            try:
                self._connection = self._connect()
            except (smtplib.SMTPException, OSError) as away:
                raise TemporaryFailure(type(away).__name__) from away
        return self._connection

    def _connect(self) -> smtplib.SMTP:
        host = self._url.hostname or "localhost"
        connection: smtplib.SMTP
        if self._url.scheme == "smtps":
            port = self._url.port or 465
            connection = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
        else:
            connection = smtplib.SMTP(host, self._url.port or 25, timeout=TIMEOUT_SECONDS)
            if self._wants_starttls:
                connection.starttls(context=ssl.create_default_context())
        if self._url.username:
            connection.login(unquote(self._url.username), unquote(self._url.password or ""))
        return connection


def compose(mail: OutgoingMail) -> EmailMessage:
    """Write the mail: UTF-8, text and HTML alike, marked as automatic where no person wrote it (RFC 3834).

    Errors: ValueError where a header would hold a line end: nothing of it is sent.
    """
    message = EmailMessage(policy=SMTP)
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    for name, content_type, content in mail.attachments:
        kind, _, subkind = content_type.partition("/")
        message.add_attachment(content, maintype=kind, subtype=subkind or "octet-stream", filename=name)
    # Below the content: writing it takes every field away that begins with Content-.
    for name, value in _fields(mail):
        message[name] = value
    return message


def _fields(mail: OutgoingMail) -> Iterator[tuple[str, str]]:
    """Give the header. Robots are asked not to answer; bounces are wanted, so they are not among what is suppressed."""
    yield "From", formataddr((mail.from_name, mail.from_address)) if mail.from_name else mail.from_address
    yield "To", mail.to
    yield "Reply-To", mail.reply_to
    yield "Subject", mail.subject
    yield "Date", formatdate(localtime=False)
    yield "Message-ID", mail.message_id
    yield "Content-Language", mail.language or "en"
    yield "X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply"
    yield LOOP_HEADER, "1"
    if mail.is_automatic:
        yield "Auto-Submitted", "auto-replied"
    if mail.in_reply_to:
        yield "In-Reply-To", mail.in_reply_to
        yield "References", mail.in_reply_to


def _written(message: EmailMessage) -> tuple[bytes, list[str]]:
    """Give the octets, and the SMTP options that addresses in other scripts need."""
    parsed = [address.addr_spec for name in ("From", "To", "Reply-To") for address in message[name].addresses]
    if not parsed or not all(parsed):
        raise ValueError("a field of the header holds no address")
    if all(address.isascii() for address in parsed):
        return message.as_bytes(policy=SMTP), []
    return message.as_bytes(policy=SMTPUTF8), ["SMTPUTF8", "BODY=8BITMIME"]
