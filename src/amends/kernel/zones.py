"""Wall clocks and instants: which real spans of time a wall-clock interval of one day covers in a zone.

A wall clock jumps: a daylight-saving change skips or repeats part of a day, and a move over the date line can skip
all of it. Everything here follows one definition: an instant belongs to a wall interval when the clock on the wall
shows, at that instant, a time inside it. What working hours are is said in `kernel.calendar`.
"""

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

MIDNIGHT = time(0)
"""As the end of an interval: 24:00, the end of the day."""

_SCAN = timedelta(hours=6)
_REACH = timedelta(hours=15)
"""No clock on Earth is further than this from UTC."""


class Span(NamedTuple):
    """A stretch of real time, begin included and end excluded, both aware and in UTC."""

    begin: datetime
    end: datetime


class Regime(NamedTuple):
    """A stretch of time during which the zone's offset from UTC does not change."""

    begin: datetime
    end: datetime
    offset: timedelta


def spans(zone: str, on: date, opens: time, closes: time) -> list[Span]:
    """Give the instants at which the wall clock of `zone` shows the day `on` and a time in [opens, closes).

    None when the clock skips the interval, two when it shows it twice with a break between.
    """
    wall_opens = datetime.combine(on, opens, UTC)
    wall_closes = datetime.combine(on, closes, UTC)
    if closes == MIDNIGHT:
        wall_closes += timedelta(days=1)
    found: list[Span] = []
    for regime in regimes(zone, on):
        begin = max(wall_opens - regime.offset, regime.begin)
        end = min(wall_closes - regime.offset, regime.end)
        if begin >= end:
            continue
        if found and found[-1].end == begin:
            begin = found.pop().begin
        found.append(Span(begin, end))
    return found


def first_instant(zone: str, on: date) -> datetime:
    """Give an instant not later than any instant of the day `on`, and at most a clock change earlier."""
    midnight = datetime.combine(on, MIDNIGHT, UTC)
    return min(midnight - regime.offset for regime in regimes(zone, on))


def instant(zone: str, on: date, at: time) -> datetime:
    """Read a wall-clock time as an instant in UTC.

    A time that the clock shows twice is the earlier one; a time that it skips is the moment of the jump.
    """
    wall = datetime.combine(on, at, UTC)
    for regime in regimes(zone, on):
        if wall - regime.offset < regime.end:
            return max(wall - regime.offset, regime.begin)
    raise AssertionError("the regimes of a day reach past its end")  # pragma: no cover


@lru_cache(maxsize=8192)
def regimes(zone: str, on: date) -> tuple[Regime, ...]:
    """Give the offsets in force around the day `on`, in order, together covering every instant of it."""
    begin = datetime.combine(on, MIDNIGHT, UTC) - _REACH
    end = datetime.combine(on, MIDNIGHT, UTC) + timedelta(days=1) + _REACH
    changes = _changes(zone, begin.year)
    if end.year != begin.year:
        changes += _changes(zone, end.year)
    first = bisect_right(changes, begin, key=lambda change: change[0]) - 1
    found: list[Regime] = []
    for since, offset in changes[first:]:
        if since >= end:
            break
        if found and found[-1].offset == offset:
            continue
        if found:
            found[-1] = found[-1]._replace(end=since)
        found.append(Regime(max(since, begin), end, offset))
    return tuple(found)


@lru_cache(maxsize=1024)
def _changes(zone: str, year: int) -> tuple[tuple[datetime, timedelta], ...]:
    """Find every change of offset in a year of UTC; the first row is the offset the year begins with.

    Looks every six hours and halves until the second is found: no zone has ever changed twice within six hours.
    """
    info = ZoneInfo(zone)
    at = datetime(year, 1, 1, tzinfo=UTC)
    offset = _offset(info, at)
    found = [(at, offset)]
    end = datetime(year + 1, 1, 1, tzinfo=UTC)
    while at < end:
        following = min(at + _SCAN, end - timedelta(seconds=1))
        if following <= at:
            break
        if (changed := _offset(info, following)) != offset:
            found.append((_change_between(info, at, following), changed))
            offset = changed
        at = following
    return tuple(found)


def _change_between(info: ZoneInfo, low: datetime, high: datetime) -> datetime:
    before = _offset(info, low)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if _offset(info, middle) == before:
            low = middle
        else:
            high = middle
    return high


def _offset(info: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(info).utcoffset() or timedelta(0)
