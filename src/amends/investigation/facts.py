"""Facts of investigation. Words lie in rows that can be erased; here are their salted digests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from amends.kernel.fact import Audience, Fact


@dataclass(frozen=True, kw_only=True)
class InvestigationBegun(Fact):
    """Somebody began to look into what happened."""

    kind: ClassVar[str] = "investigation.begun"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    investigator: UUID
    combined: bool = False


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Fact):
    """A unit, or somebody of it, was asked a question."""

    kind: ClassVar[str] = "question.asked"
    question: UUID
    unit: UUID
    due: str
    text_digest: str
    staff: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class StatementGiven(Fact):
    """Somebody said what they know of it."""

    kind: ClassVar[str] = "statement.given"
    statement: UUID
    side: str
    text_digest: str
    question: UUID | None = None
    staff: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class EvidenceAdded(Fact):
    """A file or words with their source were added as evidence."""

    kind: ClassVar[str] = "evidence.added"
    piece: UUID
    text_digest: str
    attachment: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class GapNoted(Fact):
    """What was expected, where from, and what was given instead."""

    kind: ClassVar[str] = "gap.noted"
    gap: UUID
    gap_kind: str


@dataclass(frozen=True, kw_only=True)
class ContradictionNoted(Fact):
    """The customer was told different things."""

    kind: ClassVar[str] = "contradiction.noted"
    contradiction: UUID


@dataclass(frozen=True, kw_only=True)
class FindingDrawn(Fact):
    """The investigator says what happened and whose responsibility it is."""

    kind: ClassVar[str] = "finding.drawn"
    finding: UUID
    responsibility: str
    cause: str
    level: str
    text_digest: str
    shares: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FindingSeconded(Fact):
    """A second person agreed that the customer is responsible."""

    kind: ClassVar[str] = "finding.seconded"
    finding: UUID
    staff: UUID


@dataclass(frozen=True, kw_only=True)
class FindingMade(Fact):
    """The finding stands: both sides were heard, the responsibility is reasoned."""

    kind: ClassVar[str] = "finding.made"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    finding: UUID
