"""Plays how a story ends or goes round again: follow-up, second round, review, outside body, closing, withdrawal, merger."""

from __future__ import annotations

from amends.cli.demo import deciding, phrases
from amends.cli.demo.scene import Scene
from amends.closure import actions as closure
from amends.closure import now
from amends.complaints import participation
from amends.complaints.rules import SENSITIVE_CAUSES, Channel, Duty, Kind, Outcome, State
from amends.decision import bodies
from amends.escalation import actions as escalation
from amends.flows import reply
from amends.followup import actions as followup
from amends.followup.rules import Way
from amends.organisation.actor import complainant
from amends.organisation.queries import actor_of
from amends.organisation.rules import Role
from amends.taxonomy.rules import Level
from amends.triage import actions as triage

_ATTEMPTS = (Way.PHONE, Way.PHONE, Way.MAIL)
_WAY = {"mail": Way.MAIL, "portal": Way.MAIL, "messenger": Way.MESSENGER, "chat": Way.MESSENGER}
_WRITTEN_BY_CUSTOMER = frozenset({Channel.PORTAL, Channel.MAIL})


def clear_safety(scene: Scene) -> None:
    """Let two persons clear a danger, once it is put right."""
    if not scene.complaint.safety_hold:
        return
    safety = scene.crew.in_country(scene.story.country, Role.SAFETY)[0]
    for person in (safety, scene.crew.manager(scene.story.branch)):
        words = phrases.of(phrases.SAFE, person.staff.language)
        escalation.clear_safety(scene.complaint, words=words, by=person.actor, at=scene.diary.after(hours=2))


def plan(scene: Scene) -> None:
    """Let somebody who had no part in it ask."""
    at = scene.diary.after(minutes=30)
    followup.plan(scene.complaint, caller=scene.cast.caller.staff, by=scene.cast.owner.actor, at=at)


def ask(scene: Scene) -> None:
    """Ask whether it is put right, and write down what was said."""
    told = scene.story.follow_up or {}
    outcome = Outcome(told.get("outcome") or "satisfied")
    language, by = scene.language, scene.cast.caller.actor
    if outcome is Outcome.UNREACHABLE:
        for way in _ATTEMPTS:
            words = phrases.of(phrases.NO_ANSWER, language)
            followup.record(scene.complaint, way=way, words=words, by=by, at=scene.diary.days(3))
        return
    words = told.get("words") or phrases.of(phrases.CONTENT, language)
    way = Way.PHONE if scene.story.complainant["phone"] else _WAY.get(scene.story.channel, Way.COUNTER)
    followup.record(scene.complaint, way=way, words=words, outcome=outcome, by=by, at=scene.diary.days(3))
    scene.refresh()


def close(scene: Scene) -> None:
    """Close it with its confirmed cause, and the lesson where there is one."""
    closure.close(
        scene.complaint,
        cause=scene.story.cause or "",
        level=Level(scene.story.level or "company"),
        lesson=scene.story.lesson or "",
        by=scene.cast.owner.actor,
        at=scene.diary.after(hours=2),
    )


def go_round_again(scene: Scene) -> None:
    """Let somebody senior take the second round, who reads the first one before anything else."""
    senior = scene.cast.reviewer
    triage.assign(scene.complaint, staff=senior.staff, by=senior.actor, at=scene.diary.after(hours=1))
    words = phrases.of(phrases.READ_RECORD, senior.staff.language)
    triage.confirm(scene.complaint, words=words, by=senior.actor, at=scene.diary.after(hours=2))
    scene.refresh()


def review(scene: Scene) -> None:
    """Let somebody review it who had no part in it."""
    reviewer = scene.crew.director.staff
    escalation.review(scene.complaint, reviewer=reviewer, by=scene.cast.approver.actor, at=scene.diary.after(hours=4))


def answer_finally(scene: Scene) -> None:
    """State our final position, and let it leave."""
    by = scene.crew.director.actor
    escalation.state_position(scene.complaint, proposal=deciding.proposal(scene), by=by, at=scene.diary.after(hours=6))
    scene.refresh()
    deciding.answer(scene)


def go_outside(scene: Scene) -> None:
    """Record that the customer went to an outside body."""
    body = bodies.name_of(scene.complaint, scene.language)
    by = scene.crew.director.actor
    words = scene.last_words or phrases.of(phrases.DISPUTE, scene.language)
    escalation.go_outside(scene.complaint, body=body, words=words, by=by, at=scene.diary.after(hours=5))


def withdraw(scene: Scene) -> None:
    """Let the customer take it back, in their own words."""
    channel = Channel(scene.story.channel)
    is_own = channel in _WRITTEN_BY_CUSTOMER
    by = complainant(scene.complaint.customer_id, scene.story.language) if is_own else scene.cast.contact.actor
    closure.withdraw(scene.complaint, words=scene.last_words, channel=channel, by=by, at=scene.diary.days(1))


def merge(scene: Scene) -> None:
    """Let it go on in the complaint that was there before."""
    if scene.twin is None:
        raise LookupError(f"story {scene.story.id} has no twin")
    words = phrases.of(phrases.SAME_MATTER, scene.cast.contact.staff.language)
    at = scene.diary.after(minutes=40)
    closure.merge(scene.complaint, into=scene.twin, words=words, by=scene.cast.contact.actor, at=at)
    source, target = scene.complaint.customer, scene.twin.customer
    if source and target and source.pk != target.pk:  # the same person wrote twice, and gave another address
        closure.merge_customers(source, into=target, by=scene.cast.contact.actor, at=at)


def settle(scene: Scene) -> None:
    """Settle on the spot what needs no more: put right by whoever saw it, or answered at once."""
    if scene.story.kind != Kind.COMPLAINT:
        _answer_at_once(scene)
        return
    story, by = scene.story, scene.settler
    done = story.finding or story.told_cause or story.text
    cause = story.cause if story.cause not in SENSITIVE_CAUSES else ""
    remedy = story.options[0]["remedy"] if story.options else ""
    at = scene.diary.after(minutes=8)
    now.settle(scene.complaint, done=done, remedy=remedy, is_content=True, cause=cause or "", by=by.actor, at=at)
    scene.refresh()
    if scene.complaint.state == State.FOLLOWING_UP:
        _ask_one_in_five(scene)


def _ask_one_in_five(scene: Scene) -> None:
    """Let the drawn one be asked by whom the house found, and close it."""
    held = participation.holder(scene.complaint, Duty.CALLER)
    if held is None or held.staff is None:
        return
    by = actor_of(held.staff)
    told = scene.story.follow_up or {}
    words = told.get("words") or phrases.of(phrases.CONTENT, scene.language)
    at = scene.diary.days(3)
    followup.record(scene.complaint, way=Way.PHONE, words=words, outcome=Outcome.SATISFIED, by=by, at=at)
    close(scene)


def _answer_at_once(scene: Scene) -> None:
    story, by = scene.story, scene.cast.contact
    words = story.finding or story.text
    at = scene.diary.after(minutes=6)
    reply.record_call(scene.complaint, text=words, spoken_at=at, by=by.actor, at=at)
    outcome = Outcome((story.follow_up or {}).get("outcome") or "satisfied")
    at = scene.diary.after(minutes=2)
    closure.close(scene.complaint, outcome=outcome, lesson=story.lesson or "", by=by.actor, at=at)
