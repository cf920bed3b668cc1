"""First look and ownership.

assess(complaint, look=FirstLook, by, at) -> Assessment         lane, severity, first guess, loss, duplicates seen
assign(complaint, staff= | unit=, by, at)                       give it to a person or a unit; to oneself: taken on
confirm(complaint, by, at, words="")                            the owner takes it on; words in a second round
advance(complaint, by, at)                                      acknowledged -> assessed once everything is there
route(complaint, unit, reason, by, at)                          worked on elsewhere
concern(complaint, unit, by, at) / name_accused(complaint, staff, by, at)
wait(complaint, waiting_for, by, at) / keep_confidential(complaint, is_confidential, by, at)
hand_over(complaint, leaving, to, by, at)                       all open duties and promises of somebody who leaves
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.complaints import lifecycle, participation, timeline
from amends.complaints.errors import DutyNeeded, SamePerson
from amends.complaints.models import Complaint, Participation
from amends.complaints.rules import Duty, Severity, State, Waiting
from amends.kernel.errors import DomainError
from amends.organisation import queries as organisation
from amends.organisation.actor import Actor
from amends.organisation.models import Staff, Unit
from amends.promises import book
from amends.promises.models import RUNNING, Promise
from amends.text.substance import optional, worded
from amends.triage import queries, rules
from amends.triage.facts import (
    AssessmentMade,
    ComplaintAssessed,
    ComplaintRouted,
    DuplicatesLookedAt,
    OwnerConfirmed,
    RecordWasRead,
    UnitConcerned,
)
from amends.triage.models import Assessment, DuplicateLook, RecordRead
from amends.triage.rules import FirstLook

# What passes on when somebody leaves; what they received or approved stays theirs.
WORKING_DUTIES = (Duty.OWNER, Duty.CONTACT, Duty.INVESTIGATOR, Duty.CALLER, Duty.REVIEWER, Duty.PAYER, Duty.ASKED)


class NotSuitable(DomainError):
    """This person cannot own the complaint: inactive, without a fitting role here, or not senior; facts["reason"]."""

    code = "not_suitable"


@transaction.atomic
def assess(complaint: Complaint, *, look: FirstLook, by: Actor, at: datetime) -> Assessment:
    """Record a first look; a danger raises the severity and holds the complaint for safety.

    Errors: ComplaintEnded, LaneTooLight, LossUnclear, StopGapNeeded, WordsNeeded, UnknownCause, DuplicatesUnseen.
    """
    lifecycle.require_open(complaint)
    rules.require_sound(look)
    cause = queries.require_cause(look.cause)
    seen = queries.require_seen(complaint, look.seen)
    severity = rules.least_severity(cause=look.cause, is_danger=look.is_danger, severity=look.severity)
    row = _assessment(complaint, look, severity, by, at)
    duplicates = DuplicateLook.objects.create(complaint=complaint, seen=seen, author=by.code, at=at)
    made = AssessmentMade(
        assessment=row.pk,
        lane=look.lane.value,
        severity=severity.value,
        cause=cause.code,
        level=look.level.value,
        loss=look.loss.value,
        is_danger=look.is_danger,
        loss_per_day=row.loss_per_day,
    )
    looked = DuplicatesLookedAt(look=duplicates.pk, seen=look.seen)
    timeline.append(complaint, made, looked, by=by, at=at, changes={"severity": severity.value})
    lifecycle.change_lane(complaint, look.lane, reason="triage", by=by, at=at)
    if rules.is_safety_matter(cause=look.cause, is_danger=look.is_danger):
        lifecycle.hold_for_safety(complaint, by=by, at=at)
    if look.cause in rules.COMPLIANCE_CAUSES:
        _leave_for_compliance(complaint, by=by, at=at)
    _advance(complaint, by=by, at=at)
    return row


@transaction.atomic
def assign(
    complaint: Complaint, *, by: Actor, at: datetime, staff: Staff | None = None, unit: Unit | None = None
) -> Participation:
    """Give a complaint to a person, or to a unit whose people may take it on. The receiver stays contact till then.

    Errors: ComplaintEnded, SamePerson (complained about; owner of the first round), NotSuitable.
    """
    lifecycle.require_open(complaint)
    if staff:
        _require_suitable(complaint, staff)
    row = participation.begin(
        complaint, Duty.OWNER, staff=staff, unit=None if staff else (unit or complaint.unit), by=by, at=at
    )
    if staff and by.is_staff and staff.pk == by.id and complaint.state != State.SECOND_ROUND:
        _take_on(complaint, staff, by=by, at=at)
    return row


@transaction.atomic
def confirm(complaint: Complaint, *, by: Actor, at: datetime, words: str = "") -> None:
    """Take a complaint on: the owner becomes the contact and answers for its promises from now on.

    words: in a second round, what happened so far as the new owner read it.
    Errors: PersonNeeded, DutyNeeded, NotSuitable, WordsNeeded.
    """
    lifecycle.require_open(complaint)
    staff = participation.person(by)
    row = participation.holder(complaint, Duty.OWNER)
    if row is None or not (row.staff_id == staff.pk or (row.unit_id and row.unit_id in by.unit_ids)):
        raise DutyNeeded(duty=Duty.OWNER.value)
    is_second_round = complaint.state == State.SECOND_ROUND
    if row.confirmed_at and not (is_second_round and not queries.has_read(complaint, staff)):
        return
    if row.unit_id:
        _require_suitable(complaint, staff)
        participation.begin(complaint, Duty.OWNER, staff=staff, by=by, at=at)
    if is_second_round:
        _read_record(complaint, staff, words, by=by, at=at)
    _take_on(complaint, staff, by=by, at=at)


@transaction.atomic(savepoint=False)
def advance(complaint: Complaint, *, by: Actor, at: datetime) -> None:
    """Move an acknowledged complaint on when first look, duplicates and owner are there; else do nothing."""
    _advance(complaint, by=by, at=at)


@transaction.atomic
def route(complaint: Complaint, *, unit: Unit, reason: str, by: Actor, at: datetime) -> None:
    """Let another unit work on it. reason: a code. The owner stays until another one takes it on."""
    lifecycle.require_open(complaint)
    _route(complaint, unit, reason, by=by, at=at)


@transaction.atomic
def concern(complaint: Complaint, *, unit: Unit, by: Actor, at: datetime) -> None:
    """Say which unit the complaint is about."""
    lifecycle.require_open(complaint)
    if complaint.concerns_id != unit.pk:
        timeline.append(complaint, UnitConcerned(unit=unit.pk), by=by, at=at, changes={"concerns_id": unit.pk})


@transaction.atomic
def name_accused(complaint: Complaint, *, staff: Staff, by: Actor, at: datetime) -> None:
    """Say who is complained about: they lose every other duty on it and see no file, only what they are asked."""
    lifecycle.require_open(complaint)
    for row in Participation.objects.filter(complaint=complaint, staff=staff, until=None).exclude(duty=Duty.RECEIVER):
        participation.end(complaint, Duty(row.duty), staff=staff, by=by, at=at)
    participation.begin(complaint, Duty.ACCUSED, staff=staff, by=by, at=at)
    _pass_promises(complaint, staff, None, by=by, at=at)


@transaction.atomic
def wait(complaint: Complaint, *, waiting_for: Waiting | None, by: Actor, at: datetime) -> None:
    """Say whom the work waits for, or that it waits no longer. Clocks and promises go on."""
    lifecycle.require_open(complaint)
    lifecycle.wait_for(complaint, waiting_for.value if waiting_for else "", by=by, at=at)


@transaction.atomic
def keep_confidential(complaint: Complaint, *, is_confidential: bool, by: Actor, at: datetime) -> None:
    """Narrow the circle of readers, or widen it again."""
    lifecycle.keep_confidential(complaint, is_confidential, by=by, at=at)


@transaction.atomic
def hand_over(complaint: Complaint, *, leaving: Staff, to: Staff | None, by: Actor, at: datetime) -> None:
    """Pass all working duties and running promises of somebody on; what the other one must not do goes to the unit.

    to: None gives everything to the unit.
    """
    held = Participation.objects.filter(complaint=complaint, staff=leaving, until=None, duty__in=WORKING_DUTIES)
    for row in list(held):
        participation.end(complaint, Duty(row.duty), staff=leaving, by=by, at=at)
        heir = to if to and _may_take(complaint, Duty(row.duty), to) else None
        if complaint.is_open and (heir or row.duty == Duty.OWNER):
            participation.begin(
                complaint, Duty(row.duty), staff=heir, unit=None if heir else complaint.unit, by=by, at=at
            )
    _pass_promises(complaint, leaving, to, by=by, at=at)


def _assessment(complaint: Complaint, look: FirstLook, severity: Severity, by: Actor, at: datetime) -> Assessment:
    return Assessment.objects.create(
        complaint=complaint,
        round=complaint.round,
        lane=look.lane,
        severity=severity.value,
        is_danger=look.is_danger,
        told_cause=worded(look.told_cause, "told_cause", limit=1000, least=2),
        cause_id=look.cause,
        level=look.level,
        loss=look.loss,
        is_material=look.is_material,
        is_psychological=look.is_psychological,
        loss_per_day=look.loss_per_day.to_json() if look.loss_per_day else None,
        stop_gap=optional(look.stop_gap, "stop_gap", limit=300),
        value=look.value.to_json() if look.value else None,
        author=by.code,
        staff_id=by.id if by.is_staff else None,
        at=at,
    )


def _advance(complaint: Complaint, *, by: Actor, at: datetime) -> None:
    if complaint.state != State.ACKNOWLEDGED:
        return
    try:
        evidence = (
            queries.assessment_evidence(complaint),
            queries.duplicates_evidence(complaint),
            queries.owner_evidence(complaint),
        )
    except (queries.NotAssessed, queries.DuplicatesUnseen, queries.OwnerNotConfirmed):
        return
    fact = ComplaintAssessed(assessment=evidence[0].assessment)
    lifecycle.move(complaint, State.ASSESSED, fact=fact, by=by, at=at, evidence=evidence)


def _take_on(complaint: Complaint, staff: Staff, *, by: Actor, at: datetime) -> None:
    before = participation.holder(complaint, Duty.CONTACT)
    participation.confirm_owner(complaint, by=by, at=at)
    participation.begin(complaint, Duty.CONTACT, staff=staff, by=by, at=at)
    timeline.append(complaint, OwnerConfirmed(staff=staff.pk), by=by, at=at)
    for promise in Promise.objects.filter(complaint=complaint, standing__in=RUNNING).exclude(owner_staff=staff):
        if promise.owner_unit_id or (before and promise.owner_staff_id == before.staff_id):
            book.hand_over(promise, complaint, staff=staff, unit=None, by=by, at=at)
    _advance(complaint, by=by, at=at)


def _read_record(complaint: Complaint, staff: Staff, words: str, *, by: Actor, at: datetime) -> None:
    RecordRead.objects.create(
        complaint=complaint,
        round=complaint.round,
        staff=staff,
        read_up_to=complaint.last_sequence,
        words=worded(words, "record_read", limit=2000),
        at=at,
    )
    fact = RecordWasRead(staff=staff.pk, read_up_to=complaint.last_sequence)
    timeline.append(complaint, fact, by=by, at=at)


def _require_suitable(complaint: Complaint, staff: Staff) -> None:
    participation.require_another(complaint, Duty.OWNER, staff.pk, [Duty.ACCUSED])
    if not queries.works_here(staff, complaint):
        raise NotSuitable(reason="role")
    if complaint.state != State.SECOND_ROUND:
        return
    earlier = Participation.objects.filter(complaint=complaint, duty=Duty.OWNER, staff=staff).exclude(until=None)
    if earlier.exists():
        raise SamePerson(duty=Duty.OWNER.value, other_duty=Duty.OWNER.value)
    if not queries.works_here(staff, complaint, *queries.SENIOR_ROLES):
        raise NotSuitable(reason="senior")


def _may_take(complaint: Complaint, duty: Duty, staff: Staff) -> bool:
    """Say whether an heir may take a duty: never the one complained about, never two duties that watch each other."""
    watching = (Duty.OWNER, Duty.INVESTIGATOR, Duty.APPROVER, Duty.PAYER, Duty.CALLER, Duty.REVIEWER)
    barred = [Duty.ACCUSED, *(one for one in watching if duty in watching and one is not duty)]
    return staff.pk not in participation.holders(complaint, *barred, ever=True)


def _pass_promises(complaint: Complaint, old: Staff, new: Staff | None, *, by: Actor, at: datetime) -> None:
    for promise in Promise.objects.filter(complaint=complaint, owner_staff=old, standing__in=RUNNING):
        book.hand_over(promise, complaint, staff=new, unit=complaint.unit, by=by, at=at)


def _leave_for_compliance(complaint: Complaint, *, by: Actor, at: datetime) -> None:
    unit = organisation.find_unit(complaint.brand, rules.COMPLIANCE_UNIT)
    if unit is None or unit.pk == complaint.unit_id:
        return
    if complaint.concerns_id is None:
        timeline.append(
            complaint, UnitConcerned(unit=complaint.unit_id), by=by, at=at, changes={"concerns_id": complaint.unit_id}
        )
    _route(complaint, unit, "compliance", by=by, at=at)
    owner = participation.holder(complaint, Duty.OWNER)
    if owner and not (owner.staff_id and participation.belongs_to(owner.staff_id, unit.pk)):
        participation.begin(complaint, Duty.OWNER, unit=unit, by=by, at=at)


def _route(complaint: Complaint, unit: Unit, reason: str, *, by: Actor, at: datetime) -> None:
    if complaint.unit_id == unit.pk:
        return
    fact = ComplaintRouted(old=complaint.unit_id, new=unit.pk, reason=reason)
    timeline.append(complaint, fact, by=by, at=at, changes={"unit_id": unit.pk})
