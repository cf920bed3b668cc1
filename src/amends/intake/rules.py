"""What may be taken in, decided without a database: limits, and the subject line of words without one."""

from __future__ import annotations

import re

from amends.kernel.errors import DomainError, ErrorKind
from amends.text import normalise

MOST_CHARACTERS = 200_000
LONGEST_SUBJECT = 80
_SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s*")


class NothingTold(DomainError):
    """There are no words and no files: nothing to take in."""

    code = "nothing_told"


class TooLong(DomainError):
    """The text is longer than what one message may be; facts["limit"]."""

    code = "text_too_long"
    kind = ErrorKind.TOO_LARGE


class NoSuchPart(DomainError):
    """The form has no such part."""

    code = "no_such_part"


# The parts of the portal's form, in the order people meet them.
PARTS_OF_FORM = ("what", "wish", "files", "details", "reach", "needs")


def require_words(text: str, files: int) -> None:
    """Refuse what holds nothing, or more than one message may hold. Errors: NothingTold, TooLong."""
    if not normalise.clean(text).strip() and not files:
        raise NothingTold()
    if len(text) > MOST_CHARACTERS:
        raise TooLong(limit=MOST_CHARACTERS)


def subject_of(text: str) -> str:
    """Take the first sentence, or its beginning, as the subject of words that came without one."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    sentence = _SENTENCE_END.split(line, maxsplit=1)[0]
    if len(sentence) <= LONGEST_SUBJECT:
        return sentence.rstrip("。.")
    cut = sentence[: LONGEST_SUBJECT - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[40:] else cut) + "…"
