"""When the standards of the house are due."""

from datetime import UTC, datetime, time, timedelta

import pytest

from amends.kernel.calendar import Closure, NaiveInstant, WorkingCalendar
from amends.promises.rules import (
    HOUSE_STANDARDS,
    Standing,
    Subject,
    due_for,
    on_acceptance,
    standing_when_fulfilled,
)

TOKYO = WorkingCalendar("Asia/Tokyo", country="JP")


def tokyo(day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    """Read a wall clock in Tokyo; November 2026 begins on a Sunday and the 3rd and the 23rd are holidays."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=9)


CASES = [
    ("ACK", tokyo(4, 10), tokyo(4, 11), "an hour of a working day"),
    ("ACK", tokyo(4, 17, 30), tokyo(5, 9, 30), "the hour goes on next morning"),
    ("ACK", tokyo(6, 17, 30), tokyo(7, 17, 30), "no later than a day, over a weekend"),
    ("SAME_DAY", tokyo(4, 15, 59), tokyo(4, 18), "before the cut-off it is today"),
    ("SAME_DAY", tokyo(4, 16), tokyo(5, 10), "at the cut-off it is the next morning"),
    ("CALL", tokyo(6, 20), tokyo(9, 10), "on Friday night it is Monday morning"),
    ("CALL", tokyo(2, 16, 30), tokyo(4, 10), "Culture Day is no morning for calls"),
    ("CALL_BACK", tokyo(4, 11, 50), tokyo(4, 12, 5), "a quarter of an hour"),
    ("CALL_BACK", tokyo(4, 17, 55), tokyo(5, 9, 10), "a quarter of an hour over night"),
    ("ANSWER", tokyo(4, 10), tokyo(18, 18), "ten working days"),
    ("ANSWER", tokyo(10, 10), tokyo(25, 18), "ten working days around Labour Thanksgiving Day"),
    ("ANSWER_CAREFUL", tokyo(4, 10), tokyo(26, 18), "fifteen working days"),
    ("UPDATE", tokyo(4, 10), tokyo(9, 18), "three working days"),
    ("REMEDY", tokyo(4, 10), tokyo(11, 18), "five working days"),
    ("REMEDY_MONEY", tokyo(4, 10), tokyo(9, 18), "money in three"),
    ("FOLLOW_UP", tokyo(4, 10), tokyo(9, 18), "the fifth day"),
    ("FOLLOW_UP", tokyo(2, 10), tokyo(9, 18), "the fifth day is a Saturday, the seventh is open"),
]


@pytest.mark.parametrize(("code", "received_at", "due", "why"), CASES, ids=[f"{c[0]}-{c[3]}" for c in CASES])
def test_a_standard_is_due(code, received_at, due, why):
    assert due_for(HOUSE_STANDARDS[code], received_at=received_at, calendar=TOKYO) == due


def test_a_follow_up_comes_before_a_long_closure_rather_than_after_it():
    calendar = WorkingCalendar("Asia/Tokyo", closures=(Closure(tokyo(8, 12).date(), tokyo(30, 12).date()),))
    due = due_for(HOUSE_STANDARDS["FOLLOW_UP"], received_at=tokyo(3, 10), calendar=calendar)
    assert due == tokyo(6, 18)


def test_a_standard_without_a_zone_is_refused():
    with pytest.raises(NaiveInstant):
        due_for(HOUSE_STANDARDS["ACK"], received_at=datetime(2026, 11, 4, 10), calendar=TOKYO)


def codes(**of) -> tuple[str, ...]:
    told = {"received_at": tokyo(4, 10), "calendar": TOKYO, "has_phone": True, "kind": "complaint", "lane": "normal"}
    return tuple(planned.code for planned in on_acceptance(**(told | of)))


def test_a_complaint_is_acknowledged_called_about_replied_to_and_answered():
    assert codes() == ("ACK", "CALL", "SAME_DAY", "ANSWER")


def test_nobody_without_a_phone_is_promised_a_call():
    assert codes(has_phone=False) == ("ACK", "SAME_DAY", "ANSWER")
    assert codes(has_phone=False, kind="stuck") == ("ACK", "HELP", "ANSWER_NOW")


def test_a_careful_answer_has_more_time_and_one_on_the_spot_has_the_day():
    assert "ANSWER_CAREFUL" in codes(lane="careful")
    assert codes(lane="now") == ("ACK", "ANSWER_NOW")


@pytest.mark.parametrize("kind", ["complaint", "question", "opinion", "praise", "stuck"])
@pytest.mark.parametrize("lane", ["now", "normal", "careful"])
@pytest.mark.parametrize("has_phone", [True, False])
def test_something_always_lasts_beyond_the_acknowledgement(kind, lane, has_phone):
    planned = on_acceptance(received_at=tokyo(6, 20), calendar=TOKYO, has_phone=has_phone, kind=kind, lane=lane)
    assert planned[0].subject is Subject.ACKNOWLEDGEMENT
    assert [promise for promise in planned if promise.subject is not Subject.ACKNOWLEDGEMENT]
    assert all(promise.due > tokyo(6, 20) for promise in planned)
    assert all((promise.origin, promise.substance) == ("standard", "procedural") for promise in planned)


def test_a_kind_there_is_not_is_refused():
    with pytest.raises(KeyError):
        codes(kind="ticket")


def test_a_promise_kept_on_the_instant_is_kept_and_a_second_later_it_is_late():
    due = tokyo(4, 18)
    assert standing_when_fulfilled(due, due) is Standing.KEPT
    assert standing_when_fulfilled(due, due + timedelta(seconds=1)) is Standing.LATE


def test_the_times_of_the_same_day_are_those_of_the_house():
    calendar = WorkingCalendar("Asia/Tokyo", weekly=dict.fromkeys(range(7), ((time(11), time(20)),)))
    assert due_for(HOUSE_STANDARDS["CALL"], received_at=tokyo(4, 16), calendar=calendar) == tokyo(5, 12)
