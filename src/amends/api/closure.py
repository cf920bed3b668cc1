"""Putting right, asking whether it is, and the end."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from amends.api.acting import Act, ActOut, Name, ShortWords, begin, end
from amends.closure import actions as closure
from amends.complaints import access
from amends.complaints.rules import Channel, Outcome
from amends.flows import acting as flows
from amends.followup.rules import Way
from amends.organisation.rules import Right
from amends.taxonomy.rules import Level

router = Router(tags=["steps"])


class DeliverIn(Act):
    """Which remedy reached the customer (the only one waiting where none is named), and what proves it."""

    words: Annotated[str, Field(max_length=1000)]
    remedy: UUID | None = None


class FollowUpIn(Act):
    """What the customer said to whether it is put right; no outcome: nobody was reached."""

    way: Way = Way.PHONE
    words: ShortWords
    outcome: Outcome | None = None


class CloseIn(Act):
    """The confirmed cause; the outcome only where no follow-up told it."""

    cause: Name = ""
    level: Level | None = None
    outcome: Outcome | None = None
    lesson: ShortWords = ""


class WithdrawIn(Act):
    """The customer's own words, and how they came."""

    words: ShortWords
    channel: Channel = Channel.API


class MergeIn(Act):
    """The reference of the complaint in which this one goes on, and why they are the same matter."""

    into: Name
    words: Annotated[str, Field(max_length=1000)]


class UnmergeIn(Act):
    words: Annotated[str, Field(max_length=1000)]


class LinkIn(Act):
    other: Name
    words: Annotated[str, Field(max_length=500)] = ""


class ReopenIn(Act):
    """What is new, or what happened again."""

    words: ShortWords


@router.post("/{reference}/deliver", response=ActOut, summary="Prove that a remedy reached the customer")
def deliver(request: HttpRequest, reference: str, content: DeliverIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.PAY, Right.HANDLE)
    row = flows.deliver(complaint, remedy_id=content.remedy, words=content.words, by=actor, at=timezone.now())
    return end(complaint, row)


@router.post("/{reference}/follow-up", response=ActOut, summary="Record whether it is put right")
def follow_up(request: HttpRequest, reference: str, content: FollowUpIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.HANDLE)
    row = flows.follow_up(
        complaint, way=content.way, words=content.words, outcome=content.outcome, by=actor, at=timezone.now()
    )
    return end(complaint, row)


@router.post("/{reference}/close", response=ActOut, summary="Close it with its outcome")
def close(request: HttpRequest, reference: str, content: CloseIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.HANDLE)
    closure.close(
        complaint,
        cause=content.cause,
        level=content.level,
        outcome=content.outcome,
        lesson=content.lesson,
        by=actor,
        at=timezone.now(),
    )
    return end(complaint)


@router.post("/{reference}/withdraw", response=ActOut, summary="Withdraw it in the customer's own words")
def withdraw(request: HttpRequest, reference: str, content: WithdrawIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.HANDLE)
    row = closure.withdraw(complaint, words=content.words, channel=content.channel.value, by=actor, at=timezone.now())
    return end(complaint, row)


@router.post("/{reference}/merge", response=ActOut, summary="Let it go on in another complaint")
def merge(request: HttpRequest, reference: str, content: MergeIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.MERGE)
    into = access.get_for(actor, content.into)
    return end(complaint, closure.merge(complaint, into=into, words=content.words, by=actor, at=timezone.now()))


@router.post("/{reference}/unmerge", response=ActOut, summary="Let it go on by itself again")
def unmerge(request: HttpRequest, reference: str, content: UnmergeIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.MERGE)
    return end(complaint, closure.unmerge(complaint, words=content.words, by=actor, at=timezone.now()))


@router.post("/{reference}/link", response=ActOut, summary="Link it with another complaint")
def link(request: HttpRequest, reference: str, content: LinkIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.HANDLE)
    other = access.get_for(actor, content.other)
    return end(complaint, closure.link(complaint, other=other, words=content.words, by=actor, at=timezone.now()))


@router.post("/{reference}/reopen", response=ActOut, summary="Let it go on")
def reopen(request: HttpRequest, reference: str, content: ReopenIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.HANDLE)
    return end(complaint, closure.reopen(complaint, words=content.words, by=actor, at=timezone.now()))
