"""Complaints: take one in, list, read, read the timeline."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from ninja.params.functions import Query

from amends.api import keys, shapes
from amends.api.access import ApiRequest
from amends.api.schemas import (
    ComplaintIn,
    ComplaintMade,
    ComplaintOut,
    ComplaintPage,
    TimelineOut,
)
from amends.complaints import access, queries
from amends.complaints.rules import Channel, Kind
from amends.customers.book import Person
from amends.intake import actions as intake
from amends.intake.arrival import Accepted, Arrival
from amends.kernel.errors import NotFound
from amends.organisation import queries as organisation
from amends.organisation.rules import Right
from amends.promises import queries as promises
from amends.text import language as languages
from amends.text import normalise

Row = TypeVar("Row")
router = Router(tags=["complaints"])
MOST_ROWS = 100


@router.post("", response={201: ComplaintMade, 200: ComplaintMade}, summary="Take a complaint in")
def create(request: HttpRequest, content: ComplaintIn, idempotency_key: keys.Key = "") -> HttpResponse:
    """Take a complaint in, for good, before answering. 200 when its external_id was known."""
    caller = cast(ApiRequest, request)
    at = timezone.now()
    arrival = _arrival(caller, content, at)
    if keyed := keys.keyed(caller, idempotency_key, b"POST complaints\n" + request.body):
        status, answer = intake.accept_under_key(arrival, keyed, _made, by=caller.actor, at=at)
    else:
        status, answer = _made(intake.accept(arrival, by=caller.actor, at=at))
    return shapes.kept(status, answer)


@router.get("", response=ComplaintPage, summary="List complaints, newest first")
def complaint_list(
    request: HttpRequest,
    state: str | None = None,
    lane: str | None = None,
    kind: str | None = None,
    unit: str | None = None,
    received_from: datetime | None = None,
    received_until: datetime | None = None,
    after: str | None = None,
    limit: int = Query(25, ge=1, le=MOST_ROWS),
) -> dict[str, Any]:
    """List what this token may see. `after`: the `next` of the page before."""
    actor = cast(ApiRequest, request).actor
    chosen = queries.Filter(
        state=state, lane=lane, kind=kind, unit=unit, received_from=received_from, received_until=received_until
    )
    rows = queries.page(access.visible(actor), chosen, after=shapes.read_cursor(after), limit=limit)
    return shapes.page(rows, limit)


@router.get("/{reference}", response=ComplaintOut, summary="Read a complaint")
def read(request: HttpRequest, reference: str) -> dict[str, Any]:
    """Read one complaint with its words and promises."""
    complaint = access.get_for(cast(ApiRequest, request).actor, reference)
    return shapes.whole(complaint, promises.of_complaint(complaint))


@router.get("/{reference}/timeline", response=TimelineOut, summary="Read the timeline")
def timeline(request: HttpRequest, reference: str) -> dict[str, Any]:
    """Read every entry of a complaint, in order, with the digests that prove it."""
    complaint = access.get_for(cast(ApiRequest, request).actor, reference)
    return {"reference": shapes.reference(complaint), "entries": list(queries.entry_list(complaint.pk))}


def _made(accepted: Accepted) -> tuple[int, dict[str, Any]]:
    return (201 if accepted.is_new else 200), shapes.made(accepted)


def _arrival(caller: ApiRequest, content: ComplaintIn, at: datetime) -> Arrival:
    """Read the request as an arrival in the token's brand. Errors: NotFound for a branch or unit there is not."""
    if not caller.actor.may(Right.TAKE):
        raise NotFound(what="complaint")
    brand = caller.token.brand
    unit = organisation.unit_of_token(caller.token)
    concerns = _known(organisation.find_unit(brand, content.unit), "unit") if content.unit else None
    branch = _known(organisation.find_branch(brand, content.branch), "branch") if content.branch else None
    told = content.complainant
    person = Person(
        name=(told.name or "") if told else "",
        mail=(told.email or "") if told else "",
        phone=(told.phone or "") if told else "",
        family_name=(told.family_name or "") if told else "",
        given_name=(told.given_name or "") if told else "",
        phonetic=(told.phonetic or "") if told else "",
        title=(told.title or "") if told else "",
    )
    return Arrival(
        brand=brand,
        unit=unit,
        concerns=concerns,
        branch=branch,
        channel=Channel(content.channel or "api"),
        kind=Kind(content.kind or "complaint"),
        text=content.text,
        subject=content.subject or "",
        wish=content.wish or "",
        product_words=content.product or "",
        order_number=content.order or "",
        occurred_on=content.occurred_on,
        language=content.language or languages.detect(content.text, default=brand.language),
        person=person,
        received_at=at,
        keys=((f"api:{caller.token.pk}", normalise.clean(content.external_id)),) if content.external_id else (),
    )


def _known(row: Row | None, what: str) -> Row:
    if row is None:
        raise NotFound(what=what)
    return row
