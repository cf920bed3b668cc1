"""Exact look-up: one box for a reference, a name, a mail address, phone digits in any notation, an order number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from amends.complaints import reach
from amends.complaints.access import visible
from amends.complaints.models import Complaint
from amends.complaints.queries import LISTED
from amends.customers.models import ContactPoint, Customer
from amends.kernel import reference
from amends.organisation.actor import Actor
from amends.text import normalise

MOST_HITS = 20
FEW_OF_A_NAME = 200
NEWEST = ("-received_at", "-id")
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


def look_up(typed: str, actor: Actor, *, countries: Sequence[str] = ()) -> list[Hit]:
    """Find complaints among those the asker may see, newest first within each kind of fit. One query a kind, and one.

    countries: in whose notations phone numbers are read.
    First the ids alone: a name may fit thousands, and what stands beside a complaint is read for those shown only.
    """
    matched: dict[UUID, Matched] = {}
    for kind, found in _candidates(typed.strip()[:200], actor, countries):
        for key in found:
            matched.setdefault(key, kind)
    shown = dict(list(matched.items())[:MOST_HITS])
    beside = {row.pk: row for row in LISTED.many(list(shown))}
    return [Hit(beside[key], kind) for key, kind in shown.items() if key in beside]


def _candidates(typed: str, actor: Actor, countries: Sequence[str]) -> Iterator[tuple[Matched, list[UUID]]]:
    if number := reference.parse(typed):
        yield Matched.REFERENCE, _few(actor, Q(number=number))
    if mail := normalise.mail_key(typed):
        yield Matched.MAIL, _few(actor, _owned_by(mail))
        return
    digits = re.sub(r"\D", "", normalise.key(typed))
    if len(digits) >= _FEWEST_DIGITS and (phones := normalise.phone_keys(typed, countries)):
        yield Matched.PHONE, _few(actor, _owned_by(*phones, digits))
    key = normalise.key(typed, 60)
    if key:
        yield Matched.ORDER, _few(actor, Q(order_key=key) & ~Q(order_key=""))
        yield Matched.NAME, _named(actor, key)


def _few(actor: Actor, fits: Q) -> list[UUID]:
    """Find what fits few complaints: those are read and put in order."""
    rows = visible(actor).filter(fits).order_by(*NEWEST)
    return list(rows.values_list("pk", flat=True)[:MOST_HITS])


def _owned_by(*keys: str) -> Q:
    """Fit complaints of whom can be reached there, also from before they were found to be one person with another."""
    owners = ContactPoint.objects.filter(key__in=keys).values("customer_id")
    merged = list(Customer.objects.filter(merged_into__in=owners).values_list("pk", flat=True))
    fits = Q(customer_id__in=owners)
    return fits | Q(customer_id__in=merged) if merged else fits


def _named(actor: Actor, key: str) -> list[UUID]:
    """Find complaints of people whose folded name begins with the key (one range of an index without empty names).

    Few of that name: their complaints are read and put in order. Many: complaints are walked from the newest on, which
    soon meets them.
    """
    people = Customer.objects.filter(name_key__gte=key, name_key__lt=key + "\U0010ffff").exclude(name_key="")
    few = list(people.values_list("pk", flat=True)[: FEW_OF_A_NAME + 1])
    if len(few) <= FEW_OF_A_NAME:
        return _few(actor, Q(customer_id__in=few)) if few else []
    theirs = Exists(people.filter(pk=OuterRef("customer_id")))
    return reach.first(actor, lambda rows: rows.filter(theirs), NEWEST, MOST_HITS)
