"""Following up, closing, withdrawing, merging and reopening through the forms of the desk."""

from __future__ import annotations

import pytest
from django.test import Client

from amends.complaints.models import Complaint, Entry
from amends.customers.models import Customer, CustomerMerge
from amends.followup.queries import newest
from amends.kernel import reference
from amends.promises.models import Promise
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


def joined_worlds() -> tuple[World, World, Client]:
    world = assessed_complaint()
    other = assessed_complaint(cast=world.cast, at=world.at)
    lead = desk(world, "lead")
    assert do(lead, world.complaint, "same-person", other=other.complaint.number).status_code == 303
    merge = CustomerMerge.objects.get()
    assert (merge.source_id, merge.target_id) == (world.complaint.customer_id, other.complaint.customer_id)
    return world, other, lead


def page_of(client: Client, complaint: Complaint, rest: str = "") -> str:
    answer = client.get(f"/desk/complaints/{complaint.number}{rest}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("side", [0, 1])
def test_two_customers_who_were_joined_are_parted_from_either_complaint(side: int) -> None:
    *worlds, lead = joined_worlds()
    complaint = worlds[side].complaint
    assert "Two customers after all" in page_of(lead, complaint)
    form = page_of(lead, complaint, "/do/two-persons")
    merge = CustomerMerge.objects.get()
    assert str(merge.pk) in form
    assert f"{merge.source.contact_points.first().value}), joined with" in form
    assert form.count(" by Lead, ") == 1
    running = Promise.objects.filter(standing="open").count()
    assert do(lead, complaint, "two-persons", merge=str(merge.pk), words="").status_code == 422
    version = Complaint.objects.get(pk=complaint.pk).last_sequence
    sent = {"version": version, "merge": str(merge.pk), "words": "Mother and daughter share the telephone."}
    address = f"/desk/complaints/{complaint.number}/do/two-persons"
    assert lead.post(address, sent).status_code == 303
    assert lead.post(address, sent).status_code == 422, "sent twice it is done once"
    merge.refresh_from_db()
    assert (merge.undone_words, merge.undone_by) == (sent["words"], worlds[0].actor("lead").code)
    assert Customer.objects.get(pk=merge.source_id).merged_into is None
    assert Entry.objects.filter(kind="customers.parted").count() == 2
    assert Promise.objects.filter(standing="open").count() == running
    for one in worlds:
        page = page_of(lead, one.complaint)
        assert "Lead parted two customers again" in page
        assert "/do/two-persons" not in page


def test_who_may_not_join_may_not_part() -> None:
    world, _other, _lead = joined_worlds()
    merge = str(CustomerMerge.objects.get().pk)
    for name, status in (("handler", 403), ("clerk", 404)):
        client = desk(world, name)
        sent = do(client, world.complaint, "two-persons", merge=merge, words="Mother and daughter share it.")
        assert sent.status_code == status
    assert "/do/two-persons" not in page_of(desk(world, "handler"), world.complaint)
    assert CustomerMerge.objects.get().undone_at is None


def test_who_was_never_joined_cannot_be_parted() -> None:
    world, _other, lead = joined_worlds()
    apart = assessed_complaint(cast=world.cast, at=world.at)
    assert "/do/two-persons" not in page_of(lead, apart.complaint)
    merge = str(CustomerMerge.objects.get().pk)
    refused = do(lead, apart.complaint, "two-persons", merge=merge, words="Mother and daughter share it.")
    assert refused.status_code == 422
    assert CustomerMerge.objects.get().undone_at is None


def test_complaints_merged_or_linked_stand_beside_one_another() -> None:
    world = assessed_complaint()
    into, linked = (assessed_complaint(cast=world.cast, at=world.at).complaint for _ in range(2))
    lead = desk(world, "lead")
    assert do(lead, world.complaint, "link", other=linked.number).status_code == 303
    assert "Linked with" in page_of(lead, linked)
    assert do(lead, world.complaint, "merge", other=into.number, words="The same fan, told twice").status_code == 303
    for page, words, other in (
        (page_of(lead, world.complaint), "Goes on in", into),
        (page_of(lead, world.complaint), "Linked with", linked),
        (page_of(lead, into), "Merged here", world.complaint),
        (page_of(lead, linked), "Linked with", world.complaint),
    ):
        beside = page.split(f"<dt>{words}</dt>")[1].split("</dd>")[0]
        assert reference.shown(other.number) in beside
    seller = desk(world, "seller")
    Complaint.objects.filter(pk=into.pk).update(unit=world.cast.sales)
    assert "Merged here" not in page_of(seller, into), "who may not see the other one is not led there"
