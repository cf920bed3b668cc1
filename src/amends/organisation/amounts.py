"""Columns that hold an amount of money: both or neither, exact, never a float."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.kernel.money import Money


class HasAmount(models.Model):
    """A row with an amount that may be absent."""

    amount = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    currency = models.CharField(max_length=3, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(amount=None, currency="") | (Q(amount__isnull=False) & ~Q(currency="")),
                name="%(app_label)s_%(class)s_amount_has_currency",
            )
        ]

    @property
    def money(self) -> Money | None:
        return None if self.amount is None else Money(self.amount.normalize() + 0, self.currency)


def columns(money: Money | None) -> dict[str, object]:
    """Give the two columns of an amount."""
    return {"amount": money.amount if money else None, "currency": money.currency if money else ""}
