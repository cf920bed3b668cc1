"""Plays the first look and the finding of facts: lane, severity, first guess; questions, statements, evidence, finding."""

from __future__ import annotations

from datetime import timedelta

from amends.cli.demo import phrases
from amends.cli.demo.scene import Scene
from amends.complaints.rules import CAREFUL_CAUSES, Lane, Severity
from amends.investigation import actions as investigation
from amends.investigation.rules import Found, Misuse
from amends.kernel.money import Money
from amends.taxonomy.rules import Level, Loss, Responsibility
from amends.triage import actions as triage
from amends.triage import queries as triage_queries
from amends.triage.rules import FirstLook

_SHARES = {Responsibility.SELLER.value: 50, Responsibility.SERVICE.value: 50}


def assess(scene: Scene) -> None:
    """Take the first look, and take the complaint on."""
    story = scene.story
    severity = Severity(story.severity)
    per_day = story.loss_per_day
    look = FirstLook(
        lane=_lane(story.lane, story.first_guess or "", severity),
        severity=severity,
        is_danger=severity is Severity.SAFETY,
        told_cause=story.told_cause or story.text[:200],
        cause=story.first_guess or "",
        level=Level(story.level or "company"),
        loss=Loss(story.loss or "none"),
        is_material="material" in story.loss_kinds,
        is_psychological="psychological" in story.loss_kinds,
        loss_per_day=Money.parse(per_day["amount"], per_day["currency"]) if per_day else None,
        stop_gap=phrases.of(phrases.STOP_GAP, scene.cast.owner.staff.language) if per_day else "",
        seen=tuple(row.pk for row in triage_queries.candidates(scene.complaint)),
    )
    owner = scene.cast.owner
    triage.assess(scene.complaint, look=look, by=owner.actor, at=scene.diary.after(minutes=45))
    triage.assign(scene.complaint, staff=owner.staff, by=owner.actor, at=scene.diary.after(minutes=5))
    scene.refresh()


def investigate(scene: Scene) -> None:
    """Begin to look into it and ask the units."""
    by = scene.cast.investigator
    investigation.begin(
        scene.complaint, investigator=by.staff, by=scene.cast.owner.actor, at=scene.diary.after(hours=2)
    )
    for asked in scene.story.statements:
        unit = scene.company.unit_in(scene.story.branch, asked["unit"])
        answerer = scene.crew.answerer(scene.story.branch, asked["unit"])
        question = investigation.ask(
            scene.complaint,
            unit=unit,
            words=asked["question"],
            staff=answerer.staff,
            by=by.actor,
            at=scene.diary.after(minutes=30),
        )
        scene.questions.append((question, asked["answer"], answerer))


def hear(scene: Scene) -> None:
    """Let the units answer and lay the evidence down."""
    for question, words, answerer in scene.questions:
        if words:
            at = scene.diary.after(hours=4)
            investigation.state(scene.complaint, question=question, words=words, by=answerer.actor, at=at)
    by = scene.cast.investigator
    source = phrases.of(phrases.SOURCE, by.staff.language)
    for words in scene.story.evidence:
        at = scene.diary.after(minutes=50)
        investigation.add_evidence(scene.complaint, words=words, source=source, by=by.actor, at=at)


def find(scene: Scene) -> None:
    """Say what happened, in the sentence the letter will hold."""
    story = scene.story
    responsibility = Responsibility(story.responsibility or "unproven")
    is_customer = responsibility is Responsibility.CUSTOMER
    found = Found(
        sentence=story.finding or "",
        responsibility=responsibility,
        cause=story.cause or "",
        level=Level(story.level or "company"),
        reason=story.reasons or " ".join(asked["answer"] for asked in story.statements) or story.finding or "",
        shares=_SHARES if responsibility is Responsibility.SHARED else {},
        misuse=_misuse(scene) if is_customer else None,
    )
    investigation.find(scene.complaint, found=found, by=scene.cast.investigator.actor, at=scene.diary.after(hours=3))
    if is_customer:
        investigation.second(scene.complaint, by=scene.cast.approver.actor, at=scene.diary.after(hours=1))


def _misuse(scene: Scene) -> Misuse:
    """Show what the buyer was given to read, and what producer and seller answer to the question why."""
    story = scene.story
    return Misuse(
        instruction=story.instruction or "",
        language=story.language,
        reads=(story.language,),
        why_producer=story.why_misused or "",
        why_seller=story.why_misused or "",
        prevention=story.lesson or story.why_misused or "",
        prevention_due=scene.diary.received_on + timedelta(days=30),
    )


def _lane(told: str, cause: str, severity: Severity) -> Lane:
    return Lane.CAREFUL if told == "careful" or cause in CAREFUL_CAUSES or severity is Severity.SAFETY else Lane.NORMAL
