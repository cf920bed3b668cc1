"""What leaves by mail: a sound header whatever stands in a name, one mail where one was meant, nothing unsure unseen."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from amends.channels.email.smtp import SmtpSender, compose
from amends.correspondence import letters, queries
from amends.correspondence.models import Delivery, Message
from amends.correspondence.ports import OutgoingMail, PermanentFailure, TemporaryFailure
from amends.flows import delivery, worker
from amends.organisation.actor import SYSTEM
from amends.organisation.models import Brand
from tests.services.smtp_sink import HANG_UP

LETTER = OutgoingMail(
    to="ann@example.com", from_name="Kazami 風見", from_address="care@example.net",
    reply_to="care+0123456789abcdef0123456789abcdef@example.net", subject="届きました", text="Dear Ann\n\nWe have it.\n",
    html="<p>Dear Ann</p>", message_id="<1@example.net>", language="ja", is_automatic=True,
)  # fmt: skip


def test_a_letter_says_its_language_and_what_it_is():
    mail = compose(LETTER)
    assert (mail["Content-Language"], mail["Auto-Submitted"]) == ("ja", "auto-replied")
    assert mail["From"].addresses[0].display_name == "Kazami 風見"
    assert mail.get_body(("plain",)).get_content() == "Dear Ann\n\nWe have it.\n"
    assert mail.get_body(("html",)).get_content().strip() == "<p>Dear Ann</p>"


def test_a_persons_letter_is_not_marked_as_automatic():
    assert compose(replace(LETTER, is_automatic=False))["Auto-Submitted"] is None


def test_an_answer_stands_below_the_mail_it_answers():
    mail = compose(replace(LETTER, in_reply_to="<theirs@example.com>"))
    assert (mail["In-Reply-To"], mail["References"]) == ("<theirs@example.com>", "<theirs@example.com>")


EVIL = "x\r\nBcc: victim@evil.test"


@pytest.mark.parametrize(
    "field", ["to", "from_name", "from_address", "reply_to", "subject", "message_id", "in_reply_to"]
)
@pytest.mark.parametrize("evil", [EVIL, EVIL.replace("\r", ""), EVIL.replace("\n", "")], ids=["crlf", "lf", "cr"])
def test_no_field_can_smuggle_in_another_one(field, evil, smtp_sink):
    sender = SmtpSender(f"smtp://{smtp_sink.host}:{smtp_sink.port}")
    try:
        sender.send(replace(LETTER, **{field: evil}))
    except PermanentFailure:
        assert smtp_sink.sent == []
    else:
        [sent] = smtp_sink.sent
        assert sent.message["Bcc"] is None
        assert sent.recipients == ("ann@example.com",)
    finally:
        sender.close()


def test_a_lone_dot_and_bare_line_ends_stay_one_mail(smtp_sink):
    sender = SmtpSender(f"smtp://{smtp_sink.host}:{smtp_sink.port}")
    sender.send(replace(LETTER, text="before\n.\nafter\r\n.\r\nMAIL FROM:<evil@evil.test>\n"))
    sender.close()
    [sent] = smtp_sink.sent
    assert "after" in sent.message.get_body(("plain",)).get_content()


def test_a_server_that_is_away_means_later(smtp_sink):
    smtp_sink.stop()
    with pytest.raises(TemporaryFailure):
        SmtpSender(f"smtp://{smtp_sink.host}:{smtp_sink.port}").send(LETTER)


@pytest.fixture
def sink(smtp_sink, settings, duty_person):
    settings.AMENDS_SMTP = f"smtp://{smtp_sink.host}:{smtp_sink.port}"
    return smtp_sink


def work() -> None:
    while worker.drain() + delivery.deliver():
        pass


def test_r_16_a_mail_that_was_taken_without_an_answer_goes_once_more_and_then_a_person_decides(take, sink):
    sink.answer(HANG_UP, HANG_UP, HANG_UP)
    start = timezone.now()
    take()
    work()
    assert Message.objects.get(kind="receipt").delivery == Delivery.UNCERTAIN
    for minutes in (5, 11, 30, 600, 6000):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            work()
    assert len(sink.sent) == 2
    assert len({sent.message["Message-ID"] for sent in sink.sent}) == 1
    message = Message.objects.get(kind="receipt")
    assert (message.delivery, message.not_before) == (Delivery.UNCERTAIN, None)
    assert list(queries.held_back(SYSTEM)) == [message]


def test_r_16_a_refusal_in_between_does_not_make_it_three(take, sink):
    sink.answer(HANG_UP, "451 4.3.0 later", HANG_UP, HANG_UP)
    start = timezone.now()
    take()
    for minutes in (0, 11, 30, 600, 6000):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            work()
    assert len(sink.sent) == 2


def test_a_mail_put_off_goes_when_the_server_will_have_it(take, sink):
    sink.answer("451 4.7.1 greylisted")
    start = timezone.now()
    take()
    work()
    assert sink.sent == []
    with time_machine.travel(start + timedelta(minutes=5)):
        work()
    assert (len(sink.sent), Message.objects.get(kind="receipt").delivery) == (1, Delivery.DEPARTED)


def test_a_letter_comes_from_its_brand_and_answers_the_customers_mail(take, sink):
    Brand.objects.update(name="Kazami", mail_address="hello@kazami.test")
    take(to="hello@kazami.test", message_id="<theirs@example.com>")
    work()
    mail = sink.sent[0].message
    assert mail["From"].addresses[0].addr_spec == "hello@kazami.test"
    assert mail["Reply-To"].addresses[0].addr_spec.startswith("hello+")
    assert mail["In-Reply-To"] == "<theirs@example.com>"


@pytest.mark.parametrize("hostile", ["a b@example.com", "a>\r\nBcc: x", "日本@例.jp", ""])
def test_an_unsound_message_id_is_not_repeated(take, sink, hostile):
    complaint = take().complaint
    Message.objects.filter(complaint=complaint).update(mail_id=hostile)
    message = Message.objects.get(complaint=complaint, kind="complaint")
    message.to_address = "ann@example.com"
    threads = letters.threads_of([message], at=timezone.now())
    assert letters.mail_for(message, complaint, threads).in_reply_to == ""
