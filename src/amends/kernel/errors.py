"""The refusals a person can meet. The edge that meets one words it; here are only its code and its facts."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar


class ErrorKind(StrEnum):
    """What the edge answers: 404, 403, 409, 422, 413, 429, 503."""

    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    CONFLICT = "conflict"
    INVALID = "invalid"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    UNAVAILABLE = "unavailable"


class DomainError(Exception):
    """A refusal with a code (stable, for machines) and facts (for the sentence a person reads)."""

    code: ClassVar[str] = "refused"
    kind: ClassVar[ErrorKind] = ErrorKind.INVALID

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.code, facts)

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code


class NotFound(DomainError):
    """There is no such thing, or not for this person: both are said in the same words."""

    code = "not_found"
    kind = ErrorKind.NOT_FOUND


class NotAllowed(DomainError):
    """The person may see it but not do this."""

    code = "not_allowed"
    kind = ErrorKind.FORBIDDEN
