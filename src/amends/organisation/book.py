"""The writer of the house: what exists from the first migrate on, staff, roles, tokens, tills, changes of settings."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.organisation.actor import Actor
from amends.organisation.models import ApiToken, Brand, Calendar, Change, Company, RoleGrant, Staff, Till, Unit
from amends.organisation.queries import digest
from amends.organisation.rules import Role


@transaction.atomic
def ensure_ground() -> Brand:
    """Make company, calendar, brand and unit where there is none, so that nothing that arrives is ever homeless."""
    if not Company.objects.exists():
        Company.objects.create(name="")
    brand = Brand.objects.order_by("id").first()
    if brand is None:
        calendar = Calendar.objects.create(name="default")
        brand = Brand.objects.create(
            code="default", name="", calendar=calendar, languages=["en", "ja", "zh-hans", "ms"]
        )
    if not Unit.objects.filter(brand=brand, is_default=True).exists():
        Unit.objects.create(brand=brand, code="front", name="", is_default=True)
    return brand


@transaction.atomic
def make_token(
    name: str, *, role: Role, brand: Brand, unit: Unit | None = None, by: Actor, at: datetime
) -> tuple[ApiToken, str]:
    """Make an API token; the secret is given once and only its digest is kept."""
    secret = "amends_" + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        name=name, digest=digest(secret), role=role.value, brand=brand, unit=unit, created_at=at
    )
    note_change("token.made", subject=str(token.pk), by=by, at=at, new={"role": role.value})
    return token, secret


@transaction.atomic
def add_staff(
    username: str,
    *,
    name: str,
    password: str | None,
    by: Actor,
    at: datetime,
    grants: tuple[tuple[Role, Brand, Unit | None], ...] = (),
    password_hash: str = "",
    **columns: Any,
) -> Staff:
    """Add a member of staff with roles; without a password they cannot sign in until one is set.

    password_hash: made before with make_password, where many begin with one password.
    """
    staff = Staff(username=username, name=name, **columns)
    if password_hash:
        staff.password = password_hash
    else:
        staff.set_password(password)
    staff.save(force_insert=True)
    for role, brand, unit in grants:
        grant_role(staff, role, brand=brand, unit=unit, by=by, at=at)
    note_change("staff.added", subject=str(staff.pk), by=by, at=at)
    return staff


@transaction.atomic
def set_password(staff: Staff, password: str, *, by: Actor, at: datetime) -> None:
    """Set a password; sessions made with the old one end by themselves."""
    staff.set_password(password)
    staff.save(update_fields=["password"])
    note_change("staff.password_set", subject=str(staff.pk), by=by, at=at)


@transaction.atomic
def grant_role(
    staff: Staff, role: Role, *, brand: Brand, unit: Unit | None = None, by: Actor, at: datetime
) -> RoleGrant:
    """Give a role; the same role in the same place twice is one."""
    held = {"staff": staff, "role": role.value, "brand": brand, "unit": unit}
    row = RoleGrant.objects.filter(**held, until=None).first()
    if row is None:
        row = RoleGrant.objects.create(**held, since=at, granted_by=by.code)
        _put_on_duty(staff, role, brand, unit)
        note_change("role.granted", subject=str(staff.pk), by=by, at=at, new={"role": role.value})
    return row


def _put_on_duty(staff: Staff, role: Role, brand: Brand, unit: Unit | None) -> None:
    """Put the first person who can be a contact on duty, so that no acknowledgement waits for a setting."""
    if role in (Role.AUDITOR, Role.PAYER, Role.LEGAL, Role.INTEGRATION):
        return
    here = Unit.objects.filter(pk=unit.pk) if unit else Unit.objects.filter(brand=brand, is_default=True)
    here.filter(duty_person=None).update(duty_person=staff)


@transaction.atomic
def end_role(grant: RoleGrant, *, by: Actor, at: datetime) -> None:
    """Take a role back, from now on."""
    grant.until = at
    grant.save(update_fields=["until"])
    note_change("role.ended", subject=str(grant.staff_id), by=by, at=at, old={"role": grant.role})


@transaction.atomic
def deactivate(staff: Staff, *, by: Actor, at: datetime) -> None:
    """Close an account: it cannot sign in, holds no role and is on duty nowhere. What it did stays. Twice is once."""
    if not staff.is_active:
        return
    staff.is_active = False
    staff.save(update_fields=["is_active"])
    for grant in RoleGrant.objects.filter(staff=staff, until=None):
        end_role(grant, by=by, at=at)
    Unit.objects.filter(duty_person=staff).update(duty_person=None)
    note_change("staff.deactivated", subject=str(staff.pk), by=by, at=at)


@transaction.atomic
def make_till(name: str, *, unit: Unit, by: Actor, at: datetime) -> tuple[Till, str]:
    """Make a shared till; the secret goes into its browser once."""
    secret = secrets.token_urlsafe(32)
    till = Till.objects.create(name=name, unit=unit, digest=digest(secret), created_at=at)
    note_change("till.made", subject=str(till.pk), by=by, at=at)
    return till, secret


def note_seen(staff: Staff, *, at: datetime) -> None:
    """Remember when somebody last did something here."""
    staff.last_seen_at = at
    staff.save(update_fields=["last_seen_at"])


def change_preferences(staff: Staff, **columns: str) -> None:
    """Change what somebody says about themselves: language, zone, shown_name."""
    for column, value in columns.items():
        setattr(staff, column, value)
    staff.save(update_fields=sorted(columns))


def note_change(
    what: str,
    *,
    subject: str,
    by: Actor,
    at: datetime,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
) -> None:
    """Record a change of settings, with codes only."""
    Change.objects.create(at=at, actor=by.code, what=what, subject=subject, old=old or {}, new=new or {})
