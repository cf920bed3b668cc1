"""Makes places for property tests: each as plain figures for the oracle, and as a calendar."""

import itertools
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from amends.kernel.calendar import Closure, DatedPattern, WorkingCalendar
from tests.kernel.oracle import Hours, Place

# The clock changes at these instants, in the ways that go wrong elsewhere.
CHANGES = {
    "Europe/Berlin": ["2026-03-29T01:00", "2026-10-25T01:00"],
    "America/New_York": ["2026-03-08T07:00", "2026-11-01T06:00"],
    "Australia/Lord_Howe": ["2026-04-04T15:00", "2026-10-03T15:30"],  # half an hour
    "Asia/Tokyo": ["2026-05-01T00:00"],  # none
    "Asia/Kuala_Lumpur": ["2026-03-20T16:00"],  # none
    "Asia/Shanghai": ["2026-10-01T00:00"],  # none
    "Africa/Casablanca": ["2026-02-15T02:00", "2026-03-22T02:00", "2027-02-07T02:00"],  # Ramadan
    "Pacific/Apia": ["2011-12-30T10:00", "2012-03-31T14:00", "2011-09-24T11:00"],  # a day that never was
    "America/St_Johns": ["2009-11-01T02:31", "2010-03-14T03:31"],  # back over midnight
    "America/Havana": ["2026-03-08T05:00", "2026-11-01T05:00"],  # at midnight
    "America/Sao_Paulo": ["2018-11-04T03:00", "2018-02-18T02:00"],  # a day without midnight, and one with two
    "Asia/Beirut": ["2026-03-28T22:00", "2026-10-24T21:00"],
    "Europe/Dublin": ["2026-03-29T01:00", "2026-10-25T01:00"],  # summer is the standard there
    "Antarctica/Troll": ["2026-03-29T01:00", "2026-10-25T01:00"],  # two hours
    "Asia/Kathmandu": ["2026-01-01T00:00"],  # a quarter of an hour off
    "Asia/Pyongyang": ["2015-08-14T15:00", "2018-05-04T15:00"],  # half an hour, for three years
    "Pacific/Chatham": ["2026-04-04T14:00", "2026-09-26T14:00"],
}
COUNTRIES = {
    ("CN", None): "Asia/Shanghai",
    ("JP", None): "Asia/Tokyo",
    ("MY", "03"): "Asia/Kuala_Lumpur",
    ("MY", "07"): "Asia/Kuala_Lumpur",
    ("GB", "SCT"): "Europe/London",
    ("US", "MA"): "America/New_York",
    ("SG", None): "Asia/Singapore",
    ("DE", "BE"): "Europe/Berlin",
}

NASTY: list[Hours] = [
    (),
    ((0, 1440),),
    ((540, 1080),),
    ((540, 720), (780, 1080)),
    ((60, 180),),
    ((0, 150),),
    ((90, 120), (120, 150)),
    ((120, 150),),
    ((1380, 1440),),
    ((0, 1), (1410, 1440)),
    ((540, 765), (870, 1080)),
]
marks = st.lists(st.integers(0, 1440), unique=True, min_size=2, max_size=4).map(sorted)
paired = marks.map(lambda of: tuple(zip(of[::2], of[1::2], strict=False)))
touching = marks.map(lambda of: tuple(itertools.pairwise(of)))
opening_hours: st.SearchStrategy[Hours] = st.one_of(st.sampled_from(NASTY), paired, touching)


@st.composite
def weeks(draw: st.DrawFn) -> dict[int, Hours]:
    """A week of several intervals a day, open on one day at least."""
    kinds = (draw(st.one_of(st.sampled_from(NASTY[1:]), paired)), draw(opening_hours))
    which = draw(st.integers(0, 3**7 - 1))
    week = {weekday: kinds[kind - 1] for weekday in range(7) if (kind := which // 3**weekday % 3)}
    return week if any(week.values()) else {**week, which % 7: kinds[0]}


@st.composite
def places(draw: st.DrawFn, with_country: bool = False) -> tuple[Place, datetime]:
    """A place, and an instant near which its clock, its hours or its holidays change."""
    country, subdivision = None, None
    if with_country:
        (country, subdivision), zone = draw(st.sampled_from(sorted(COUNTRIES.items(), key=str)))
        about = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=draw(st.integers(0, 4000)))
    else:
        zone = draw(st.sampled_from(sorted(CHANGES)))
        anywhere = datetime(1990, 1, 1, tzinfo=UTC) + timedelta(days=draw(st.integers(0, 18000)))
        changes = [datetime.fromisoformat(change).replace(tzinfo=UTC) for change in CHANGES[zone]]
        about = draw(st.sampled_from([*changes, anywhere]))
    start = about + timedelta(minutes=draw(st.integers(-3000, 1500)))

    def days(off: int) -> date:
        return about.date() + timedelta(days=off)

    several = st.lists(st.tuples(st.integers(-5, 12), st.integers(0, 9)), max_size=2)
    closed = tuple((days(off), days(off + length)) for off, length in draw(several))
    extra = {
        days(off): hours for off, hours in draw(st.lists(st.tuples(st.integers(-5, 12), opening_hours), max_size=2))
    }
    dated = tuple((days(off), days(off + length), draw(weeks())) for off, length in draw(several)[:1])
    return Place(zone, draw(weeks()), dated, closed, extra, country, subdivision), start


def calendar(place: Place) -> WorkingCalendar:
    """Say a place in the words of the calendar."""
    return WorkingCalendar(
        zone=place.zone,
        weekly=_week(place.weekly),
        dated=tuple(DatedPattern(since, until, _week(week)) for since, until, week in place.dated),
        country=place.country,
        subdivision=place.subdivision,
        closures=tuple(Closure(since, until) for since, until in place.closed),
        extra={on: _hours(hours) for on, hours in place.extra.items()},
    )


def _week(week: dict[int, Hours]) -> dict[int, tuple[tuple[time, time], ...]]:
    return {weekday: _hours(hours) for weekday, hours in week.items()}


def _hours(hours: Hours) -> tuple[tuple[time, time], ...]:
    return tuple((_time(opens), _time(closes)) for opens, closes in hours)


def _time(minutes: int) -> time:
    return time(minutes % 1440 // 60, minutes % 60)
