"""From the cells of a row to what arrived: which column is what, and every value checked before the database sees it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar

from amends.complaints.rules import Channel, Kind, Outcome
from amends.customers.book import Person
from amends.intake.arrival import Arrival, Imported
from amends.intake.rules import MOST_CHARACTERS
from amends.organisation import queries as organisation
from amends.organisation.models import Branch, Brand, Unit
from amends.text import language as languages
from amends.text import normalise

FIELDS = (
    "text", "subject", "language", "name", "email", "phone", "order", "product", "wish", "occurred_on", "received_on",
    "closed_on", "channel", "kind", "state", "outcome", "external_id", "branch", "unit",
)  # fmt: skip
# Columns that are understood without --map, besides the fields' own names.
USUAL = {"text": ("body", "message"), "language": ("lang",), "email": ("mail",)}
_OPEN, _ENDED = {"", "open", "accepted", "new"}, {"closed", "resolved", "done"}
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\Z")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\Z")
MOST_CHARACTERS_OF_A_KEY = 128
Code = TypeVar("Code", bound=StrEnum)


class WrongMapping(Exception):
    """--map names something that is not there; the words say what."""


class RefusedRow(Exception):
    """The row cannot become a complaint; the words say why."""


def read_mapping(given: Iterable[str]) -> dict[str, str]:
    """Read `field=column` parts, several in one word where commas part them. Errors: WrongMapping."""
    found: dict[str, str] = {}
    for part in (part for word in given for part in word.split(",") if part.strip()):
        name, equals, column = part.partition("=")
        if not equals or not column.strip():
            raise WrongMapping(f"--map {part}: write field=column")
        if name.strip() not in FIELDS:
            raise WrongMapping(f"--map {part}: there is no field {name.strip()}; fields are {', '.join(FIELDS)}")
        found[name.strip()] = column.strip()
    return found


@dataclass(slots=True)
class Reader:
    """Reads rows into arrivals of one brand. Branches and units are looked up once."""

    brand: Brand
    unit: Unit
    mapping: Mapping[str, str]
    source: str
    is_told: bool
    at: datetime
    _units: dict[str, Unit | None]
    _branches: dict[str, Branch | None]
    _columns: dict[tuple[str, ...], dict[str, str]]

    @classmethod
    def of(
        cls, brand: Brand, unit: Unit, mapping: Mapping[str, str], *, source: str, is_told: bool, at: datetime
    ) -> Reader:
        return cls(brand, unit, mapping, source, is_told, at, {}, {}, {})

    def require_columns(self, columns: Iterable[str]) -> None:
        """Refuse a mapping to columns that the file has not. Errors: WrongMapping."""
        known = set(columns)
        for name, column in self.mapping.items():
            if column not in known:
                raise WrongMapping(
                    f"--map {name}={column}: the file has no such column, but {', '.join(sorted(known))}"
                )
        if "text" not in self._columns_of(known):
            raise WrongMapping(f"no column is the text; say which with --map text=COLUMN ({', '.join(sorted(known))})")

    def key(self, cells: Mapping[str, str]) -> tuple[str, str]:
        """Give the key under which a row is accepted once: source and external id, else the digest of the whole row."""
        external = self._told(cells, "external_id")
        if external and len(external) <= MOST_CHARACTERS_OF_A_KEY:
            return f"import:{self.source}"[:80], external
        row = external or json.dumps(cells, sort_keys=True, ensure_ascii=False)
        return f"import-row:{self.source}"[:80], hashlib.sha256(row.encode()).hexdigest()

    def arrival(self, cells: Mapping[str, str]) -> Arrival:
        """Read a row. Errors: RefusedRow."""
        text = self._value(cells, "text")
        if not normalise.clean(text).strip():
            raise RefusedRow("there is no text")
        if len(text) > MOST_CHARACTERS:
            raise RefusedRow(f"the text has {len(text)} characters; {MOST_CHARACTERS} is the limit")
        received_at = self._moment(cells, "received_on") or self.at
        if received_at > self.at:
            raise RefusedRow("received_on lies in the future")
        occurred_at = self._moment(cells, "occurred_on")
        return Arrival(
            brand=self.brand,
            unit=self.unit,
            concerns=self._unit(cells),
            branch=self._branch(cells),
            channel=self._code(cells, "channel", Channel, Channel.IMPORT),
            kind=self._code(cells, "kind", Kind, Kind.COMPLAINT),
            text=text,
            subject=self._value(cells, "subject"),
            wish=self._value(cells, "wish"),
            product_words=self._value(cells, "product"),
            order_number=self._told(cells, "order"),
            occurred_on=occurred_at.date() if occurred_at else None,
            received_at=received_at,
            language=self._told(cells, "language")[:20] or languages.detect(text, default=self.brand.language),
            person=Person(
                name=self._told(cells, "name"), mail=self._told(cells, "email"), phone=self._told(cells, "phone")
            ),
            keys=(self.key(cells),),
            imported=self._imported(cells, received_at),
        )

    def _imported(self, cells: Mapping[str, str], received_at: datetime) -> Imported:
        state = self._told(cells, "state").casefold()
        if state in _OPEN:
            return Imported(is_told=self.is_told)
        if state not in _ENDED:
            raise RefusedRow(f"state {state}: only open or closed can be taken over")
        ended_at = self._moment(cells, "closed_on") or received_at
        if not received_at <= ended_at <= self.at:
            raise RefusedRow("closed_on must lie between received_on and now")
        return Imported(self._code(cells, "outcome", Outcome, Outcome.EXPLAINED_AND_CONTENT), ended_at)

    def _columns_of(self, known: Iterable[str]) -> dict[str, str]:
        """Give the column of every field that rows with these columns have."""
        names = tuple(known)
        if names not in self._columns:
            usual = {name: next((one for one in (name, *USUAL.get(name, ())) if one in names), "") for name in FIELDS}
            self._columns[names] = {name: column for name, column in {**usual, **self.mapping}.items() if column}
        return self._columns[names]

    def _value(self, cells: Mapping[str, str], name: str) -> str:
        column = self._columns_of(cells).get(name)
        return cells.get(column, "") if column else ""

    def _told(self, cells: Mapping[str, str], name: str) -> str:
        return normalise.clean(self._value(cells, name)).strip()

    def _code(self, cells: Mapping[str, str], name: str, codes: type[Code], default: Code) -> Code:
        told = self._told(cells, name).casefold()
        if not told:
            return default
        try:
            return codes(told)
        except ValueError:
            raise RefusedRow(f"{name} {told}: it must be one of {', '.join(codes)}") from None

    def _moment(self, cells: Mapping[str, str], name: str) -> datetime | None:
        told = self._told(cells, name)
        if not told:
            return None
        try:
            return _moment(told)
        except ValueError:
            raise RefusedRow(f"{name} {told[:40]}: write the day as 2026-07-14") from None

    def _unit(self, cells: Mapping[str, str]) -> Unit | None:
        code = self._told(cells, "unit")
        if code and code not in self._units:
            self._units[code] = organisation.find_unit(self.brand, code)
        if code and self._units[code] is None:
            raise RefusedRow(f"there is no unit {code[:40]}")
        return self._units[code] if code else None

    def _branch(self, cells: Mapping[str, str]) -> Branch | None:
        code = self._told(cells, "branch")
        if code and code not in self._branches:
            self._branches[code] = organisation.find_branch(self.brand, code)
        if code and self._branches[code] is None:
            raise RefusedRow(f"there is no branch {code[:40]}")
        return self._branches[code] if code else None


def _moment(told: str) -> datetime:
    """Read a day or an instant; a day is its noon in UTC, so that it is the same day nearly everywhere."""
    if match := _DAY.match(told):
        year, month, day = map(int, match.groups())
    elif match := _DAY_FIRST.match(told):
        day, month, year = map(int, match.groups())
    else:
        moment = datetime.fromisoformat(told)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return datetime.combine(date(year, month, day), time(12), UTC)
