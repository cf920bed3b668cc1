"""Compares questions, statements, evidence and findings with the digests that the timeline keeps of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import Any

from amends.complaints import words_proof
from amends.complaints.timeline import Break
from amends.investigation.facts import EvidenceAdded, FindingDrawn, QuestionAsked, StatementGiven
from amends.investigation.models import Finding, PieceOfEvidence, Question, Statement


def altered_words() -> Iterator[Break]:
    """Yield each entry whose row says something else than was recorded."""
    return chain(
        words_proof.altered({QuestionAsked.kind: "question"}, _questions, what="question"),
        words_proof.altered({StatementGiven.kind: "statement"}, _statements, what="statement"),
        words_proof.altered({EvidenceAdded.kind: "piece"}, _pieces, what="piece of evidence"),
        words_proof.altered({FindingDrawn.kind: "finding"}, _findings, what="finding"),
    )


def _questions(keys: Collection[str]) -> Iterable[tuple[Any, str, str]]:
    return Question.objects.filter(pk__in=keys).values_list("pk", "salt", "words")


def _statements(keys: Collection[str]) -> Iterable[tuple[Any, str, str]]:
    return Statement.objects.filter(pk__in=keys).values_list("pk", "salt", "words")


def _pieces(keys: Collection[str]) -> Iterable[tuple[Any, str, str]]:
    return PieceOfEvidence.objects.filter(pk__in=keys).values_list("pk", "salt", "words")


def _findings(keys: Collection[str]) -> Iterable[tuple[Any, str, str]]:
    return Finding.objects.filter(pk__in=keys).values_list("pk", "salt", "sentence")
