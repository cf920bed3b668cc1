"""Facts of closure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from amends.kernel.fact import Audience, Fact


@dataclass(frozen=True, kw_only=True)
class CauseConfirmed(Fact):
    """The cause that counts, kept apart from the told one and the first guess."""

    kind: ClassVar[str] = "cause.confirmed"
    confirmed: UUID
    cause: str
    level: str
    first_guess: str = ""


@dataclass(frozen=True, kw_only=True)
class ComplaintClosed(Fact):
    """The complaint is closed, with its outcome."""

    kind: ClassVar[str] = "complaint.closed"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    outcome: str


@dataclass(frozen=True, kw_only=True)
class LessonDrawn(Fact):
    """What is to be different from now on."""

    kind: ClassVar[str] = "lesson.drawn"
    lesson: UUID


@dataclass(frozen=True, kw_only=True)
class ComplaintWithdrawn(Fact):
    """The customer takes it back, in their own words."""

    kind: ClassVar[str] = "complaint.withdrawn"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    withdrawal: UUID


@dataclass(frozen=True, kw_only=True)
class ComplaintMerged(Fact):
    """It is the same matter as another complaint, and goes on there."""

    kind: ClassVar[str] = "complaint.merged"
    merge: UUID
    into: UUID


@dataclass(frozen=True, kw_only=True)
class ComplaintAbsorbed(Fact):
    """Another complaint about the same matter goes on here."""

    kind: ClassVar[str] = "complaint.absorbed"
    merge: UUID
    source: UUID


@dataclass(frozen=True, kw_only=True)
class MergeWasUndone(Fact):
    """It is a matter of its own after all."""

    kind: ClassVar[str] = "complaint.unmerged"
    merge: UUID
    other: UUID


@dataclass(frozen=True, kw_only=True)
class ComplaintLinked(Fact):
    """It has to do with another complaint."""

    kind: ClassVar[str] = "complaint.linked"
    link: UUID
    other: UUID


@dataclass(frozen=True, kw_only=True)
class CustomersJoined(Fact):
    """Two customers are one person."""

    kind: ClassVar[str] = "customers.joined"
    merge: UUID
    customer: UUID
    into: UUID


@dataclass(frozen=True, kw_only=True)
class CustomersParted(Fact):
    """They are two after all."""

    kind: ClassVar[str] = "customers.parted"
    merge: UUID
    customer: UUID
    other: UUID


@dataclass(frozen=True, kw_only=True)
class ComplaintReopened(Fact):
    """It goes on: new facts, or it happened again."""

    kind: ClassVar[str] = "complaint.reopened"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    reopening: UUID
    old: str


@dataclass(frozen=True, kw_only=True)
class SettledOnTheSpot(Fact):
    """It was put right at once, and the customer is content."""

    kind: ClassVar[str] = "complaint.settled"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    settlement: UUID
    remedy: str = ""
    sampled: bool = False


@dataclass(frozen=True, kw_only=True)
class NotSettledOnTheSpot(Fact):
    """It was tried to put it right at once; it goes on the ordinary way."""

    kind: ClassVar[str] = "complaint.not_settled"
    settlement: UUID
    reason: str
