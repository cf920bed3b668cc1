"""Public holidays by country and subdivision, as the `holidays` library knows them, under stable keys and our names.

A key is the country and the plain English name, `MY/Eid al-Fitr`, whatever the year, the day it was moved to, or
whether the date is an estimate. Names in the four languages lie in `holiday_names.json` beside this module. Whether an
office opens is said in `kernel.calendar`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from amends.kernel.errors import DomainError

LANGUAGES = ("en", "ja", "zh", "ms")

_LABELLED = re.compile(
    r"(?P<name>.+?)(?: \((?P<label>observed|estimated|observed, estimated|in lieu|substituted from [\d/.-]+)\))?"
)
_ANNOUNCED_YEARLY = frozenset({"CN"})
"""Countries whose government moves days off and working days by a notice for each year."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """One reason why a day is free.

    key: country and plain English name, `MY/Eid al-Fitr`; `holiday_name` words it.
    is_moved: free in place of a day that fell on a rest day, or swapped for one that is worked.
    is_estimated: the date follows the moon or a notice to come, and may still move by a day.
    """

    key: str
    is_moved: bool = False
    is_estimated: bool = False


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """The free days of one year, and the rest days that are worked instead.

    is_announced: false when the government has not published the year's moved days yet (China).
    """

    free: Mapping[date, tuple[Holiday, ...]]
    make_up: frozenset[date]
    is_announced: bool

    def is_free(self, on: date) -> bool:
        """Say whether the day is a public holiday; a make-up working day is not, whatever else falls on it."""
        return on in self.free and on not in self.make_up


class UnknownCountry(DomainError):
    """No public holidays are known for this country or subdivision."""

    code = "calendar_unknown_country"


@lru_cache(maxsize=1024)
def holiday_year(country: str, subdivision: str | None, year: int) -> HolidayYear:
    """Give the public holidays of a year.

    country: ISO 3166-1 alpha-2; subdivision: as the library names it (`03` is Kelantan, `SCT` Scotland), or None.
    A working day moved on to a rest day by next year's notice is found too: New Year reaches back into December.
    """
    import holidays  # half a second to load, and many calendars have no holidays

    try:
        known = holidays.country_holidays(country, subdiv=subdivision)
        language = "en_US" if "en_US" in known.supported_languages else None
        known = holidays.country_holidays(
            country, subdiv=subdivision, years=(year, year + 1), expand=False, language=language
        )
    except NotImplementedError:
        raise UnknownCountry(country=country, subdivision=subdivision) from None
    free = {
        on: tuple(_holiday(country, name) for name in known.get_list(on)) for on in sorted(known) if on.year == year
    }
    make_up = frozenset(on for on in known.weekend_workdays if on.year == year and known.is_working_day(on))
    return HolidayYear(MappingProxyType(free), make_up, _is_announced(country, year))


def is_known(country: str, subdivision: str | None = None) -> bool:
    """Say whether public holidays are known for the country and its subdivision."""
    try:
        holiday_year(country, subdivision, 2026)
    except UnknownCountry:
        return False
    return True


def is_provisional(country: str, subdivision: str | None, on: date) -> bool:
    """Say whether it may still change that this day is free or worked.

    So in a year whose moved days are not announced yet, and one day either side of an estimated date.
    """
    if not _is_announced(country, on.year):
        return True
    for beside in (on.toordinal() - 1, on.toordinal(), on.toordinal() + 1):
        day = date.fromordinal(beside)
        if any(holiday.is_estimated for holiday in holiday_year(country, subdivision, day.year).free.get(day, ())):
            return True
    return False


def holiday_name(key: str, language: str) -> str:
    """Name a holiday for a reader.

    key: as in `Holiday.key`; language: BCP 47, its first part counts and an unknown one reads English.
    A holiday of a country whose names we do not keep is named in English.
    """
    country, _, plain = key.partition("/")
    names = _names()
    entry = names.get(key) or names.get(plain)
    if entry is None:
        return plain or country
    return entry.get(language.replace("_", "-").split("-")[0].lower()) or entry["en"]


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    text = files(__package__).joinpath("holiday_names.json").read_text(encoding="utf-8")
    names: dict[str, dict[str, str]] = json.loads(text)
    return names


def _holiday(country: str, labelled: str) -> Holiday:
    parts = _LABELLED.fullmatch(labelled)
    if parts is None:  # pragma: no cover: the pattern takes any name
        raise ValueError(labelled)
    label = parts["label"] or ""
    return Holiday(
        key=f"{country}/{parts['name']}",
        is_moved=label.startswith(("observed", "in lieu", "substituted")),
        is_estimated=label.endswith("estimated"),
    )


@cache
def _announced_years(country: str) -> frozenset[int]:
    """Find the years for which the library holds a government's notice: those with days moved by hand."""
    import holidays

    known = holidays.country_holidays(country)
    return frozenset(getattr(known, "special_public_holidays", {}))


def _is_announced(country: str, year: int) -> bool:
    """Say whether the year's days are known: every year but the ones after the last notice."""
    return country not in _ANNOUNCED_YEARLY or year <= max(_announced_years(country), default=0)
