"""Calendar rows read as kernel calendars.

Shape of `Calendar.pattern`: {"weekly": {"0": [["09:00", "18:00"]], ...},
"dated": [{"since": "2026-02-18", "until": "2026-03-19", "weekly": {...}, "name": "ramadan"}],
"closures": [{"since": "2026-08-13", "until": "2026-08-15", "name": "obon"}],
"yearly": [{"since": "12-29", "until": "01-03", "name": "year_end"}],
"extra": {"2026-10-11": [["10:00", "17:00"]]}}. All keys may be absent; weekly then is an office week.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from functools import lru_cache
from typing import Any

from amends.kernel.calendar import (
    OFFICE_WEEK,
    Closure,
    DatedPattern,
    Hours,
    WeeklyPattern,
    WorkingCalendar,
    YearlyClosure,
)
from amends.organisation.models import Branch, Brand, Calendar


def of_brand(brand: Brand, branch: Branch | None = None) -> WorkingCalendar:
    """Give the working calendar that counts for a complaint: the branch's own, else the brand's."""
    return working_calendar(branch.calendar if branch and branch.calendar else brand.calendar)


def working_calendar(row: Calendar) -> WorkingCalendar:
    """Read a row; equal rows give the same object, so that openings already computed are reused."""
    return _cached(row.zone, row.country, row.subdivision, _frozen(row.pattern))


@lru_cache(maxsize=256)
def _cached(zone: str, country: str, subdivision: str, pattern: Any) -> WorkingCalendar:
    plain = _thawed(pattern)
    return WorkingCalendar(
        zone=zone,
        weekly=_weekly(plain["weekly"]) if plain.get("weekly") else OFFICE_WEEK,
        dated=tuple(
            DatedPattern(_day(one["since"]), _day(one["until"]), _weekly(one["weekly"]), one.get("name", ""))
            for one in plain.get("dated", ())
        ),
        country=country or None,
        subdivision=subdivision or None,
        closures=(
            *(
                Closure(_day(one["since"]), _day(one["until"]), one.get("name", ""))
                for one in plain.get("closures", ())
            ),
            *(
                YearlyClosure(_month_day(one["since"]), _month_day(one["until"]), one.get("name", ""))
                for one in plain.get("yearly", ())
            ),
        ),
        extra={_day(on): _hours(hours) for on, hours in plain.get("extra", {}).items()},
    )


def _weekly(plain: Mapping[str, Sequence[Sequence[str]]]) -> WeeklyPattern:
    return {int(weekday): _hours(hours) for weekday, hours in plain.items() if hours}


def _hours(plain: Sequence[Sequence[str]]) -> Hours:
    return tuple(
        (time.fromisoformat(opens), time.fromisoformat(closes.replace("24:00", "00:00"))) for opens, closes in plain
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


def _frozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return ("m", tuple(sorted((key, _frozen(part)) for key, part in value.items())))
    if isinstance(value, list | tuple):
        return ("l", tuple(_frozen(part) for part in value))
    return value


def _thawed(value: Any) -> Any:
    if isinstance(value, tuple):
        kind, parts = value
        return {key: _thawed(part) for key, part in parts} if kind == "m" else [_thawed(part) for part in parts]
    return value
