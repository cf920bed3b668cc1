"""What a place of the house is called in a language: the reader's on a screen, the recipient's in a letter."""

from __future__ import annotations

from amends.organisation.models import Branch, Brand, Unit
from amends.text.forms_of_address import base


def name_of(place: Brand | Branch | Unit, language: str) -> str:
    """Give the name the house wrote down for a language, else its plain name, else its code."""
    return place.names.get(language) or place.names.get(base(language)) or place.name or place.code
