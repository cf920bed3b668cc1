"""Reads of intake."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Sum

from amends.complaints.models import AcceptedKey, Complaint
from amends.intake.models import AbandonedForm
from amends.intake.rules import PARTS_OF_FORM
from amends.organisation.models import Brand


def find_known(keys: Sequence[tuple[str, str]]) -> Complaint | None:
    """Find the complaint that was accepted under one of these keys before."""
    for scope, key in keys:
        row = AcceptedKey.objects.filter(scope=scope, key=key).select_related("complaint__brand").first()
        if row:
            return row.complaint
    return None


def abandoned(brand: Brand, *, since: date) -> dict[str, int]:
    """Give how many people left the portal's form unsent since a day, by the part they had reached. One query."""
    rows = AbandonedForm.objects.filter(brand=brand, on__gte=since).values_list("part").annotate(total=Sum("times"))
    counts = dict(rows)
    return {part: counts.get(part, 0) for part in PARTS_OF_FORM}


def known_among(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Complaint]:
    """Find what was accepted under these keys before. One query a scope."""
    by_scope: dict[str, list[str]] = {}
    for scope, key in keys:
        by_scope.setdefault(scope, []).append(key)
    found: dict[tuple[str, str], Complaint] = {}
    for scope, wanted in by_scope.items():
        rows = AcceptedKey.objects.filter(scope=scope, key__in=wanted).select_related("complaint__brand")
        found |= {(scope, row.key): row.complaint for row in rows}
    return found
