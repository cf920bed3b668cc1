"""Reads of the house: brands, units and their duty persons, staff as actors, tokens, tills."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.numbers import get_territory_currencies
from django.db.models import FilteredRelation, Q, QuerySet

from amends.kernel.errors import NotFound
from amends.organisation.actor import Actor, Grant
from amends.organisation.compiled import Compiled, CompiledMany
from amends.organisation.models import ApiToken, Branch, Brand, Company, RoleGrant, Staff, Till, Unit
from amends.organisation.rules import ActorKind, Role

HANDLING = (Role.HANDLER, Role.LEAD, Role.MANAGER)


def digest(secret: str) -> str:
    """Digest a long random secret for keeping and finding; no salt is needed at 128 bits and more."""
    return hashlib.sha256(secret.encode()).hexdigest()


def company() -> Company | None:
    return Company.objects.first()


def get_company() -> Company:
    """Find the company once the database was migrated. Errors: NotFound."""
    found = company()
    if found is None:
        raise NotFound(what="company")
    return found


def brand_list() -> QuerySet[Brand]:
    return Brand.objects.filter(is_active=True).select_related("calendar").order_by("code")


def get_brand(code: str | None = None) -> Brand:
    """Give a brand by its code, or the first one made. Errors: NotFound."""
    rows = Brand.objects.filter(is_active=True).select_related("calendar")
    brand = rows.filter(code=code).first() if code else rows.order_by("id").first()
    if brand is None:
        raise NotFound(what="brand")
    return brand


def find_brand(code: str) -> Brand | None:
    return Brand.objects.filter(is_active=True, code=code).select_related("calendar").first() if code else None


def get_brand_by_id(key: UUID) -> Brand:
    return Brand.objects.select_related("calendar").get(pk=key)


def mail_addresses() -> list[str]:
    """Give the addresses from which letters of ours come."""
    return list(Brand.objects.exclude(mail_address="").values_list("mail_address", flat=True))


def is_staff_address(address: str) -> bool:
    """Say whether somebody who works here has this folded mail address."""
    return Staff.objects.filter(email=address, is_active=True).exclude(email="").exists()


def default_unit(brand: Brand) -> Unit:
    """Give the unit that takes what names no unit, with its duty person. Errors: NotFound before `amends migrate`."""
    unit = Unit.objects.filter(brand=brand, is_active=True, is_default=True).select_related("duty_person").first()
    if unit is None:
        raise NotFound(what="unit")
    return unit


def find_branch(brand: Brand, code: str) -> Branch | None:
    rows = Branch.objects.filter(brand=brand, code=code, is_active=True)
    return rows.select_related("calendar").first()


def branch_list(brand: Brand) -> QuerySet[Branch]:
    return Branch.objects.filter(brand=brand, is_active=True).order_by("name")


def countries_of(brand: Brand) -> list[str]:
    """Give the countries a brand works in: in any of their notations a phone number may be typed. One query."""
    rows = Branch.objects.filter(brand=brand, is_active=True).exclude(country="")
    return sorted({brand.calendar.country, *rows.values_list("country", flat=True)} - {""})


def find_unit(brand: Brand, code: str) -> Unit | None:
    return Unit.objects.filter(brand=brand, code=code, is_active=True).select_related("duty_person").first()


def unit_list(brand_ids: Iterable[UUID]) -> QuerySet[Unit]:
    return Unit.objects.filter(brand_id__in=list(brand_ids), is_active=True).select_related("branch", "duty_person")


def units_to_choose(brand_ids: Iterable[UUID]) -> list[Unit]:
    """Give the units of brands by code, for a list to choose from. One query."""
    return _UNITS.many(list(brand_ids))


_UNITS = CompiledMany(lambda keys: Unit.objects.filter(brand__in=keys, is_active=True).order_by("code"))


def actor_of(staff: Staff) -> Actor:
    """Make the actor of a member of staff from the roles in force. Two queries at most."""
    return at_desk(staff).actor


@dataclass(frozen=True, slots=True)
class AtDesk:
    """Somebody as the actor they are now. zones: of the branches around the units of their roles."""

    actor: Actor
    zones: frozenset[str]


def at_desk(staff: Staff) -> AtDesk:
    """Make the actor of a member of staff and say which clocks hang where they work. Two queries at most."""
    rows = RoleGrant.objects.filter(staff=staff, until=None).values_list("role", "brand_id", "unit_id")
    grants = tuple(Grant(Role(role), brand_id, unit_id) for role, brand_id, unit_id in rows)
    units = _units_around(grants)
    actor = Actor(ActorKind.STAFF, staff.pk, grants, _units_of(grants, units), staff.language)
    return AtDesk(actor, _zones_around({grant.unit_id for grant in grants if grant.unit_id}, units))


class _Place(NamedTuple):
    """A unit as far as it matters to who may see what and to clocks."""

    id: UUID
    parent_id: UUID | None
    brand_id: UUID
    zone: str | None


def _units_around(grants: tuple[Grant, ...]) -> list[_Place]:
    """Read the units of the brands in which somebody has a role that is about units."""
    brands = {grant.brand_id for grant in grants if grant.unit_id or grant.role in HANDLING}
    rows = Unit.objects.filter(brand_id__in=brands).values_list("id", "parent_id", "brand_id", "branch__calendar__zone")
    return [_Place(*row) for row in rows]


def _units_of(grants: tuple[Grant, ...], units: list[_Place]) -> frozenset[UUID]:
    """Give the units that handling roles reach: named ones with all below them; a grant without unit reaches its brand."""
    handling = [grant for grant in grants if grant.role in HANDLING]
    found = {grant.unit_id for grant in handling if grant.unit_id is not None}
    whole = {grant.brand_id for grant in handling if grant.unit_id is None}
    found |= {unit.id for unit in units if unit.brand_id in whole}
    while more := {unit.id for unit in units if unit.parent_id in found} - found:
        found |= more
    return frozenset(found)


def _zones_around(own: set[UUID], units: list[_Place]) -> frozenset[str]:
    """Give the zones of the branches that units belong to or stand above; where there is none, of those beside them."""
    above = {unit.parent_id for unit in units if unit.id in own and unit.parent_id}
    mine = frozenset(unit.zone for unit in units if unit.zone and (unit.id in own or unit.parent_id in own))
    return mine or frozenset(unit.zone for unit in units if unit.zone and unit.parent_id in above)


def _token_rows(digest: str) -> QuerySet[ApiToken]:
    default_unit = FilteredRelation(
        "brand__units", condition=Q(brand__units__is_default=True, brand__units__is_active=True)
    )
    rows = ApiToken.objects.filter(digest=digest, revoked_at=None).annotate(default_unit=default_unit)
    beside = ("brand__calendar", "unit__duty_person", "default_unit__duty_person")
    return rows.select_related(*beside)


_TOKEN = Compiled(_token_rows, example="the digest of a token")


def find_token(secret: str) -> ApiToken | None:
    """Find a token with its brand, calendar and unit, else the brand's unit for what names none. One query."""
    return _TOKEN.first(digest(secret))


def unit_of_token(token: ApiToken) -> Unit:
    """Give the unit in which a token found by `find_token` takes complaints in. Errors: NotFound. No query."""
    unit: Unit | None = token.unit or getattr(token, "default_unit", None)
    if unit is None:
        raise NotFound(what="unit")
    return unit


def actor_of_token(token: ApiToken) -> Actor:
    """Make the actor of another program: its role in its brand."""
    grants = (Grant(Role(token.role), token.brand_id, token.unit_id),)
    return Actor(ActorKind.INTEGRATION, token.pk, grants, frozenset([token.unit_id] if token.unit_id else []))


def find_till(secret: str) -> Till | None:
    rows = Till.objects.filter(digest=digest(secret), revoked_at=None)
    return rows.select_related("unit__brand__calendar", "unit__branch__calendar").first()


def find_staff_by_number(number: str) -> Staff | None:
    return Staff.objects.filter(number=number, is_active=True).exclude(number="").first()


def find_staff(username: str) -> Staff | None:
    """Find somebody by user name or mail address."""
    folded = username.strip().casefold()
    return Staff.objects.filter(Q(username=folded) | Q(email=folded)).exclude(username="").first()


def staff_list(brand_ids: Iterable[UUID]) -> QuerySet[Staff]:
    """Give active staff with a role in one of these brands, by name."""
    return (
        Staff.objects.filter(is_active=True, grants__until=None, grants__brand_id__in=list(brand_ids))
        .distinct()
        .order_by("name")
    )


def chosen_unit(brand: Brand, key: str) -> Unit | None:
    """Give a unit somebody chose from the list of a brand; None for nothing, or what is not of the brand."""
    return unit_list([brand.pk]).filter(pk=key).first() if key else None


def chosen_staff(brand: Brand, key: str) -> Staff | None:
    """Give somebody chosen from the active people of a brand; None for nothing, or who is not of the brand."""
    return staff_list([brand.pk]).filter(pk=key).first() if key else None


def is_small_shop(brand: Brand) -> bool:
    """Say whether fewer than four active people work here: duties may be combined, recorded as that."""
    return staff_list([brand.pk])[:4].count() < 4


def anybody() -> bool:
    """Say whether anybody works here yet."""
    return Staff.objects.filter(is_active=True).exists()


def zone_of(staff: Staff, here: AtDesk, brand: Brand | None) -> ZoneInfo:
    """Give the clock somebody reads: their own choice, else that of the place they work at, else of their first brand."""
    if staff.zone:
        return ZoneInfo(staff.zone)
    if len(here.zones) == 1:
        return ZoneInfo(next(iter(here.zones)))
    return ZoneInfo(brand.calendar.zone if brand else "UTC")


def first_brand_of(actor: Actor) -> Brand | None:
    """Give the first brand an actor works for, with its calendar. One query."""
    if actor.brand_ids:
        return min(_BRANDS.many(list(actor.brand_ids)), key=attrgetter("pk"), default=None)
    return Brand.objects.select_related("calendar").order_by("id").first()


_BRANDS = CompiledMany(lambda keys: Brand.objects.filter(pk__in=keys, is_active=True).select_related("calendar"))


def currency_at(brand: Brand, branch: Branch | None = None) -> str:
    """Give the currency in which amounts are meant at a place: its country's, else the company's."""
    country = (branch.country if branch else "") or brand.calendar.country
    known = get_territory_currencies(country) if country else []
    house = company()
    return known[0] if known else (house.currency if house else "EUR")


def brands_of(brand_ids: Iterable[UUID]) -> QuerySet[Brand]:
    """Give these brands, the first made first, with their calendars. One query."""
    return Brand.objects.filter(pk__in=list(brand_ids), is_active=True).select_related("calendar").order_by("id")


def currency() -> str:
    """Give the company's currency."""
    row = company()
    return row.currency if row else "EUR"


def unit_of(staff: Staff, brand: Brand) -> Unit:
    """Give the unit somebody works in: that of a role of theirs, else the brand's default. Errors: NotFound."""
    grants = RoleGrant.objects.filter(staff=staff, brand=brand, until=None, unit__isnull=False, unit__is_active=True)
    row = grants.select_related("unit__branch__calendar", "unit__duty_person").order_by("since").first()
    return row.unit if row and row.unit else default_unit(brand)


def get_staff(key: UUID | str) -> Staff:
    """Give an active member of staff. Errors: NotFound."""
    found = Staff.objects.filter(pk=key, is_active=True).first()
    if found is None:
        raise NotFound(what="staff")
    return found
