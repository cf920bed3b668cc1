"""Whether words say something: a box, a tick or a single "ok" is neither a statement nor evidence nor a reason."""

from __future__ import annotations

import unicodedata

from amends.kernel.errors import DomainError, ErrorKind
from amends.text import normalise

LEAST = 6
"""Letters and digits; a sign of Chinese or Japanese counts for two."""
MOST = 4000


class WordsNeeded(DomainError):
    """Words are asked for here, and there are none that say anything; facts["what"] is the code of what."""

    code = "words_needed"


class WordsTooLong(DomainError):
    """The words are longer than what may stand here; facts["what"] and facts["limit"]."""

    code = "words_too_long"
    kind = ErrorKind.TOO_LARGE


def weight(text: str) -> int:
    """Count letters and digits; wide ones for two."""
    return sum(
        2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text if unicodedata.category(sign)[0] in "LN"
    )


def says_something(text: str, least: int = LEAST) -> bool:
    """Tell words from a tick."""
    return weight(text) >= least


def worded(text: str, what: str, *, limit: int = MOST, least: int = LEAST) -> str:
    """Give the words clean, or refuse them. Errors: WordsNeeded, WordsTooLong."""
    clean = optional(text, what, limit=limit)
    if not says_something(clean, least):
        raise WordsNeeded(what=what)
    return clean


def optional(text: str, what: str, *, limit: int = MOST) -> str:
    """Give words that may be absent clean. Errors: WordsTooLong."""
    clean = normalise.clean(text).strip()
    if len(clean) > limit:
        raise WordsTooLong(what=what, limit=limit)
    return clean
