"""From a finding to what was put right, through the forms of the desk, by the people who must be different."""

from __future__ import annotations

import pytest
from django.test import Client

from amends.complaints.models import Complaint
from amends.decision.queries import newest
from amends.redress.queries import remedy_list
from tests.worlds import World, found_complaint, proposed_complaint

pytestmark = pytest.mark.django_db

DECISION = {
    "verdict": "upheld",
    "reasons": "The winding was burnt although nothing had happened to the fan.",
    "words1": "We repair it free of charge",
    "remedy1": "REPR",
    "words2": "We give you the full price back",
    "remedy2": "REFD",
    "money2": "129.00 MYR",
    "extra2": "APOL",
}


def desk(world: World, name: str) -> Client:
    client = Client()
    client.force_login(getattr(world.cast, name))
    return client


def do(client: Client, complaint: Complaint, act: str, **typed: str):
    version = Complaint.objects.get(pk=complaint.pk).last_sequence
    return client.post(f"/desk/complaints/{complaint.number}/do/{act}", {"version": version, **typed})


def test_from_proposal_to_delivery(client: Client) -> None:
    world = found_complaint()
    complaint, handler, lead = world.complaint, desk(world, "handler"), desk(world, "lead")
    proposed = do(handler, complaint, "propose", **DECISION)
    assert proposed.status_code == 303, proposed.content.decode()[-3000:]
    decision = newest(world.reload())
    assert str(decision.money) == "MYR 129.00"
    page = lead.get(f"/desk/complaints/{complaint.number}/do/approve").content.decode()
    for part in ("We repair it free of charge", "The winding was burnt", world.cast.handler.name, "Upheld"):
        assert part in page
    assert do(lead, complaint, "approve", reason="Read it all").status_code == 303
    assert do(handler, complaint, "send-answer", medium="letter").status_code == 303
    assert world.reload().state == "responded"
    agreed = do(handler, complaint, "agree", option="2", channel="counter", words="Yes, the money please.")
    assert agreed.status_code == 303, agreed.content.decode()[-3000:]
    assert do(handler, complaint, "order").status_code == 303
    remedy = remedy_list(world.reload()).get()
    own = do(handler, complaint, "deliver", remedy=str(remedy.pk), words="Paid back to the card, slip 4411.")
    assert own.status_code == 422  # money is never paid by who owns it
    world.reload()
    assert world.complaint.state == "remedying"


def test_the_owner_does_not_approve_their_own_rejection() -> None:
    world = found_complaint()
    handler = desk(world, "handler")
    rejected = do(
        handler,
        world.complaint,
        "propose",
        verdict="not_upheld",
        reasons="The fan was used outdoors in the rain for two weeks.",
        help="We show you how to dry it, on the phone or at the counter.",
    )
    assert rejected.status_code == 303, rejected.content.decode()[-3000:]
    answer = do(handler, world.complaint, "approve")
    assert answer.status_code in (403, 422)
    assert world.reload().state == "proposed"


def test_an_incomplete_decision_is_refused_beside_the_form() -> None:
    world = found_complaint()
    answer = do(desk(world, "handler"), world.complaint, "propose", verdict="upheld", reasons="It broke by itself.")
    assert answer.status_code == 422
    assert "It broke by itself." in answer.content.decode()
    assert world.reload().state == "found"


def test_a_decision_is_given_back_with_a_reason() -> None:
    world = proposed_complaint()
    lead = desk(world, "lead")
    assert do(lead, world.complaint, "return", reason="").status_code == 422
    assert do(lead, world.complaint, "return", reason="Ask the driver first, please.").status_code == 303
    assert world.reload().state == "investigating"


@pytest.mark.parametrize(("typed", "status"), [("129.00", 303), ("MYR 1,290.50", 303), ("RM 12", 422), ("a lot", 422)])
def test_amounts_are_read_as_people_write_them(typed: str, status: int) -> None:
    world = found_complaint()
    answer = do(desk(world, "handler"), world.complaint, "propose", **{**DECISION, "money2": typed})
    assert answer.status_code == status
