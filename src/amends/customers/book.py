"""The writer of customers: finds one by a proven address or makes a new one, with contact points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.customers.models import ContactKind, ContactPoint, Customer, CustomerMerge, Purchase
from amends.kernel.errors import DomainError
from amends.organisation.actor import Actor
from amends.organisation.models import Brand
from amends.rows.building import new
from amends.text import normalise


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What somebody told us of themselves, as told. `proven`: keys of contact points they showed to be theirs."""

    name: str = ""
    mail: str = ""
    phone: str = ""
    messenger: str = ""
    address: str = ""
    family_name: str = ""
    given_name: str = ""
    phonetic: str = ""
    title: str = ""
    language: str = ""
    needs: tuple[str, ...] = ()
    needs_words: str = ""
    proven: frozenset[str] = frozenset()

    @property
    def is_anonymous(self) -> bool:
        return not (self.name or self.mail or self.phone or self.messenger or self.address)


def keys_of(person: Person, country: str | None) -> list[tuple[ContactKind, str, str]]:
    """Give (kind, value as told, folded key) of every way to reach a person."""
    found: list[tuple[ContactKind, str, str]] = []
    if person.mail and (mail := normalise.mail_key(person.mail)):
        found.append((ContactKind.MAIL, normalise.clean(person.mail, 254).strip(), mail))
    if person.phone and (phone := normalise.phone_key(person.phone, country)):
        found.append((ContactKind.PHONE, normalise.one_line(person.phone, 60), phone))
    if person.messenger:
        found.append(
            (ContactKind.MESSENGER, normalise.clean(person.messenger, 120), normalise.key(person.messenger, 120))
        )
    if person.address:
        found.append((ContactKind.ADDRESS, normalise.clean(person.address, 300), normalise.key(person.address)))
    return found


def find_proven(person: Person, *, brand: Brand) -> Customer | None:
    """Find the customer to whom a proven contact point of this person already belongs, if exactly one."""
    if not person.proven:
        return None
    points = ContactPoint.objects.filter(key__in=person.proven, proven_at__isnull=False, customer__brand=brand)
    found = {point.customer for point in points.select_related("customer__merged_into")[:5]}
    customers = {customer.merged_into or customer for customer in found}
    return customers.pop() if len(customers) == 1 else None


def prepare(
    person: Person, *, brand: Brand, country: str | None, at: datetime
) -> tuple[Customer | None, list[ContactPoint]]:
    """Build (not save) a new customer with contact points; (None, []) for somebody who told nothing."""
    if person.is_anonymous:
        return None, []
    customer = new(
        Customer,
        {"brand": brand},
        name=normalise.one_line(person.name, 160),
        name_key=normalise.key(person.name),
        family_name=normalise.clean(person.family_name, 80),
        given_name=normalise.clean(person.given_name, 80),
        phonetic=normalise.clean(person.phonetic, 160),
        title=normalise.clean(person.title, 40),
        language=normalise.clean(person.language, 20),
        needs=list(person.needs),
        needs_words=normalise.clean(person.needs_words, 300),
        created_at=at,
    )
    points = [
        new(
            ContactPoint,
            customer_id=customer.pk,
            kind=kind,
            value=value,
            key=key,
            proven_at=at if key in person.proven else None,
            created_at=at,
        )
        for kind, value, key in keys_of(person, country)
    ]
    return customer, points


def mark_bouncing(point: ContactPoint, *, at: datetime) -> None:
    """Note that letters to an address come back: nothing is sent there until somebody puts it right."""
    ContactPoint.objects.filter(pk=point.pk, bouncing_since=None).update(bouncing_since=at)


class NotOnePerson(DomainError):
    """These two rows cannot be one person: the same row, another brand, merged already, or not merged."""

    code = "not_one_person"


@transaction.atomic
def merge(source: Customer, target: Customer, *, by: Actor, at: datetime) -> CustomerMerge:
    """Let one row resolve to another; contact points and purchases move and are listed, so that it can be undone.

    A contact point the other one has already stays where it is. Errors: NotOnePerson.
    """
    target = target.merged_into or target
    if source.pk == target.pk or source.brand_id != target.brand_id or source.merged_into_id:
        raise NotOnePerson()
    known = set(ContactPoint.objects.filter(customer=target).values_list("kind", "key"))
    points = [row for row in ContactPoint.objects.filter(customer=source) if (row.kind, row.key) not in known]
    purchases = list(Purchase.objects.filter(customer=source))
    below = list(Customer.objects.filter(merged_into=source))
    ContactPoint.objects.filter(pk__in=[row.pk for row in points]).update(customer=target)
    Purchase.objects.filter(pk__in=[row.pk for row in purchases]).update(customer=target)
    Customer.objects.filter(pk__in=[row.pk for row in below]).update(merged_into=target)
    source.merged_into = target
    source.save(update_fields=["merged_into"])
    moved = {
        "contact_points": [str(row.pk) for row in points],
        "purchases": [str(row.pk) for row in purchases],
        "customers": [str(row.pk) for row in below],
    }
    return CustomerMerge.objects.create(source=source, target=target, moved=moved, by=by.code, at=at)


@transaction.atomic
def unmerge(source: Customer, *, words: str, by: Actor, at: datetime) -> CustomerMerge:
    """Let a merged row stand by itself again: what had moved goes back. Errors: NotOnePerson."""
    row = CustomerMerge.objects.filter(source=source, undone_at=None).order_by("-at").first()
    if row is None or not _note_undone(row, words, by=by, at=at):
        raise NotOnePerson()
    # Only what the two still share goes back: another merge undone meanwhile has taken its own along.
    holder = source.merged_into_id
    ContactPoint.objects.filter(pk__in=row.moved.get("contact_points", []), customer=holder).update(customer=source)
    Purchase.objects.filter(pk__in=row.moved.get("purchases", []), customer=holder).update(customer=source)
    Customer.objects.filter(pk__in=row.moved.get("customers", []), merged_into=holder).update(merged_into=source)
    source.merged_into = None
    source.save(update_fields=["merged_into"])
    return row


def _note_undone(row: CustomerMerge, words: str, *, by: Actor, at: datetime) -> bool:
    """Write down why, by whom and when; False where another request was quicker."""
    row.undone_words, row.undone_by, row.undone_at = words, by.code, at
    standing = CustomerMerge.objects.filter(pk=row.pk, undone_at=None)
    return standing.update(undone_words=words, undone_by=by.code, undone_at=at) == 1
