"""Finding out what happened.

begin(complaint, investigator, by, at)                                        assessed | second_round -> investigating
ask(complaint, unit, words, by, at, staff=None, due=None) -> Question
state(complaint, words, by, at, question=None, side=HOUSE, speaker="") -> Statement
add_evidence(complaint, words, source, by, at, attachment=None) -> PieceOfEvidence
note_gap(complaint, gap=Expectation, by, at) -> Gap
note_contradiction(complaint, told, where, contradicts, by, at, told_on=None) -> Contradiction
find(complaint, found=Found, by, at) -> Finding                               investigating -> found (*)
second(complaint, by, at) -> Finding                                          (*) "customer": only with a second person
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from amends.complaints import lifecycle, participation, timeline
from amends.complaints.errors import DutyNeeded, WrongState
from amends.complaints.models import Complaint
from amends.complaints.rules import Duty, State
from amends.correspondence.models import Attachment
from amends.investigation import queries, rules
from amends.investigation.facts import (
    ContradictionNoted,
    EvidenceAdded,
    FindingDrawn,
    FindingMade,
    FindingSeconded,
    GapNoted,
    InvestigationBegun,
    QuestionAsked,
    StatementGiven,
)
from amends.investigation.models import Contradiction, Finding, Gap, PieceOfEvidence, Question, Statement
from amends.investigation.rules import Expectation, Found, Side
from amends.kernel.chain import new_salt, text_digest
from amends.kernel.errors import DomainError, ErrorKind, NotFound
from amends.organisation import calendars
from amends.organisation.actor import Actor
from amends.organisation.models import Staff, Unit
from amends.promises.book import DueInThePast
from amends.taxonomy.rules import Responsibility
from amends.text.substance import optional, worded
from amends.triage.queries import record_read_evidence, require_cause


class AlreadyAnswered(DomainError):
    """The question has its answer; more words are added as a statement without it."""

    code = "already_answered"
    kind = ErrorKind.CONFLICT


@transaction.atomic
def begin(complaint: Complaint, *, investigator: Staff, by: Actor, at: datetime) -> None:
    """Let somebody look into it who is independent enough for its lane. Errors: SamePerson, RecordNotRead, WrongState."""
    independent = queries.independence_evidence(complaint, investigator)
    read = [record_read_evidence(complaint)] if complaint.state == State.SECOND_ROUND else []
    fact = InvestigationBegun(investigator=investigator.pk, combined=independent.is_combined)
    lifecycle.move(complaint, State.INVESTIGATING, fact=fact, by=by, at=at, evidence=[independent, *read])
    for earlier in participation.holders(complaint, Duty.INVESTIGATOR) - {investigator.pk}:
        participation.end(complaint, Duty.INVESTIGATOR, staff=Staff.objects.get(pk=earlier), by=by, at=at)
    participation.begin(
        complaint,
        Duty.INVESTIGATOR,
        staff=investigator,
        by=by,
        at=at,
        is_combined=independent.is_combined,
    )


@transaction.atomic
def ask(
    complaint: Complaint,
    *,
    unit: Unit,
    words: str,
    by: Actor,
    at: datetime,
    staff: Staff | None = None,
    due: datetime | None = None,
) -> Question:
    """Ask a unit, or somebody by name, a question with a date; whoever is asked sees the question, not the file.

    Errors: ComplaintEnded, WordsNeeded, DueInThePast.
    """
    lifecycle.require_open(complaint)
    calendar = calendars.of_brand(complaint.brand, complaint.branch)
    due = due or calendar.add_working_days(at, rules.QUESTION_WORKING_DAYS)
    if due <= at:
        raise DueInThePast(due=due)
    row = Question.objects.create(
        complaint=complaint,
        unit=unit,
        staff=staff,
        words=worded(words, "question", limit=2000),
        salt=new_salt(),
        author=by.code,
        asked_by_id=by.id if by.is_staff else None,
        asked_at=at,
        due_at=due,
    )
    digest = text_digest(row.salt, row.words)
    fact = QuestionAsked(
        question=row.pk, unit=unit.pk, staff=staff.pk if staff else None, due=due.isoformat(), text_digest=digest
    )
    timeline.append(complaint, fact, by=by, at=at)
    participation.begin(complaint, Duty.ASKED, staff=staff, unit=None if staff else unit, by=by, at=at)
    return row


@transaction.atomic
def state(
    complaint: Complaint,
    *,
    words: str,
    by: Actor,
    at: datetime,
    question: Question | None = None,
    side: Side = Side.HOUSE,
    speaker: str = "",
) -> Statement:
    """Put what somebody says on record: an answer by who was asked, or words of the customer or of somebody outside.

    speaker: who said it, where it was nobody with an account (a driver, the customer, a witness).
    Errors: ComplaintEnded, WordsNeeded, PersonNeeded, DutyNeeded (not asked), AlreadyAnswered, NotFound.
    """
    lifecycle.require_open(complaint)
    speaker = optional(speaker, "speaker", limit=160)
    staff = participation.person(by) if side is Side.HOUSE and not (speaker and question is None) else None
    if question:
        _answer(complaint, question, staff, by, at)
    elif side is not Side.HOUSE and not speaker:
        speaker = side.value
    row = Statement.objects.create(
        complaint=complaint,
        question=question,
        side=side,
        words=worded(words, "statement", limit=10_000),
        salt=new_salt(),
        staff=staff,
        speaker=speaker,
        author=by.code,
        at=at,
    )
    fact = StatementGiven(
        statement=row.pk,
        side=side.value,
        text_digest=text_digest(row.salt, row.words),
        question=question.pk if question else None,
        staff=staff.pk if staff else None,
    )
    timeline.append(complaint, fact, by=by, at=at)
    return row


@transaction.atomic
def add_evidence(
    complaint: Complaint,
    *,
    words: str,
    source: str,
    by: Actor,
    at: datetime,
    attachment: Attachment | None = None,
) -> PieceOfEvidence:
    """Add a file, or words with the source they come from. Errors: ComplaintEnded, WordsNeeded, NotFound."""
    lifecycle.require_open(complaint)
    if attachment and attachment.complaint_id != complaint.pk:
        raise NotFound(what="attachment")
    check = optional if attachment else worded
    row = PieceOfEvidence.objects.create(
        complaint=complaint,
        attachment=attachment,
        words=check(words, "evidence", limit=4000),
        source=optional(source, "source", limit=300) if attachment else worded(source, "source", limit=300, least=3),
        salt=new_salt(),
        author=by.code,
        staff_id=by.id if by.is_staff else None,
        at=at,
    )
    digest = text_digest(row.salt, row.words)
    fact = EvidenceAdded(piece=row.pk, text_digest=digest, attachment=attachment.pk if attachment else None)
    timeline.append(complaint, fact, by=by, at=at)
    return row


@transaction.atomic
def note_gap(complaint: Complaint, *, gap: Expectation, by: Actor, at: datetime) -> Gap:
    """Note what was expected, where from, and what was given instead. Errors: ComplaintEnded, WordsNeeded."""
    lifecycle.require_open(complaint)
    row = Gap.objects.create(
        complaint=complaint,
        expectation=worded(gap.expectation, "expectation", limit=1000),
        source=worded(gap.source, "source", limit=300, least=3),
        given=worded(gap.given, "given", limit=1000, least=3),
        kind=gap.kind,
        price_paid=gap.price_paid.to_json() if gap.price_paid else None,
        price_thought_right=gap.price_thought_right.to_json() if gap.price_thought_right else None,
        prevented=optional(gap.prevented, "prevented", limit=500),
        author=by.code,
        at=at,
    )
    timeline.append(complaint, GapNoted(gap=row.pk, gap_kind=gap.kind.value), by=by, at=at)
    return row


@transaction.atomic
def note_contradiction(
    complaint: Complaint,
    *,
    told: str,
    where: str,
    contradicts: str,
    by: Actor,
    at: datetime,
    told_on: date | None = None,
) -> Contradiction:
    """Note that the customer was told something else elsewhere. Errors: ComplaintEnded, WordsNeeded."""
    lifecycle.require_open(complaint)
    row = Contradiction.objects.create(
        complaint=complaint,
        told=worded(told, "told", limit=1000),
        where=worded(where, "where", limit=300, least=3),
        contradicts=worded(contradicts, "contradicts", limit=1000),
        told_on=told_on,
        author=by.code,
        at=at,
    )
    timeline.append(complaint, ContradictionNoted(contradiction=row.pk), by=by, at=at)
    return row


@transaction.atomic
def find(complaint: Complaint, *, found: Found, by: Actor, at: datetime) -> Finding:
    """Say what happened and whose responsibility it is. "Customer" waits for a second person before it stands.

    Errors: DutyNeeded (only the investigator), PersonNeeded, SidesNotHeard, SharesUnclear, CustomerNotShown,
    InstructionNotReadable, NobodyNamed, WordsNeeded, UnknownCause, WrongState.
    """
    investigator = participation.require_duty(complaint, by, Duty.INVESTIGATOR)
    if complaint.state != State.INVESTIGATING:
        raise WrongState(state=complaint.state, wanted=State.FOUND.value, lane=complaint.lane)
    rules.require_sound(found)
    queries.heard_evidence(complaint, at=at)
    row = _finding(complaint, found, investigator, at)
    fact = FindingDrawn(
        finding=row.pk,
        responsibility=row.responsibility,
        cause=row.cause_id,
        level=row.level,
        text_digest=text_digest(row.salt, row.sentence),
        shares=dict(found.shares),
    )
    timeline.append(complaint, fact, by=by, at=at)
    if found.responsibility is not Responsibility.CUSTOMER:
        _stand(complaint, row, by=by, at=at)
    return row


@transaction.atomic
def second(complaint: Complaint, *, by: Actor, at: datetime) -> Finding:
    """Agree, as a second person, that the customer is responsible. Errors: SamePerson, PersonNeeded, NoFinding."""
    staff = participation.person(by)
    row = queries.newest_finding(complaint)
    participation.require_another(complaint, Duty.REVIEWER, staff.pk, [Duty.INVESTIGATOR, Duty.ACCUSED])
    row.seconded_by, row.seconded_at = staff, at
    row.save(update_fields=["seconded_by", "seconded_at"])
    timeline.append(complaint, FindingSeconded(finding=row.pk, staff=staff.pk), by=by, at=at)
    _stand(complaint, row, by=by, at=at)
    return row


def _stand(complaint: Complaint, row: Finding, *, by: Actor, at: datetime) -> None:
    evidence = (queries.heard_evidence(complaint, at=at), queries.reasoned_evidence(row))
    lifecycle.move(complaint, State.FOUND, fact=FindingMade(finding=row.pk), by=by, at=at, evidence=evidence)


def _answer(complaint: Complaint, question: Question, staff: Staff | None, by: Actor, at: datetime) -> None:
    if question.complaint_id != complaint.pk:
        raise NotFound(what="question")
    if staff is None or not queries.may_answer(question, staff, by):
        raise DutyNeeded(duty=Duty.ASKED.value)
    if not Question.objects.filter(pk=question.pk, answered_at=None).update(answered_at=at):
        raise AlreadyAnswered()
    question.answered_at = at


def _finding(complaint: Complaint, found: Found, investigator: Staff, at: datetime) -> Finding:
    misuse = found.misuse if found.responsibility is Responsibility.CUSTOMER else None
    return Finding.objects.create(
        complaint=complaint,
        round=complaint.round,
        sentence=worded(found.sentence, "finding", limit=600),
        salt=new_salt(),
        responsibility=found.responsibility,
        shares=dict(found.shares),
        cause=require_cause(found.cause),
        level=found.level,
        concerning_id=found.concerning,
        reason=worded(found.reason, "reason", limit=4000),
        instruction=optional(misuse.instruction, "instruction") if misuse else "",
        instruction_file_id=misuse.attachment if misuse else None,
        instruction_language=misuse.language[:20] if misuse else "",
        buyer_reads=list(misuse.reads)[:20] if misuse else [],
        why_producer=worded(misuse.why_producer, "why_producer", limit=2000) if misuse else "",
        why_seller=worded(misuse.why_seller, "why_seller", limit=2000) if misuse else "",
        prevention=worded(misuse.prevention, "prevention", limit=1000) if misuse else "",
        prevention_due_on=misuse.prevention_due if misuse else None,
        investigator=investigator,
        at=at,
    )
