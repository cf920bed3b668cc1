"""Facts of decision, answer and reply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from amends.kernel.fact import Audience, Fact


@dataclass(frozen=True, kw_only=True)
class DecisionProposed(Fact):
    """The owner proposes a decision. reasons_for_approver: codes; empty where it lies within the owner's right."""

    kind: ClassVar[str] = "decision.proposed"
    decision: UUID
    verdict: str
    options: tuple[dict[str, object], ...]
    text_digest: str
    reasons_for_approver: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AnswerDrafted(Fact):
    """The answer letter was written anew."""

    kind: ClassVar[str] = "answer.drafted"
    decision: UUID
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class DecisionApproved(Fact):
    """The decision and its letter stand, to the letter."""

    kind: ClassVar[str] = "decision.approved"
    decision: UUID
    approvers: tuple[UUID, ...]
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class DecisionReturned(Fact):
    """The approver gave the decision back, with a reason."""

    kind: ClassVar[str] = "decision.returned"
    decision: UUID
    staff: UUID


@dataclass(frozen=True, kw_only=True)
class AnswerGiven(Fact):
    """The answer reached the customer; until then they may choose."""

    kind: ClassVar[str] = "answer.given"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    decision: UUID
    message: UUID
    verdict: str
    expires: str
    is_final: bool = False


@dataclass(frozen=True, kw_only=True)
class AnswerAgreed(Fact):
    """The customer agreed, to this option where there was a choice."""

    kind: ClassVar[str] = "answer.agreed"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    decision: UUID
    reply: UUID
    channel: str
    option: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerDisputed(Fact):
    """The customer does not agree."""

    kind: ClassVar[str] = "answer.disputed"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    decision: UUID
    reply: UUID
    channel: str


@dataclass(frozen=True, kw_only=True)
class CustomerReminded(Fact):
    """The customer was reminded that our answer waits for theirs."""

    kind: ClassVar[str] = "answer.reminded"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    decision: UUID
    reminder: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class AnswerLapsed(Fact):
    """No reply came, in spite of two reminders."""

    kind: ClassVar[str] = "answer.lapsed"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    decision: UUID
