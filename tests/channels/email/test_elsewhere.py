"""R-13: the same mail to two departments is one complaint that both have, and nothing of either delivery is lost."""

import threading

import pytest
from django.db import connection
from django.test import Client

from amends.complaints.access import visible
from amends.complaints.models import Complaint, Entry, Participation
from amends.correspondence import files
from amends.correspondence.models import Attachment, Message, RawMail
from amends.organisation import book
from amends.organisation.actor import SYSTEM
from amends.organisation.models import Brand, Unit
from amends.organisation.queries import actor_of, default_unit, get_brand
from amends.organisation.rules import Role
from tests.cast import TUESDAY
from tests.channels.email.boxes import box_of, fetched
from tests.channels.email.letters import with_photo, written

pytestmark = [pytest.mark.django_db, pytest.mark.dovecot]
BOTH = "sales@example.net, repairs@example.net"


@pytest.fixture
def boxes(dovecot, db):
    """Two mailboxes, of the first unit and of another one."""
    repairs = Unit.objects.create(brand=get_brand(), code="repairs", name="Repairs")
    return [_box(dovecot, "sales", default_unit(get_brand())), _box(dovecot, "repairs", repairs)]


def _box(dovecot, name, unit):
    server = dovecot.new_mailbox()
    box = box_of(server, name=name)
    box.unit, box.brand = unit, unit.brand
    box.save(update_fields=["unit", "brand"])
    return server, box


def delivered(boxes, *raws: bytes) -> None:
    """Put one mail in each mailbox, as two deliveries of a server, and fetch both."""
    for (server, _), raw in zip(boxes, raws, strict=True):
        server.deliver(raw)
    for _, box in boxes:
        assert fetched(box).error == ""


def delivery(raw: bytes, to: str) -> bytes:
    """Give a mail as the server put it into one mailbox."""
    return f"Delivered-To: {to}@example.net\r\nReceived: by mx.example.net for <{to}@example.net>\r\n".encode() + raw


def handler_of(unit):
    grants = ((Role.HANDLER, unit.brand, unit),)
    return book.add_staff(f"h-{unit.code}", name="Han", password=None, grants=grants, by=SYSTEM, at=TUESDAY)


def test_r_13_the_same_mail_to_two_departments_is_one_complaint_that_both_have(boxes):
    raw = with_photo(to=BOTH, message_id="<both@example.com>")
    delivered(boxes, delivery(raw, "sales"), delivery(raw, "repairs"))
    complaint = Complaint.objects.get()
    rows = list(RawMail.objects.order_by("stored_at"))
    assert [(row.standing, row.reason) for row in rows] == [("accepted", ""), ("duplicate", "same_mail_elsewhere")]
    assert {row.complaint_id for row in rows} == {complaint.pk}
    assert [files.read(row.stored) for row in rows] == [delivery(raw, "sales"), delivery(raw, "repairs")]
    assert (Message.objects.filter(complaint=complaint, is_ours=False).count(), Attachment.objects.count()) == (1, 1)
    sales, repairs = (box.unit for _, box in boxes)
    assert complaint.unit == sales
    assert Participation.objects.get(complaint=complaint, duty="receiver").unit == repairs
    for unit in (sales, repairs):
        assert list(visible(actor_of(handler_of(unit)))) == [complaint]
    assert not Entry.objects.filter(kind="repeat.suspected").exists()


def test_both_departments_find_it_on_their_desk(boxes):
    raw = written(to=BOTH, message_id="<both@example.com>", subject="Wet floor")
    delivered(boxes, delivery(raw, "sales"), delivery(raw, "repairs"))
    for _, box in boxes:
        client = Client()
        client.force_login(handler_of(box.unit))
        page = client.get(f"/desk/complaints/{Complaint.objects.get().number}")
        assert page.status_code == 200
        assert "Wet floor" in client.get("/desk/").content.decode() + client.get("/desk/inbox").content.decode()


@pytest.mark.parametrize(
    "other",
    [
        {"text": "Something else."},
        {"subject": "Another kettle"},
        {"sender": "Bob <bob@example.com>"},
        {"date": "Thu, 2 May 2024 10:00:00 +0900"},
        {"message_id": "<other@example.com>"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_what_differs_is_another_complaint(boxes, other):
    given = {"to": BOTH, "message_id": "<both@example.com>"}
    delivered(boxes, written(**given), written(**given | other))
    assert Complaint.objects.count() == 2
    assert not Participation.objects.filter(unit__isnull=False, duty="receiver").exists()


def test_another_photo_is_another_complaint(boxes):
    given = {"to": BOTH, "message_id": "<both@example.com>"}
    delivered(boxes, with_photo(photo=b"one", **given), with_photo(photo=b"two", **given))
    assert Complaint.objects.count() == 2


def test_two_brands_have_a_complaint_each(boxes):
    brand = Brand.objects.create(code="second", name="Second", calendar=get_brand().calendar)
    _, box = boxes[1]
    box.brand, box.unit = brand, Unit.objects.create(brand=brand, code="front", name="Front", is_default=True)
    box.save(update_fields=["brand", "unit"])
    raw = written(to=BOTH, message_id="<both@example.com>")
    delivered(boxes, raw, raw)
    assert {complaint.brand.code for complaint in Complaint.objects.all()} == {get_brand().code, "second"}


@pytest.mark.django_db(transaction=True)
def test_both_mailboxes_read_at_the_same_moment_make_one(boxes):
    raws = [written(to=BOTH, message_id=f"<both-{number}@example.com>", text=f"{number}") for number in range(12)]
    for server, box in boxes:
        for raw in raws:
            server.deliver(delivery(raw, box.name))
    troubles: list[str] = []

    def fetch(box) -> None:
        try:
            troubles.append(fetched(box).error)
        finally:
            connection.close()

    threads = [threading.Thread(target=fetch, args=(box,)) for _, box in boxes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(troubles) <= {"", "busy"}
    for _, box in boxes:
        assert fetched(box).error == ""
    assert (Complaint.objects.count(), RawMail.objects.count()) == (12, 24)
    assert RawMail.objects.filter(standing="duplicate").count() == 12
    assert Participation.objects.filter(unit__isnull=False, duty="receiver").count() == 12
