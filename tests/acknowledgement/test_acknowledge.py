"""The acknowledgement: at once, in the complainant's language, with a name, a next step and a date; limited per address."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from amends.acknowledgement import letter
from amends.acknowledgement.actions import acknowledge
from amends.acknowledgement.queries import IncompleteLetter, NotDeparted
from amends.complaints.errors import WrongState
from amends.complaints.models import Complaint
from amends.complaints.queries import reload
from amends.complaints.rules import Channel, Kind
from amends.correspondence.models import Delivery, Message
from amends.customers.book import Person
from amends.flows import departure, receipt
from amends.flows.errors import NotYet
from amends.organisation.actor import SYSTEM
from tests.cast import HELEN, TUESDAY, House, accepted, later, make_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


def prepared(complaint: Complaint, at: datetime = TUESDAY) -> Message:
    message = receipt.send_receipt(complaint, at=at)
    assert message is not None
    return message


def test_the_receipt_names_contact_next_step_and_date_and_nothing_a_stranger_wrote(house: House) -> None:
    complaint = accepted(house, subject="BUY CHEAP WATCHES", wish="http://spam.example").complaint
    words = letter.receipt(complaint)
    assert words is not None
    assert words.text.startswith("Dear Mrs Carter")
    assert "Handler Person looks after it for you" in words.text
    assert "Handler Person will call you by Tuesday 14 July 2026" in words.text
    assert letter.tracking_url(complaint) in words.text
    for stranger in ("BUY CHEAP", "spam.example", "stood in the rain"):
        assert stranger not in words.text + words.subject


@pytest.mark.parametrize("language", ["en", "ja", "zh-Hans", "ms"])
@pytest.mark.parametrize(
    "told",
    [
        {"name": "Buy cheap pills http://evil.example"},
        {"name": "Ann Lee", "family_name": "visit evil.example", "title": "Mrs"},
        {"name": "Ann Lee", "given_name": "visit evil.example", "title": "Puan"},
        {"name": "Ann Lee", "family_name": "Lee", "title": "call +60 12 345 6789"},
    ],
    ids=["name", "family", "given", "title"],
)
def test_what_is_no_name_is_not_mailed_to_anybody(house: House, told: dict[str, Any], language: str) -> None:
    person = Person(**told, mail="victim@example.com")
    message = prepared(accepted(house, person=person, language=language).complaint)
    assert message.to_address == "victim@example.com"
    for slogan in ("evil", "pills", "345"):
        assert slogan not in message.text + message.subject


@pytest.mark.parametrize("language", ["en", "ja", "zh-Hans", "ms"])
@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_complete_receipt_in_every_language(house: House, kind: Kind, language: str) -> None:
    words = letter.receipt(accepted(house, kind=kind, language=language).complaint)
    assert words is not None
    assert set(words.facts) == {"contact", "next", "due"}
    assert "{" not in words.text
    assert "Handler Person" in words.text


def test_the_complaint_moves_when_the_receipt_departs_not_before(house: House) -> None:
    complaint = accepted(house).complaint
    message = prepared(complaint)
    assert reload(complaint).state == "accepted"
    departure.record(message, reload(complaint), medium="mail", by=SYSTEM, at=later(minutes=3))
    complaint = reload(complaint)
    kept = complaint.promises.get(subject="acknowledgement")
    assert (complaint.state, kept.standing, kept.ended_at) == ("acknowledged", "kept", later(minutes=3))
    fact = complaint.entries.get(kind="complaint.acknowledged")
    assert (fact.occurred_at, fact.payload["is_automatic"]) == (later(minutes=3), True)
    assert complaint.promises.get(subject="update").standing == "open"


def test_the_receipt_is_prepared_once(house: House) -> None:
    complaint = accepted(house).complaint
    prepared(complaint)
    assert receipt.send_receipt(reload(complaint), at=TUESDAY) is None
    assert Message.objects.filter(kind="receipt").count() == 1


def test_departing_twice_is_once(house: House) -> None:
    complaint = accepted(house).complaint
    message = prepared(complaint)
    departure.record(message, reload(complaint), medium="mail", by=SYSTEM, at=later(minutes=3))
    departure.record(message, reload(complaint), medium="mail", by=SYSTEM, at=later(minutes=9))
    assert Complaint.objects.get(pk=complaint.pk).entries.filter(kind="message.departed").count() == 1


def test_a_letter_that_has_not_left_or_says_too_little_acknowledges_nothing(house: House) -> None:
    complaint = accepted(house).complaint
    message = prepared(complaint)
    with pytest.raises(NotDeparted), transaction.atomic():
        acknowledge(reload(complaint), message=message, by=SYSTEM, at=TUESDAY)
    Message.objects.filter(pk=message.pk).update(facts={"contact": "x"}, delivery=Delivery.DEPARTED)
    with pytest.raises(IncompleteLetter) as refused, transaction.atomic():
        acknowledge(reload(complaint), message=message, by=SYSTEM, at=TUESDAY)
    assert refused.value.facts["missing"] == ["next", "due"]


def test_acknowledging_twice_is_refused(house: House) -> None:
    complaint = accepted(house).complaint
    message = prepared(complaint)
    departure.record(message, reload(complaint), medium="mail", by=SYSTEM, at=later(minutes=3))
    with pytest.raises(WrongState):
        acknowledge(reload(complaint), message=message, by=SYSTEM, at=later(minutes=4))


def test_without_anybody_on_duty_it_waits_and_goes_when_somebody_comes(house: House) -> None:
    complaint = accepted(house, unit=house.repairs).complaint
    house.repairs.duty_person = None
    house.repairs.save(update_fields=["duty_person"])
    Complaint.objects.filter(pk=complaint.pk)
    complaint.participations.all().delete()
    with pytest.raises(NotYet):
        receipt.send_receipt(reload(complaint), at=TUESDAY)
    house.repairs.duty_person = house.person("investigator")
    house.repairs.save(update_fields=["duty_person"])
    message = prepared(reload(complaint), later(hours=1))
    assert "Investigator Person" in message.text


@pytest.mark.parametrize("medium", ["slip", "spoken", "screen"])
def test_without_mail_the_medium_is_part_of_the_fact(house: House, medium: str) -> None:
    person = Person(name="Mori Rie", phone="+81 6 1234 5678")
    complaint = accepted(house, person=person, channel=Channel.COUNTER).complaint
    assert receipt.send_receipt(complaint, at=TUESDAY) is None
    receipt.hand_over_receipt(reload(complaint), medium=medium, by=house.actor("clerk"), at=later(minutes=1))
    complaint = reload(complaint)
    assert complaint.state == "acknowledged"
    assert complaint.entries.get(kind="complaint.acknowledged").payload["medium"] == medium


def test_an_address_gets_one_receipt_an_hour_and_the_flood_is_set_aside(house: House) -> None:
    now = timezone.now()
    deliveries = []
    for _ in range(20):
        message = prepared(accepted(house, person=HELEN).complaint, now)
        deliveries.append((message.delivery, message.not_before))
    assert deliveries[0] == (Delivery.PREPARED, now)
    assert deliveries[1] == (Delivery.PREPARED, now + timedelta(hours=1))
    assert {delivery for delivery, _ in deliveries[2:]} == {Delivery.SUPPRESSED}
    elsewhere = accepted(house, person=Person(name="Ravi", mail="ravi@example.com")).complaint
    assert prepared(elsewhere, now).not_before == now
