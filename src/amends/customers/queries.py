"""Reads of customers."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from amends.customers.models import ContactKind, ContactPoint, Customer


def contact_values(customer: Customer) -> dict[str, str]:
    """Give the oldest way to reach somebody of each kind, as told. One query."""
    rows = ContactPoint.objects.filter(customer=customer.merged_into_id or customer.pk).order_by("-created_at")
    return {ContactKind(row.kind).value: row.value for row in rows}


def is_known_address(key: str) -> bool:
    """Say whether a folded mail address is one of a customer's."""
    return ContactPoint.objects.filter(key=key, kind=ContactKind.MAIL).exists()


def is_address_of(key: str, customer_id: UUID | None) -> bool:
    """Say whether a folded mail address is one of this customer's."""
    if not key or customer_id is None:
        return False
    theirs = Q(customer_id=customer_id) | Q(customer__merged=customer_id)
    return ContactPoint.objects.filter(theirs, key=key, kind=ContactKind.MAIL).exists()


def merged_among(ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Say into whom those of some customers were merged who were. One query."""
    rows = Customer.objects.filter(pk__in=ids, merged_into__isnull=False)
    return {source: target for source, target in rows.values_list("pk", "merged_into") if target}
