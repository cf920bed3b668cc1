"""Facts of follow-up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from amends.kernel.fact import Audience, Fact


@dataclass(frozen=True, kw_only=True)
class FollowUpPlanned(Fact):
    """Somebody who did not own it will ask whether it is put right."""

    kind: ClassVar[str] = "follow_up.planned"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    follow_up: UUID
    caller: UUID
    combined: bool = False


@dataclass(frozen=True, kw_only=True)
class FollowUpTried(Fact):
    """Somebody tried to reach the customer, and did not."""

    kind: ClassVar[str] = "follow_up.tried"
    attempt: UUID
    way: str
    number: int


@dataclass(frozen=True, kw_only=True)
class FollowUpMade(Fact):
    """The customer said whether it is put right; or cannot be reached."""

    kind: ClassVar[str] = "follow_up.made"
    follow_up: UUID
    outcome: str


@dataclass(frozen=True, kw_only=True)
class SecondRoundBegun(Fact):
    """The customer is not satisfied: somebody senior takes it up again, once."""

    kind: ClassVar[str] = "round.begun"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    round: int
    owner: UUID | None = None
