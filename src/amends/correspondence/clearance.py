"""Leave for words of ours to go out: only flows makes it, and it fits one text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from amends.kernel.errors import DomainError


class Verdict(StrEnum):
    """Why a text may leave."""

    OWN_WORDS = "own_words"  # a person of ours wrote it and answers for it
    SHIPPED_WORDS = "shipped_words"  # composed from our reviewed texts, without anything a stranger wrote
    APPROVED = "approved"  # the approved answer, to the letter


class NotCleared(DomainError):
    """The words are not the ones that were cleared."""

    code = "not_cleared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    """Leave for one text. digest: of the text; decision: behind promises of substance; override: why all the same."""

    digest: str
    verdict: Verdict
    decision: UUID | None = None
    override: str = ""


def digest_of(text: str) -> str:
    """Digest a text as a clearance names it."""
    return hashlib.sha256(text.encode()).hexdigest()
