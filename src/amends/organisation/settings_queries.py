"""Reads for the settings: all of the house, also what is not active any more."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from amends.kernel.errors import NotFound
from amends.organisation.models import ApiToken, Branch, Brand, Calendar, Change, RoleGrant, Staff, Till, Unit

Row = TypeVar("Row", bound=Model)


def brands() -> QuerySet[Brand]:
    return Brand.objects.select_related("calendar").order_by("code")


def branches() -> QuerySet[Branch]:
    return Branch.objects.select_related("brand", "calendar").order_by("brand__code", "code")


def units() -> QuerySet[Unit]:
    return Unit.objects.select_related("brand", "branch", "parent", "duty_person").order_by("brand__code", "code")


def calendars() -> QuerySet[Calendar]:
    return Calendar.objects.order_by("name")


def people() -> QuerySet[Staff]:
    return Staff.objects.prefetch_related("grants__brand", "grants__unit").order_by("-is_active", "name")


def tills() -> QuerySet[Till]:
    return Till.objects.filter(revoked_at=None).select_related("unit__brand").order_by("name")


def tokens() -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(revoked_at=None).select_related("brand", "unit").order_by("name")


def changes() -> QuerySet[Change]:
    return Change.objects.order_by("-at", "-id")


def names_in(rows: list[Change]) -> dict[str, str]:
    """Give the names behind the authors ("staff:<key>"), subjects and values of changes, by what stands there."""
    told = {value for row in rows for value in (row.subject, *row.old.values(), *row.new.values())}
    told |= {row.actor.partition(":")[2] for row in rows}
    keys = [key for key in map(_as_key, told) if key]
    found: dict[str, str] = {}
    for kind in (Staff, Unit, Branch, Brand, Calendar):
        found |= {str(key): name for key, name in kind.objects.filter(pk__in=keys).values_list("pk", "name")}
    return found | {f"staff:{key}": name for key, name in found.items()}


def _as_key(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def grants_of(staff: Staff) -> list[RoleGrant]:
    """Give the roles in force, with their places."""
    return list(RoleGrant.objects.filter(staff=staff, until=None).select_related("brand", "unit").order_by("since"))


def get(rows: QuerySet[Row], key: UUID) -> Row:
    """Find a row by its key. Errors: NotFound."""
    row = rows.filter(pk=key).first()
    if row is None:
        raise NotFound(what="setting")
    return row
