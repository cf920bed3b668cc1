"""Why a due time is what it is."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from amends.kernel.calendar import (
    ALL_DAY,
    BeyondCalendar,
    Closure,
    DatedPattern,
    NaiveInstant,
    WorkingCalendar,
)
from amends.kernel.calendar_steps import StepCode, account, explain


def tokyo(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Tokyo")).astimezone(UTC)


def test_a_long_weekend_is_told_as_rest_days_and_a_holiday():
    office = WorkingCalendar("Asia/Tokyo", country="JP")
    steps = explain(office, tokyo("2026-11-20T17:00"), tokyo("2026-11-24T10:00"))
    assert [(step.code, step.since.day, step.until.day) for step in steps] == [("rest", 21, 22), ("holiday", 23, 23)]
    assert [holiday.key for holiday in steps[1].holidays] == ["JP/Labor Thanksgiving Day"]
    assert [str(step) for step in steps] == [
        "rest 2026-11-21..2026-11-22",
        "holiday 2026-11-23 JP/Labor Thanksgiving Day",
    ]


def test_a_clock_that_starts_while_closed_tells_from_when_it_counts():
    office = WorkingCalendar("Asia/Tokyo")
    steps = explain(office, tokyo("2026-11-20T22:00"), tokyo("2026-11-23T10:00"))
    assert steps[0].code is StepCode.COUNTING_FROM
    assert steps[0].at == tokyo("2026-11-23T09:00")
    assert str(steps[0]) == "counting_from 2026-11-20..2026-11-23 2026-11-23T00:00:00+00:00"


def test_own_closures_and_hours_are_told_by_their_names():
    obon = Closure(date(2026, 8, 13), date(2026, 8, 15), "お盆")
    summer = DatedPattern(
        date(2026, 8, 17), date(2026, 8, 18), dict.fromkeys(range(5), ((time(8), time(12)),)), "夏時間"
    )
    office = WorkingCalendar("Asia/Tokyo", closures=(obon,), dated=(summer,), extra={date(2026, 8, 16): ALL_DAY})
    steps = explain(office, tokyo("2026-08-12T12:00"), tokyo("2026-08-18T12:00"))
    assert [(step.code, step.name, (step.until - step.since).days) for step in steps] == [
        ("closed", "お盆", 2),
        ("extra", "", 0),
        ("dated", "夏時間", 1),
    ]


def test_a_make_up_day_and_the_days_off_it_pays_for_are_told():
    office = WorkingCalendar("Asia/Shanghai", country="CN")
    steps = explain(office, tokyo("2026-05-01T12:00"), tokyo("2026-05-09T12:00"))
    told = [str(step) for step in steps]
    assert "holiday 2026-05-05 CN/Day off" in told
    assert told[-1] == "make_up 2026-05-09"
    assert any(holiday.is_moved for step in steps for holiday in step.holidays)


def test_an_estimated_holiday_is_told_as_an_estimate():
    penang = WorkingCalendar("Asia/Kuala_Lumpur", country="MY", subdivision="07")
    since = datetime(2029, 2, 1, tzinfo=UTC)
    told = [str(step) for step in explain(penang, since, since + timedelta(days=28))]
    assert any("MY/Eid al-Fitr" in step and step.endswith("estimated") for step in told)


@pytest.mark.parametrize(
    ("on", "shift"), [("2026-03-29", -1), ("2026-10-25", 1), ("2026-06-01", 0)], ids=["spring", "autumn", "summer"]
)
def test_a_change_of_the_clocks_is_told_where_it_was_open(on, shift):
    since = datetime.fromisoformat(on).replace(hour=12, tzinfo=UTC) - timedelta(days=1)
    steps = explain(WorkingCalendar.always("Europe/Berlin"), since, since + timedelta(days=2))
    assert [step.shift for step in steps if step.code is StepCode.CLOCK] == ([timedelta(hours=shift)] if shift else [])
    assert not [
        step for step in explain(WorkingCalendar("Europe/Berlin"), since, since + timedelta(days=2)) if step.shift
    ]


def test_a_due_time_on_a_closed_day_is_told_as_such():
    office = WorkingCalendar("Asia/Tokyo")
    steps = explain(office, tokyo("2026-11-20T17:30"), tokyo("2026-11-21T17:30"))
    assert [step.code for step in steps] == [StepCode.REST, StepCode.DUE_WHILE_CLOSED]


def test_nothing_on_the_way_is_nothing_to_tell():
    office = WorkingCalendar("Asia/Tokyo")
    assert explain(office, tokyo("2026-11-19T10:00"), tokyo("2026-11-19T18:00")) == ()
    assert explain(office, tokyo("2026-11-19T10:00"), tokyo("2026-11-19T10:00")) == ()


def test_a_story_without_a_zone_or_without_an_end_is_refused():
    office = WorkingCalendar("Asia/Tokyo")
    with pytest.raises(NaiveInstant):
        explain(office, datetime(2026, 1, 1), tokyo("2026-01-02T00:00"))
    with pytest.raises(BeyondCalendar):
        explain(office, tokyo("2026-01-01T00:00"), tokyo("2046-01-01T00:00"))


@pytest.mark.parametrize("hours", [1, 7, 30, 200, 900])
@pytest.mark.parametrize("start", ["2026-03-27T16:20", "2026-10-24T03:00", "2026-12-23T23:59"])
def test_the_stretches_of_an_account_lie_side_by_side_and_add_up_to_the_working_time(hours, start):
    office = WorkingCalendar("Europe/London", country="GB", subdivision="ENG")
    since = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)
    until = since + timedelta(hours=hours)
    stretches = account(office, since, until)
    assert sum((one.worked for one in stretches), timedelta(0)) == office.working_time_between(since, until)
    assert (stretches[0].since, stretches[-1].until) == (office.local_day(since), office.local_day(until))
    for before, after in pairwise(stretches):
        assert after.since - before.until == timedelta(days=1)
        assert (before.is_open, bool(before.worked)) != (after.is_open, bool(after.worked))


def test_days_left_out_for_several_reasons_are_one_stretch_with_all_of_them():
    office = WorkingCalendar("Asia/Tokyo", country="JP")
    worked, closed, last = account(office, tokyo("2026-05-01T09:00"), tokyo("2026-05-07T18:00"))
    assert (worked.days, worked.worked, last.days) == (1, timedelta(hours=9), 1)
    assert (closed.since, closed.until, closed.is_open) == (date(2026, 5, 2), date(2026, 5, 6), False)
    assert [step.code for step in closed.steps] == ["rest", "holiday", "holiday", "holiday", "holiday"]
