"""The worker: after-work is done once, survives being killed, and mails leave through a real server."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from amends.complaints import timeline
from amends.complaints.models import Complaint, Entry, Outbox
from amends.correspondence import outgoing, ports
from amends.correspondence.models import Delivery, Message
from amends.customers.book import Person
from amends.flows import delivery, leases, reactions, worker
from amends.promises.models import Promise
from amends.promises.rules import Standing, Subject
from tests.cast import House, accepted, make_house


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def carried(smtp_sink, settings):
    settings.AMENDS_SMTP = f"smtp://{smtp_sink.host}:{smtp_sink.port}"
    return smtp_sink


def test_from_acceptance_to_the_mailbox(house: House, carried) -> None:
    complaint = accepted(house, at=timezone.now()).complaint
    assert worker.drain() == 1
    assert delivery.deliver() == 1
    complaint = Complaint.objects.get(pk=complaint.pk)
    message = Message.objects.get(complaint=complaint, kind="receipt")
    assert (complaint.state, message.delivery) == ("acknowledged", Delivery.DEPARTED)
    mails = carried.to("helen.carter@example.com")
    assert len(mails) == 1
    assert worker.drain() + delivery.deliver() == 0


def flood(house: House, size: int) -> list[Complaint]:
    """Complaints of people of different addresses, whose receipts are ready to leave."""
    made = [
        accepted(
            house, at=timezone.now(), person=Person(name=f"Jo {number}", mail=f"jo{size}.{number}@example.com")
        ).complaint
        for number in range(size)
    ]
    while worker.drain():
        pass
    return made


def test_receipts_of_a_flood_are_recorded_together_with_few_questions_to_the_database(house: House, carried) -> None:
    flood(house, 2)
    with CaptureQueriesContext(connection) as few:
        delivery.deliver()
    flood(house, 12)
    with CaptureQueriesContext(connection) as many:
        delivery.deliver()
    assert Complaint.objects.filter(state="acknowledged").count() == len(carried.sent) == 14
    assert (len(many) - len(few)) / 10 <= 6
    assert not list(timeline.broken_chains())
    kept = Promise.objects.filter(subject=Subject.ACKNOWLEDGEMENT)
    assert {promise.standing for promise in kept} == {Standing.KEPT}


def test_one_that_somebody_worked_on_meanwhile_is_recorded_as_it_is_now_and_the_others_too(
    house: House, carried, monkeypatch
) -> None:
    made = flood(house, 3)
    read = delivery.loaded

    def read_before_somebody_worked():
        rows = list(read())
        complaint = Complaint.objects.get(pk=made[1].pk)
        outgoing.note(complaint, text="Helen rang as well.", by=house.actor("handler"), at=timezone.now())
        monkeypatch.setattr(delivery, "loaded", read)
        return SimpleNamespace(in_bulk=lambda _: {row.pk: row for row in rows})

    monkeypatch.setattr(delivery, "loaded", read_before_somebody_worked)
    assert delivery.deliver() == 3
    assert {one.state for one in Complaint.objects.all()} == {"acknowledged"}
    assert sorted(Entry.objects.filter(kind="complaint.acknowledged").values_list("complaint_id", flat=True)) == sorted(
        complaint.pk for complaint in made
    )
    assert len(carried.sent) == 3
    assert not list(timeline.broken_chains())


def test_a_row_somebody_has_in_hand_is_free_again_after_a_minute(house: House) -> None:
    accepted(house, at=timezone.now())
    now = timezone.now()
    assert len(worker.claim(now, 10)) == 1
    assert worker.claim(now + timedelta(seconds=59), 10) == []
    assert len(worker.claim(now + timedelta(seconds=61), 10)) == 1


def test_work_that_fails_is_counted_put_off_and_given_up_in_the_end(house: House, monkeypatch) -> None:
    accepted(house, at=timezone.now())

    def broken(*_args: object) -> None:
        raise ValueError("secret words of a customer")

    monkeypatch.setattr(reactions, "handler_named", lambda name: broken)
    for _ in range(worker.MOST_TRIES):
        Outbox.objects.update(due_at=timezone.now())
        worker.drain()
    row = Outbox.objects.get()
    assert (row.attempts, row.reason, row.done_at) == (worker.MOST_TRIES, "ValueError", None)
    assert row.gave_up_at is not None


def test_a_mail_handed_over_by_a_killed_worker_is_sent_once_more_and_then_never(house: House, carried) -> None:
    accepted(house, at=timezone.now())
    worker.drain()
    now = timezone.now()
    for tries, expected in ((1, 1), (2, 1), (3, 0), (4, 0)):
        at = now + tries * timedelta(minutes=2)
        claimed = delivery.claim(at, 10)
        assert len(claimed) == expected
        assert not claimed or delivery.hand_over(claimed, at) == claimed
    message = Message.objects.get(kind="receipt")
    assert (message.delivery, message.not_before) == (Delivery.UNCERTAIN, None)


def test_a_mail_that_a_killed_worker_had_taken_but_not_begun_to_send_is_as_good_as_new(house: House) -> None:
    accepted(house, at=timezone.now())
    worker.drain()
    now = timezone.now()
    for tries in (1, 2, 3, 4):
        assert len(delivery.claim(now + tries * timedelta(minutes=2), 10)) == 1
        assert delivery.claim(now + tries * timedelta(minutes=2, seconds=5), 10) == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_away_in_the_middle_makes_no_mail_go_twice(carried, monkeypatch) -> None:
    flood(make_house(), 8)
    ended: list[int] = []
    carrier, make_sender = delivery.Carrier(), ports.make_sender

    def make_sender_that_meets_trouble() -> Any:
        sender: Any = make_sender()
        send = sender.send

        def send_and_lose_the_database(mail) -> None:
            send(mail)
            if len(carried.sent) == 3 and not ended:
                ended.append(connection.connection.info.backend_pid)
                with psycopg.connect(connection.connection.info.dsn, autocommit=True) as other:
                    other.execute("SELECT pg_terminate_backend(%s, 5000)", ended)

        sender.send = send_and_lose_the_database
        return sender

    monkeypatch.setattr(ports, "make_sender", make_sender_that_meets_trouble)
    with pytest.raises(OperationalError):
        carrier.deliver()
    connection.close()
    Message.objects.filter(delivery_reason="claimed").update(not_before=timezone.now())  # their minute is over
    while carrier.deliver():
        pass
    assert sorted(sent.recipients[0] for sent in carried.sent) == [f"jo8.{number}@example.com" for number in range(8)]
    assert {one.state for one in Complaint.objects.all()} == {"acknowledged"}
    assert not list(timeline.broken_chains())


def test_a_server_that_is_away_costs_nothing_but_time(house: House, settings) -> None:
    settings.AMENDS_SMTP = "smtp://127.0.0.1:9"
    accepted(house, at=timezone.now())
    worker.drain()
    assert delivery.deliver() == 1
    message = Message.objects.get(kind="receipt")
    assert message.delivery == Delivery.PREPARED
    assert message.not_before is not None
    assert message.not_before > timezone.now()


def test_a_sweep_runs_once_until_it_is_due_again(house: House) -> None:
    now = timezone.now()
    every = timedelta(hours=1)
    assert [leases.take("x", every, at=now), leases.take("x", every, at=now)] == [True, False]
    assert leases.take("x", every, at=now + every)


def test_every_route_leads_to_a_handler() -> None:
    for names in reactions.routes().values():
        assert all(reactions.handler_named(name) for name in names)
