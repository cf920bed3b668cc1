"""Reads of the taxonomy."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from amends.taxonomy.models import Cause


def cause_list(on: date) -> QuerySet[Cause]:
    """Give the causes valid on a day, in the order of their codes."""
    valid = (Q(valid_from=None) | Q(valid_from__lte=on)) & (Q(valid_until=None) | Q(valid_until__gte=on))
    return Cause.objects.filter(valid).order_by("family", "code")


def name_of(cause: Cause, language: str) -> str:
    """Give a cause's name in a language, in English where it has none."""
    names: dict[str, str] = cause.names
    return names.get(language) or names.get("en") or cause.code
