"""Acts on the complaint page: one form each, refusals beside the form with everything kept, only what is open is offered."""

from __future__ import annotations

import pytest

from amends.complaints.models import Complaint
from amends.complaints.queries import reload
from amends.complaints.rules import Waiting
from amends.flows import receipt
from amends.investigation.models import Question, Statement
from amends.organisation.actor import SYSTEM
from amends.triage import actions as triage
from tests.cast import House, accepted, later

LOOK = {
    "told_cause": "You left it in the rain",
    "cause": "S4",
    "level": "individual",
    "is_danger": "no",
    "severity": "2",
    "lane": "normal",
    "loss": "actual",
    "is_material": "on",
}


@pytest.fixture
def complaint(house: House) -> Complaint:
    made = accepted(house).complaint
    receipt.hand_over_receipt(made, medium="slip", by=SYSTEM, at=later(minutes=1))
    return reload(made)


def url(complaint: Complaint, act: str) -> str:
    return f"/desk/complaints/{complaint.number}/do/{act}"


def do(client, complaint: Complaint, act: str, **typed: str):
    version = Complaint.objects.get(pk=complaint.pk).last_sequence
    return client.post(url(complaint, act), {"version": version, **typed})


def test_from_first_look_to_finding(house: House, at_desk, complaint: Complaint) -> None:
    handler, investigator = at_desk("handler"), at_desk("investigator")
    assert do(handler, complaint, "take-on").status_code == 303
    assert do(handler, complaint, "assess", **LOOK).status_code == 303
    assert reload(complaint).state == "assessed"
    assert do(handler, complaint, "investigate", investigator=house.person("handler").pk).status_code == 303
    assert reload(complaint).state == "investigating"
    asked = do(
        handler, complaint, "ask", unit=house.repairs.pk, words="When did the box arrive?", due="2030-01-04T12:00"
    )
    assert asked.status_code == 303
    question = Question.objects.get(complaint=complaint)
    answered = do(investigator, complaint, "answer-question", question=question.pk, words="At two, it was raining.")
    assert answered.status_code == 404  # who is asked sees the question, not the file
    mine = investigator.get("/desk/questions").content.decode()
    assert "When did the box arrive?" in mine
    assert complaint.subject not in mine
    on_record = investigator.post(f"/desk/questions/{question.pk}", {"words": "At two, it was raining."})
    assert on_record.status_code == 303
    assert at_desk("payer").get(f"/desk/questions/{question.pk}").status_code == 404
    for words in ("The driver left it at the gate.",):
        assert do(handler, complaint, "statement", side="outside", speaker="Driver", words=words).status_code == 303
    assert Statement.objects.filter(complaint=complaint).count() == 2
    evidence = do(handler, complaint, "evidence", words="Scan at 14:12, rain from 13:50", source="Delivery scanner")
    assert evidence.status_code == 303
    found = do(
        handler,
        complaint,
        "find",
        sentence="The driver left the box outside in the rain.",
        responsibility="shared",
        shares="Carrier or partner 60%, seller 40",
        cause="S4",
        level="individual",
        reason="The scan and the weather say so, and the driver agrees.",
    )
    assert found.status_code == 303, found.content.decode()[:2000]
    assert reload(complaint).state == "found"


def test_the_page_offers_what_can_be_done_and_nothing_else(at_desk, complaint: Complaint) -> None:
    page = at_desk("handler").get(f"/desk/complaints/{complaint.number}").content.decode()
    assert url(complaint, "assess").replace(complaint.number, "").rsplit("/", 1)[1] in page
    for act in ("assess", "take-on", "assign", "wait"):
        assert f"/do/{act}" in page
    for act in ("find", "second", "answer-question"):
        assert f"/do/{act}" not in page
    assert "/do/" not in at_desk("auditor").get(f"/desk/complaints/{complaint.number}").content.decode()


def test_a_refusal_stands_beside_the_form_with_everything_typed(at_desk, complaint: Complaint) -> None:
    answer = do(at_desk("handler"), complaint, "assess", **{**LOOK, "is_material": "", "told_cause": "Wet <box>"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Wet &lt;box&gt;" in page
    assert 'role="alert"' in page
    assert reload(complaint).state == "acknowledged"


def test_a_stale_form_is_refused_with_the_text_kept_and_goes_through_afterwards(at_desk, complaint: Complaint) -> None:
    client = at_desk("handler")
    old = complaint.last_sequence
    triage.wait(reload(complaint), waiting_for=Waiting.CUSTOMER, by=SYSTEM, at=later(hours=1))
    refused = client.post(
        url(complaint, "evidence"), {"version": old, "words": "A scan of the parcel", "source": "Scanner"}
    )
    assert refused.status_code == 409
    assert "A scan of the parcel" in refused.content.decode()
    assert do(client, complaint, "evidence", words="A scan of the parcel", source="Scanner").status_code == 303


@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("payer", 404), ("auditor", 403), ("lead", 200)])
def test_strangers_see_nothing_and_readers_may_not_act(at_desk, complaint: Complaint, who: str, status: int) -> None:
    client = at_desk(who)
    assert client.get(url(complaint, "assess")).status_code == status
    assert do(client, complaint, "wait", waiting_for="customer").status_code == (303 if status == 200 else status)


def test_an_unknown_act_is_not_there(at_desk, complaint: Complaint) -> None:
    assert at_desk("lead").get(url(complaint, "delete")).status_code == 404


def test_every_act_opens_for_the_manager(at_desk, complaint: Complaint) -> None:
    from amends.web.desk.acts.registry import ACTS

    client = at_desk("manager")
    for name in ACTS:
        page = client.get(url(complaint, name))
        assert page.status_code == 200, name
        assert str(ACTS[name].title) in page.content.decode()
