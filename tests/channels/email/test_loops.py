"""Machines that write to machines: bounces, out-of-office notes, other instances of ours. Little goes out, all is seen."""

from datetime import timedelta
from email.parser import BytesParser
from email.policy import default

import pytest
import time_machine
from django.utils import timezone

from amends.complaints.models import Complaint, Entry
from amends.complaints.queries import loaded
from amends.correspondence import queries
from amends.correspondence.models import Delivery, Message, RawMail
from amends.customers.models import ContactPoint
from amends.flows import again, delivery, worker
from amends.organisation.actor import SYSTEM
from amends.promises.models import Promise
from tests.channels.email.letters import ANN, OURS, TRUSTED_PASS, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("duty_person")]


@pytest.fixture
def sink(smtp_sink, settings):
    settings.AMENDS_SMTP = f"smtp://{smtp_sink.host}:{smtp_sink.port}"
    return smtp_sink


def work() -> None:
    """Do all that is due."""
    while worker.drain() + delivery.deliver():
        pass


def report_on(sent, *, address=ANN) -> bytes:
    """Write what a mail server says when it cannot deliver."""
    return (
        f"From: Mail Delivery System <MAILER-DAEMON@mx.example.com>\r\nTo: {sent.sender}\r\nSubject: Undelivered Mail\r\n"
        "Auto-Submitted: auto-replied\r\nReturn-Path: <>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.com\r\n\r\n"
        f"Final-Recipient: rfc822; {address}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\n{sent.raw.decode()}\r\n--b--\r\n"
    ).encode()


def test_r_31_a_dead_address_gets_one_mail_and_the_promise_runs_again(take, sink):
    complaint = take().complaint
    work()
    [sent] = sink.sent
    assert Promise.objects.get(complaint=complaint, subject="acknowledgement").standing == "kept"
    bounce = take(report_on(sent))
    assert (bounce.standing, bounce.reason, bounce.complaint) == ("ignored", "bounce", complaint)
    work()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        work()
    assert len(sink.sent) == 1
    assert Complaint.objects.count() == 1
    message = Message.objects.get(kind="receipt")
    assert (message.delivery, message.delivery_reason) == (Delivery.BOUNCED, "bounced 5.1.1")
    assert ContactPoint.objects.get(key=ANN).bouncing_since is not None
    assert Promise.objects.get(complaint=complaint, subject="acknowledgement").standing == "open"
    assert list(queries.held_back(SYSTEM)) == [message]


def test_r_31_a_bounce_that_holds_nothing_of_our_mail_is_known_by_its_address(take, sink):
    take()
    work()
    [sent] = sink.sent
    assert sent.sender.startswith("care+")
    row = take(
        f"From: MAILER-DAEMON@mx.example.com\r\nTo: {sent.sender}\r\nReturn-Path: <>\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\n\r\nThe address does not exist: 550 5.1.1 unknown user\r\n".encode()
    )
    assert (row.standing, row.reason) == ("ignored", "bounce")
    assert Message.objects.get(kind="receipt").delivery == Delivery.BOUNCED


def test_r_31_the_same_bounce_twice_changes_nothing(take, sink):
    take()
    work()
    bounce = report_on(sink.sent[0])
    take(bounce)
    entries = Entry.objects.count()
    take(bounce.replace(b"Sorry.", b"Sorry again."))
    assert Entry.objects.count() == entries


def test_r_31_an_address_the_server_refuses_is_not_tried_again(take, sink):
    sink.refused[ANN] = "550 5.1.1 no such person"
    take()
    work()
    message = Message.objects.get(kind="receipt")
    assert (message.delivery, message.attempts, sink.sent) == (Delivery.FAILED, 1, [])
    assert ContactPoint.objects.get(key=ANN).bouncing_since is not None
    assert Promise.objects.get(subject="acknowledgement").standing == "open"


def vacation(sent) -> bytes:
    reply = BytesParser(policy=default).parsebytes(sent.raw)
    return written(
        to=str(reply["Reply-To"]), subject=f"Automatic reply: {reply['Subject']}", auto_submitted="auto-replied",
        in_reply_to=str(reply["Message-ID"]), text="I am out of the office until Monday.",
    )  # fmt: skip


def test_r_32_an_out_of_office_note_is_noted_and_never_answered(take, sink):
    complaint = take().complaint
    work()
    for _ in range(3):
        row = take(vacation(sink.sent[0]))
        assert (row.standing, row.reason, row.complaint) == ("ignored", "vacation", complaint)
        work()
    assert len(sink.sent) == 1
    assert Entry.objects.filter(complaint=complaint, kind="mail.machine_answered").count() == 3
    assert Message.objects.filter(complaint=complaint, is_ours=False).count() == 1


@pytest.mark.parametrize("strips", [False, True], ids=["with our mark", "with all marks stripped on the way"])
def test_r_32_two_instances_that_face_each_other_fall_silent(take, sink, strips, settings):
    """The other one writes from its own address and answers every mail of ours, for an hour."""
    start = timezone.now()
    take(sender="care@other.test", text="A complaint of the other side.")
    answered = 0
    for minute in range(0, 60, 5):
        with time_machine.travel(start + timedelta(minutes=minute)):
            work()
            for sent in sink.sent[answered:]:
                take(echo(sent, strips=strips))
            answered = len(sink.sent)
    assert 1 <= len(sink.sent) <= 3


def echo(sent, *, strips) -> bytes:
    """Answer as another instance does: a new receipt from its own address."""
    marks = {} if strips else {"x_amends_loop": "1", "auto_submitted": "auto-replied"}
    return written(sender="care@other.test", to=OURS, subject="We have your complaint", text="Thank you.", **marks)


def test_r_32_our_receipt_asks_robots_to_be_silent_and_a_persons_letter_is_no_robots(take, sink):
    take()
    work()
    mail = sink.sent[0].message
    assert (mail["Auto-Submitted"], mail["X-Amends-Loop"]) == ("auto-replied", "1")
    assert "OOF" in mail["X-Auto-Response-Suppress"]
    assert "NDR" not in mail["X-Auto-Response-Suppress"]


def test_r_33_what_we_sent_and_get_back_becomes_nothing(take, sink):
    take()
    work()
    row = take(sink.sent[0].raw)
    assert (row.standing, row.reason) == ("ignored", "loop")
    assert Complaint.objects.count() == 1


def test_r_34_a_machines_answer_moves_no_state(take, sink):
    complaint = take().complaint
    work()
    before = loaded().get(pk=complaint.pk)
    take(vacation(sink.sent[0]))
    after = loaded().get(pk=complaint.pk)
    assert (after.state, after.customer_wrote_at) == (before.state, before.customer_wrote_at)


def test_r_35_what_a_limit_holds_back_is_listed_and_can_be_sent(take, sink):
    for number in range(5):
        take(text=f"Complaint {number}.")
    work()
    assert len(sink.sent) == 1
    held = list(queries.held_back(SYSTEM))
    assert {message.delivery for message in held} == {Delivery.SUPPRESSED}
    again.send(held[0].pk, by=SYSTEM, at=timezone.now())
    work()
    assert len(sink.sent) == 2
    assert Entry.objects.filter(kind="message.released").count() == 1


def test_s_c10_a_first_receipt_holds_nothing_that_a_stranger_wrote(take, sink):
    take(sender=f'"Win at www.evil.test" <{ANN}>', subject="CANARY-SUBJECT", text="CANARY-TEXT https://evil.test")
    work()
    raw = sink.sent[0].message.as_string() + sink.sent[0].message.get_body().get_content()
    assert "CANARY" not in raw
    assert "evil.test" not in raw


def test_s_c10_many_complaints_in_one_name_are_one_mail_an_hour_and_three_a_day(take, sink):
    start = timezone.now()
    for number in range(12):
        take(text=f"Bomb {number}.")
    work()
    assert len(sink.sent) == 1
    for hour in range(1, 24):
        with time_machine.travel(start + timedelta(hours=hour, minutes=1)):
            take(text=f"Another {hour}.")
            work()
    assert len(sink.sent) <= 3


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"x_spam_flag": "YES"}, "spam"),
        ({"list_id": "<news.shop.test>", "list_unsubscribe": "<https://x.test>"}, "no_human_sender"),
        ({"subject": "Out of office", "auto_submitted": "auto-replied"}, "automatic"),
        ({"x_spam_flag": "YES", "authentication_results": TRUSTED_PASS}, "spam"),
    ],
)
def test_what_a_machine_or_a_spammer_sent_waits_unanswered(take, sink, fields, reason):
    row = take(**fields)
    assert (row.standing, row.reason) == ("quarantine", reason)
    work()
    assert sink.sent == []
    assert RawMail.objects.get().complaint is None
