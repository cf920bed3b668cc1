"""Tables of phrases and patterns as people can read and mend them, made into regular expressions."""

import re


def phrases(table: str) -> tuple[str, ...]:
    """Read a table of phrases parted by "|" and line ends."""
    return tuple(phrase.strip() for line in table.splitlines() for phrase in line.split("|") if phrase.strip())


def alternatives(table: tuple[str, ...]) -> str:
    """Make one alternation of phrases, longest first, so that the whole phrase wins."""
    return "|".join(re.escape(phrase) for phrase in sorted(table, key=len, reverse=True))


def one_of(table: str) -> str:
    """Make one alternation of patterns that stand one a line."""
    return "|".join(line.strip() for line in table.splitlines() if line.strip())
