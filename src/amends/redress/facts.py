"""Facts of redress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from amends.kernel.fact import Audience, Fact


@dataclass(frozen=True, kw_only=True)
class RemedyOrdered(Fact):
    """What was agreed is being put right."""

    kind: ClassVar[str] = "remedy.ordered"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    remedies: tuple[UUID, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RemedyDelivered(Fact):
    """One remedy was delivered, and there is proof."""

    kind: ClassVar[str] = "remedy.delivered"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    remedy: UUID
    code: str
    delivery: UUID
    worth: dict[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class ValueAdded(Fact):
    """Something of value came on top."""

    kind: ClassVar[str] = "remedy.added"
    remedy: UUID
    code: str
    worth: dict[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class RemedyCancelled(Fact):
    """A remedy is not delivered after all; why stands in its row."""

    kind: ClassVar[str] = "remedy.cancelled"
    remedy: UUID
    code: str


@dataclass(frozen=True, kw_only=True)
class ComplaintRemedied(Fact):
    """Everything that was agreed is delivered, or words alone put it right."""

    kind: ClassVar[str] = "complaint.remedied"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    by_words_alone: bool = False
