"""The beginning of a long list for one actor, found quickly: each part of what they see is walked along its own index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db.models import QuerySet

from amends.complaints import access
from amends.complaints.models import Complaint
from amends.organisation.actor import Actor

Narrow = Callable[[QuerySet[Complaint]], QuerySet[Complaint]]


def first(actor: Actor, narrow: Narrow, order: Sequence[str], limit: int) -> list[UUID]:
    """Give the ids of the first visible complaints in an order. narrow: the view and its filters. One query."""
    columns = [name.lstrip("-") for name in order]
    heads = [
        Complaint.objects.filter(pk__in=narrow(part).order_by(*order).values("pk")[:limit])
        .order_by()
        .values_list("pk", *columns)
        for part in access.parts(actor)
    ]
    found = heads[0].union(*heads[1:]) if len(heads) > 1 else heads[0]
    return [row[0] for row in found.order_by(*order)[:limit]]


def count(actor: Actor, narrow: Narrow, order: Sequence[str], most: int = 100) -> int:
    """Count visible complaints, at most `most`: nobody reads larger numbers."""
    return len(first(actor, narrow, order, most))
