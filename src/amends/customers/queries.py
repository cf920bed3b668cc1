"""Reads of customers."""

from __future__ import annotations

from uuid import UUID

from amends.customers.models import ContactKind, ContactPoint, Customer


def contact_values(customer: Customer) -> dict[str, str]:
    """Give the oldest way to reach somebody of each kind, as told. One query."""
    rows = ContactPoint.objects.filter(customer=customer).order_by("-created_at")
    return {ContactKind(row.kind).value: row.value for row in rows}


def is_known_address(key: str) -> bool:
    """Say whether a folded mail address is one of a customer's."""
    return ContactPoint.objects.filter(key=key, kind=ContactKind.MAIL).exists()


def is_address_of(key: str, customer_id: UUID | None) -> bool:
    """Say whether a folded mail address is one of this customer's."""
    if not key or customer_id is None:
        return False
    return ContactPoint.objects.filter(key=key, kind=ContactKind.MAIL, customer_id=customer_id).exists()
