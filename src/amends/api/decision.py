"""Deciding, answering, what the customer says to it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from amends.api.acting import Act, ActOut, MoneyIn, Name, ShortWords, begin, end
from amends.complaints.models import Complaint
from amends.decision import actions as decision
from amends.decision import queries
from amends.decision.rules import Offer, Part, Proposal, Replier, ReplyChannel, ReplyProof, Verdict
from amends.flows import answering
from amends.organisation.rules import Right

router = Router(tags=["steps"])
Letter = Annotated[str, Field(max_length=20_000)]


class PartIn(Schema):
    """One remedy of an option."""

    model_config = ConfigDict(extra="forbid")
    remedy: Annotated[str, Field(max_length=4)]
    words: Annotated[str, Field(max_length=500)] = ""
    money: MoneyIn | None = None


class OptionIn(Schema):
    """One thing the customer can choose."""

    model_config = ConfigDict(extra="forbid")
    words: Annotated[str, Field(max_length=1000)]
    remedies: Annotated[list[PartIn], Field(max_length=6)]


class ProposeIn(Act):
    """A decision with its options and (or it is composed) its letter."""

    verdict: Verdict
    reasons: ShortWords
    options: Annotated[list[OptionIn], Field(max_length=6)] = []
    help: ShortWords = ""
    only_light_because: ShortWords = ""
    no_choice_because: ShortWords = ""
    subject: Annotated[str, Field(max_length=300)] = ""
    text: Letter = ""


class ApproveIn(Act):
    reason: ShortWords = ""


class ReturnIn(Act):
    reason: ShortWords


class RespondIn(Act):
    """By which way the approved answer leaves."""

    medium: Literal["mail", "letter", "slip", "spoken", "screen", "paste"] = "mail"


class ReplyIn(Act):
    """What the customer said and how we know. option: its place (1, 2 ...)."""

    channel: ReplyChannel
    words: ShortWords = ""
    option: Annotated[int, Field(ge=1, le=6)] | None = None
    who: Replier = Replier.CUSTOMER
    name: Name = ""
    consent: Annotated[str, Field(max_length=500)] = ""
    read_back: Annotated[str, Field(max_length=1000)] = ""

    def proof(self) -> ReplyProof:
        return ReplyProof(
            channel=self.channel,
            words=self.words,
            who=self.who,
            name=self.name,
            consent=self.consent,
            read_back=self.read_back,
        )


@router.post("/{reference}/propose", response=ActOut, summary="Propose a decision")
def propose(request: HttpRequest, reference: str, content: ProposeIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.HANDLE)
    return end(complaint, decision.propose(complaint, proposal=_proposal(content), by=actor, at=timezone.now()))


@router.post("/{reference}/approve", response=ActOut, summary="Approve the decision and its letter")
def approve(request: HttpRequest, reference: str, content: ApproveIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.DECIDE, Right.HANDLE)
    return end(complaint, decision.approve(complaint, reason=content.reason, by=actor, at=timezone.now()))


@router.post("/{reference}/return", response=ActOut, summary="Give the decision back with a reason")
def give_back(request: HttpRequest, reference: str, content: ReturnIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.DECIDE, Right.HANDLE)
    return end(complaint, decision.give_back(complaint, reason=content.reason, by=actor, at=timezone.now()))


@router.post("/{reference}/respond", response=ActOut, summary="Let the approved answer leave")
def respond(request: HttpRequest, reference: str, content: RespondIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.HANDLE)
    message = answering.send_answer(complaint, medium=content.medium, by=actor, at=timezone.now())
    return end(complaint, message)


@router.post("/{reference}/agree", response=ActOut, summary="Record that the customer agrees")
def agree(request: HttpRequest, reference: str, content: ReplyIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.HANDLE)
    option = _option(complaint, content.option)
    row = decision.agree(complaint, option=option, proof=content.proof(), by=actor, at=timezone.now())
    return end(complaint, row)


@router.post("/{reference}/dispute", response=ActOut, summary="Record that the customer does not agree")
def dispute(request: HttpRequest, reference: str, content: ReplyIn) -> dict[str, Any]:
    complaint, actor = begin(request, reference, content, Right.HANDLE)
    return end(complaint, decision.dispute(complaint, proof=content.proof(), by=actor, at=timezone.now()))


def _option(complaint: Complaint, place: int | None) -> Any:
    return queries.option_at(queries.newest(complaint), place) if place else None


def _proposal(content: ProposeIn) -> Proposal:
    offers = tuple(
        Offer(
            words=one.words,
            parts=tuple(
                Part(remedy=part.remedy, words=part.words, money=part.money.money() if part.money else None)
                for part in one.remedies
            ),
        )
        for one in content.options
    )
    return Proposal(
        verdict=content.verdict,
        reasons=content.reasons,
        offers=offers,
        help=content.help,
        only_light_because=content.only_light_because,
        no_choice_because=content.no_choice_because,
        subject=content.subject,
        text=content.text,
    )
