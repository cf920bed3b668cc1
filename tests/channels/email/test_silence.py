"""Whatever mails come: one automatic answer to one address an hour at most, and none to robots, lists and null senders."""

import itertools
from collections import defaultdict
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.channels.email import receive as channel
from amends.correspondence.models import MailStanding
from amends.flows import delivery, worker
from tests.channels.email import build_mails
from tests.channels.email.letters import OURS, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("duty_person")]
START = datetime.fromisoformat("2024-05-01T10:00:00+00:00")
MARKS = [
    ("auto_submitted", "auto-replied"), ("auto_submitted", "auto-generated"), ("auto_submitted", "auto-notified"),
    ("precedence", "bulk"), ("precedence", "list"), ("precedence", "junk"), ("precedence", "auto_reply"),
    ("list_id", "<tenants.lists.example>"), ("list_unsubscribe", "<https://shop.example/u>"), ("list_post", "<mailto:x@example.com>"),
    ("x_auto_response_suppress", "All"), ("x_auto_response_suppress", "OOF, AutoReply"), ("x_autoreply", "yes"),
    ("x_auto_reply_from", "x@example.com"), ("x_loop", "x@example.com"), ("x_amends_loop", "1"), ("x_spam_flag", "YES"),
    ("feedback_id", "1:2:3"), ("return_path", "<>"), ("x_failed_recipients", "nobody@example.com"),
]  # fmt: skip
ROBOTS = ["no-reply", "NoReply", "do_not_reply", "MAILER-DAEMON", "Postmaster", "bounces+7", "noreply+12"]
ROBOT_SUBJECTS = [
    "Automatic reply: 482",
    "【自動返信】お問い合わせ",
    "自动回复:您好",
    "Balasan automatik: aduan",
    "Out of office: Ann",
]
SUBJECTS = ["Broken kettle", "Re: 482-915-7036", "返品希望", "退货", "Aduan kasut", ""]
TEXTS = [
    "The kettle leaks.",
    "割れていました。返金してください。",
    "衣服破了，请退款。",
    "Kasut sudah koyak.",
    "Again!",
]
PEOPLE = ["ann{n}@example.com", "ANN{n}@EXAMPLE.COM", "ben.{n}@example.org", "mari.{n}.@docomo.ne.jp"]
_numbers = itertools.count(1)
heard: dict[str, list[datetime]] = defaultdict(list)
"""When each address heard from us, over all examples: what was held back for an hour goes out in the next one."""


def as_some_program_writes(value: str) -> st.SearchStrategy[str]:
    """Vary a field without changing what it says."""
    return st.sampled_from([value, value.upper(), f" {value} ", f"\r\n {value}"])


person = st.fixed_dictionaries(
    {"sender": st.sampled_from(PEOPLE), "subject": st.sampled_from(SUBJECTS), "text": st.sampled_from(TEXTS)}
)
marked = st.sampled_from(MARKS).flatmap(
    lambda mark: as_some_program_writes(mark[1]).map(lambda value: {"sender": "robot{n}@example.com", mark[0]: value})
)
named = st.sampled_from(ROBOTS).map(lambda name: {"sender": f"{name}@robot{{n}}.example"})
worded = st.sampled_from(ROBOT_SUBJECTS).map(lambda subject: {"sender": "robot{n}@example.com", "subject": subject})
robot = st.one_of(marked, named, worded)
letters = st.lists(st.tuples(st.booleans(), person | robot, st.integers(0, 40)), min_size=2, max_size=6)


def work() -> None:
    """Do all that is due."""
    while worker.drain() + delivery.deliver():
        pass


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(letters)
def test_r_31_to_r_35_nobody_hears_a_machine_twice_an_hour_and_no_machine_hears_one(smtp_sink, settings, mails):
    settings.AMENDS_SMTP = f"smtp://{smtp_sink.host}:{smtp_sink.port}"
    number = next(_numbers)
    now = START + timedelta(days=number)
    before = len(smtp_sink.sent)
    wrote = set()
    for is_answer, fields, minutes in mails:
        now += timedelta(minutes=minutes)
        fields = fields | {"sender": fields["sender"].replace("{n}", str(number))}
        if is_answer and len(smtp_sink.sent) > before:  # to the address with the token of whoever heard of us last
            fields["to"] = smtp_sink.sent[-1].message["Reply-To"].addresses[0].addr_spec
        with time_machine.travel(now, tick=False):
            row, _ = channel.receive(written(**fields), at=timezone.now())
            if row.standing == MailStanding.ACCEPTED:
                wrote.add(fields["sender"].casefold())
            known = len(smtp_sink.sent)
            work()
            for sent in smtp_sink.sent[known:]:
                assert sent.message["Auto-Submitted"] == "auto-replied"
                heard[sent.recipients[0].casefold()].append(now)
    for address, times in heard.items():
        assert "robot" not in address
        assert all(later - earlier >= timedelta(hours=1) for earlier, later in itertools.pairwise(times)), address
    assert wrote <= set(heard)


def test_r_32_no_mail_of_the_corpus_makes_us_answer_a_machine_or_one_person_twice(smtp_sink, settings):
    """Mails of our own corpus, taken in one after the other within an hour."""
    settings.AMENDS_SMTP = f"smtp://{smtp_sink.host}:{smtp_sink.port}"
    settings.AMENDS_MAIL_FROM = OURS
    corpus = build_mails.mails("machines", "robots", "hostile", "senders")
    with time_machine.travel(START, tick=False):
        for mail in corpus:
            row, _ = channel.receive(mail.raw, at=timezone.now())
            if mail.expect.get("why"):
                assert row.standing in (MailStanding.QUARANTINE, MailStanding.IGNORED), mail.name
            if mail.expect.get("sender_is_plain") is False:
                assert row.standing != MailStanding.ADDITION, mail.name
        work()
    told = [sent.recipients[0].casefold() for sent in smtp_sink.sent]
    assert len(told) == len(set(told))
    assert 20 <= len(told) < len(corpus)
