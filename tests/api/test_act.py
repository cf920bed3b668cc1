"""The whole way by API: one address for each act, in the name of a person or of a program, from a known version."""

import json

import pytest
from django.test import Client

from amends.complaints.rules import State
from amends.decision.models import Decision
from amends.organisation import book
from amends.organisation.actor import SYSTEM
from amends.organisation.models import Brand
from amends.organisation.rules import Role
from tests.worlds import World, accepted_complaint, assessed_complaint, found

pytestmark = pytest.mark.django_db


class Caller:
    """A program that acts on one complaint."""

    def __init__(self, world: World, role: Role = Role.MANAGER, brand: Brand | None = None) -> None:
        _row, secret = book.make_token("till", role=role, brand=brand or world.cast.brand, by=SYSTEM, at=world.at)
        self.headers = {"Authorization": f"Bearer {secret}"}
        self.world, self.client = world, Client()

    def post(self, action: str, expected: int = 200, version: str = "", **content):
        headers = self.headers | ({"If-Match": version} if version else {})
        answer = self.client.post(
            f"/api/v1/complaints/{self.world.complaint.number}/{action}",
            json.dumps(content),
            content_type="application/json",
            headers=headers,
        )
        assert answer.status_code == expected, answer.content.decode()
        return answer.json()


LOOK = {
    "lane": "normal",
    "severity": 2,
    "is_danger": False,
    "told_cause": "It was broken from the start",
    "cause": "P1",
    "loss": "actual",
    "is_material": True,
}
OPTIONS = [
    {"words": "We repair it by Friday", "remedies": [{"remedy": "REPR"}]},
    {
        "words": "The full price back",
        "remedies": [{"remedy": "REFD", "money": {"amount": "129.00", "currency": "MYR"}}],
    },
]
FOUND = {"sentence": found().sentence, "responsibility": "producer", "cause": "P1", "reason": found().reason}


def test_a_complaint_walks_from_acceptance_to_its_end_by_api_alone():
    world = accepted_complaint()
    api = Caller(world)
    assert api.post("acknowledge", as_staff="receiver")["state"] == State.ACKNOWLEDGED
    api.post("assess", **LOOK)
    api.post("assign", staff="handler", as_staff="lead")
    assert api.post("confirm", as_staff="handler")["state"] == State.ASSESSED
    api.post("ask", unit="delivery", question="Was the parcel wet when you had it?", as_staff="handler")
    api.post(
        "state", words="It was dry all the time.", side="outside", speaker="the carrier's office", as_staff="handler"
    )
    api.post("evidence", words="Workshop protocol: winding burnt.", source="protocol 118")
    assert api.post("find", as_staff="handler", **FOUND)["state"] == State.FOUND
    decided = {"verdict": "upheld", "reasons": "The winding was burnt.", "options": OPTIONS}
    assert api.post("propose", as_staff="handler", **decided)["state"] == State.PROPOSED
    assert api.post("approve", as_staff="lead")["state"] == State.APPROVED
    assert api.post("respond", medium="letter", as_staff="handler")["state"] == State.RESPONDED
    agreed = api.post("agree", channel="counter", words="Yes, the money please.", option=2, as_staff="handler")
    assert agreed["state"] == State.AGREED
    assert {"remedy"} <= {one["subject"] for one in agreed["promises"] if one["standing"] == "open"}
    assert api.post("deliver", words="Paid, receipt 4411.", as_staff="payer")["state"] == State.REMEDIED
    asked = api.post("follow-up", words="It is fine now, thank you.", outcome="satisfied", as_staff="caller")
    assert asked["state"] == State.FOLLOWING_UP
    closed = api.post("close", cause="P1", lesson="Test the lot first.")
    assert (closed["state"], closed["outcome"]) == (State.CLOSED, "satisfied")
    assert api.post("reopen", words="It stopped again after a week.")["state"] == State.ASSESSED


def test_a_decision_given_back_returns_to_the_investigation():
    world = assessed_complaint()
    api = Caller(world)
    api.post("investigate", investigator="investigator")
    api.post("state", words="I never saw that fan.", side="outside", speaker="the driver")
    api.post("find", as_staff="investigator", **FOUND)
    api.post("propose", as_staff="handler", verdict="not_upheld", reasons="It is within the norm.", help="We call you.")
    assert api.post("return", reason="Ask the seller first.", as_staff="lead")["state"] == State.INVESTIGATING


def test_withdrawn_in_the_customers_words_only():
    api = Caller(assessed_complaint())
    refused = api.post("withdraw", 422, words="ok")
    assert refused["title"] == "words_needed"
    assert api.post("withdraw", words="Leave it, I bought another one.", channel="phone")["state"] == State.WITHDRAWN


def test_merge_link_and_part_by_reference():
    world = assessed_complaint()
    other = assessed_complaint(cast=world.cast, at=world.at)
    api = Caller(world)
    api.post("link", other=other.complaint.number)
    assert api.post("merge", into=other.complaint.number, words="The same fan twice")["state"] == State.MERGED
    assert api.post("unmerge", words="Two fans after all")["state"] == State.ASSESSED


def test_another_version_than_the_present_one_is_refused_with_both():
    world = assessed_complaint()
    api = Caller(world)
    refused = api.post("withdraw", 409, version='"1"', words="Leave it, I bought another one.")
    assert refused["facts"] == {"yours": "1", "ours": world.reload().last_sequence}
    assert world.complaint.state == State.ASSESSED
    api.post("withdraw", version=f'"{world.complaint.last_sequence}"', words="Leave it, I bought another one.")


def test_a_program_does_not_do_what_a_person_must():
    api = Caller(accepted_complaint(), role=Role.INTEGRATION)
    assert api.post("confirm", 422)["title"] == "person_needed"
    assert api.post("find", 422, **FOUND)["title"] in {"person_needed", "duty_needed"}


def test_only_tokens_of_managers_and_administrators_name_who_acts():
    world = assessed_complaint()
    for role in (Role.INTEGRATION, Role.HANDLER, Role.LEAD):
        assert Caller(world, role=role).post("confirm", 403, as_staff="handler")["title"] == "not_allowed"
    for name in ("stranger", "nobody"):
        Caller(world).post("confirm", 404, as_staff=name)


def test_who_is_named_has_their_own_rights_and_no_more():
    api = Caller(assessed_complaint())
    assert api.post("merge", 403, into="1", words="The same matter", as_staff="handler")["title"] == "not_allowed"
    api.post("assess", 404, as_staff="clerk", **LOOK)
    assert api.post("second", 422, as_staff="lead")["title"] in {"no_finding", "wrong_state"}


@pytest.mark.parametrize("action", ["acknowledge", "assess", "propose", "approve", "close", "withdraw", "reopen"])
def test_another_brand_finds_nothing(action):
    world = assessed_complaint()
    stranger = Caller(world, brand=Brand.objects.get(code="other"))
    contents = {
        "assess": LOOK,
        "propose": {"verdict": "upheld", "reasons": "x"},
        "withdraw": {"words": "x"},
        "reopen": {"words": "x"},
    }
    assert stranger.post(action, 404, **contents.get(action, {}))["title"] == "not_found"


def test_unknown_fields_and_codes_are_refused_by_name():
    api = Caller(assessed_complaint())
    assert api.post("assess", 422, **LOOK, colour="red")["errors"][0]["field"].endswith("colour")
    api.post("assess", 422, **(LOOK | {"lane": "fast"}))
    money = {"amount": "ten", "currency": "MYR"}
    api.post("assess", 422, **(LOOK | {"loss_per_day": money, "stop_gap": "A fan on loan"}))
    assert not Decision.objects.exists()
