"""Facts of the complaint itself: accepted, moved, who takes part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from amends.kernel.fact import Audience, Fact


@dataclass(frozen=True, kw_only=True)
class ComplaintAccepted(Fact):
    """A complaint was taken in and has a reference."""

    kind: ClassVar[str] = "complaint.accepted"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    channel: str
    complaint_kind: str
    lane: str
    language: str
    received_at: str
    message: UUID
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class ComplaintImportedClosed(Fact):
    """A complaint was taken over from another system, where it had ended already; nobody here decided anything."""

    kind: ClassVar[str] = "complaint.imported_closed"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    outcome: str
    ended_at: str


@dataclass(frozen=True, kw_only=True)
class DutyBegun(Fact):
    """Somebody took a duty on the complaint."""

    kind: ClassVar[str] = "duty.begun"
    duty: str
    staff: UUID | None = None
    unit: UUID | None = None
    combined: bool = False  # small shop: held together with a duty that should be another's


@dataclass(frozen=True, kw_only=True)
class DutyEnded(Fact):
    """Somebody's duty on the complaint ended."""

    kind: ClassVar[str] = "duty.ended"
    duty: str
    staff: UUID | None = None
    unit: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class LaneChanged(Fact):
    """The complaint changed lane."""

    kind: ClassVar[str] = "lane.changed"
    old: str
    new: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class WaitingChanged(Fact):
    """Work began to wait for somebody outside, or stopped waiting. Clocks go on."""

    kind: ClassVar[str] = "waiting.changed"
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class SafetyHeld(Fact):
    """A danger was flagged: the complaint cannot be closed until safety and a manager clear it."""

    kind: ClassVar[str] = "safety.held"


@dataclass(frozen=True, kw_only=True)
class SafetyCleared(Fact):
    """Two persons cleared the safety hold."""

    kind: ClassVar[str] = "safety.cleared"
    first: UUID
    second: UUID


@dataclass(frozen=True, kw_only=True)
class ConfidentialityChanged(Fact):
    """The circle of people who may read the complaint was narrowed or widened."""

    kind: ClassVar[str] = "confidentiality.changed"
    is_confidential: bool
