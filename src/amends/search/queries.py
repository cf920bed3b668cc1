"""Exact look-up: one box for a reference, a name, a mail address, phone digits in any notation, an order number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from amends.complaints.models import Complaint
from amends.customers.models import ContactPoint, Customer
from amends.kernel import reference
from amends.text import normalise

MOST_HITS = 20
_FEWEST_DIGITS = 6


class Matched(StrEnum):
    """What of the complaint was found."""

    REFERENCE = "reference"
    MAIL = "mail"
    PHONE = "phone"
    ORDER = "order"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Hit:
    """A complaint and what of it fits."""

    complaint: Complaint
    matched: Matched


def look_up(typed: str, visible: QuerySet[Complaint], *, country: str | None = None) -> list[Hit]:
    """Find complaints among those the asker may see, newest first within each kind of fit. At most one query a kind."""
    hits: list[Hit] = []
    seen = set()
    for matched, rows in _candidates(typed.strip()[:200], visible, country):
        found = rows.select_related("brand", "customer", "representative", "unit").order_by("-received_at")[:MOST_HITS]
        for complaint in found:
            if complaint.pk not in seen and len(hits) < MOST_HITS:
                seen.add(complaint.pk)
                hits.append(Hit(complaint, matched))
    return hits


def _candidates(
    typed: str, visible: QuerySet[Complaint], country: str | None
) -> Iterator[tuple[Matched, QuerySet[Complaint]]]:
    if number := reference.parse(typed):
        yield Matched.REFERENCE, visible.filter(number=number)
    if mail := normalise.mail_key(typed):
        yield Matched.MAIL, visible.filter(customer_id__in=_owners(mail))
        return
    digits = re.sub(r"\D", "", normalise.key(typed))
    if len(digits) >= _FEWEST_DIGITS and (phone := normalise.phone_key(typed, country)):
        yield Matched.PHONE, visible.filter(customer_id__in=_owners(phone, digits))
    key = normalise.key(typed, 60)
    if key:
        yield Matched.ORDER, visible.filter(order_key=key)
        yield Matched.NAME, visible.filter(customer_id__in=_named(key))


def _owners(*keys: str) -> QuerySet[ContactPoint]:
    return ContactPoint.objects.filter(key__in=keys).values("customer_id")  # type: ignore[return-value]


def _named(key: str) -> QuerySet[Customer]:
    """Give customers whose folded name begins with the key (one range of the index)."""
    return Customer.objects.filter(name_key__gte=key, name_key__lt=key + "\U0010ffff").values("id")  # type: ignore[return-value]
