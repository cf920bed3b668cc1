"""The register: promises are given, kept, moved and ended, and an open complaint always has the next one."""

import pytest

from amends.complaints.models import Complaint
from amends.organisation.actor import SYSTEM
from amends.promises import book
from amends.promises.models import RUNNING, Promise
from amends.promises.rules import Standing, Subject
from tests.cast import TUESDAY, House, accepted, later, make_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def complaint(house: House) -> Complaint:
    return accepted(house).complaint


def promise_of(complaint: Complaint, subject: Subject) -> Promise:
    return Promise.objects.filter(complaint=complaint, subject=subject).latest("given_at")


@pytest.mark.parametrize(("late_by", "standing"), [(-1, Standing.KEPT), (0, Standing.KEPT), (1, Standing.LATE)])
def test_a_promise_is_kept_or_late_by_the_time_it_happened(
    house: House, complaint: Complaint, late_by: int, standing: Standing
) -> None:
    promise = promise_of(complaint, Subject.UPDATE)
    at = promise.due_at.replace(microsecond=0)
    book.keep(
        complaint,
        Subject.UPDATE,
        by=house.actor("handler"),
        at=at.replace(second=at.second + late_by) if late_by > 0 else at,
    )
    promise.refresh_from_db()
    assert promise.standing == standing
    assert complaint.entries.latest("sequence").payload["standing"] == standing


def test_the_complaint_points_at_the_promise_that_is_due_next(house: House, complaint: Complaint) -> None:
    for subject in (Subject.ACKNOWLEDGEMENT, Subject.UPDATE, Subject.UNDERSTANDING_CALL):
        book.keep(complaint, subject, by=SYSTEM, at=later(minutes=5))
        stored = Complaint.objects.get(pk=complaint.pk)
        running = Promise.objects.filter(complaint=complaint, standing__in=RUNNING).order_by("due_at", "id").first()
        assert running is not None
        assert (stored.next_promise_id, stored.next_due_at) == (running.pk, running.due_at)


def test_the_last_promise_of_an_open_complaint_cannot_end(house: House, complaint: Complaint) -> None:
    with pytest.raises(book.LastPromise):
        book.withdraw(complaint, reason="test", by=SYSTEM, at=later(hours=1))
    assert Promise.objects.filter(complaint=complaint, standing__in=RUNNING).count() == 4
    assert Complaint.objects.get(pk=complaint.pk).last_sequence == 5


def test_a_promise_moves_only_before_it_is_due(house: House, complaint: Complaint) -> None:
    promise = promise_of(complaint, Subject.ANSWER)
    new = book.renegotiate(
        promise, complaint, due=later(days=30), reason="customer_asked", by=house.actor("handler"), at=later(days=1)
    )
    promise.refresh_from_db()
    assert (promise.standing, promise.replaced_by) == (Standing.RENEGOTIATED, new)
    assert (new.subject, new.due_at, new.standing) == (Subject.ANSWER, later(days=30), Standing.OPEN)
    after_due = book.renegotiate(new, complaint, due=later(days=60), reason="part_late", by=SYSTEM, at=later(days=31))
    new.refresh_from_db()
    assert (new.standing, after_due.standing) == (Standing.BROKEN, Standing.OPEN)


def test_a_promise_is_never_given_for_the_past(house: House, complaint: Complaint) -> None:
    with pytest.raises(book.DueInThePast):
        book.give(complaint, Subject.CALL_BACK, due=later(hours=-1), by=SYSTEM, at=TUESDAY)
    assert not Promise.objects.filter(complaint=complaint, subject=Subject.CALL_BACK).exists()


def test_an_ended_promise_does_not_end_again(house: House, complaint: Complaint) -> None:
    promise = book.keep(complaint, Subject.UPDATE, by=SYSTEM, at=later(hours=1))[0]
    with pytest.raises(book.PromiseOver):
        book.keep_one(promise, complaint, by=SYSTEM, at=later(hours=2))


def test_what_came_back_runs_again_under_its_old_date(house: House, complaint: Complaint) -> None:
    kept = book.keep(complaint, Subject.ACKNOWLEDGEMENT, by=SYSTEM, at=later(minutes=1))[0]
    book.reopen(kept, complaint, by=SYSTEM, at=later(minutes=9))
    kept.refresh_from_db()
    assert (kept.standing, kept.ended_at) == (Standing.OPEN, None)
    assert Complaint.objects.get(pk=complaint.pk).next_promise_id == kept.pk


def test_a_promise_passes_to_another_owner(house: House, complaint: Complaint) -> None:
    promise = promise_of(complaint, Subject.ANSWER)
    book.hand_over(promise, complaint, staff=house.person("lead"), unit=None, by=house.actor("lead"), at=later(hours=1))
    promise.refresh_from_db()
    assert (promise.owner_staff, promise.owner_unit) == (house.person("lead"), None)
    assert complaint.entries.latest("sequence").kind == "promise.handed_over"
