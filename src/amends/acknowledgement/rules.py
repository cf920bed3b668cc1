"""What an acknowledgement must hold."""

from __future__ import annotations

from collections.abc import Mapping

# The named contact, what comes next, and the date of it (2-domain G4).
MUST_CONTAIN = ("contact", "next", "due")


def missing_parts(facts: Mapping[str, object]) -> list[str]:
    """Name what a letter lacks to be an acknowledgement."""
    return [part for part in MUST_CONTAIN if not facts.get(part)]
