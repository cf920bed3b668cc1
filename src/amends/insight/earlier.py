"""Earlier complaints of somebody who stands at the counter or is on the line: only that there are some, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from amends.complaints.access import visible
from amends.complaints.models import Complaint, Participation
from amends.complaints.rules import Duty
from amends.customers.models import ContactPoint, Customer
from amends.kernel import reference
from amends.organisation.actor import Actor
from amends.organisation.rules import Right
from amends.text import normalise

MOST = 5
FEWEST = 4


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier complaint. subject: "" for a reader who may not see it."""

    number: str
    shown: str
    is_open: bool
    contact: str
    subject: str


def find(actor: Actor, typed: str, *, countries: Sequence[str]) -> list[Earlier]:
    """Find earlier complaints by phone, mail address, order, reference or the beginning of a name. Three queries.

    countries: in whose notations phone numbers are read.
    """
    typed = typed.strip()[:120]
    if len(typed) < FEWEST:
        return []
    brands = actor.brands_with(Right.TAKE)
    rows = Complaint.objects.filter(_fitting(typed, countries), brand_id__in=brands).select_related("brand")
    found = list(rows.order_by("-received_at")[:MOST])
    keys = [row.pk for row in found]
    held = Participation.objects.filter(complaint_id__in=keys, duty=Duty.CONTACT, until=None, staff__isnull=False)
    contacts = dict(held.values_list("complaint_id", "staff__name"))
    seen = set(visible(actor).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        Earlier(
            number=row.number,
            shown=reference.shown(row.number, row.brand.prefix),
            is_open=row.is_open,
            contact=contacts.get(row.pk, ""),
            subject=row.subject if row.pk in seen else "",
        )
        for row in found
    ]


def _fitting(typed: str, countries: Sequence[str]) -> Q:
    if number := reference.parse(typed):
        return Q(number=number)
    if mail := normalise.mail_key(typed):
        return Q(customer_id__in=ContactPoint.objects.filter(key=mail).values("customer_id"))
    key = normalise.key(typed, 60)
    fitting = Q(order_key=key) if key else Q(pk=None)
    phones = normalise.phone_keys(typed, countries) if len(re.sub(r"\D", "", key)) >= FEWEST + 2 else set()
    if phones:
        return fitting | Q(customer_id__in=ContactPoint.objects.filter(key__in=phones).values("customer_id"))
    named = Customer.objects.filter(name_key__gte=key, name_key__lt=key + "\U0010ffff")
    return fitting | Q(customer_id__in=named.values("id"))
