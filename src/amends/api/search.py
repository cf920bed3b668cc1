"""Search: exact look-up by what people have in hand."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query

from amends.api import shapes
from amends.api.access import ApiRequest
from amends.api.schemas import HitOut
from amends.organisation.queries import countries_of
from amends.search import queries

router = Router(tags=["search"])


@router.get("", response=list[HitOut], summary="Find complaints")
def search(request: HttpRequest, q: str = Query(..., min_length=1, max_length=200)) -> list[dict[str, Any]]:
    """Find by reference, name, mail address, phone digits in any notation, or order number."""
    caller = cast(ApiRequest, request)
    hits = queries.look_up(q, caller.actor, countries=countries_of(caller.token.brand))
    return [
        {
            "reference": shapes.reference(hit.complaint),
            "state": hit.complaint.state,
            "subject": hit.complaint.subject,
            "complainant": hit.complaint.customer.name if hit.complaint.customer else "",
            "received_at": hit.complaint.received_at,
            "matched": hit.matched,
        }
        for hit in hits
    ]
