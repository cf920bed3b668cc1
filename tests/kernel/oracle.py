"""What working time is, said once more and as plainly as can be: look at the clock on the wall, minute after minute.

Shares no code with the calendars it judges. Times of day are minutes, 0 to 1440; opening hours are lists of pairs.
Everything given to it is whole minutes, and every offset of the zones it is asked about is too.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

MINUTE = timedelta(minutes=1)
Hours = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Place:
    """A place with opening hours, as plain figures."""

    zone: str
    weekly: dict[int, Hours]
    dated: tuple[tuple[date, date, dict[int, Hours]], ...] = ()
    closed: tuple[tuple[date, date], ...] = ()
    extra: dict[date, Hours] = field(default_factory=dict)
    country: str | None = None
    subdivision: str | None = None


@cache
def _country(country: str, subdivision: str | None) -> holidays.HolidayBase:
    return holidays.country_holidays(country, subdiv=subdivision, years=range(2005, 2040))


def hours(place: Place, on: date) -> Hours:
    """Opening hours of a day: what the place itself says of the day, then the country, then the week."""
    if on in place.extra:
        return place.extra[on]
    if any(since <= on <= until for since, until in place.closed):
        return ()
    week = place.weekly
    for since, until, other in place.dated:
        if since <= on <= until:
            week = other
    of_weekday = week.get(on.weekday(), ())
    if place.country:
        country = _country(place.country, place.subdivision)
        if country.is_working_day(on):
            if country.is_weekend(on) and not of_weekday:
                for weekday in range(7):
                    if week.get(weekday):
                        return week[weekday]
        elif on in country:
            return ()
    return of_weekday


class Watch:
    """Somebody who stands before the door of a place with a watch."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.zone = ZoneInfo(place.zone)
        self._signs: dict[date, frozenset[int]] = {}

    def is_open(self, at: datetime) -> bool:
        """Look at the wall clock and at the sign on the door."""
        wall = at.astimezone(self.zone)
        return wall.hour * 60 + wall.minute in self._sign(wall.date())

    def _sign(self, on: date) -> frozenset[int]:
        if on not in self._signs:
            shown = {minute for opens, closes in hours(self.place, on) for minute in range(opens, closes)}
            self._signs[on] = frozenset(shown)
        return self._signs[on]

    def after(self, start: datetime, minutes: int) -> datetime:
        """Wait until the place has been open for so many minutes."""
        at = start.astimezone(UTC)
        while minutes:
            minutes -= self.is_open(at)
            at += MINUTE
        return at

    def opening(self, at: datetime) -> datetime:
        """Wait until the place is open."""
        at = at.astimezone(UTC)
        while not self.is_open(at):
            at += MINUTE
        return at

    def between(self, since: datetime, until: datetime) -> int:
        """Count the minutes for which the place is open."""
        at, count = since.astimezone(UTC), 0
        while at < until:
            count += self.is_open(at)
            at += MINUTE
        return count

    def minutes_of(self, on: date) -> list[datetime]:
        """List every minute of a day during which the place is open, as the wall clock shows the day."""
        at = datetime(on.year, on.month, on.day, tzinfo=UTC) - timedelta(hours=16)
        found = []
        for _ in range(56 * 60):
            if at.astimezone(self.zone).date() == on and self.is_open(at):
                found.append(at)
            at += MINUTE
        return found

    def end_of_nth_day(self, start: datetime, n: int) -> datetime:
        """Wait for the n-th day after today on which the place opens, until it closes for that day."""
        on = start.astimezone(self.zone).date()
        if n == 0 and (today := self.minutes_of(on)):
            return today[-1] + MINUTE
        left = max(n, 1)
        while True:
            on += timedelta(days=1)
            if opened := self.minutes_of(on):
                left -= 1
                if not left:
                    return opened[-1] + MINUTE
