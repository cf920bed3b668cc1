"""Where a page of a list begins, written into its address and read back; what cannot be read counts as the beginning."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

Place = tuple[datetime, UUID]


def written(place: Place | None) -> str:
    """Write a place for an address; "" for none."""
    return f"{place[0].isoformat()}~{place[1]}" if place else ""


def read(text: str) -> Place | None:
    """Read a place."""
    moment, _tilde, key = text.partition("~")
    at = instant(moment)
    try:
        return (at, UUID(key)) if at else None
    except ValueError:
        return None


def instant(text: str) -> datetime | None:
    """Read an aware instant."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
