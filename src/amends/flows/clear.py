"""The only maker of clearances: says which words may leave the house, and on what ground."""

from __future__ import annotations

from uuid import UUID

from amends.correspondence.clearance import Clearance, Verdict, digest_of


def shipped_words(text: str) -> Clearance:
    """Clear a text composed from our reviewed texts, without anything a stranger wrote."""
    return Clearance(digest=digest_of(text), verdict=Verdict.SHIPPED_WORDS)


def own_words(text: str) -> Clearance:
    """Clear what a person of ours wrote and answers for."""
    return Clearance(digest=digest_of(text), verdict=Verdict.OWN_WORDS)


def approved_answer(text: str, decision: UUID) -> Clearance:
    """Clear the answer that stands behind an approved decision, to the letter."""
    return Clearance(digest=digest_of(text), verdict=Verdict.APPROVED, decision=decision)
