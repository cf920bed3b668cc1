"""Facts of escalation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from amends.kernel.fact import Audience, Fact


@dataclass(frozen=True, kw_only=True)
class ReviewOpened(Fact):
    """Somebody who had no part in it looks at everything again."""

    kind: ClassVar[str] = "review.opened"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    review: UUID
    reviewer: UUID
    combined: bool = False


@dataclass(frozen=True, kw_only=True)
class PositionStated(Fact):
    """The reviewer states our final position, with its letter."""

    kind: ClassVar[str] = "position.stated"
    review: UUID
    decision: UUID
    verdict: str
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class WentOutside(Fact):
    """The matter lies with a body outside the house."""

    kind: ClassVar[str] = "outside.opened"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    outside: UUID


@dataclass(frozen=True, kw_only=True)
class RulingReceived(Fact):
    """The outside body ruled."""

    kind: ClassVar[str] = "ruling.received"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    ruling: UUID
    obliges: bool
    due: str = ""


@dataclass(frozen=True, kw_only=True)
class SafetyLookedAt(Fact):
    """One of the two persons who clear a danger looked at it."""

    kind: ClassVar[str] = "safety.looked_at"
    look: UUID
    staff: UUID
