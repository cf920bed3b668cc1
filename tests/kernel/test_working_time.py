"""Working time equals what somebody with a watch before the door counts, minute by minute."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kernel.oracle import MINUTE, Place, Watch
from tests.kernel.places import calendar, places

AT_LEISURE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def cases(number: int) -> settings:
    """Take so many cases, however long each lasts."""
    return settings(max_examples=number, deadline=None, suppress_health_check=AT_LEISURE)


durations = st.one_of(st.integers(0, 90), st.integers(0, 400))


def compare_added(placed: tuple[Place, datetime], minutes: int) -> None:
    place, start = placed
    watch, counted = Watch(place), calendar(place)
    due = counted.add_working_time(start, minutes * MINUTE)
    assert due == watch.after(start, minutes)
    assert counted.working_time_between(start, due) == minutes * MINUTE
    assert counted.working_time_between(due, start) == -minutes * MINUTE
    assert counted.is_open(start) == watch.is_open(start)


def compare_measured(placed: tuple[Place, datetime], minutes: int) -> None:
    place, start = placed
    watch, counted = Watch(place), calendar(place)
    until = start + minutes * MINUTE
    assert counted.working_time_between(start, until) == watch.between(start, until) * MINUTE
    opening = counted.next_opening(start)
    assert opening == watch.opening(start)
    assert counted.is_open(opening)


def compare_days(placed: tuple[Place, datetime], days: int) -> None:
    place, start = placed
    assert calendar(place).add_working_days(start, days) == Watch(place).end_of_nth_day(start, days)


@cases(750)
@given(places(), durations)
def test_time_added_is_the_time_counted_at_the_door(placed, minutes):
    compare_added(placed, minutes)


@cases(200)
@given(places(with_country=True), durations)
def test_time_added_is_the_time_counted_at_the_door_around_public_holidays(placed, minutes):
    compare_added(placed, minutes)


@cases(500)
@given(places(), st.integers(0, 1200))
def test_time_measured_is_the_time_counted_at_the_door(placed, minutes):
    compare_measured(placed, minutes)


@cases(50)
@given(places(), st.integers(0, 2))
def test_working_days_are_days_on_which_the_door_opens(placed, days):
    compare_days(placed, days)


@pytest.mark.long
@cases(5500)
@given(places(), durations)
def test_time_added_is_the_time_counted_at_the_door_in_thousands_of_cases(placed, minutes):
    compare_added(placed, minutes)


@pytest.mark.long
@cases(2000)
@given(places(with_country=True), durations)
def test_time_added_is_the_time_counted_around_public_holidays_in_thousands_of_cases(placed, minutes):
    compare_added(placed, minutes)


@pytest.mark.long
@cases(2000)
@given(places(), st.integers(0, 10000))
def test_time_measured_is_the_time_counted_at_the_door_in_thousands_of_cases(placed, minutes):
    compare_measured(placed, minutes)


@pytest.mark.long
@cases(500)
@given(places(with_country=True), st.integers(0, 5))
def test_working_days_are_days_on_which_the_door_opens_in_hundreds_of_cases(placed, days):
    compare_days(placed, days)


@cases(200)
@given(places(), st.integers(0, 3000), st.integers(0, 3000))
def test_adding_twice_is_adding_once(placed, first, second):
    place, start = placed
    counted = calendar(place)
    halfway = counted.add_working_time(start, first * MINUTE)
    due = counted.add_working_time(start, (first + second) * MINUTE)
    assert counted.add_working_time(halfway, second * MINUTE) == due
    assert due >= halfway + second * MINUTE


@cases(100)
@given(places(), st.timedeltas(timedelta(0), timedelta(hours=30)))
def test_seconds_and_less_are_counted_too(placed, span):
    place, start = placed
    counted = calendar(place)
    due = counted.add_working_time(start, span)
    assert counted.working_time_between(start, due) == span
    assert not span or counted.is_open(due - timedelta(microseconds=1))
