"""Tables of what we sell."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from amends.kernel.ids import new_id
from amends.organisation.models import Brand


class Product(models.Model):
    """A thing or a service sold under one code."""

    id = models.UUIDField(primary_key=True, default=new_id)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    names = models.JSONField(default=dict, blank=True)
    group = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brand", "code"], name="product_code_is_unique_in_brand")
        ]

    def __str__(self) -> str:
        return self.name
