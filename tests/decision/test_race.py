"""Two people press the same button at the same moment, in two threads on two connections."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from amends.complaints.errors import StaleComplaint
from amends.complaints.models import Complaint, Entry
from amends.complaints.queries import loaded
from amends.complaints.rules import State
from amends.decision import actions as decision
from amends.decision.models import Look
from amends.decision.rules import Offer, Part
from tests.worlds import REPAIR, money, proposal, proposed_complaint


@pytest.mark.django_db(transaction=True)
def test_of_two_approvals_in_two_threads_one_stands_and_one_is_stale():
    dear = Offer(words="Money back", parts=(Part(remedy="REFD", money=money("900")),))
    world = proposed_complaint(decided=proposal(offers=(REPAIR, dear)))
    actors = {name: world.actor(name) for name in ("lead", "manager")}
    both_read, at, ends = Barrier(2), world.later(), {}

    def approve(name: str) -> None:
        try:
            complaint = loaded().get(pk=world.complaint.pk)
            both_read.wait(timeout=30)
            decision.approve(complaint, by=actors[name], at=at)
            ends[name] = "approved"
        except StaleComplaint:
            ends[name] = "stale"
        finally:
            connection.close()

    threads = [Thread(target=approve, args=(name,)) for name in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(ends.values()) == ["approved", "stale"]
    assert Complaint.objects.get(pk=world.complaint.pk).state == State.APPROVED
    assert Look.objects.count() == 1
    assert Entry.objects.filter(kind="decision.approved").count() == 1
