"""Who does what on a complaint: duties begin, end and are read here, and nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from amends.complaints import timeline
from amends.complaints.errors import DutyNeeded, PersonNeeded, SamePerson
from amends.complaints.facts import DutyBegun, DutyEnded
from amends.complaints.models import Complaint, Participation
from amends.complaints.rules import Duty
from amends.organisation.actor import Actor
from amends.organisation.models import RoleGrant, Staff, Unit

SINGLE = (Duty.OWNER, Duty.CONTACT)  # one at a time: the new one ends the old one's


@transaction.atomic
def begin(
    complaint: Complaint,
    duty: Duty,
    *,
    staff: Staff | None = None,
    unit: Unit | None = None,
    by: Actor,
    at: datetime,
    is_combined: bool = False,
    **columns: Any,
) -> Participation:
    """Give a person or a unit a duty. A new owner or contact ends the one before. Doing it twice changes nothing.

    is_combined: small shop; the person also holds a duty that should be somebody else's, recorded as that.
    """
    held = Participation.objects.filter(complaint=complaint, duty=duty, until=None)
    same = held.filter(staff=staff, unit=unit).first()
    if same:
        return same
    if duty in SINGLE:
        for old in held:
            _end(complaint, old, by=by, at=at)
    row = Participation.objects.create(
        complaint=complaint, staff=staff, unit=unit, duty=duty, since=at, is_combined=is_combined, **columns
    )
    fact = DutyBegun(
        duty=duty.value, staff=staff.pk if staff else None, unit=unit.pk if unit else None, combined=is_combined
    )
    timeline.append(complaint, fact, by=by, at=at)
    return row


@transaction.atomic
def end(complaint: Complaint, duty: Duty, *, by: Actor, at: datetime, staff: Staff | None = None) -> None:
    """End a duty: everybody's of that kind, or one person's."""
    rows = Participation.objects.filter(complaint=complaint, duty=duty, until=None)
    for row in rows.filter(staff=staff) if staff else rows:
        _end(complaint, row, by=by, at=at)


def _end(complaint: Complaint, row: Participation, *, by: Actor, at: datetime) -> None:
    row.until = at
    row.save(update_fields=["until"])
    timeline.append(complaint, DutyEnded(duty=row.duty, staff=row.staff_id, unit=row.unit_id), by=by, at=at)


@transaction.atomic
def confirm_owner(complaint: Complaint, *, by: Actor, at: datetime) -> None:
    """Record that the owner took the complaint on."""
    Participation.objects.filter(
        complaint=complaint, duty=Duty.OWNER, staff_id=by.known_id, until=None, confirmed_at=None
    ).update(confirmed_at=at)


def holders(complaint: Complaint, *duties: Duty, ever: bool = False) -> set[UUID]:
    """Give the ids of staff who hold (or ever held) one of these duties."""
    rows = Participation.objects.filter(complaint=complaint, duty__in=duties, staff__isnull=False)
    present = rows if ever else rows.filter(until=None)
    return set(present.values_list("staff_id", flat=True))


def holder(complaint: Complaint, duty: Duty) -> Participation | None:
    """Give the present owner, contact ... with person and unit loaded, or None."""
    return holders_of([complaint], duty).get(complaint.pk)


def holders_of(complaints: Collection[Complaint], duty: Duty) -> dict[UUID, Participation]:
    """Give the present owners, contacts ... of several complaints, with person and unit loaded."""
    rows = Participation.objects.filter(complaint_id__in=[one.pk for one in complaints], duty=duty, until=None)
    return {row.complaint_id: row for row in rows.select_related("staff", "unit").order_by("since")}


def require_another(complaint: Complaint, duty: Duty, staff_id: UUID | None, other_than: Iterable[Duty]) -> None:
    """Refuse somebody who holds or held another duty that excludes this one. Errors: SamePerson."""
    for other in other_than:
        if staff_id in holders(complaint, other, ever=True):
            raise SamePerson(duty=duty.value, other_duty=other.value)


def person(by: Actor) -> Staff:
    """Give the member of staff who acts. Errors: PersonNeeded for the system and other programs."""
    staff = Staff.objects.filter(pk=by.known_id, is_active=True).first() if by.is_staff else None
    if staff is None:
        raise PersonNeeded()
    return staff


def require_duty(complaint: Complaint, by: Actor, *duties: Duty) -> Staff:
    """Give the member of staff who acts, when they hold one of these duties. Errors: PersonNeeded, DutyNeeded."""
    staff = person(by)
    if staff.pk not in holders(complaint, *duties):
        raise DutyNeeded(duty=duties[0].value)
    return staff


def belongs_to(staff_id: UUID, unit_id: UUID) -> bool:
    """Say whether somebody has a role in this very unit."""
    return RoleGrant.objects.filter(staff_id=staff_id, unit_id=unit_id, until=None).exists()
