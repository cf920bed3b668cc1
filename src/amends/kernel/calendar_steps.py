"""Why a due time is what it is: the days and clocks that a calendar met on its way, as codes a screen can word."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from amends.kernel.calendar import BeyondCalendar, Day, DayKind, WorkingCalendar
from amends.kernel.public_holidays import Holiday
from amends.kernel.zones import MIDNIGHT

LONGEST_STORY = 4000
"""Days that can be explained at once."""


class StepCode(StrEnum):
    """What was met on the way.

    COUNTING_FROM: it was closed at the start, and time began to count at `at`.
    REST, HOLIDAY, CLOSED: days on which no time counted. MAKE_UP: a rest day that the government made a working day.
    EXTRA, DATED: days with hours of their own. CLOCK: the clocks changed while it was open, by `shift`.
    DUE_WHILE_CLOSED: it is closed at the end, as after a limit in real time.
    """

    COUNTING_FROM = "counting_from"
    REST = "rest"
    HOLIDAY = "holiday"
    CLOSED = "closed"
    MAKE_UP = "make_up"
    EXTRA = "extra"
    DATED = "dated"
    CLOCK = "clock"
    DUE_WHILE_CLOSED = "due_while_closed"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing met on the way, on the days from `since` to `until`, both included.

    name: what the house calls its own closure or hours. holidays: keys for `holiday_name`, and whether each is moved or
    estimated. shift: how much more working time the day had than its hours say, negative in spring.
    """

    code: StepCode
    since: date
    until: date
    name: str = ""
    holidays: tuple[Holiday, ...] = ()
    at: datetime | None = None
    shift: timedelta = field(default=timedelta(0))

    def __str__(self) -> str:
        days = f"{self.since}" if self.since == self.until else f"{self.since}..{self.until}"
        words = [self.code.value, days, self.name, *(holiday.key for holiday in self.holidays)]
        if any(holiday.is_estimated for holiday in self.holidays):
            words.append("estimated")
        if self.at is not None:
            words.append(self.at.isoformat())
        if self.shift:
            words.append(f"{self.shift.total_seconds() / 60:+g}min")
        return " ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row that count alike, both ends included.

    is_open: the place opens on them. worked: the working time of them that lies between the two instants; none on an
    open day that was begun after closing. steps: what was met on them, as `explain` tells it.
    """

    since: date
    until: date
    is_open: bool
    worked: timedelta
    steps: tuple[Step, ...] = ()

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1


_CODES = {
    DayKind.REST: StepCode.REST,
    DayKind.HOLIDAY: StepCode.HOLIDAY,
    DayKind.CLOSED: StepCode.CLOSED,
    DayKind.MAKE_UP: StepCode.MAKE_UP,
    DayKind.EXTRA: StepCode.EXTRA,
    DayKind.DATED: StepCode.DATED,
}
_OF_DAYS = frozenset({*_CODES.values(), StepCode.CLOCK})


def explain(calendar: WorkingCalendar, since: datetime, until: datetime) -> tuple[Step, ...]:
    """Tell what lay between the start of a clock and a due time, in order; days alike in a row are one step.

    Errors: CalendarError (naive, more than LONGEST_STORY days).
    """
    first, last = calendar.local_day(since), calendar.local_day(until)
    if (last - first).days > LONGEST_STORY:
        raise BeyondCalendar(days=(last - first).days)
    steps: list[Step] = []
    if not calendar.is_open(since) and since < until:
        opening = calendar.next_opening(since)
        if opening <= until:
            steps.append(Step(StepCode.COUNTING_FROM, first, calendar.local_day(opening), at=opening))
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        for step in _steps_of(calendar, calendar.day(date.fromordinal(ordinal))):
            _append(steps, step)
    if until > since and not calendar.is_open(until - timedelta(microseconds=1)):
        steps.append(Step(StepCode.DUE_WHILE_CLOSED, last, last))
    return tuple(steps)


def account(calendar: WorkingCalendar, since: datetime, until: datetime) -> tuple[Stretch, ...]:
    """Lay the days between two instants out in stretches that count and stretches that do not; the working time adds up.

    Errors: CalendarError (naive, more than LONGEST_STORY days).
    """
    met = [step for step in explain(calendar, since, until) if step.code in _OF_DAYS]
    found: list[Stretch] = []
    for ordinal in range(calendar.local_day(since).toordinal(), last_day(calendar, until).toordinal() + 1):
        on = date.fromordinal(ordinal)
        one = Stretch(on, on, calendar.is_working_day(on), _worked(calendar, on, since, until))
        before = found[-1] if found else None
        if before is not None and (before.is_open, bool(before.worked)) == (one.is_open, bool(one.worked)):
            found[-1] = replace(before, until=on, worked=before.worked + one.worked)
        else:
            found.append(one)
    return tuple(
        replace(one, steps=tuple(step for step in met if step.since <= one.until and step.until >= one.since))
        for one in found
    )


def last_day(calendar: WorkingCalendar, until: datetime) -> date:
    """Give the day that an instant ends: midnight, a closing time of 24:00, belongs to the day before."""
    return calendar.local_day(until - timedelta(microseconds=1))


def _worked(calendar: WorkingCalendar, on: date, since: datetime, until: datetime) -> timedelta:
    spans = ((max(begin, since), min(end, until)) for begin, end in calendar.openings(on))
    return sum((end - begin for begin, end in spans if begin < end), timedelta(0))


def _steps_of(calendar: WorkingCalendar, day: Day) -> list[Step]:
    steps = []
    if code := _CODES.get(day.kind):
        steps.append(Step(code, day.on, day.on, name=day.name, holidays=day.holidays))
    if shift := _shift(calendar, day):
        steps.append(Step(StepCode.CLOCK, day.on, day.on, shift=shift))
    return steps


def _shift(calendar: WorkingCalendar, day: Day) -> timedelta:
    """Compare the working time that a day has with the working time its hours would make on the wall."""
    shown = timedelta(0)
    for opens, closes in day.hours:
        until = timedelta(days=1) if closes == MIDNIGHT else _since_midnight(closes.hour, closes.minute, closes.second)
        shown += until - _since_midnight(opens.hour, opens.minute, opens.second)
    return sum((end - begin for begin, end in calendar.openings(day.on)), timedelta(0)) - shown


def _since_midnight(hour: int, minute: int, second: int) -> timedelta:
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _append(steps: list[Step], step: Step) -> None:
    """Add a step, or let the one before it reach one day further when both say the same."""
    before = steps[-1] if steps else None
    if (
        before is not None
        and (before.code, before.name, before.holidays, before.shift)
        == (step.code, step.name, step.holidays, step.shift)
        and before.at is None
        and before.until + timedelta(days=1) == step.since
    ):
        steps[-1] = Step(step.code, before.since, step.until, step.name, step.holidays, shift=step.shift)
    else:
        steps.append(step)
