"""Facts of the first look and of ownership."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from amends.kernel.fact import Audience, Fact


@dataclass(frozen=True, kw_only=True)
class AssessmentMade(Fact):
    """Somebody took a first look: lane, severity, first guess, loss."""

    kind: ClassVar[str] = "assessment.made"
    assessment: UUID
    lane: str
    severity: int
    cause: str
    level: str
    loss: str
    is_danger: bool
    loss_per_day: dict[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class DuplicatesLookedAt(Fact):
    """Somebody looked at what could be the same matter."""

    kind: ClassVar[str] = "duplicates.looked_at"
    look: UUID
    seen: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OwnerConfirmed(Fact):
    """The owner took the complaint on and is the customer's contact from now on."""

    kind: ClassVar[str] = "owner.confirmed"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    staff: UUID


@dataclass(frozen=True, kw_only=True)
class RecordWasRead(Fact):
    """The owner of a second round read the first one, so that nobody asks the customer to repeat."""

    kind: ClassVar[str] = "record.read"
    staff: UUID
    read_up_to: int


@dataclass(frozen=True, kw_only=True)
class ComplaintAssessed(Fact):
    """First look, duplicates and owner are there: the complaint can be looked into."""

    kind: ClassVar[str] = "complaint.assessed"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    assessment: UUID


@dataclass(frozen=True, kw_only=True)
class ComplaintRouted(Fact):
    """The complaint is worked on in another unit."""

    kind: ClassVar[str] = "complaint.routed"
    old: UUID
    new: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class UnitConcerned(Fact):
    """It was said which unit the complaint is about."""

    kind: ClassVar[str] = "complaint.concerns"
    unit: UUID
