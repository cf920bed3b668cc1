"""Asking, hearing, finding."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import ConfigDict

from amends.api.acting import Act, ActOut, Name, ShortWords, Words, begin, end, staff_named, unit_coded
from amends.flows import acting as flows
from amends.investigation import actions as investigation
from amends.investigation.queries import question_of
from amends.investigation.rules import Found, Misuse, Side
from amends.organisation.rules import Right
from amends.taxonomy.rules import Level, Responsibility

router = Router(tags=["steps"])


class InvestigateIn(Act):
    """Who looks into it, by user name."""

    investigator: Name


class AskIn(Act):
    """A question to a unit, or to somebody of it by name."""

    unit: Name
    question: ShortWords
    staff: Name | None = None
    due: datetime | None = None


class StateIn(Act):
    """What somebody says. speaker: who said it, where it was nobody with an account."""

    words: Words
    question: UUID | None = None
    side: Side = Side.HOUSE
    speaker: Name = ""


class EvidenceIn(Act):
    """Words with the source they come from."""

    words: ShortWords
    source: Name


class MisuseIn(Schema):
    """What must be shown before the customer is found responsible."""

    model_config = ConfigDict(extra="forbid")
    instruction: ShortWords
    language: Name
    reads: list[Name]
    why_producer: ShortWords
    why_seller: ShortWords
    prevention: ShortWords
    prevention_due: date


class FindIn(Act):
    """What happened, in one sentence, and whose responsibility it is."""

    sentence: ShortWords
    responsibility: Responsibility
    cause: Name
    level: Level = Level.COMPANY
    reason: ShortWords
    shares: dict[str, int] = {}
    misuse: MisuseIn | None = None


@router.post("/{reference}/investigate", response=ActOut, summary="Begin to look into it")
def investigate(request: HttpRequest, reference: str, content: InvestigateIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.HANDLE)
    investigator = staff_named(complaint, content.investigator)
    investigation.begin(complaint, investigator=investigator, by=actor, at=timezone.now())
    return end(complaint)


@router.post("/{reference}/ask", response=ActOut, summary="Ask a unit a question")
def ask(request: HttpRequest, reference: str, content: AskIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.HANDLE)
    row = investigation.ask(
        complaint,
        unit=unit_coded(complaint, content.unit),
        staff=staff_named(complaint, content.staff) if content.staff else None,
        words=content.question,
        due=content.due,
        by=actor,
        at=timezone.now(),
    )
    return end(complaint, row)


@router.post("/{reference}/state", response=ActOut, summary="Put a statement on record")
def state(request: HttpRequest, reference: str, content: StateIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.HANDLE)
    row = investigation.state(
        complaint,
        question=question_of(complaint, content.question) if content.question else None,
        words=content.words,
        side=content.side,
        speaker=content.speaker,
        by=actor,
        at=timezone.now(),
    )
    return end(complaint, row)


@router.post("/{reference}/evidence", response=ActOut, summary="Add evidence")
def evidence(request: HttpRequest, reference: str, content: EvidenceIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.HANDLE)
    row = investigation.add_evidence(complaint, words=content.words, source=content.source, by=actor, at=timezone.now())
    return end(complaint, row)


@router.post("/{reference}/find", response=ActOut, summary="Draw a finding")
def find(request: HttpRequest, reference: str, content: FindIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.HANDLE)
    told = content.misuse
    misuse = Misuse(**(told.dict() | {"reads": tuple(told.reads)})) if told else None
    found = Found(
        sentence=content.sentence,
        responsibility=content.responsibility,
        cause=content.cause,
        level=content.level,
        reason=content.reason,
        shares=content.shares,
        misuse=misuse,
    )
    return end(complaint, flows.find(complaint, found=found, by=actor, at=timezone.now()))


@router.post(
    "/{reference}/second", response=ActOut, summary="Agree as a second person that the customer is responsible"
)
def second(request: HttpRequest, reference: str, content: Act) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.HANDLE)
    return end(complaint, investigation.second(complaint, by=actor, at=timezone.now()))
