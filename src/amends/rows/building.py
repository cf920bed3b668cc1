"""A new row built from its columns, several times as fast as by the constructor of its model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import Model
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=Model)
_NOTHING: Mapping[str, Model | None] = {}


def new(model: type[Row], related: Mapping[str, Model | None] = _NOTHING, **columns: Any) -> Row:
    """Build a new row from its columns (brand_id, not brand) as `model(...)` does, several times as fast.

    Constructors of wide tables were a third of what accepting a complaint costs.
    related: rows that it points at (brand=...), which need not be read again.
    """
    row = model.__new__(model)
    row._state = ModelState()
    values = row.__dict__
    plain, made = _defaults(model)
    values.update(plain)
    values.update(columns)
    for attribute, make in made:
        if attribute not in columns:
            values[attribute] = make()
    for name, other in related.items():
        values[f"{name}_id"] = other.pk if other else None
        row._state.fields_cache[name] = other
    return row


@lru_cache(maxsize=64)
def _defaults(model: type[Model]) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    """Give the default of every column; apart from them, with its function, what must be made anew each time."""
    fields = model._meta.concrete_fields
    made = [(field.attname, field.default) for field in fields if field.has_default() and callable(field.default)]
    names = {name for name, _ in made}
    return {field.attname: field.get_default() for field in fields if field.attname not in names}, made
