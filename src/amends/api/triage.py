"""Acknowledging, the first look, ownership."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from amends.api.acting import Act, ActOut, MoneyIn, Name, ShortWords, begin, end, staff_named, unit_coded
from amends.complaints.rules import Lane, Severity
from amends.flows import acting as flows
from amends.organisation.rules import Right
from amends.taxonomy.rules import Level, Loss
from amends.triage import actions as triage
from amends.triage.rules import FirstLook

router = Router(tags=["steps"])


class AcknowledgeIn(Act):
    """By which way the receipt was handed over; by mail it goes by itself."""

    medium: Literal["spoken", "slip", "letter", "screen", "api"] = "spoken"


class AssessIn(Act):
    """A first look. seen: ids of the possible duplicates that were looked at."""

    lane: Lane
    severity: Literal[1, 2, 3, 4]
    is_danger: bool
    told_cause: ShortWords
    cause: Name
    level: Level = Level.COMPANY
    loss: Loss
    is_material: bool = False
    is_psychological: bool = False
    loss_per_day: MoneyIn | None = None
    stop_gap: ShortWords = ""
    value: MoneyIn | None = None
    seen: list[UUID] = []


class AssignIn(Act):
    """To a person by user name, or to a unit by code."""

    staff: Name | None = None
    unit: Name | None = None


class ConfirmIn(Act):
    """words: in a second round, what happened so far as the new owner read it."""

    words: ShortWords = ""


@router.post("/{reference}/acknowledge", response=ActOut, summary="Acknowledge by another way than mail")
def acknowledge(request: HttpRequest, reference: str, content: AcknowledgeIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.TAKE, Right.HANDLE)
    message = flows.acknowledge(complaint, medium=content.medium, by=actor, at=timezone.now())
    return end(complaint, message)


@router.post("/{reference}/assess", response=ActOut, summary="Take a first look")
def assess(request: HttpRequest, reference: str, content: AssessIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.HANDLE)
    look = FirstLook(
        lane=content.lane,
        severity=Severity(content.severity),
        is_danger=content.is_danger,
        told_cause=content.told_cause,
        cause=content.cause,
        level=content.level,
        loss=content.loss,
        is_material=content.is_material,
        is_psychological=content.is_psychological,
        loss_per_day=content.loss_per_day.money() if content.loss_per_day else None,
        stop_gap=content.stop_gap,
        value=content.value.money() if content.value else None,
        seen=tuple(content.seen),
    )
    return end(complaint, triage.assess(complaint, look=look, by=actor, at=timezone.now()))


@router.post("/{reference}/assign", response=ActOut, summary="Give it to a person or a unit")
def assign(request: HttpRequest, reference: str, content: AssignIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.HANDLE)
    staff = staff_named(complaint, content.staff) if content.staff else None
    unit = unit_coded(complaint, content.unit) if content.unit else None
    return end(complaint, triage.assign(complaint, staff=staff, unit=unit, by=actor, at=timezone.now()))


@router.post("/{reference}/confirm", response=ActOut, summary="Take it on as its owner")
def confirm(request: HttpRequest, reference: str, content: ConfirmIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.HANDLE)
    triage.confirm(complaint, words=content.words, by=actor, at=timezone.now())
    return end(complaint)
