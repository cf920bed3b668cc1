"""The beginning of a long list for one actor, found quickly: each way to complaints is walked along an index of its own.

What may be seen is decided by access.visible alone; here its parts are taken apart so that no list sorts everything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from amends.complaints.access import visible
from amends.complaints.models import Complaint, Participation
from amends.complaints.rules import Duty
from amends.organisation.actor import Actor
from amends.organisation.rules import Right

MOST_UNITS_APART = 8  # a few units are walked one by one, many along the index of their brand

Narrow = Callable[[QuerySet[Complaint]], QuerySet[Complaint]]


def first(actor: Actor, narrow: Narrow, order: Sequence[str], limit: int) -> list[UUID]:
    """Give the ids of the first visible complaints in an order. narrow: the view and its filters. One query."""
    seen = visible(actor)
    columns = [name.lstrip("-") for name in order]
    heads = [
        Complaint.objects.filter(pk__in=narrow(seen.filter(way)).order_by(*order).values("pk")[:limit])
        .order_by()
        .values_list("pk", *columns)
        for way in ways(actor)
    ]
    if not heads:
        return []
    found = heads[0].union(*heads[1:]) if len(heads) > 1 else heads[0]
    return [row[0] for row in found.order_by(*order)[:limit]]


def count(actor: Actor, narrow: Narrow, order: Sequence[str], most: int = 100) -> int:
    """Count visible complaints, at most `most`: nobody reads larger numbers."""
    return len(first(actor, narrow, order, most))


def ways(actor: Actor) -> list[Q]:
    """Give the ways by which a member of staff comes to complaints: brand, unit, unit complained about, duty."""
    brands = sorted(actor.brands_with(Right.SEE_BRAND))
    found = [Q(brand_id=brand) for brand in brands]
    if actor.unit_ids:
        units = sorted(actor.unit_ids)
        others = [brand for brand in sorted(actor.brand_ids) if brand not in brands]
        # Where no others are, all units lie within brands that are walked already.
        if others and len(units) <= MOST_UNITS_APART:
            found += [Q(unit_id=unit) for unit in units]
        else:
            found += [Q(brand_id=brand, unit_id__in=units) for brand in others]
        found.append(Q(concerns_id__in=units))
    mine = Participation.objects.filter(staff_id=actor.known_id)
    on_duty = mine.filter(until=None) | mine.filter(duty=Duty.RECEIVER)
    if actor.unit_ids:
        on_duty |= Participation.objects.filter(unit_id__in=actor.unit_ids, duty=Duty.RECEIVER, until=None)
    return [*found, Q(pk__in=on_duty.values("complaint_id"))]
