"""Exact look-up: one box for a reference, a name, a mail address, phone digits in any notation, an order number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

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
    """Find complaints among those the asker may see, newest first within each kind of fit. One query a kind, and one.

    First the ids alone: a name may fit thousands, and what stands beside a complaint is read for those shown only.
    """
    matched: dict[UUID, Matched] = {}
    for kind, rows in _candidates(typed.strip()[:200], visible, country):
        for key in rows.order_by("-received_at").values_list("pk", flat=True)[:MOST_HITS]:
            matched.setdefault(key, kind)
    shown = dict(list(matched.items())[:MOST_HITS])
    beside = visible.filter(pk__in=shown).select_related("brand", "customer", "representative", "unit")
    found = {row.pk: row for row in beside} if shown else {}
    return [Hit(found[key], kind) for key, kind in shown.items() if key in found]


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
        yield Matched.ORDER, visible.filter(order_key=key).exclude(order_key="")
        yield Matched.NAME, visible.filter(customer_id__in=_named(key))


def _owners(*keys: str) -> QuerySet[ContactPoint]:
    return ContactPoint.objects.filter(key__in=keys).values("customer_id")  # type: ignore[return-value]


def _named(key: str) -> QuerySet[Customer]:
    """Give customers whose folded name begins with the key (one range of the index, which holds no empty names)."""
    rows = Customer.objects.filter(name_key__gte=key, name_key__lt=key + "\U0010ffff").exclude(name_key="")
    return rows.values("id")  # type: ignore[return-value]
