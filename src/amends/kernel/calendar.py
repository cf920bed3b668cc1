"""Working calendars: when a place is open, and what time it is when so much working time has gone by.

One definition carries everything: a place is open at an instant when the clock on its wall shows a time inside an
opening interval of that day. Working time is the real time that elapses while it is open, so an hour that the clock
skips in spring is not worked and an hour that it shows twice in autumn is worked twice. All instants are aware; results
are in UTC. What makes a day free is asked of `kernel.public_holidays`; the rules of the wall clock lie in
`kernel.zones`; why a due time is what it is, is told by `kernel.calendar_steps`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from amends.kernel import public_holidays, zones
from amends.kernel.opening_hours import (
    ALL_DAY,
    OFFICE_WEEK,
    BadPattern,
    BeyondCalendar,
    CalendarError,
    Closure,
    DatedPattern,
    Day,
    DayKind,
    Hours,
    Interval,
    MonthlyClosure,
    NaiveInstant,
    NeverOpens,
    WeeklyPattern,
    YearlyClosure,
    check_hours,
    check_periods,
    check_weekly,
    first_hours,
)
from amends.kernel.zones import MIDNIGHT, Span

__all__ = [
    "ALL_DAY",
    "OFFICE_WEEK",
    "BadPattern",
    "BeyondCalendar",
    "CalendarError",
    "Closure",
    "DatedPattern",
    "Day",
    "DayKind",
    "Hours",
    "Interval",
    "MonthlyClosure",
    "NaiveInstant",
    "NeverOpens",
    "WeeklyPattern",
    "WorkingCalendar",
    "YearlyClosure",
]

LONGEST_CLOSURE = 800
"""Days in a row without an opening after which a calendar counts as one that never opens."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The working time of one place.

    zone: IANA name. weekly: opening hours by weekday, each day's intervals in order and apart; an end of 00:00 is
    24:00, and a night shift is split at midnight.
    dated: other hours for a while; they may not overlap. closures: own closing days. extra: hours of single days which
    win over everything, holidays and closures included.
    country, subdivision: whose public holidays are free, None for a place that opens on holidays; a rest day that the
    government declares a working day (China) has the hours of its weekday, else of the first open day of the week.
    """

    zone: str
    weekly: WeeklyPattern = field(default_factory=lambda: OFFICE_WEEK, hash=False)
    dated: tuple[DatedPattern, ...] = ()
    country: str | None = None
    subdivision: str | None = None
    closures: tuple[Closure | YearlyClosure | MonthlyClosure, ...] = ()
    extra: Mapping[date, Hours] = field(default_factory=dict, hash=False)
    _openings: dict[date, tuple[Span, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        _check(self)

    @classmethod
    def always(cls, zone: str) -> "WorkingCalendar":
        """Make the calendar of a desk that never closes."""
        return cls(zone, weekly=dict.fromkeys(range(7), ALL_DAY))

    def day(self, on: date) -> Day:
        """Tell the hours of a day and why it has them."""
        if on in self.extra:
            return Day(on, self.extra[on], DayKind.EXTRA)
        for closure in self.closures:
            if closure.covers(on):
                return Day(on, (), DayKind.CLOSED, name=closure.name)
        weekly, kind, name = self._pattern(on)
        hours = weekly.get(on.weekday(), ())
        if self.country is not None:
            year = public_holidays.holiday_year(self.country, self.subdivision, on.year)
            if on in year.make_up:
                return Day(on, hours or first_hours(weekly), DayKind.MAKE_UP)
            if year.is_free(on):
                return Day(on, (), DayKind.HOLIDAY, holidays=year.free[on])
        if not hours:
            return Day(on, (), DayKind.REST)
        return Day(on, hours, kind, name=name)

    def openings(self, on: date) -> tuple[Span, ...]:
        """Give the spans of real time during which the place is open on the day, in UTC and in order."""
        known = self._openings.get(on)
        if known is None:
            if not _FIRST_YEAR <= on.year <= _LAST_YEAR:
                raise BeyondCalendar(on=on, first_year=_FIRST_YEAR, last_year=_LAST_YEAR)
            found = [span for opens, closes in self.day(on).hours for span in zones.spans(self.zone, on, opens, closes)]
            known = tuple(sorted(found))
            if len(self._openings) > 4096:
                self._openings.clear()
            self._openings[on] = known
        return known

    def local_day(self, at: datetime) -> date:
        """Give the day that the calendar on the wall shows at an instant."""
        return self._wall(at).date()

    def is_open(self, at: datetime) -> bool:
        """Say whether the place is open at an instant; at its closing time it is not."""
        wall = self._wall(at)
        return any(
            opens <= wall.time() and (closes == MIDNIGHT or wall.time() < closes)
            for opens, closes in self.day(wall.date()).hours
        )

    def is_working_day(self, on: date) -> bool:
        """Say whether the place opens at all on the day."""
        return bool(self.openings(on))

    def next_opening(self, at: datetime) -> datetime:
        """Give the first instant, `at` or later, at which the place is open."""
        at = _instant(at)
        span = next(self._spans_after(at))
        return max(at, span.begin)

    def add_working_time(self, start: datetime, span: timedelta) -> datetime:
        """Give the earliest instant by which so much working time has elapsed since `start`.

        That may be a closing time, never the opening after it. No time at all elapses at once: the answer is `start`,
        open or not.
        Errors: CalendarError for a negative span, NeverOpens, BeyondCalendar.
        """
        start = _instant(start)
        if span < timedelta(0):
            raise CalendarError(reason="backwards", span=span)
        if not span:
            return start
        left = span
        for begin, end in self._spans_after(start):
            begin = max(begin, start)
            if left <= end - begin:
                return begin + left
            left -= end - begin
        raise NeverOpens(days=0)  # pragma: no cover: the spans never end

    def add_elapsed(self, start: datetime, span: timedelta) -> datetime:
        """Give the instant after so much real time, whether the place is open or not."""
        try:
            return _instant(start) + span
        except OverflowError:
            raise BeyondCalendar(span=span) from None

    def working_time_between(self, since: datetime, until: datetime) -> timedelta:
        """Measure how long the place is open between two instants; negative when they are given in reverse."""
        since, until = _instant(since), _instant(until)
        if until < since:
            return -self.working_time_between(until, since)
        total = timedelta(0)
        first, last = self.local_day(since).toordinal() - 1, self.local_day(until).toordinal() + 1
        for ordinal in range(first, last + 1):
            for begin, end in self.openings(date.fromordinal(ordinal)):
                total += max(min(end, until) - max(begin, since), timedelta(0))
        return total

    def next_working_day(self, on: date, n: int = 1) -> date:
        """Give the n-th working day after a day; with 0 the day itself, or the first working day after it."""
        if n < 0:
            raise CalendarError(reason="backwards", days=n)
        day, left, closed = on, n, 0
        if left == 0 and self.is_working_day(day):
            return day
        left = max(left, 1)
        while left:
            day = _following(day)
            closed = 0 if self.is_working_day(day) else closed + 1
            left -= closed == 0
            self._give_up_after(closed)
        return day

    def end_of_working_day(self, on: date) -> datetime:
        """Give the closing time of the day, or of the next working day when the place is closed on it."""
        return self.openings(self.next_working_day(on, 0))[-1].end

    def add_working_days(self, start: datetime, n: int, *, at: time | None = None) -> datetime:
        """Give the end of the n-th working day after the day of `start`, which itself does not count.

        n: 0 is the day of `start`, or the next working day when the place is closed on it.
        at: a time on the wall of that day instead of its end.
        """
        day = self.next_working_day(self.local_day(start), n)
        if at is None:
            return self.end_of_working_day(day)
        return zones.instant(self.zone, day, at)

    def same_day_or(
        self,
        at: datetime,
        *,
        cut_off: time = time(16),
        morning: time = time(10),
        least: timedelta = timedelta(hours=1),
    ) -> datetime:
        """Give the end of today, or the next working morning for what comes too late today.

        Too late is: at the cut-off or after it, on a closed day, or with less than `least` of working time left before
        closing. A place that opens at `morning` or after it has `least` from its opening; one that has closed by then
        has until it closes.
        """
        at = _instant(at)
        today = self.local_day(at)
        if self._wall(at).time() < cut_off and self.is_working_day(today):
            end = self.end_of_working_day(today)
            if self.working_time_between(at, end) >= least:
                return end
        day = self.next_working_day(today)
        first, last = self.openings(day)[0], self.openings(day)[-1]
        answer = zones.instant(self.zone, day, morning)
        if answer <= first.begin:
            answer = self.add_working_time(first.begin, least)
        return min(answer, last.end)

    def is_provisional(self, since: datetime, until: datetime) -> bool:
        """Say whether a due time counted from `since` to `until` may still change with the holidays on its way.

        They may: dates that follow the moon, and years whose moved days are not announced.
        """
        first, last = self.local_day(since).toordinal(), self.local_day(until).toordinal()
        if self.country is None:
            return False
        return any(
            public_holidays.is_provisional(self.country, self.subdivision, date.fromordinal(ordinal))
            for ordinal in range(first, last + 1)
        )

    def _wall(self, at: datetime) -> datetime:
        return _instant(at).astimezone(ZoneInfo(self.zone))

    def _pattern(self, on: date) -> tuple[WeeklyPattern, DayKind, str]:
        for pattern in self.dated:
            if pattern.since <= on <= pattern.until:
                return pattern.weekly, DayKind.DATED, pattern.name
        return self.weekly, DayKind.USUAL, ""

    def _spans_after(self, at: datetime) -> Iterator[Span]:
        """Give the openings that end after an instant, in order of time.

        A clock set back over midnight shows a stretch of the evening and a stretch of the morning in turn, so a day's
        openings wait until no opening of a later day can come before them.
        """
        day = date.fromordinal(self.local_day(at).toordinal() - 1)
        waiting: list[Span] = []
        closed = 0
        while True:
            opened = self.openings(day)
            closed = 0 if opened else closed + 1
            self._give_up_after(closed)
            waiting = sorted([*waiting, *(span for span in opened if span.end > at)])
            day = _following(day)
            if not waiting:
                continue
            horizon = zones.first_instant(self.zone, day)
            while waiting and waiting[0].begin < horizon:
                yield waiting.pop(0)

    def _give_up_after(self, closed: int) -> None:
        if closed > LONGEST_CLOSURE:
            raise NeverOpens(days=LONGEST_CLOSURE)


def _instant(at: datetime) -> datetime:
    if at.tzinfo is None or at.utcoffset() is None:
        raise NaiveInstant(at=at)
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise BeyondCalendar(at=at, first_year=_FIRST_YEAR, last_year=_LAST_YEAR)
    return at.astimezone(UTC)


def _following(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _check(calendar: WorkingCalendar) -> None:
    try:
        ZoneInfo(calendar.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise BadPattern(reason="zone", zone=calendar.zone) from unknown
    check_weekly(calendar.weekly)
    for pattern in calendar.dated:
        check_weekly(pattern.weekly)
    for hours in calendar.extra.values():
        check_hours(hours)
    check_periods(calendar.dated, calendar.closures)
    if calendar.country is not None:
        public_holidays.holiday_year(calendar.country, calendar.subdivision, 2026)
