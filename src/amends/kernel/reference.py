"""The public number of a complaint: nine random digits and a check digit, shown 3-3-4, for people to type and to say."""

from __future__ import annotations

import re
import secrets
import unicodedata

# A totally anti-symmetric quasigroup: every single wrong digit and every swap of neighbours is noticed.
# Source: H. M. Damm, "Total anti-symmetrische Quasigruppen", Marburg 2004.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_TYPED = re.compile(r"(?:[A-Z]{0,6}[-\s]*)?((?:\d[-\s.]*){10})\Z")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー－", "-"))
LENGTH = 10


def check_digit(digits: str) -> str:
    """Compute the check digit of a string of decimal digits."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return str(interim)


def new_number() -> str:
    """Draw a number of ten digits; the caller meets a taken one as a unique-key violation and draws again."""
    nine = f"{secrets.randbelow(900_000_000) + 100_000_000}"
    return nine + check_digit(nine)


def parse(typed: str) -> str | None:
    """Read a number in any form a person types (spaces, dashes, full width, the brand's letters); None if it is none."""
    plain = unicodedata.normalize("NFKC", typed[:80]).translate(_DASHES).strip().lstrip("#№").strip().upper()
    match = _TYPED.match(plain)
    if not match:
        return None
    digits = re.sub(r"\D", "", match.group(1))
    return digits if digits.isascii() and check_digit(digits) == "0" else None


def shown(number: str, prefix: str = "") -> str:
    """Write a number for people: 482-915-7036, with the brand's letters in front where there are any."""
    plain = f"{number[:3]}-{number[3:6]}-{number[6:]}"
    return f"{prefix}-{plain}" if prefix else plain
