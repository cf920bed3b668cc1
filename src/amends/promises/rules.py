"""What the house promises by itself, and by when each promise is due.

Deadlines of law are elsewhere; what was promised to whom, and what became of it, lies in the register.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import assert_never

from amends.kernel.calendar import WorkingCalendar


class Subject(StrEnum):
    """What is promised."""

    ACKNOWLEDGEMENT = "acknowledgement"
    UNDERSTANDING_CALL = "understanding_call"
    UPDATE = "update"
    ANSWER = "answer"
    REMEDY = "remedy"
    CALL_BACK = "call_back"
    FOLLOW_UP = "follow_up"
    OTHER = "other"


class Origin(StrEnum):
    """Where a promise comes from: somebody gave their word, the house has a standard, a law demands it."""

    GIVEN = "given"
    STANDARD = "standard"
    STATUTORY = "statutory"


class Substance(StrEnum):
    """Whether a promise is about the way (we will call) or about the thing (we will replace it)."""

    PROCEDURAL = "procedural"
    SUBSTANTIVE = "substantive"


class Standing(StrEnum):
    """What has become of a promise; late is kept after it was due, broken is closed without being kept."""

    OPEN = "open"
    AT_RISK = "at_risk"
    KEPT = "kept"
    LATE = "late"
    BROKEN = "broken"
    RENEGOTIATED = "renegotiated"
    WITHDRAWN = "withdrawn"


class Measure(StrEnum):
    """How the amount of a standard is counted.

    working_minutes: working time of the calendar. working_days: to the end of the n-th working day after the day of
    the start. same_day: today before the cut-off, else the next working morning. calendar_days: the n-th day after the
    day of the start, moved within the standard's window to a day on which the place is open.
    """

    WORKING_MINUTES = "working_minutes"
    WORKING_DAYS = "working_days"
    SAME_DAY = "same_day"
    CALENDAR_DAYS = "calendar_days"


@dataclass(frozen=True, slots=True)
class Standard:
    """One thing the house promises by itself.

    amount: counted by `measure`; 0 where the measure needs none.
    window: for calendar days, the first and the last day on which it may be done.
    never_after: real time after which it is due at the latest, open or closed; a standard of 24 hours does not sleep.
    """

    code: str
    subject: Subject
    measure: Measure
    amount: int = 0
    window: tuple[int, int] | None = None
    never_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class PlannedPromise:
    """A promise to be entered in the register; due is an instant in UTC, code names its standard."""

    subject: Subject
    due: datetime
    code: str
    origin: Origin = Origin.STANDARD
    substance: Substance = Substance.PROCEDURAL


CUT_OFF = time(16)
MORNING = time(10)

_STANDARDS = (
    # The receipt with a named contact and the next date: at once while we are open, within a day even over a weekend.
    Standard("ACK", Subject.ACKNOWLEDGEMENT, Measure.WORKING_MINUTES, amount=60, never_after=timedelta(hours=24)),
    # A person's own words the same day; the automatic receipt never counts as this.
    Standard("SAME_DAY", Subject.UPDATE, Measure.SAME_DAY),
    # We call to understand, not to explain.
    Standard("CALL", Subject.UNDERSTANDING_CALL, Measure.SAME_DAY),
    # Somebody is stuck in front of a page or a machine and waits beside the phone.
    Standard("CALL_BACK", Subject.CALL_BACK, Measure.WORKING_MINUTES, amount=15),
    Standard("HELP", Subject.UPDATE, Measure.WORKING_MINUTES, amount=15),
    Standard("ANSWER", Subject.ANSWER, Measure.WORKING_DAYS, amount=10),
    Standard("ANSWER_CAREFUL", Subject.ANSWER, Measure.WORKING_DAYS, amount=15),
    Standard("ANSWER_NOW", Subject.ANSWER, Measure.SAME_DAY),
    Standard("ANSWER_QUESTION", Subject.ANSWER, Measure.WORKING_DAYS, amount=2),
    Standard("ANSWER_OPINION", Subject.ANSWER, Measure.WORKING_DAYS, amount=5),
    # Praise is passed on to those it is for, and the person who gave it hears so.
    Standard("PASS_ON", Subject.OTHER, Measure.WORKING_DAYS, amount=5),
    Standard("UPDATE", Subject.UPDATE, Measure.WORKING_DAYS, amount=3),
    Standard("REMEDY", Subject.REMEDY, Measure.WORKING_DAYS, amount=5),
    Standard("REMEDY_MONEY", Subject.REMEDY, Measure.WORKING_DAYS, amount=3),
    # After our answer: we come back by the day on which the offer lapses, whatever the customer does.
    Standard("AFTER_ANSWER", Subject.OTHER, Measure.CALENDAR_DAYS, amount=14, window=(14, 21)),
    # Somebody without mail is reminded of our answer by a call.
    Standard("REMIND", Subject.CALL_BACK, Measure.WORKING_DAYS, amount=1),
    Standard("REVIEW", Subject.ANSWER, Measure.WORKING_DAYS, amount=10),
    # The follow-up call was made: closing is confirmed by then.
    Standard("CLOSING", Subject.OTHER, Measure.WORKING_DAYS, amount=2),
    Standard("FOLLOW_UP", Subject.FOLLOW_UP, Measure.CALENDAR_DAYS, amount=5, window=(3, 7)),
)
HOUSE_STANDARDS: Mapping[str, Standard] = MappingProxyType({standard.code: standard for standard in _STANDARDS})

_ON_ACCEPTANCE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "complaint": ("ACK", "CALL", "SAME_DAY", "ANSWER"),
        "question": ("ACK", "ANSWER_QUESTION"),
        "opinion": ("ACK", "ANSWER_OPINION"),
        "praise": ("ACK", "PASS_ON"),
        "stuck": ("ACK", "CALL_BACK", "ANSWER_NOW"),
    }
)
"""By kind. Each holds something that lasts beyond the acknowledgement: nothing open is ever without a dated promise."""

_IN_LANE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "now": {"CALL": "", "SAME_DAY": "", "ANSWER": "ANSWER_NOW"},
        "normal": {},
        "careful": {"ANSWER": "ANSWER_CAREFUL"},
    }
)
"""By lane: what stands in place of a standard; nothing where it is spared (settled on the spot, face to face)."""

_WITHOUT_PHONE: Mapping[str, str] = MappingProxyType({"CALL": "", "CALL_BACK": "HELP"})


def due_for(standard: Standard, *, received_at: datetime, calendar: WorkingCalendar) -> datetime:
    """Give the instant, in UTC, by which a standard asks for its thing.

    received_at: when its clock started: receipt, last contact, agreement or remedy, as the subject says.
    Errors: CalendarError (naive start, a calendar that never opens).
    """
    match standard.measure:
        case Measure.WORKING_MINUTES:
            due = calendar.add_working_time(received_at, timedelta(minutes=standard.amount))
        case Measure.WORKING_DAYS:
            due = calendar.add_working_days(received_at, standard.amount)
        case Measure.SAME_DAY:
            due = calendar.same_day_or(received_at, cut_off=CUT_OFF, morning=MORNING)
        case Measure.CALENDAR_DAYS:
            due = _end_of_day_in_window(standard, received_at, calendar)
        case _:
            assert_never(standard.measure)
    if standard.never_after is not None:
        due = min(due, calendar.add_elapsed(received_at, standard.never_after))
    return due


@lru_cache(maxsize=64)  # an import asks the same for every row
def on_acceptance(
    *, received_at: datetime, calendar: WorkingCalendar, has_phone: bool, kind: str, lane: str
) -> tuple[PlannedPromise, ...]:
    """Plan what the house promises by itself to somebody whose complaint has just been accepted.

    kind: complaint, question, opinion, praise or stuck; lane: now, normal or careful. At least one of the promises
    outlasts the acknowledgement.
    Errors: KeyError for a kind or lane there is not, CalendarError.
    """
    in_lane = _IN_LANE[lane]
    planned = []
    for code in _ON_ACCEPTANCE[kind]:
        code = in_lane.get(code, code)
        if not has_phone:
            code = _WITHOUT_PHONE.get(code, code)
        if code:
            planned.append(plan(code, received_at=received_at, calendar=calendar))
    return tuple(planned)


def plan(code: str, *, received_at: datetime, calendar: WorkingCalendar) -> PlannedPromise:
    """Plan one promise of the house by the code of its standard, from the instant its clock starts."""
    standard = HOUSE_STANDARDS[code]
    return PlannedPromise(standard.subject, due_for(standard, received_at=received_at, calendar=calendar), code)


def standing_when_fulfilled(due: datetime, at: datetime) -> Standing:
    """Say whether what was promised came in time; on the very instant is in time."""
    return Standing.KEPT if at <= due else Standing.LATE


def _end_of_day_in_window(standard: Standard, received_at: datetime, calendar: WorkingCalendar) -> datetime:
    """Give the end of the wanted day, else of the nearest open day after it in the window, else of one before it."""
    start = calendar.local_day(received_at).toordinal()
    first, last = standard.window or (standard.amount, standard.amount)
    for days in (*range(standard.amount, last + 1), *range(standard.amount - 1, first - 1, -1)):
        day = date.fromordinal(start + days)
        if calendar.is_working_day(day):
            return calendar.end_of_working_day(day)
    return calendar.end_of_working_day(date.fromordinal(start + last))
