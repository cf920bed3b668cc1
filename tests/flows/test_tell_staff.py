"""Members of staff hear by mail what waits for them: only those who may see it, and nothing about the customer."""

import pytest
import time_machine

from amends.complaints import participation
from amends.complaints.models import Outbox
from amends.complaints.rules import Duty
from amends.correspondence import incoming, ports
from amends.flows import worker
from amends.organisation.actor import SYSTEM, complainant
from amends.organisation.models import Staff
from tests.cast import accepted, later, make_house

pytestmark = pytest.mark.django_db


class Postbox:
    def __init__(self):
        self.mails = []

    def send(self, mail):
        self.mails.append(mail)

    def close(self):
        pass


@pytest.fixture
def postbox(monkeypatch):
    box = Postbox()
    monkeypatch.setattr(ports, "make_sender", lambda: box)
    return box


@pytest.fixture
def house():
    return make_house()


def told(postbox):
    return [(mail.to, mail.subject) for mail in postbox.mails]


@pytest.fixture(autouse=True)
def _at_work():
    with time_machine.travel(later(hours=1), tick=False):
        yield


def test_a_new_owner_hears_once_in_their_language_with_the_way_there(house, postbox):
    complaint = accepted(house).complaint
    Staff.objects.filter(pk=house.staff["lead"].pk).update(language="en")
    participation.begin(complaint, Duty.OWNER, staff=house.person("lead"), by=SYSTEM, at=later(hours=1))
    while worker.drain():
        pass
    mine = [mail for mail in postbox.mails if mail.to == "lead@kazami.example"]
    assert len(mine) == 1
    assert "Owner" in mine[0].subject
    assert "/desk/complaints/" in mine[0].text
    assert "Carter" not in mine[0].subject + mine[0].text
    assert not Outbox.objects.filter(handler="tell_of_duty", done_at=None).exists()


def test_who_takes_it_on_alone_is_not_told(house, postbox):
    complaint = accepted(house).complaint
    participation.begin(complaint, Duty.OWNER, staff=house.person("lead"), by=house.actor("lead"), at=later(hours=1))
    while worker.drain():
        pass
    assert "lead@kazami.example" not in [to for to, _subject in told(postbox)]


def test_somebody_complained_about_is_not_told(house, postbox):
    complaint = accepted(house).complaint
    participation.begin(complaint, Duty.ACCUSED, staff=house.person("lead"), by=SYSTEM, at=later(hours=1))
    participation.begin(complaint, Duty.ASKED, staff=house.person("lead"), by=SYSTEM, at=later(hours=1))
    while worker.drain():
        pass
    assert "lead@kazami.example" not in [to for to, _subject in told(postbox)]


def test_the_contact_hears_that_the_customer_wrote(house, postbox):
    complaint = accepted(house).complaint
    incoming.add(complaint, text="CANARY", by=complainant(None), at=later(hours=1), channel="portal")
    while worker.drain():
        pass
    mails = [mail for mail in postbox.mails if mail.to == "handler@kazami.example"]
    assert len(mails) == 1
    assert "CANARY" not in mails[0].text + mails[0].html
