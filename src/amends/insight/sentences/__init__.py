"""Timeline facts as sentences for members of staff, made at reading time in their language: one function per kind.

A package that owns facts words them in the module of its name here; a kind without a sentence fails the registry test.
A function gets what was recorded (`Told`) and gives one sentence, or "" where another row of the stream says it already
(a message stands there with its own words).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from pkgutil import iter_modules
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

Word = Callable[["Told"], str]
SENTENCES: dict[str, Word] = {}


@dataclass(frozen=True, slots=True)
class Told:
    """One entry with what its sentence needs. names: of staff, units, by id as text. when: writes an instant."""

    kind: str
    payload: Mapping[str, Any]
    actor: str
    at: datetime
    names: Mapping[str, str] = field(default_factory=dict)
    when: Callable[[datetime], str] = lambda moment: moment.isoformat(timespec="minutes")

    @property
    def who(self) -> str:
        """Name the author: a person of ours, the complainant, the system."""
        kind, _colon, key = self.actor.partition(":")
        if kind == "staff":
            return self.name(key)
        if kind in ("complainant", "representative"):
            return _("The customer")
        return _("Amends") if kind == "system" else _("Another program")

    def name(self, key: object) -> str:
        """Name a person or unit by its id; somebody who is no longer known keeps the word."""
        return self.names.get(str(key)) or _("somebody")

    def text(self, field_name: str) -> str:
        return str(self.payload.get(field_name) or "")

    def moment(self, field_name: str) -> str:
        """Write an instant of the payload for the reader; "" where there is none."""
        return self.when(datetime.fromisoformat(self.text(field_name))) if self.payload.get(field_name) else ""


def words(kind: str) -> Callable[[Word], Word]:
    """Register the sentence of a kind of fact."""

    def register(word: Word) -> Word:
        SENTENCES[kind] = word
        return word

    return register


def sentence(told: Told) -> str:
    """Word one entry; a kind of a newer version is named by its code rather than hidden."""
    word = SENTENCES.get(told.kind)
    return word(told) if word else told.kind


def ids_in(payload: Mapping[str, Any]) -> set[UUID]:
    """Give all ids a payload holds, to be looked up once for a whole stream."""
    found: set[UUID] = set()
    for value in payload.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and len(one) == 36 and one.count("-") == 4:
                found.add(UUID(one))
    return found


for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
