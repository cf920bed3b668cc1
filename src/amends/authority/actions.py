"""Who may grant how much, as the house sets it: a new amount counts from today, the one before ends; noted with old and new."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from amends.authority.models import Band
from amends.kernel.money import Money
from amends.organisation import book
from amends.organisation.actor import Actor
from amends.organisation.models import Brand
from amends.organisation.rules import Role


@transaction.atomic
def set_limit(brand: Brand, *, role: Role, limit: Money, remedy: str = "", by: Actor, at: datetime) -> Band:
    """Let a role of a brand grant so much by itself from today on. remedy: "" for all that no row of its own names."""
    place = {"brand": brand, "role": role.value, "remedy": remedy, "currency": limit.currency}
    before = Band.objects.select_for_update().filter(**place, valid_until=None).first()
    old = _told(before) if before else {}
    if before:
        _end(before, at.date())
    row = Band.objects.create(**place, limit=limit.amount, valid_from=at.date(), set_by=by.code)
    book.note_change("limit.set", subject=str(brand.pk), by=by, at=at, old=old, new=_told(row))
    return row


@transaction.atomic
def end_limit(row: Band, *, by: Actor, at: datetime) -> None:
    """Let the shipped amount count again, from today on. Twice is once."""
    if Band.objects.filter(pk=row.pk, valid_until=None).exists():
        _end(row, at.date())
        book.note_change("limit.ended", subject=str(row.brand_id), by=by, at=at, old=_told(row))


def _end(row: Band, day: date) -> None:
    """End a row with yesterday; what was set today and ended today counted for nobody."""
    row.valid_until = day - timedelta(days=1)
    row.save(update_fields=["valid_until"])


def _told(row: Band) -> dict[str, str]:
    return {"role": row.role, "remedy": row.remedy, "limit": str(row.money)}
