"""The times of one story: in working hours of its branch, in order, never in the future."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from amends.cli.demo.story import Story
from amends.kernel.calendar import WorkingCalendar

# Channels at which somebody of ours must be there when the first word is said.
ATTENDED = frozenset({"counter", "phone"})
UNANSWERED = frozenset({"acknowledged", "assessed", "investigating", "found", "proposed", "approved"})
_LEAST_STEP = timedelta(seconds=20)
# How long ago the newest came in: nothing about them is overdue yet.
_FRESH = {"complaint": timedelta(minutes=40), "stuck": timedelta(minutes=9)}
# What is not answered yet lies within the house's own standards for an answer, by kind; the rest by state.
_MOST_DAYS = {"complaint": 10, "question": 1, "opinion": 4, "praise": 4, "stuck": 0} | {
    "responded": 12,
    "agreed": 12,
    "disputed": 16,
    "lapsed": 26,
    "remedying": 14,
    "remedied": 15,
    "following_up": 17,
    "second_round": 26,
    "internal_review": 16,
    "external": 22,
}
# Working hours that what happened up to a state takes at least.
_LEAST_HOURS = {"acknowledged": 3, "assessed": 6, "investigating": 12, "found": 22, "proposed": 26, "approved": 30}


class Diary:
    """Hands out one time after another. now: nothing happens after it."""

    def __init__(self, story: Story, calendar: WorkingCalendar, now: datetime) -> None:
        self._random = random.Random(story.id)
        self.calendar = calendar
        self.now = now
        self.at = self.received_at = self._first(story)

    @property
    def received_on(self) -> date:
        """Give the day on which it began, as the branch counts days."""
        return self.calendar.local_day(self.received_at)

    def after(self, *, minutes: float = 0, hours: float = 0, until: datetime | None = None) -> datetime:
        """Go on by about so much working time; before `until`, where a promise is to be kept."""
        span = timedelta(minutes=minutes, hours=hours) * self._random.uniform(0.7, 1.3)
        return self._go(self.calendar.add_working_time(self.at, max(span, _LEAST_STEP)), until)

    def days(self, count: float, *, until: datetime | None = None) -> datetime:
        """Go on by about so many working days, to some hour of that day."""
        day = self.calendar.next_working_day(self.calendar.local_day(self.at), max(1, round(count)))
        opens, closes = self.calendar.openings(day)[0]
        return self._go(opens + (closes - opens) * self._random.uniform(0.05, 0.95), until)

    def soon(self) -> datetime:
        """Go on by seconds, open or closed: what a machine does at once."""
        return self._go(self.at + timedelta(seconds=self._random.uniform(5, 40)), None)

    def after_hold(self, hold: timedelta) -> datetime:
        """Go on until words that could still be called back have left."""
        self.at = min(self.at + hold, self.now)
        return self.at

    def jump(self, days: float) -> None:
        """Let time pass until so many days before now; nothing where that is over already."""
        self.at = max(self.at, self.now - timedelta(days=days * self._random.uniform(0.95, 1)))

    def past(self, due: datetime) -> datetime:
        """Go to some working hours after a due time: what was late."""
        self.at = max(self.at, min(due, self.now - timedelta(minutes=30)))
        return self.after(hours=4)

    def _go(self, wanted: datetime, until: datetime | None) -> datetime:
        """Move to the wanted time; where it lies too late, to a place between here and the end."""
        last = min(until or self.now, self.now)
        if wanted >= last:
            wanted = self.at + (last - self.at) * self._random.uniform(0.25, 0.6)
        self.at = max(wanted, self.at + timedelta(milliseconds=200)).astimezone(UTC).replace(microsecond=0)
        return self.at

    def _first(self, story: Story) -> datetime:
        """Choose when it began: as long ago as the story says, yet long enough for all that happened since."""
        if story.state == "accepted":
            return self.now - _FRESH.get(story.kind, _FRESH["complaint"]) * self._random.uniform(0.2, 1)
        ago = min(story.days_ago, self._most_days(story))
        is_attended = story.channel in ATTENDED or story.lane == "now"
        least = timedelta(hours=_LEAST_HOURS.get(story.state, 12) if story.lane != "now" else 0.5)
        for back in range(ago, ago + 20):
            day = self.calendar.local_day(self.now) - timedelta(days=back)
            told = self._in_opening_hours(day) if is_attended else self._any_hour(day)
            if told and self.calendar.working_time_between(told, self.now) >= least:
                return told.astimezone(UTC).replace(microsecond=0)
        raise LookupError(f"no day for story {story.id}")

    def _most_days(self, story: Story) -> int:
        """Give the most days a story may lie back: what nobody has answered yet must not be overdue unless it says so."""
        if story.overdue:
            return 90
        if story.state in UNANSWERED:
            return _MOST_DAYS.get(story.kind, _MOST_DAYS["complaint"])
        return _MOST_DAYS.get(story.state, 90)

    def _any_hour(self, day: date) -> datetime | None:
        hour = self._random.triangular(7.2, 22.8, 12)
        moment = time(int(hour), int(hour % 1 * 60), self._random.randrange(60))
        told = datetime.combine(day, moment, ZoneInfo(self.calendar.zone))
        return told if told < self.now - timedelta(minutes=40) else None

    def _in_opening_hours(self, day: date) -> datetime | None:
        for opens, closes in self.calendar.openings(day):
            told = opens + (closes - opens) * self._random.uniform(0.04, 0.8)
            if told < self.now - timedelta(minutes=40):
                return told
        return None
