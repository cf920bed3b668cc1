"""Promises: the one register."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Query

from amends.api import shapes
from amends.api.access import ApiRequest
from amends.api.schemas import PromisePage
from amends.complaints import access
from amends.promises import queries

router = Router(tags=["promises"])


@router.get("", response=PromisePage, summary="List running promises, next due first")
def promise_list(
    request: HttpRequest, after: str | None = None, limit: int = Query(25, ge=1, le=100)
) -> dict[str, Any]:
    """List the running promises of complaints this token may see."""
    rows = queries.running(access.visible(cast(ApiRequest, request).actor))
    if cursor := shapes.read_cursor(after):
        rows = queries.after(rows, *cursor)
    found = list(rows[: limit + 1])
    shown = [shapes.promise(row) | {"reference": shapes.reference(row.complaint)} for row in found[:limit]]
    more = len(found) > limit
    return {
        "promises": shown,
        "next": shapes.write_cursor(found[limit - 1].due_at, found[limit - 1].pk) if more else None,
    }
