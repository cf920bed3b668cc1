"""Whether anything that was promised still stands in the way of closing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from amends.complaints.models import Complaint
from amends.complaints.rules import Evidence, Guard
from amends.kernel.errors import DomainError, ErrorKind
from amends.promises.models import RUNNING, Promise
from amends.promises.rules import Subject

# The follow-up promise starts at remedied; "tell the customer what we changed" hangs on the lesson.
IN_THE_WAY = (Subject.REMEDY, Subject.UPDATE, Subject.CALL_BACK)


class PromisesOpen(DomainError):
    """Something we promised is not kept yet; facts["subjects"]."""

    code = "promises_open"
    kind = ErrorKind.CONFLICT


@dataclass(frozen=True, kw_only=True)
class PromisesSettled(Evidence):
    """No promise of a remedy, an update or a call is running; these were read."""

    guard: ClassVar[Guard] = Guard.PROMISES_SETTLED
    promises: tuple[UUID, ...]


def settled_evidence(complaint: Complaint) -> PromisesSettled:
    """Read the register. Errors: PromisesOpen."""
    rows = list(Promise.objects.filter(complaint=complaint).values_list("id", "subject", "standing"))
    waiting = sorted({subject for _key, subject, standing in rows if standing in RUNNING and subject in IN_THE_WAY})
    if waiting:
        raise PromisesOpen(subjects=waiting)
    return PromisesSettled(promises=tuple(key for key, _subject, _standing in rows))
