"""How a due time came about, in the reader's words: a line for each stretch of days that counted or was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import assert_never

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from amends.insight.words import listed
from amends.kernel import zones
from amends.kernel.calendar import WorkingCalendar
from amends.kernel.calendar_steps import Step, StepCode, Stretch, account, explain, last_day
from amends.kernel.public_holidays import Holiday, holiday_name
from amends.promises.rules import CUT_OFF, MORNING, Measure, Standard
from amends.text.forms_of_address import base
from amends.web import parts, when

MOST_STRETCHES = 9
FEW = MOST_STRETCHES // 2
LONGEST = timedelta(days=400)  # a date set years ahead is not told day by day
SATURDAY = 5
OWN_NAMES: dict[str, Callable[[], str]] = {
    "year_end": lambda: _("year-end closing"),
    "obon": lambda: _("Obon closing"),
    "ramadan": lambda: _("Ramadan hours"),
}
Write = Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class Line:
    """A day, a run of days or an instant, and what it did to the due time."""

    when: str
    words: str
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """Why a promise is due then. doubt: why no sum is shown; notes: whose clock and days these are."""

    rule: Sequence[str]
    lines: Sequence[Line]
    doubt: str = ""
    notes: Sequence[str] = ()


def rule(standard: Standard) -> list[str]:
    """Say in sentences what a standard of the house asks for."""
    said = _measured(standard)
    if standard.never_after is None:
        return [said]
    hours = int(standard.never_after.total_seconds() // 3600)
    words = ngettext("{n} hour at the latest, open or closed.", "{n} hours at the latest, open or closed.", hours)
    return [said, words.format(n=hours)]


def _measured(standard: Standard) -> str:
    amount = standard.amount
    match standard.measure:
        case Measure.WORKING_MINUTES:
            words = ngettext(
                "Our standard: {n} minute of working time.", "Our standard: {n} minutes of working time.", amount
            )
        case Measure.WORKING_DAYS:
            words = ngettext(
                "Our standard: {n} working day after the first day, until closing time.",
                "Our standard: {n} working days after the first day, until closing time.",
                amount,
            )
        case Measure.SAME_DAY:
            return _(
                "Our standard: the same working day; what comes at {late} or later, or just before closing, by {morning} "
                "on the next working day."
            ).format(late=f"{CUT_OFF:%H:%M}", morning=f"{MORNING:%H:%M}")
        case Measure.CALENDAR_DAYS:
            words = ngettext(
                "Our standard: {n} day later, or the nearest open day.",
                "Our standard: {n} days later, or the nearest open day.",
                amount,
            )
        case _:
            assert_never(standard.measure)
    return words.format(n=amount)


def counted(standard: Standard, calendar: WorkingCalendar, start: datetime, due: datetime, write: Write) -> list[Line]:
    """Tell what counted and what was left out between the start of a standard's clock and its due time."""
    match standard.measure:
        case Measure.WORKING_MINUTES:
            return _minutes(calendar, start, due, write)
        case Measure.WORKING_DAYS:
            return between(calendar, start, due)
        case Measure.SAME_DAY:
            return _next_morning(calendar, start, due)
        case Measure.CALENDAR_DAYS:
            return _near(standard, calendar, start, due)
    assert_never(standard.measure)


def between(calendar: WorkingCalendar, start: datetime, due: datetime) -> list[Line]:
    """Tell the working days after the first day, and the days left out; nothing where it is the same day or far away."""
    first = calendar.local_day(start)
    if due - start > LONGEST or last_day(calendar, due) <= first:
        return []
    lines = []
    if calendar.is_working_day(first):
        lines = [Line(when.days(first, first), _("the first day does not count"), is_left_out=True)]
        start = zones.first_instant(calendar.zone, first + timedelta(days=1))
    return lines + _told(account(calendar, start, due))


def left_out(calendar: WorkingCalendar, start: datetime, due: datetime) -> list[Line]:
    """Tell only the days on which the place is closed."""
    return [_closed(one) for one in account(calendar, start, due) if not one.is_open]


def _minutes(calendar: WorkingCalendar, start: datetime, due: datetime, write: Write) -> list[Line]:
    lines = []
    spent = timedelta(0)
    for one in account(calendar, start, due):
        if not one.is_open:
            lines.append(_closed(one))
        elif not one.worked:
            lines.append(Line(when.days(one.since, one.until), _("outside opening hours"), is_left_out=True))
        else:
            # Rounded as a sum, so that the minutes shown add up to those of the standard.
            minutes = _whole_minutes(spent + one.worked) - _whole_minutes(spent)
            spent += one.worked
            words = ngettext("{n} minute of working time", "{n} minutes of working time", minutes).format(n=minutes)
            lines.append(Line(when.days(one.since, one.until), _with_notes(words, one)))
    for step in explain(calendar, start, due):
        if step.code is StepCode.COUNTING_FROM and step.at is not None:
            lines.insert(-1, Line(write(step.at), _("we open, and time begins to count")))
        if step.code is StepCode.DUE_WHILE_CLOSED:
            lines.append(Line(when.days(step.since, step.until), _("it falls due although we are closed")))
    return lines


def _whole_minutes(span: timedelta) -> int:
    return round(span.total_seconds() / 60)


def _next_morning(calendar: WorkingCalendar, start: datetime, due: datetime) -> list[Line]:
    first, last = calendar.local_day(start), last_day(calendar, due)
    if first == last:
        return [Line(when.days(first, first), _("in time for the same working day"))]
    lines = []
    if calendar.is_working_day(first):
        lines = [Line(when.days(first, first), _("too late for the same working day"), is_left_out=True)]
    return [*lines, *left_out(calendar, start, due), Line(when.days(last, last), _("the next working morning"))]


def _near(standard: Standard, calendar: WorkingCalendar, start: datetime, due: datetime) -> list[Line]:
    first, last = calendar.local_day(start), last_day(calendar, due)
    wanted = first + timedelta(days=standard.amount)
    words = ngettext("{n} day later", "{n} days later", standard.amount).format(n=standard.amount)
    lines = [Line(when.days(wanted, wanted), words)]
    if wanted == last:
        return lines
    latest = first + timedelta(days=standard.window[1]) if standard.window else last
    closed_until = last - timedelta(days=1) if last > wanted else latest
    lines += left_out(calendar, _midnight(calendar, wanted), _last_instant(calendar, closed_until))
    return [*lines, Line(when.days(last, last), _("the nearest open day"))]


def _midnight(calendar: WorkingCalendar, on: date) -> datetime:
    return zones.first_instant(calendar.zone, on)


def _last_instant(calendar: WorkingCalendar, on: date) -> datetime:
    return _midnight(calendar, on + timedelta(days=1)) - timedelta(microseconds=1)


def _told(stretches: Sequence[Stretch]) -> list[Line]:
    """Word stretches of days in turn; where they are many, the working days as one and then what lies between them."""
    if len(stretches) <= MOST_STRETCHES:
        return _in_turn(stretches)
    days = sum(one.days for one in stretches if one.is_open)
    between_them = _("working days {first} to {last}, without:").format(first=1, last=days)
    closed = [one for one in stretches if not one.is_open]
    lines = [_closed(one) for one in closed]
    if len(lines) >= MOST_STRETCHES:
        middle = closed[FEW : -FEW + 1]
        count = sum(one.days for one in middle)
        words = ngettext("{n} more day left out", "{n} more days left out", count).format(n=count)
        told = Line(when.days(middle[0].since, middle[-1].until), words, is_left_out=True)
        lines = [*lines[:FEW], told, *lines[-FEW + 1 :]]
    return [Line(when.days(stretches[0].since, stretches[-1].until), between_them), *lines]


def _in_turn(stretches: Iterable[Stretch]) -> list[Line]:
    lines = []
    days = 0
    for one in stretches:
        if not one.is_open:
            lines.append(_closed(one))
            continue
        words = _("working day {first}") if one.days == 1 else _("working days {first} to {last}")
        words = words.format(first=days + 1, last=days + one.days)
        lines.append(Line(when.days(one.since, one.until), _with_notes(words, one)))
        days += one.days
    return lines


def _closed(stretch: Stretch) -> Line:
    words = dict.fromkeys(word for step in stretch.steps for word in _reasons(step))
    return Line(when.days(stretch.since, stretch.until), listed(words), is_left_out=True)


def _reasons(step: Step) -> list[str]:
    match step.code:
        case StepCode.HOLIDAY:
            return [_holiday(one) for one in step.holidays]
        case StepCode.CLOSED:
            return [_closing(step.name)]
    is_weekend = step.since.weekday() >= SATURDAY and (step.until - step.since).days < 2
    return [_("weekend") if is_weekend else _("weekly closing day")]


def _holiday(holiday: Holiday) -> str:
    name = holiday_name(holiday.key, base(get_language() or "en"))
    return _("{name} (date may still move)").format(name=name) if holiday.is_estimated else name


def _closing(name: str) -> str:
    if name in OWN_NAMES:
        return OWN_NAMES[name]()
    return _("closed: {name}").format(name=name) if name else _("closed")


def _with_notes(words: str, stretch: Stretch) -> str:
    return listed([words, *dict.fromkeys(_note(step) for step in stretch.steps)])


def _note(step: Step) -> str:
    match step.code:
        case StepCode.MAKE_UP:
            return _("worked in place of a day off")
        case StepCode.CLOCK:
            span = parts.span_words(abs(step.shift))
            forward, back = _("clocks go forward by {span}"), _("clocks go back by {span}")
            return (forward if step.shift < timedelta(0) else back).format(span=span)
    if step.name in OWN_NAMES:
        return OWN_NAMES[step.name]()
    return _("other opening hours: {name}").format(name=step.name) if step.name else _("other opening hours")
