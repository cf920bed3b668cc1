"""The beginning of a long list for one actor, found quickly: each part of what they see is walked along its own index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from amends.complaints import access
from amends.complaints.models import Complaint
from amends.organisation.actor import Actor

Narrow = Callable[[QuerySet[Complaint]], QuerySet[Complaint]]


def first(actor: Actor, narrow: Narrow, order: Sequence[str], limit: int) -> list[UUID]:
    """Give the ids of the first visible complaints in an order. narrow: the view and its filters. One query."""
    columns = [name.lstrip("-") for name in order]
    found = _united([narrow(part).order_by(*order).values("pk")[:limit] for part in access.parts(actor)], *columns)
    return [row[0] for row in found.order_by(*order)[:limit]]


def count(actor: Actor, narrow: Narrow, most: int) -> int:
    """Count visible complaints, at most `most`: nobody reads larger numbers. One query."""
    return len(_united([narrow(part).values("pk")[:most] for part in access.parts(actor)])[:most])


def _united(heads: list[Any], *columns: str) -> QuerySet[Complaint, tuple[Any, ...]]:
    """Join parts that were cut off. A row for each part cut first: SQLite joins nothing that is cut itself."""
    rows = [Complaint.objects.filter(pk__in=head).order_by().values_list("pk", *columns) for head in heads]
    return rows[0].union(*rows[1:]) if len(rows) > 1 else rows[0]
