"""Following up, closing, withdrawing, merging and reopening through the forms of the desk."""

from __future__ import annotations

import pytest
from django.test import Client

from amends.complaints.models import Complaint
from amends.followup.queries import newest
from tests.worlds import World, acknowledged_complaint, assessed_complaint, remedied_complaint

pytestmark = pytest.mark.django_db


def desk(world: World, name: str) -> Client:
    client = Client()
    client.force_login(getattr(world.cast, name))
    return client


def do(client: Client, complaint: Complaint, act: str, **typed: str):
    version = Complaint.objects.get(pk=complaint.pk).last_sequence
    return client.post(f"/desk/complaints/{complaint.number}/do/{act}", {"version": version, **typed})


def followed_up(world: World, outcome: str, said: str) -> Client:
    lead = desk(world, "lead")
    assert do(lead, world.complaint, "plan-follow-up", caller=str(world.cast.caller.pk)).status_code == 303
    caller = desk(world, "caller")
    answer = do(caller, world.complaint, "follow-up", way="phone", outcome=outcome, words=said)
    assert answer.status_code == 303, answer.content.decode()[-2500:]
    return caller


def test_a_content_customer_is_closed_with_the_confirmed_cause() -> None:
    world = remedied_complaint()
    caller = followed_up(world, "satisfied", "The money came at once, thank you.")
    closed = do(caller, world.complaint, "close", cause="P1", level="company", lesson="Winding test before packing")
    assert closed.status_code == 303, closed.content.decode()[-2500:]
    complaint = world.reload()
    assert (complaint.state, complaint.outcome, complaint.next_promise_id) == ("closed", "satisfied", None)


def test_dissatisfied_opens_a_second_round_once_with_a_new_owner() -> None:
    world = remedied_complaint()
    followed_up(world, "dissatisfied", "The money came, but nobody said sorry.")
    complaint = world.reload()
    assert (complaint.state, complaint.round) == ("second_round", 2)
    assert newest(complaint) is not None


def test_the_owner_does_not_ask_about_their_own_work() -> None:
    world = remedied_complaint()
    refused = do(desk(world, "lead"), world.complaint, "plan-follow-up", caller=str(world.cast.handler.pk))
    assert refused.status_code == 422
    assert world.reload().state == "remedied"


def test_withdrawing_needs_the_customers_own_words_and_can_be_undone() -> None:
    world = assessed_complaint()
    handler = desk(world, "handler")
    assert do(handler, world.complaint, "withdraw", channel="phone", words="").status_code == 422
    taken = do(handler, world.complaint, "withdraw", channel="phone", words="It works again, forget it please.")
    assert taken.status_code == 303
    assert world.reload().state == "withdrawn"
    again = do(handler, world.complaint, "reopen", words="It stopped again last night.")
    assert again.status_code == 303
    assert world.reload().is_open


def test_two_references_of_one_matter_and_back() -> None:
    world = acknowledged_complaint()
    other = acknowledged_complaint_of_same(world)
    lead = desk(world, "lead")
    stranger = do(desk(world, "clerk"), world.complaint, "merge", other=other.number, words="Same fan, same day")
    assert stranger.status_code in (403, 404)
    merged = do(lead, world.complaint, "merge", other=other.number, words="The same fan, told twice")
    assert merged.status_code == 303, merged.content.decode()[-2500:]
    assert world.reload().merged_into_id == other.pk
    assert lead.get(f"/desk/complaints/{world.complaint.number}").status_code == 200
    assert do(lead, world.complaint, "unmerge", words="It was another fan after all").status_code == 303
    assert world.reload().is_open


def acknowledged_complaint_of_same(world: World) -> Complaint:
    from amends.complaints.rules import Channel
    from amends.intake.actions import accept
    from amends.intake.arrival import Arrival

    arrival = Arrival(
        brand=world.cast.brand,
        unit=world.cast.care,
        channel=Channel.COUNTER,
        text="My fan burnt, I told you before.",
        received_at=world.at,
        language="en",
    )
    return accept(arrival, by=world.handler, at=world.at).complaint


def test_a_reference_that_is_none_is_said_beside_the_field() -> None:
    world = acknowledged_complaint()
    answer = do(desk(world, "lead"), world.complaint, "link", other="12345")
    assert answer.status_code == 422
    assert do(desk(world, "lead"), world.complaint, "link", other="000-000-0000").status_code == 404
