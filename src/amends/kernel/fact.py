"""What a timeline fact is: a kind, a version, who may see it, what personal data it holds, and fields of plain values."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]


class Audience(StrEnum):
    """Who may read an entry or a message."""

    COMPLAINANT = "complainant"  # the complainant, their representative and staff
    STAFF = "staff"  # everybody of the house who may see the complaint
    RESTRICTED = "restricted"  # the people with a duty on it, and the auditor


@dataclasses.dataclass(frozen=True, kw_only=True)
class Fact:
    """Base of all facts. Fields hold ids, codes, amounts, old and new: no sentences, no names, no free text."""

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1
    audience: ClassVar[Audience] = Audience.STAFF
    personal: ClassVar[str] = "none: ids and codes only"

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.kind:
            known = KINDS.setdefault(cls.kind, cls)
            if known.__qualname__ != cls.__qualname__:
                raise TypeError(f"the kind {cls.kind} belongs to {known.__qualname__}")
            KINDS[cls.kind] = cls

    def payload(self) -> dict[str, Plain]:
        """Give the fields as plain JSON values, for the entry and its digest."""
        return {field.name: _plain(getattr(self, field.name)) for field in dataclasses.fields(self)}


KINDS: dict[str, type[Fact]] = {}


def _plain(value: object) -> Plain:
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case UUID():
            return str(value)
        case datetime():
            return value.isoformat()
        case date():
            return value.isoformat()
        case tuple() | list():
            return [_plain(part) for part in value]
        case dict():
            return {str(key): _plain(part) for key, part in value.items()}
    raise TypeError(f"a fact holds no {type(value).__name__}")
