"""Opening hours as people state them: weekly patterns, other hours for a while, closing days, and why a day has its hours.

What follows from them for time is said in `kernel.calendar`.
"""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from amends.kernel.errors import DomainError
from amends.kernel.public_holidays import Holiday
from amends.kernel.zones import MIDNIGHT

Interval = tuple[time, time]
Hours = tuple[Interval, ...]
WeeklyPattern = Mapping[int, Hours]
"""Opening hours by weekday, Monday 0 to Sunday 6; a weekday that is absent is a rest day."""

ALL_DAY: Hours = ((MIDNIGHT, MIDNIGHT),)
OFFICE_WEEK: WeeklyPattern = {weekday: ((time(9), time(18)),) for weekday in range(5)}


class CalendarError(DomainError):
    """A calendar cannot answer or cannot be; facts: reason where there are several."""

    code = "calendar_refused"


class NaiveInstant(CalendarError):
    """A time without a zone was given where an instant is needed."""

    code = "calendar_naive"


class NeverOpens(CalendarError):
    """The calendar has no opening for years on end, so nothing can become due in it."""

    code = "calendar_never_opens"


class BeyondCalendar(CalendarError):
    """The question or its answer lies outside the years a calendar can speak about."""

    code = "calendar_beyond"


class BadPattern(CalendarError):
    """Opening hours, a closure or a dated pattern contradict themselves.

    facts: reason (weekday, two_patterns, period_backwards, interval_backwards: split it at midnight, interval_overlaps,
    hours_with_zone, zone) and what it is about.
    """

    code = "calendar_bad_pattern"


class DayKind(StrEnum):
    """Why a day has the hours it has; the first that applies of extra, closed, make-up, holiday, dated, usual, rest."""

    USUAL = "usual"
    DATED = "dated"
    REST = "rest"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    CLOSED = "closed"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class DatedPattern:
    """Other weekly hours from one day to another, both included: the hours of Ramadan, of a summer, of a fair."""

    since: date
    until: date
    weekly: WeeklyPattern = field(hash=False)
    name: str = ""


@dataclass(frozen=True, slots=True)
class Closure:
    """Closed from one day to another, both included: Obon, stock-taking, a move."""

    since: date
    until: date
    name: str = ""

    def covers(self, on: date) -> bool:
        """Say whether the place is closed on the day for this reason."""
        return self.since <= on <= self.until


@dataclass(frozen=True, slots=True)
class YearlyClosure:
    """Closed every year from one (month, day) to another, both included; may run over New Year: 29 December to 3 January."""

    since: tuple[int, int]
    until: tuple[int, int]
    name: str = ""

    def covers(self, on: date) -> bool:
        """Say whether the place is closed on the day for this reason."""
        day = (on.month, on.day)
        if self.since <= self.until:
            return self.since <= day <= self.until
        return day >= self.since or day <= self.until


@dataclass(frozen=True, slots=True)
class MonthlyClosure:
    """Closed on certain weekdays of a month: 第2・第4水曜日 is weekday 2, weeks (2, 4)."""

    weekday: int
    weeks: tuple[int, ...]
    name: str = ""

    def covers(self, on: date) -> bool:
        """Say whether the place is closed on the day for this reason."""
        return on.weekday() == self.weekday and (on.day - 1) // 7 + 1 in self.weeks


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a calendar: its hours and why it has them."""

    on: date
    hours: Hours
    kind: DayKind
    name: str = ""
    holidays: tuple[Holiday, ...] = ()


def first_hours(weekly: WeeklyPattern) -> Hours:
    """Give the hours of the first open weekday of a week, Monday first."""
    return next((weekly[weekday] for weekday in range(7) if weekly.get(weekday)), ())


def check_weekly(weekly: WeeklyPattern) -> None:
    """Refuse a week with a weekday that is none, or with hours that contradict themselves."""
    for weekday, hours in weekly.items():
        if weekday not in range(7):
            raise BadPattern(reason="weekday", weekday=weekday)
        check_hours(hours)


def check_periods(dated: Iterable[DatedPattern], closures: Iterable[Closure | YearlyClosure | MonthlyClosure]) -> None:
    """Refuse periods that end before they begin, and dated patterns of which two hold on one day."""
    patterns = sorted(dated, key=lambda pattern: pattern.since)
    for before, after in itertools.pairwise(patterns):
        if after.since <= before.until:
            raise BadPattern(reason="two_patterns", on=after.since)
    for period in (*patterns, *closures):
        if isinstance(period, DatedPattern | Closure) and period.until < period.since:
            raise BadPattern(reason="period_backwards", since=period.since, until=period.until)


def check_hours(hours: Hours) -> None:
    """Refuse intervals that end before they begin, overlap, are out of order or carry a zone."""
    last = MIDNIGHT
    for number, (opens, closes) in enumerate(hours):
        if opens.tzinfo is not None or closes.tzinfo is not None:
            raise BadPattern(reason="hours_with_zone", opens=opens)
        if closes != MIDNIGHT and closes <= opens:
            raise BadPattern(reason="interval_backwards", opens=opens, closes=closes)
        if number and (opens < last or last == MIDNIGHT):
            raise BadPattern(reason="interval_overlaps", opens=opens)
        last = closes
