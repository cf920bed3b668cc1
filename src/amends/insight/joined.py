"""Who was found to be one person on a complaint, as told to whoever may say that they are two after all."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from amends.complaints.models import Complaint
from amends.customers.models import ContactPoint, CustomerMerge
from amends.insight.sentences import Told, ids_in
from amends.organisation.models import Staff


@dataclass(frozen=True, slots=True)
class Joined:
    """A merge that stands. reach: the oldest way to reach the one who was merged, which tells namesakes apart."""

    merge: CustomerMerge
    reach: str
    who: str


def standing(complaint: Complaint) -> QuerySet[CustomerMerge]:
    """Give the merges that made the complainant, or who speaks for them, one with somebody; newest first."""
    people = [one for one in (complaint.customer, complaint.representative) if one]
    wholes = {one.merged_into_id or one.pk for one in people}
    rows = CustomerMerge.objects.filter(source__merged_into__in=wholes, undone_at=None)
    return rows.select_related("source", "target").order_by("-at", "-id")


def told(complaint: Complaint) -> list[Joined]:
    """Prepare them for reading: whom, how they are reached, by whom. Three queries."""
    rows = list(standing(complaint))
    names = _authors(rows)
    points = _points(rows)
    return [
        Joined(
            merge=row,
            reach=next((point.value for point in points if _is_of(point, row)), ""),
            who=Told("", {}, row.by, row.at, names).who,
        )
        for row in rows
    ]


def _authors(rows: list[CustomerMerge]) -> dict[str, str]:
    keys: set[UUID] = set().union(*(ids_in({"by": row.by.partition(":")[2]}) for row in rows))
    return {str(key): name for key, name in Staff.objects.filter(pk__in=keys).values_list("pk", "name")}


def _points(rows: list[CustomerMerge]) -> list[ContactPoint]:
    moved = [key for row in rows for key in row.moved.get("contact_points", [])]
    found = ContactPoint.objects.filter(Q(pk__in=moved) | Q(customer__in=[row.source_id for row in rows]))
    return list(found.order_by("created_at", "id"))


def _is_of(point: ContactPoint, row: CustomerMerge) -> bool:
    return point.customer_id == row.source_id or str(point.pk) in row.moved.get("contact_points", [])
