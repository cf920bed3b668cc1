"""Real and hostile mails of others through the whole way in: each stored once, none answered that must not be."""

from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from amends.channels.email import receive as channel
from amends.complaints.models import Complaint
from amends.correspondence import files
from amends.correspondence.models import MailStanding, Message, RawMail
from amends.flows import delivery, worker
from tests.channels.email.boxes import box_of, fetched
from tests.channels.email.corpora import mails
from tests.channels.email.letters import written

pytestmark = [pytest.mark.django_db]


def taken(paths: list[Path]) -> None:
    """Take each mail in twice: stored once, decided once, known the second time."""
    for path in paths:
        raw = path.read_bytes()
        with transaction.atomic():
            row, _was_known = channel.receive(raw, at=timezone.now())
        row.refresh_from_db()
        assert files.read(row.stored) == raw, path
        assert row.standing != MailStanding.STORED, path
        again, is_known = channel.receive(raw, at=timezone.now())
        assert (again.pk, is_known) == (row.pk, True), path
    bytes_of_all = {path.read_bytes() for path in paths}
    assert RawMail.objects.count() == len(bytes_of_all)
    assert Complaint.objects.count() == RawMail.objects.filter(standing=MailStanding.ACCEPTED).count()


def test_some_mails_twice(db):
    taken(mails()[::20])


@pytest.mark.long
def test_every_mail_twice(db):
    taken(mails())


def test_r_32_no_bounce_and_no_robot_is_ever_answered(duty_person, smtp_sink, settings):
    settings.AMENDS_SMTP = f"smtp://{smtp_sink.host}:{smtp_sink.port}"
    found = [path for path in mails("*.msg") if path.parent.name == "bounceparser"]
    assert len(found) == 35
    for path in found:
        channel.receive(path.read_bytes(), at=timezone.now())
    while worker.drain() + delivery.deliver():
        pass
    assert smtp_sink.sent == []
    assert not Message.objects.filter(is_ours=True).exists()
    assert Complaint.objects.count() == 0


@pytest.mark.dovecot
def test_r_18_a_good_mail_behind_bad_ones_arrives(mailbox):
    bad = mails()[::40]
    for path in bad:
        mailbox.deliver(path.read_bytes())
    good = written(text="Good one.")
    mailbox.deliver(good)
    run = fetched(box_of(mailbox))
    assert (run.listed, run.error) == (len(bad) + 1, "")
    assert Message.objects.filter(text="Good one.").exists()
    assert not RawMail.objects.filter(standing=MailStanding.STORED).exists()
