"""The writer of what we sell."""

from __future__ import annotations

from django.db import transaction

from amends.catalogue.models import Product
from amends.organisation.models import Brand


@transaction.atomic
def add_product(brand: Brand, code: str, *, name: str, names: dict[str, str] | None = None, group: str = "") -> Product:
    """Add a thing or a service sold under one code, with its name by language where it has several."""
    return Product.objects.create(brand=brand, code=code, name=name, names=names or {}, group=group)
