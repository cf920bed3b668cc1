"""Any employee takes any complaint in four fields; the receipt is in the hand, and the key stays with the customer."""

import pytest
import time_machine

from amends.complaints import tracking
from amends.complaints.models import Complaint, Participation
from amends.complaints.queries import reload
from amends.correspondence.models import Message
from tests.cast import accepted, later

NOW = later(hours=1)


@pytest.fixture(autouse=True)
def _at_work():
    with time_machine.travel(NOW, tick=False):
        yield


def take(client, **told):
    content = {
        "channel": "phone",
        "name": "Nor Hayati binti Salleh",
        "text": "The air conditioner drips since Monday and the floor is wet.",
        "wish": "Somebody comes before the weekend.",
        "phone": "+60 19-555 0171",
        "kind": "complaint",
    } | told
    return client.post("/desk/behalf", content)


def test_a_clerk_without_any_other_right_takes_a_complaint_and_stays_its_contact(house, at_desk):
    clerk = at_desk("clerk")
    answer = take(clerk)
    assert answer.status_code == 303
    complaint = Complaint.objects.get()
    assert complaint.channel == "phone"
    duties = set(Participation.objects.values_list("duty", "staff__name"))
    assert duties == {("receiver", "Clerk Person"), ("contact", "Clerk Person")}
    page = clerk.get(answer["Location"]).content.decode()
    assert "I am Clerk Person and stay your contact" in page


def test_the_receipt_is_spoken_or_printed_and_acknowledges(house, at_desk):
    clerk = at_desk("clerk")
    take(clerk)
    complaint = Complaint.objects.get()
    assert clerk.post(f"/desk/behalf/{complaint.number}/receipt", {"medium": "slip"}).status_code == 303
    assert reload(complaint).state == "acknowledged"
    assert Message.objects.get(kind="slip").medium == "slip"
    slip = clerk.get(f"/desk/behalf/{complaint.number}/slip").content.decode()
    assert tracking.key_for(complaint.pk) in slip
    assert "data:image/svg+xml" in slip


def test_the_key_is_for_the_one_who_took_it_and_only_for_a_while(house, at_desk):
    take(at_desk("clerk"))
    complaint = Complaint.objects.get()
    address = f"/desk/behalf/{complaint.number}/slip"
    assert at_desk("manager").get(address).status_code == 403
    assert at_desk("stranger").get(address).status_code == 404
    with time_machine.travel(later(hours=3), tick=False):
        assert at_desk("clerk").get(address).status_code == 403


def test_sent_twice_it_is_one_complaint(house, at_desk):
    clerk = at_desk("clerk")
    first, second = take(clerk, key="abc"), take(clerk, key="abc")
    assert first["Location"] == second["Location"]
    assert Complaint.objects.count() == 1


def test_nothing_told_is_refused_and_everything_typed_is_still_there(house, at_desk):
    answer = take(at_desk("clerk"), text="  ")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Please tell us what happened" in page
    assert "Nor Hayati binti Salleh" in page
    assert "+60 19-555 0171" in page


@pytest.mark.parametrize("typed", ["at the reception", "0113 496 0000 / 07700 900 123"], ids=["words", "two-numbers"])
def test_what_is_no_phone_number_is_said_beside_its_field_and_kept(house, at_desk, typed):
    answer = take(at_desk("clerk"), phone=typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This is not a phone number" in page
    assert typed in page
    assert not Complaint.objects.exists()


def test_the_clock_of_our_promises_starts_when_it_rang(house, at_desk):
    take(at_desk("clerk"), started_at=later(minutes=55).isoformat())
    assert Complaint.objects.get().received_at == later(minutes=55)
    take(at_desk("clerk"), started_at="2020-01-01T00:00:00+00:00", key="x")
    assert Complaint.objects.latest("id").received_at == NOW


def test_a_clerk_sees_only_that_there_is_an_earlier_complaint_and_whose_it_is(house, at_desk):
    complaint = accepted(house).complaint
    for typed in ({"phone": "0113 496 0142"}, {"mail": "helen.carter@example.com"}, {"name": "Helen Carter"}):
        page = at_desk("clerk").get("/desk/behalf/earlier", typed).content.decode()
        assert complaint.number in page.replace("-", "")
        assert "Handler Person" in page
        assert "box stood in the rain" not in page.lower()
    assert "rain" in at_desk("handler").get("/desk/behalf/earlier", {"name": "Helen Carter"}).content.decode()
    assert complaint.number not in at_desk("stranger").get(
        "/desk/behalf/earlier", {"name": "Helen Carter"}
    ).content.decode().replace("-", "")


def test_a_department_can_be_named(house, at_desk):
    take(at_desk("clerk"), unit="repairs")
    complaint = Complaint.objects.get()
    assert (complaint.unit.code, complaint.concerns.code) == ("repairs", "repairs")


def test_an_auditor_takes_nothing(house, at_desk):
    assert at_desk("auditor").get("/desk/behalf").status_code == 403
    assert take(at_desk("auditor")).status_code == 403
