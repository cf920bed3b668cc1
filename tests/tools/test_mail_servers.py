"""The mail servers of the tests behave as real ones do, also when they are asked to misbehave."""

import imaplib
import re
import smtplib

import pytest

from tests.services.smtp_sink import HANG_UP, SmtpSink

MAIL = b"From: a@example.com\r\nTo: b@example.com\r\nSubject: Shoes\r\n\r\nThey leak.\r\n"


def send(sink, to="b@example.com"):
    with smtplib.SMTP(sink.host, sink.port, timeout=10) as client:
        client.sendmail("a@example.com", [to], MAIL)


def sign_in(mailbox):
    client = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=10)
    client.login(mailbox.user, mailbox.password)
    return client


def uidvalidity(mailbox):
    client = sign_in(mailbox)
    _, answer = client.status("INBOX", "(UIDVALIDITY)")
    client.logout()
    return int(re.search(rb"UIDVALIDITY (\d+)", answer[0])[1])


def test_the_sink_keeps_what_it_is_sent(smtp_sink):
    send(smtp_sink)
    [sent] = smtp_sink.wait_for(1)
    assert (sent.sender, sent.recipients, sent.raw) == ("a@example.com", ("b@example.com",), MAIL)
    assert sent.message["Subject"] == "Shoes"
    assert smtp_sink.to("b@example.com") == [sent]


def test_the_sink_defers_refuses_and_hangs_up_when_asked(smtp_sink):
    smtp_sink.answer("451 4.3.0 later", HANG_UP)
    smtp_sink.refused["gone@example.com"] = "550 5.1.1 no such person"
    with pytest.raises(smtplib.SMTPDataError, match="later"):
        send(smtp_sink)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(smtp_sink)
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(smtp_sink, to="gone@example.com")
    send(smtp_sink)
    assert [sent.hung_up for sent in smtp_sink.sent] == [True, False]


def test_the_sink_can_go_away_and_come_back(smtp_sink):
    smtp_sink.stop()
    with pytest.raises(OSError, match="refused"):
        send(smtp_sink)
    smtp_sink.start()
    send(smtp_sink)
    smtp_sink.wait_for(1)


def test_the_sink_can_demand_a_login():
    with SmtpSink(login=("shop", "secret")) as sink, smtplib.SMTP(sink.host, sink.port, timeout=10) as client:
        with pytest.raises(smtplib.SMTPException):
            client.sendmail("a@example.com", ["b@example.com"], MAIL)
        with pytest.raises(smtplib.SMTPAuthenticationError):
            client.login("shop", "wrong")
        client.login("shop", "secret")
        client.sendmail("a@example.com", ["b@example.com"], MAIL)
        assert len(sink.sent) == 1


@pytest.mark.dovecot
def test_a_delivered_mail_is_fetched_byte_for_byte(mailbox):
    mailbox.deliver(MAIL)
    client = sign_in(mailbox)
    client.select("INBOX")
    _, parts = client.uid("FETCH", "1:*", "(BODY.PEEK[])")
    assert parts[0][1] == MAIL
    client.logout()


@pytest.mark.dovecot
def test_a_read_only_mailbox_lets_nothing_be_flagged(mailbox):
    mailbox.deliver(MAIL)
    mailbox.make_read_only()
    client = sign_in(mailbox)
    with pytest.raises(imaplib.IMAP4.readonly):
        client.select("INBOX")
    client.shutdown()
    mailbox.make_writable()
    client = sign_in(mailbox)
    client.select("INBOX")
    client.logout()


@pytest.mark.dovecot
def test_the_uidvalidity_of_a_mailbox_can_change(mailbox):
    mailbox.deliver(MAIL)
    before = uidvalidity(mailbox)
    assert uidvalidity(mailbox) == before
    mailbox.renew_uidvalidity()
    assert uidvalidity(mailbox) != before


@pytest.mark.dovecot
def test_dovecot_can_go_away_and_come_back_with_its_mail(dovecot, mailbox):
    mailbox.deliver(MAIL)
    dovecot.stop()
    with pytest.raises(OSError, match="refused"):
        sign_in(mailbox)
    dovecot.start()
    client = sign_in(mailbox)
    assert client.select("INBOX")[1] == [b"1"]
    client.logout()
