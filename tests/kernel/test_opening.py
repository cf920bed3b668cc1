"""When a place is open: clocks that jump, holidays of four countries, hours that change, closing days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from amends.kernel.calendar import (
    ALL_DAY,
    BadPattern,
    BeyondCalendar,
    CalendarError,
    Closure,
    DatedPattern,
    DayKind,
    MonthlyClosure,
    NaiveInstant,
    NeverOpens,
    WorkingCalendar,
    YearlyClosure,
)
from amends.kernel.public_holidays import UnknownCountry
from amends.kernel.zones import MIDNIGHT

HOUR = timedelta(hours=1)
OFFICE = ((time(9), time(18)),)
SUNDAY_TO_THURSDAY = dict.fromkeys((6, 0, 1, 2, 3), OFFICE)


def at(text: str, zone: str = "UTC", fold: int = 0) -> datetime:
    """Read a wall clock as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def daily(*hours: tuple[time, time]) -> dict[int, tuple[tuple[time, time], ...]]:
    return dict.fromkeys(range(7), hours)


ADDED = [
    ("an hour that spring skips", "Europe/Berlin", daily((time(1), time(4))), "2026-03-29T01:30", 1, "2026-03-29T03:30"),
    ("a night that spring shortens", "Europe/Berlin", daily(*ALL_DAY), "2026-03-28T22:00", 6, "2026-03-29T05:00"),
    ("a night that autumn lengthens", "Europe/Berlin", daily(*ALL_DAY), "2026-10-24T22:00", 6, "2026-10-25T03:00"),
    ("nothing is open in the hour that never was", "America/New_York", {6: ((time(2), time(3)),)}, "2026-03-07T12:00", 1,
     "2026-03-15T03:00"),
    ("half an hour in Lord Howe's spring", "Australia/Lord_Howe", daily((time(1), time(4))), "2026-10-04T01:30", 1,
     "2026-10-04T03:00"),
    ("half an hour more in its autumn", "Australia/Lord_Howe", daily((time(1), time(4))), "2026-04-05T01:00", 2,
     "2026-04-05T02:30"),
    ("a zone a half hour off", "Asia/Kolkata", daily(*OFFICE), "2026-01-05T17:30", 1, "2026-01-06T09:30"),
    ("a zone three quarters off", "Asia/Kathmandu", daily(*OFFICE), "2026-01-05T17:30", 1, "2026-01-06T09:30"),
    ("a leap day", "Asia/Tokyo", daily(*OFFICE), "2028-02-28T17:00", 2, "2028-02-29T10:00"),
    ("no leap day", "Asia/Tokyo", daily(*OFFICE), "2027-02-28T17:00", 2, "2027-03-01T10:00"),
    ("a day that Samoa never had", "Pacific/Apia", daily(*OFFICE), "2011-12-29T17:00", 2, "2011-12-31T10:00"),
    ("the end of a day is not the next morning", "Asia/Tokyo", daily(*OFFICE), "2026-01-05T17:00", 1, "2026-01-05T18:00"),
    ("a break at noon", "Asia/Tokyo", daily((time(9), time(12)), (time(13), time(18))), "2026-01-05T11:00", 2,
     "2026-01-05T14:00"),
    ("midnight in a desk that never closes", "Asia/Tokyo", daily(*ALL_DAY), "2026-01-05T23:00", 2, "2026-01-06T01:00"),
    ("before opening", "Asia/Tokyo", daily(*OFFICE), "2026-01-05T06:00", 1, "2026-01-05T10:00"),
    ("clocks of Casablanca go back for Ramadan", "Africa/Casablanca", daily((time(1), time(5))), "2026-02-15T01:00", 3,
     "2026-02-15T03:00"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "zone", "weekly", "start", "hours", "due"), ADDED, ids=[case[0] for case in ADDED])
def test_working_time_is_added(why, zone, weekly, start, hours, due):
    assert WorkingCalendar(zone, weekly).add_working_time(at(start, zone), hours * HOUR) == at(due, zone)


def test_an_hour_shown_twice_is_worked_twice():
    bar = WorkingCalendar("Europe/Berlin", daily((time(2), time(3))))
    first, again = at("2026-10-25T02:00", "Europe/Berlin"), at("2026-10-25T03:00", "Europe/Berlin")
    assert again - first == 2 * HOUR
    assert bar.working_time_between(first, again) == 2 * HOUR


def test_clocks_set_back_over_midnight_count_evening_and_morning_in_the_order_they_come():
    zone = "America/St_Johns"  # on 1 November 2009 at 00:01 it became 23:01 of 31 October once more
    first_midnight = at("2009-11-01T00:00", zone)
    around = WorkingCalendar(zone, daily(*ALL_DAY))
    assert around.add_working_time(first_midnight - HOUR / 2, 3 * HOUR / 4) == first_midnight + HOUR / 4
    late = WorkingCalendar(zone, daily((time(23), MIDNIGHT)))
    assert late.next_opening(first_midnight) == first_midnight + timedelta(minutes=1)
    assert late.add_working_time(first_midnight - HOUR / 2, HOUR) == first_midnight + timedelta(minutes=31)
    both = WorkingCalendar(zone, {5: ((time(23), MIDNIGHT),), 6: ((time(0), time(0, 30)),)})
    assert both.add_working_time(first_midnight - HOUR, timedelta(minutes=61)) == first_midnight + timedelta(minutes=1)
    assert both.add_working_time(first_midnight - HOUR, timedelta(minutes=62)) == first_midnight + timedelta(minutes=2)
    assert both.working_time_between(first_midnight - HOUR, first_midnight + HOUR / 2) == 3 * HOUR / 2


def test_a_day_that_never_was_is_no_working_day():
    apia = WorkingCalendar("Pacific/Apia")
    assert date(2011, 12, 30).weekday() == 4
    assert not apia.is_working_day(date(2011, 12, 30))
    assert apia.next_working_day(date(2011, 12, 29)) == date(2012, 1, 2)


# What the notice of the State Council for 2026 says (国办发明电〔2025〕7号).
CHINA = WorkingCalendar("Asia/Shanghai", country="CN")
WORKED_IN_CHINA = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]


@pytest.mark.parametrize("on", WORKED_IN_CHINA)
def test_a_make_up_day_of_china_is_worked(on):
    day = CHINA.day(date.fromisoformat(on))
    assert day.on.weekday() >= 5
    assert (day.kind, day.hours) == (DayKind.MAKE_UP, OFFICE)
    assert CHINA.is_open(at(f"{on}T10:00", "Asia/Shanghai"))


def test_a_make_up_day_has_the_hours_of_its_weekday_where_it_has_some():
    shop = WorkingCalendar("Asia/Shanghai", {0: OFFICE, 6: ((time(10), time(14)),)}, country="CN")
    assert shop.day(date(2026, 9, 20)).hours == ((time(10), time(14)),)


def test_the_golden_week_of_china_is_free_and_counting_goes_on_over_the_make_up_day():
    assert not any(CHINA.is_working_day(date(2026, 10, day)) for day in range(1, 8))
    friday_before = at("2026-10-09T17:00", "Asia/Shanghai")
    assert CHINA.add_working_time(friday_before, 2 * HOUR) == at("2026-10-10T10:00", "Asia/Shanghai")
    assert CHINA.add_working_days(friday_before, 1) == at("2026-10-10T18:00", "Asia/Shanghai")


def test_a_year_that_china_has_not_announced_is_provisional():
    assert not CHINA.is_provisional(at("2026-09-01T00:00"), at("2026-11-01T00:00"))
    assert CHINA.is_provisional(at("2099-06-01T00:00"), at("2099-06-02T00:00"))


def test_kelantan_rests_on_friday_and_saturday_and_works_on_sunday():
    kelantan = WorkingCalendar("Asia/Kuala_Lumpur", SUNDAY_TO_THURSDAY, country="MY", subdivision="03")
    thursday = at("2026-11-19T17:00", "Asia/Kuala_Lumpur")
    assert kelantan.add_working_time(thursday, 2 * HOUR) == at("2026-11-22T10:00", "Asia/Kuala_Lumpur")
    assert kelantan.same_day_or(thursday) == at("2026-11-22T10:00", "Asia/Kuala_Lumpur")


def test_hari_raya_is_free_in_malaysia_and_may_move_while_it_is_an_estimate():
    penang = WorkingCalendar("Asia/Kuala_Lumpur", country="MY", subdivision="07")
    raya = date(2026, 3, 21)
    assert penang.day(raya).kind is DayKind.HOLIDAY
    assert [holiday.key for holiday in penang.day(raya).holidays] == ["MY/Eid al-Fitr"]
    estimated = [day for day in (date(2029, 2, 1) + timedelta(days=n) for n in range(28))
                 if any(holiday.is_estimated for holiday in penang.day(day).holidays)]  # fmt: skip
    assert estimated
    eve = datetime.combine(estimated[0], time(2), UTC) - timedelta(days=1)
    assert penang.is_provisional(eve, eve + HOUR)
    assert not penang.is_provisional(at("2026-08-03T02:00"), at("2026-08-04T02:00"))


def test_a_shop_without_a_country_opens_on_holidays():
    new_year = at("2026-01-01T12:00", "Asia/Tokyo")
    assert WorkingCalendar("Asia/Tokyo").is_open(new_year)
    assert not WorkingCalendar("Asia/Tokyo", country="JP").is_open(new_year)


def test_a_japanese_shop_keeps_its_closing_days():
    week = dict.fromkeys((0, 1, 3, 4, 5, 6), ((time(10), time(20)),))  # 定休日 is Wednesday
    shop = WorkingCalendar(
        "Asia/Tokyo",
        week,
        closures=(
            Closure(date(2026, 8, 13), date(2026, 8, 16), "お盆"),
            YearlyClosure((12, 29), (1, 3), "年末年始"),
            MonthlyClosure(1, (2, 4), "第2・第4火曜日"),
        ),
    )
    assert shop.next_working_day(date(2026, 8, 11)) == date(2026, 8, 17)  # Wednesday, then Obon
    assert shop.day(date(2026, 8, 13)).name == "お盆"
    assert shop.next_working_day(date(2026, 12, 28)) == date(2027, 1, 4)
    closed_tuesdays = [day for day in range(1, 32) if shop.day(date(2026, 12, day)).name == "第2・第4火曜日"]
    assert closed_tuesdays == [8, 22]
    assert shop.is_working_day(date(2026, 12, 15))
    assert not shop.is_working_day(date(2026, 12, 16))


def test_a_closure_within_a_year_stays_within_it():
    closure = YearlyClosure((12, 29), (12, 30))
    assert [closure.covers(date(2026, month, day)) for month, day in ((12, 28), (12, 29), (12, 30), (12, 31), (1, 1))] == [
        False, True, True, False, False,
    ]  # fmt: skip


def test_friday_has_a_break_for_prayer():
    week = dict.fromkeys(range(5), OFFICE) | {4: ((time(9), time(12, 15)), (time(14, 45), time(18)))}
    penang = WorkingCalendar("Asia/Kuala_Lumpur", week)
    noon = at("2026-11-20T12:00", "Asia/Kuala_Lumpur")
    assert penang.add_working_time(noon, HOUR) == at("2026-11-20T15:30", "Asia/Kuala_Lumpur")
    assert not penang.is_open(at("2026-11-20T12:15", "Asia/Kuala_Lumpur"))
    assert penang.next_opening(at("2026-11-20T13:00", "Asia/Kuala_Lumpur")) == at(
        "2026-11-20T14:45", "Asia/Kuala_Lumpur"
    )


def test_ramadan_has_its_own_hours_and_they_end_with_it():
    fasting = DatedPattern(
        date(2026, 2, 19), date(2026, 3, 20), dict.fromkeys(range(5), ((time(8), time(16)),)), "Ramadan"
    )
    office = WorkingCalendar("Asia/Kuala_Lumpur", dated=(fasting,))
    assert not office.is_open(at("2026-02-18T08:30", "Asia/Kuala_Lumpur"))
    assert office.is_open(at("2026-02-19T08:30", "Asia/Kuala_Lumpur"))
    assert office.end_of_working_day(date(2026, 3, 20)) == at("2026-03-20T16:00", "Asia/Kuala_Lumpur")
    assert office.end_of_working_day(date(2026, 3, 23)) == at("2026-03-23T18:00", "Asia/Kuala_Lumpur")
    assert (office.day(date(2026, 2, 19)).kind, office.day(date(2026, 2, 19)).name) == (DayKind.DATED, "Ramadan")


def test_an_extra_day_opens_whatever_else_it_is():
    sunday = date(2026, 11, 22)
    sale = WorkingCalendar(
        "Asia/Tokyo", country="JP", extra={sunday: ((time(12), time(15)),), date(2027, 1, 1): OFFICE}
    )
    assert sale.end_of_working_day(sunday) == at("2026-11-22T15:00", "Asia/Tokyo")
    assert sale.day(date(2027, 1, 1)).kind is DayKind.EXTRA
    closed = WorkingCalendar("Asia/Tokyo", extra={date(2026, 11, 20): ()})
    assert not closed.is_working_day(date(2026, 11, 20))


def test_working_days_end_when_the_place_closes_or_at_a_given_time():
    tokyo = WorkingCalendar("Asia/Tokyo", country="JP")
    friday = at("2026-11-20T12:00", "Asia/Tokyo")
    assert tokyo.add_working_days(friday, 1) == at("2026-11-24T18:00", "Asia/Tokyo")  # the 23rd is a holiday
    assert tokyo.add_working_days(friday, 1, at=time(12)) == at("2026-11-24T12:00", "Asia/Tokyo")
    assert tokyo.add_working_days(friday, 0) == at("2026-11-20T18:00", "Asia/Tokyo")
    assert tokyo.add_working_days(at("2026-11-21T12:00", "Asia/Tokyo"), 0) == at("2026-11-24T18:00", "Asia/Tokyo")
    assert tokyo.end_of_working_day(date(2026, 11, 21)) == at("2026-11-24T18:00", "Asia/Tokyo")


def test_a_time_that_the_clock_skips_is_the_moment_of_the_jump_and_one_shown_twice_the_first():
    always = WorkingCalendar.always("Europe/Berlin")
    assert always.add_working_days(at("2026-03-28T12:00"), 1, at=time(2, 30)) == at("2026-03-29T01:00")
    assert always.add_working_days(at("2026-10-24T12:00"), 1, at=time(2, 30)) == at("2026-10-25T00:30")


SAME_DAY = [
    ("in the morning", "2026-11-19T10:00", "2026-11-19T18:00"),
    ("before opening", "2026-11-19T03:00", "2026-11-19T18:00"),
    ("a minute before the cut-off", "2026-11-19T15:59", "2026-11-19T18:00"),
    ("at the cut-off", "2026-11-19T16:00", "2026-11-20T10:00"),
    ("on Friday night", "2026-11-20T22:00", "2026-11-23T10:00"),
    ("on Sunday", "2026-11-22T09:00", "2026-11-23T10:00"),
]


@pytest.mark.parametrize(("why", "start", "due"), SAME_DAY, ids=[case[0] for case in SAME_DAY])
def test_the_same_day_or_the_next_working_morning(why, start, due):
    assert WorkingCalendar("Asia/Tokyo").same_day_or(at(start, "Asia/Tokyo")) == at(due, "Asia/Tokyo")


def test_a_day_with_less_than_an_hour_left_is_over():
    week = {5: ((time(9), time(12)),), 0: ((time(9), time(18)),)}
    shop = WorkingCalendar("Asia/Tokyo", week)
    assert shop.same_day_or(at("2026-11-21T11:00", "Asia/Tokyo")) == at("2026-11-21T12:00", "Asia/Tokyo")
    assert shop.same_day_or(at("2026-11-21T11:01", "Asia/Tokyo")) == at("2026-11-23T10:00", "Asia/Tokyo")


def test_a_morning_is_when_the_place_is_awake():
    late = WorkingCalendar("Asia/Tokyo", daily((time(17), time(23))))
    assert late.same_day_or(at("2026-11-19T16:30", "Asia/Tokyo")) == at("2026-11-20T18:00", "Asia/Tokyo")
    early = WorkingCalendar("Asia/Tokyo", daily((time(5), time(9))))
    assert early.same_day_or(at("2026-11-19T12:00", "Asia/Tokyo")) == at("2026-11-20T09:00", "Asia/Tokyo")
    short = WorkingCalendar("Asia/Tokyo", daily((time(11), time(11, 30))))
    assert short.same_day_or(at("2026-11-19T12:00", "Asia/Tokyo")) == at("2026-11-20T11:30", "Asia/Tokyo")


def test_no_time_at_all_is_up_at_once_even_while_closed():
    sunday = at("2026-11-22T12:00", "Asia/Tokyo")
    assert WorkingCalendar("Asia/Tokyo").add_working_time(sunday, timedelta(0)) == sunday


def test_a_place_is_open_at_its_opening_and_closed_at_its_closing():
    tokyo = WorkingCalendar("Asia/Tokyo")
    assert tokyo.is_open(at("2026-11-19T09:00", "Asia/Tokyo"))
    assert not tokyo.is_open(at("2026-11-19T18:00", "Asia/Tokyo"))
    assert WorkingCalendar.always("Asia/Tokyo").is_open(at("2026-11-19T23:59:59", "Asia/Tokyo"))


def test_an_instant_without_a_zone_is_refused_everywhere():
    naive = datetime(2026, 11, 19, 12)
    tokyo = WorkingCalendar("Asia/Tokyo")
    for ask in (
        tokyo.is_open,
        tokyo.next_opening,
        tokyo.same_day_or,
        tokyo.local_day,
        lambda at: tokyo.add_working_time(at, HOUR),
        lambda at: tokyo.add_working_days(at, 1),
        lambda at: tokyo.add_elapsed(at, HOUR),
        lambda at: tokyo.working_time_between(at, datetime.now(UTC)),
        lambda at: tokyo.is_provisional(at, at),
    ):
        with pytest.raises(NaiveInstant):
            ask(naive)


def test_a_calendar_that_never_opens_says_so_instead_of_searching_for_ever():
    never = WorkingCalendar("Asia/Tokyo", {})
    start = at("2026-11-19T12:00")
    for ask in (
        lambda: never.add_working_time(start, HOUR),
        lambda: never.next_opening(start),
        lambda: never.add_working_days(start, 1),
        lambda: never.end_of_working_day(date(2026, 11, 19)),
        lambda: never.same_day_or(start),
    ):
        with pytest.raises(NeverOpens):
            ask()
    assert never.working_time_between(start, start + 1000 * HOUR) == timedelta(0)


def test_a_place_closed_for_two_years_opens_again():
    closed = WorkingCalendar("Asia/Tokyo", closures=(Closure(date(2026, 1, 1), date(2027, 12, 31)),))
    assert closed.next_opening(at("2026-01-01T00:00", "Asia/Tokyo")) == at("2028-01-03T09:00", "Asia/Tokyo")


def test_nothing_is_due_beyond_the_years_a_calendar_knows():
    always = WorkingCalendar.always("Asia/Tokyo")
    with pytest.raises(BeyondCalendar):
        always.next_opening(at("2300-01-01T00:00"))
    with pytest.raises(BeyondCalendar):
        always.is_open(datetime.max.replace(tzinfo=ZoneInfo("America/New_York")))
    with pytest.raises(BeyondCalendar):
        always.next_opening(datetime.min.replace(tzinfo=ZoneInfo("Asia/Tokyo")))
    with pytest.raises(BeyondCalendar):
        always.next_opening(at("1900-01-01T00:00"))
    with pytest.raises(BeyondCalendar):
        always.add_working_time(at("2199-01-01T00:00"), timedelta(days=3000))
    with pytest.raises(BeyondCalendar):
        always.add_elapsed(at("2026-01-01T00:00"), timedelta(days=999999999))


def test_working_time_does_not_run_backwards():
    with pytest.raises(CalendarError):
        WorkingCalendar("Asia/Tokyo").add_working_time(at("2026-11-19T12:00"), -HOUR)
    with pytest.raises(CalendarError):
        WorkingCalendar("Asia/Tokyo").add_working_days(at("2026-11-19T12:00"), -1)


BAD = [
    ("backwards", {"weekly": {0: ((time(18), time(9)),)}}),
    ("across midnight", {"weekly": {0: ((time(22), time(6)),)}}),
    ("empty", {"weekly": {0: ((time(9), time(9)),)}}),
    ("overlapping", {"weekly": {0: ((time(9), time(12)), (time(11), time(18)))}}),
    ("out of order", {"weekly": {0: ((time(13), time(18)), (time(9), time(12)))}}),
    ("after midnight", {"weekly": {0: ((time(9), MIDNIGHT), (time(10), time(11)))}}),
    ("eighth day", {"weekly": {7: OFFICE}}),
    ("with a zone", {"weekly": {0: ((time(9, tzinfo=UTC), time(18)),)}}),
    ("extra backwards", {"extra": {date(2026, 1, 1): ((time(18), time(9)),)}}),
    ("closure backwards", {"closures": (Closure(date(2026, 1, 2), date(2026, 1, 1)),)}),
    ("two patterns at once", {"dated": (DatedPattern(date(2026, 1, 1), date(2026, 1, 9), {}),
                                        DatedPattern(date(2026, 1, 9), date(2026, 1, 10), {}))}),
    ("no such place", {"zone": "Asia/Atlantis"}),
    ("a path", {"zone": "../../etc/passwd"}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "wrong"), BAD, ids=[case[0] for case in BAD])
def test_hours_that_contradict_themselves_are_refused(why, wrong):
    with pytest.raises(BadPattern):
        WorkingCalendar(**({"zone": "Asia/Tokyo"} | wrong))


@pytest.mark.parametrize(("country", "subdivision"), [("XX", None), ("MY", "99"), ("JP", "03")])
def test_a_country_without_known_holidays_is_refused(country, subdivision):
    with pytest.raises(UnknownCountry):
        WorkingCalendar("Asia/Tokyo", country=country, subdivision=subdivision)


def test_calendars_that_say_the_same_are_equal_and_can_be_kept_in_a_set():
    one, other = WorkingCalendar("Asia/Tokyo", country="JP"), WorkingCalendar("Asia/Tokyo", country="JP")
    one.is_open(at("2026-11-19T12:00"))
    assert one == other
    assert len({one, other, WorkingCalendar("Asia/Tokyo", daily(*OFFICE), country="JP")}) == 2
