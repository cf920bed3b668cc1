"""The writer of the house and its settings: places, calendars, people and secrets; every change is noted with old and new."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

from amends.kernel.errors import DomainError, ErrorKind
from amends.organisation import book
from amends.organisation.actor import Actor
from amends.organisation.models import ApiToken, Branch, Brand, Calendar, Company, RoleGrant, Staff, Till, Unit
from amends.organisation.rules import Role

Row = Company | Brand | Branch | Unit | Calendar | Staff
Added = TypeVar("Added", bound=Brand | Branch | Unit | Calendar)


class AlreadyTaken(DomainError):
    """The code, the name or the number belongs to somebody or something already."""

    code = "taken"
    kind = ErrorKind.CONFLICT


class LastAdministrator(DomainError):
    """Somebody must be able to change the settings."""

    code = "last_administrator"
    kind = ErrorKind.CONFLICT


@transaction.atomic
def change(row: Row, *, by: Actor, at: datetime, **columns: Any) -> None:
    """Change a row of the house, and note what was and what is. Errors: AlreadyTaken."""
    changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
    if not changed:
        return
    old = {name: _plain(getattr(row, name)) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save(update_fields=list(changed))
    except IntegrityError as taken:
        raise AlreadyTaken() from taken
    new = {name: _plain(value) for name, value in changed.items()}
    book.note_change(f"{type(row).__name__.lower()}.changed", subject=str(row.pk), by=by, at=at, old=old, new=new)


@transaction.atomic
def hire(username: str, *, name: str, password: str | None, by: Actor, at: datetime, **columns: Any) -> Staff:
    """Add a member of staff. Errors: AlreadyTaken."""
    try:
        with transaction.atomic():
            return book.add_staff(username, name=name, password=password, by=by, at=at, **columns)
    except IntegrityError as taken:
        raise AlreadyTaken() from taken


@transaction.atomic
def add(row: Added, *, by: Actor, at: datetime) -> Added:
    """Add a brand (with its first unit), a branch, a unit or a calendar; give it back. Errors: AlreadyTaken."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            if isinstance(row, Brand):
                Unit.objects.create(brand=row, code="front", name=row.name, is_default=True)
    except IntegrityError as taken:
        raise AlreadyTaken() from taken
    book.note_change(f"{type(row).__name__.lower()}.added", subject=str(row.pk), by=by, at=at)
    return row


@transaction.atomic
def make_default(unit: Unit, *, by: Actor, at: datetime) -> None:
    """Let a unit take what names none; the one before no longer does."""
    Unit.objects.filter(brand_id=unit.brand_id, is_default=True).exclude(pk=unit.pk).update(is_default=False)
    change(unit, by=by, at=at, is_default=True)


@transaction.atomic
def revoke(secret: ApiToken | Till, *, by: Actor, at: datetime) -> None:
    """End a token or a till at once."""
    secret.revoked_at = at
    secret.save(update_fields=["revoked_at"])
    book.note_change(f"{type(secret).__name__.lower()}.revoked", subject=str(secret.pk), by=by, at=at)


@transaction.atomic
def end_roles(staff: Staff, roles: list[RoleGrant], *, by: Actor, at: datetime) -> None:
    """Take roles back. Errors: LastAdministrator."""
    if any(grant.role == Role.ADMIN for grant in roles):
        require_another_administrator(staff)
    for grant in roles:
        book.end_role(grant, by=by, at=at)


def require_another_administrator(staff: Staff) -> None:
    """See that somebody else can change the settings. Errors: LastAdministrator."""
    administrators = RoleGrant.objects.filter(role=Role.ADMIN, until=None, staff__is_active=True)
    if administrators.filter(staff=staff).exists() and not administrators.exclude(staff=staff).exists():
        raise LastAdministrator()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value.pk) if isinstance(value, models.Model) else value
