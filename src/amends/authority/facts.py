"""Facts of authority."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from amends.kernel.fact import Fact


@dataclass(frozen=True, kw_only=True)
class ApprovalRequested(Fact):
    """A decision waits for somebody who may approve it."""

    kind: ClassVar[str] = "approval.requested"
    request: UUID
    decision: UUID
    role: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ApprovalAnswered(Fact):
    """Somebody approved a decision or gave it back."""

    kind: ClassVar[str] = "approval.answered"
    request: UUID
    decision: UUID
    staff: UUID
    verdict: str
    combined: bool = False
