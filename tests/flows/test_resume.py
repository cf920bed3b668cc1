"""Our mails are held while a pause stands; when it ends, what may have left before waits for a person."""

import pytest
from django.utils import timezone

from amends.cli.main import main
from amends.complaints.models import Complaint
from amends.complaints.rules import State
from amends.correspondence import pauses
from amends.correspondence.models import Delivery, Message
from amends.flows import delivery, resuming, worker
from amends.kernel.errors import NotFound
from amends.organisation.actor import SYSTEM
from amends.organisation.models import Change
from tests.worlds import accepted_complaint

pytestmark = pytest.mark.django_db


@pytest.fixture
def sink(smtp_sink, settings):
    settings.AMENDS_SMTP = f"smtp://{smtp_sink.host}:{smtp_sink.port}"
    return smtp_sink


def receipt_of(complaint: Complaint) -> Message:
    return Message.objects.get(complaint=complaint, kind="receipt")


def test_nothing_leaves_while_mails_are_held_and_all_goes_afterwards(sink, capsys):
    pauses.begin(by=SYSTEM, at=timezone.now())
    accepted_complaint()
    assert worker.drain() > 0
    assert delivery.deliver() == 0
    assert main(["doctor"]) == 1
    assert "our mails are held" in capsys.readouterr().out
    assert resuming.resume(by=SYSTEM, at=timezone.now()) == 0
    delivery.deliver()
    assert len(sink.sent) == 1
    assert list(Change.objects.filter(what__startswith="mail.").values_list("what", flat=True)) == [
        "mail.paused",
        "mail.resumed",
    ]


def test_what_was_prepared_before_the_named_moment_waits_for_a_person(sink):
    pauses.begin(by=SYSTEM, at=timezone.now())
    world = accepted_complaint()
    assert resuming.resume(alone_since=timezone.now(), by=SYSTEM, at=timezone.now()) == 1
    assert delivery.deliver() == 0
    receipt = receipt_of(world.complaint)
    assert (receipt.delivery, receipt.delivery_reason) == (Delivery.UNCERTAIN, "restored")


def test_a_mail_that_did_leave_is_settled_and_moves_the_complaint():
    pauses.begin(by=SYSTEM, at=timezone.now())
    world = accepted_complaint()
    resuming.resume(alone_since=timezone.now(), by=SYSTEM, at=timezone.now())
    receipt = receipt_of(world.complaint)
    resuming.has_left(receipt.pk, left_at=timezone.now(), by=SYSTEM)
    assert world.reload().state == State.ACKNOWLEDGED
    with pytest.raises(NotFound):
        resuming.has_left(receipt.pk, left_at=timezone.now(), by=SYSTEM)


def test_a_stranger_settles_nothing():
    pauses.begin(by=SYSTEM, at=timezone.now())
    world = accepted_complaint()
    resuming.resume(alone_since=timezone.now(), by=SYSTEM, at=timezone.now())
    with pytest.raises(NotFound):
        resuming.has_left(receipt_of(world.complaint).pk, left_at=timezone.now(), by=world.actor("stranger"))


def test_mails_that_are_not_held_cannot_be_let_go():
    with pytest.raises(pauses.NotPaused):
        resuming.resume(by=SYSTEM, at=timezone.now())
