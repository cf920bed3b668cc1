"""Facts of promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from amends.kernel.fact import Audience, Fact


@dataclass(frozen=True, kw_only=True)
class PromiseGiven(Fact):
    """We promised something by a date."""

    kind: ClassVar[str] = "promise.given"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    promise: UUID
    subject: str
    origin: str
    substance: str
    due: str
    code: str = ""
    replaces: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class PromiseEnded(Fact):
    """A promise was kept, kept late, broken, renegotiated or withdrawn."""

    kind: ClassVar[str] = "promise.ended"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    promise: UUID
    subject: str
    standing: str
    due: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class PromiseReopened(Fact):
    """What kept a promise came back undelivered, so it runs again."""

    kind: ClassVar[str] = "promise.reopened"
    promise: UUID
    subject: str
    due: str


@dataclass(frozen=True, kw_only=True)
class PromiseAtRisk(Fact):
    """Words beyond the speaker's right were said: an approver decides to honour or to correct them."""

    kind: ClassVar[str] = "promise.at_risk"
    promise: UUID
    subject: str


@dataclass(frozen=True, kw_only=True)
class PromiseHandedOver(Fact):
    """A promise has another owner."""

    kind: ClassVar[str] = "promise.handed_over"
    promise: UUID
    subject: str
    staff: UUID | None = None
    unit: UUID | None = None
