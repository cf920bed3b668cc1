"""Refusals that concern the complaint itself."""

from __future__ import annotations

from typing import ClassVar

from amends.kernel.errors import DomainError, ErrorKind


class WrongState(DomainError):
    """There is no such arrow from the state the complaint is in, in its lane."""

    code: ClassVar[str] = "wrong_state"
    kind: ClassVar[ErrorKind] = ErrorKind.CONFLICT


class StaleComplaint(DomainError):
    """Somebody else changed the complaint since it was read; nothing was written."""

    code: ClassVar[str] = "stale_complaint"
    kind: ClassVar[ErrorKind] = ErrorKind.CONFLICT


class MissingEvidence(DomainError):
    """A guard on the arrow has no evidence; facts["guards"] names them."""

    code: ClassVar[str] = "missing_evidence"
    kind: ClassVar[ErrorKind] = ErrorKind.INVALID


class SamePerson(DomainError):
    """The rules want another person for this; facts["duty"] and facts["other_duty"] say which two."""

    code: ClassVar[str] = "same_person"
    kind: ClassVar[ErrorKind] = ErrorKind.INVALID


class PersonNeeded(DomainError):
    """A member of staff must do this in their own name; a program or the system cannot."""

    code: ClassVar[str] = "person_needed"


class DutyNeeded(DomainError):
    """This is for the one who holds a duty on the complaint; facts["duty"]."""

    code: ClassVar[str] = "duty_needed"
    kind: ClassVar[ErrorKind] = ErrorKind.FORBIDDEN


class ComplaintEnded(DomainError):
    """The complaint is closed, withdrawn or merged: reopen it first."""

    code: ClassVar[str] = "complaint_ended"
    kind: ClassVar[ErrorKind] = ErrorKind.CONFLICT
