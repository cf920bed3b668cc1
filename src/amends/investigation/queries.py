"""Reads of investigation: evidence for its guards, questions waiting for an answer, what is known so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db.models import Q, QuerySet

from amends.complaints import participation
from amends.complaints.errors import SamePerson
from amends.complaints.models import Complaint
from amends.complaints.rules import LANES, Duty, Evidence, Guard, Lane
from amends.correspondence.models import Message
from amends.investigation import rules
from amends.investigation.models import Finding, PieceOfEvidence, Question, Statement
from amends.investigation.rules import Side
from amends.kernel.errors import DomainError, NotFound
from amends.organisation.actor import Actor
from amends.organisation.models import RoleGrant, Staff
from amends.organisation.queries import is_small_shop
from amends.taxonomy.rules import Responsibility


class SidesNotHeard(DomainError):
    """Not everybody was heard, or nothing shows what happened; facts["missing"]."""

    code = "sides_not_heard"


class SecondPersonNeeded(DomainError):
    """A second person must agree before the customer is found responsible."""

    code = "second_person_needed"


class NoFinding(DomainError):
    """There is no finding yet."""

    code = "no_finding"


@dataclass(frozen=True, kw_only=True)
class InvestigatorIndependent(Evidence):
    """Who investigates is not complained about, and in Careful neither owns it nor belongs to the unit it is about."""

    guard: ClassVar[Guard] = Guard.INVESTIGATOR_INDEPENDENT
    staff: UUID
    is_combined: bool


@dataclass(frozen=True, kw_only=True)
class BothSidesHeard(Evidence):
    """Words of the customer, statements and pieces of evidence."""

    guard: ClassVar[Guard] = Guard.BOTH_SIDES_HEARD
    statements: tuple[UUID, ...]
    pieces: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class ResponsibilityReasoned(Evidence):
    """A finding with its reason, seconded where it blames the customer."""

    guard: ClassVar[Guard] = Guard.RESPONSIBILITY_REASONED
    finding: UUID


def independence_evidence(complaint: Complaint, investigator: Staff) -> InvestigatorIndependent:
    """Read the duties on the complaint and the units of the investigator. Errors: SamePerson."""
    lane = Lane(complaint.lane)
    small = is_small_shop(complaint.brand)
    barred = rules.barred_from_investigating(lane, is_small_shop=small)
    participation.require_another(complaint, Duty.INVESTIGATOR, investigator.pk, barred)
    is_careful = not LANES[lane].owner_may_investigate
    concerned = complaint.concerns_id if is_careful and not small else None
    if concerned and participation.belongs_to(investigator.pk, concerned):
        raise SamePerson(duty=Duty.INVESTIGATOR.value, other_duty=Duty.ACCUSED.value)
    owns = investigator.pk in participation.holders(complaint, Duty.OWNER)
    return InvestigatorIndependent(staff=investigator.pk, is_combined=is_careful and owns)


def heard_evidence(complaint: Complaint, *, at: datetime) -> BothSidesHeard:
    """Read statements, evidence, questions and the customer's words. Errors: SidesNotHeard."""
    statements = list(Statement.objects.filter(complaint=complaint).values_list("id", "side"))
    pieces = list(PieceOfEvidence.objects.filter(complaint=complaint).values_list("id", flat=True))
    told = Message.objects.filter(complaint=complaint, is_ours=False).exclude(text="", attachments=None).exists()
    missing = rules.missing_sides(
        Lane(complaint.lane),
        customer=int(told) + sum(side == Side.CUSTOMER for _key, side in statements),
        house=sum(side != Side.CUSTOMER for _key, side in statements),
        evidence=len(pieces),
        unanswered=Question.objects.filter(complaint=complaint, answered_at=None, due_at__gt=at).count(),
        accused_unheard=len(_accused_unheard(complaint, at)),
    )
    if missing:
        raise SidesNotHeard(missing=missing)
    return BothSidesHeard(statements=tuple(key for key, _side in statements), pieces=tuple(pieces))


def _accused_unheard(complaint: Complaint, at: datetime) -> set[UUID]:
    """Give who is complained about and has neither spoken nor let the date of a question to them pass."""
    accused = participation.holders(complaint, Duty.ACCUSED)
    if not accused:
        return set()
    spoke = set(Statement.objects.filter(complaint=complaint, staff_id__in=accused).values_list("staff_id", flat=True))
    questions = Question.objects.filter(complaint=complaint, staff_id__in=accused)
    answered = questions.filter(Q(answered_at__isnull=False) | Q(due_at__lte=at))
    return accused - spoke - set(answered.values_list("staff_id", flat=True))


def reasoned_evidence(finding: Finding) -> ResponsibilityReasoned:
    """Read a finding's row. Errors: SecondPersonNeeded."""
    row = Finding.objects.get(pk=finding.pk)
    if row.responsibility == Responsibility.CUSTOMER and row.seconded_by_id is None:
        raise SecondPersonNeeded()
    return ResponsibilityReasoned(finding=row.pk)


def find_finding(complaint: Complaint) -> Finding | None:
    """Give the finding that counts, with its cause."""
    rows = Finding.objects.filter(complaint=complaint).select_related("cause", "investigator")
    return rows.order_by("-at", "-id").first()


def newest_finding(complaint: Complaint) -> Finding:
    """Give the finding that counts. Errors: NoFinding."""
    row = find_finding(complaint)
    if row is None:
        raise NoFinding()
    return row


def open_questions(actor: Actor) -> QuerySet[Question]:
    """Give the unanswered questions an actor is asked, by due time: by name, or through a role in the unit."""
    units = RoleGrant.objects.filter(staff_id=actor.known_id, until=None, unit__isnull=False).values("unit_id")
    mine = Q(staff_id=actor.known_id) | Q(staff=None, unit_id__in=units) | Q(staff=None, unit__in=actor.unit_ids)
    rows = Question.objects.filter(mine, answered_at=None).select_related("unit", "complaint__brand")
    return rows.order_by("due_at", "id")


def questions_on(actor: Actor, complaint: Complaint) -> list[Question]:
    """Give the questions on one complaint that wait for this actor's answer."""
    return list(open_questions(actor).filter(complaint=complaint))


def is_asked(actor: Actor, complaint: Complaint) -> bool:
    """Say whether a question on a complaint waits for this actor's answer. One query where none waits for anybody."""
    waiting = Question.objects.filter(complaint=complaint, answered_at=None)
    return waiting.exists() and open_questions(actor).filter(complaint=complaint).exists()


def question_for(actor: Actor, question_id: UUID) -> Question:
    """Find a question an actor may answer; they need not see the complaint. Errors: NotFound."""
    row = open_questions(actor).filter(pk=question_id).first()
    if row is None:
        raise NotFound(what="question")
    return row


def question_of(complaint: Complaint, question_id: UUID) -> Question:
    """Find a question of a complaint. Errors: NotFound."""
    row = Question.objects.filter(complaint=complaint, pk=question_id).select_related("unit").first()
    if row is None:
        raise NotFound(what="question")
    return row


def may_answer(question: Question, staff: Staff, actor: Actor) -> bool:
    """Say whether somebody is the one asked, or of the unit asked."""
    if question.staff_id:
        return question.staff_id == staff.pk
    return question.unit_id in actor.unit_ids or participation.belongs_to(staff.pk, question.unit_id)
