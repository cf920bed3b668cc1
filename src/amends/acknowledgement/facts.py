"""Facts of acknowledgement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from amends.kernel.fact import Audience, Fact


@dataclass(frozen=True, kw_only=True)
class ComplaintAcknowledged(Fact):
    """The complainant was told that we have it, who looks after it and what comes next by when."""

    kind: ClassVar[str] = "complaint.acknowledged"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    message: UUID
    medium: str
    is_automatic: bool
