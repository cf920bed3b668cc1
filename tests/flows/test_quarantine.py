"""Mails that wait for a person: one click takes them in, adds them or puts them aside, once, by those who may."""

import pytest
from django.utils import timezone

from amends.channels.email import receive as channel
from amends.channels.email.room import EmailRoom
from amends.complaints.models import Complaint
from amends.correspondence import outgoing, ports, queries, raw_mails
from amends.correspondence.mails import Unreadable
from amends.correspondence.models import Message, RawMail
from amends.flows import quarantine
from amends.kernel.errors import NotAllowed, NotFound
from tests.cast import accepted, make_house
from tests.channels.email.letters import ANN, written


@pytest.fixture
def house(db):
    return make_house()


def waiting(**fields) -> RawMail:
    """Put a mail into quarantine by what it is."""
    row, _ = channel.receive(written(**fields), at=timezone.now())
    row.refresh_from_db()
    assert row.standing in ("quarantine", "parked")
    return row


def test_one_click_makes_a_complaint(house):
    row = waiting(x_spam_flag="YES", text="My shoes leak, this is no spam.")
    handler = house.actor("handler")
    complaint = quarantine.make_complaint(row, by=handler, at=timezone.now())
    assert Message.objects.get(complaint=complaint).text == "My shoes leak, this is no spam."
    assert complaint.customer.contact_points.get().key == ANN
    row.refresh_from_db()
    assert (row.standing, row.complaint, row.decided_by) == ("accepted", complaint, handler.code)
    assert not queries.quarantine_list(handler).exists()


def test_one_click_adds_it_to_the_complaint_it_names(house):
    complaint = accepted(house).complaint
    token = outgoing.reply_token(complaint, "helen.carter@example.com", at=timezone.now())
    row = waiting(sender="helen.private@example.org", to=f"care+{token}@example.net", text="From my other address.")
    assert (row.reason, row.complaint) == ("token_of_another", complaint)
    quarantine.add_to(row, Complaint.objects.get(pk=complaint.pk), by=house.actor("handler"), at=timezone.now())
    added = Message.objects.filter(complaint=complaint).order_by("-occurred_at").first()
    assert (added.text, added.is_verified) == ("From my other address.", False)
    row.refresh_from_db()
    assert (row.standing, row.message) == ("addition", added)


def test_what_is_no_complaint_is_put_aside_with_its_bytes(house):
    row = waiting(x_spam_flag="YES")
    quarantine.put_aside(row, by=house.actor("handler"), at=timezone.now())
    row.refresh_from_db()
    assert row.standing == "ignored"
    assert raw_mails.read(row)


def test_two_who_click_at_once_decide_once(house):
    row = waiting(x_spam_flag="YES")
    quarantine.make_complaint(row, by=house.actor("handler"), at=timezone.now())
    for act in (quarantine.make_complaint, quarantine.put_aside):
        with pytest.raises(quarantine.DecidedAlready):
            act(row, by=house.actor("handler"), at=timezone.now())
    assert Complaint.objects.count() == 1


class Unwilling(EmailRoom):
    """A mail room whose reader gives up on every mail."""

    def read(self, raw):
        return Unreadable("too much computing time")


@pytest.fixture
def unwilling():
    ports.set_mail_room(Unwilling())
    yield
    ports.set_mail_room(EmailRoom())


def parked() -> RawMail:
    kept = raw_mails.keep(written(), at=timezone.now()).row
    raw_mails.park(kept, "too much computing time")
    return RawMail.objects.get(pk=kept.pk)


@pytest.mark.usefixtures("unwilling")
def test_a_mail_that_cannot_be_read_comes_whole_as_a_file(house):
    row = parked()
    complaint = quarantine.make_complaint(row, by=house.actor("handler"), at=timezone.now())
    [file] = complaint.attachments.all()
    assert (complaint.channel, file.name, file.sha256) == ("mail", "mail.eml", row.sha256)


def test_a_parked_mail_that_can_be_read_now_is_read(house):
    complaint = quarantine.make_complaint(parked(), by=house.actor("handler"), at=timezone.now())
    assert complaint.subject == "Broken kettle"


@pytest.mark.parametrize("name", ["stranger", "auditor", "clerk"])
def test_those_who_do_not_handle_complaints_neither_see_nor_decide(house, name):
    row = waiting(x_spam_flag="YES")
    actor = house.actor(name)
    with pytest.raises(NotAllowed):
        quarantine.make_complaint(row, by=actor, at=timezone.now())
    with pytest.raises(NotFound):
        queries.get_quarantined_for(actor, row.pk)
    assert Complaint.objects.count() == 0
