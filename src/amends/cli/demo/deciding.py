"""Plays decision, answer, what the customer says to it, and putting right."""

from __future__ import annotations

from typing import Any

from amends.authority import queries as authority
from amends.cli.demo import phrases
from amends.cli.demo.scene import Scene
from amends.cli.demo.staff import Person
from amends.complaints.rules import Lane, State
from amends.decision import actions as decision
from amends.decision import queries as decisions
from amends.decision.rules import FOR_CUSTOMER, Offer, Part, Proposal, ReplyChannel, ReplyProof, Verdict
from amends.flows import agreeing, answering
from amends.kernel.money import Money
from amends.organisation.actor import Actor, complainant
from amends.organisation.rules import Role
from amends.redress import actions as redress
from amends.redress import queries as redress_queries
from amends.redress import rules as redress_rules
from amends.redress.models import Remedy
from amends.redress.rules import Standing
from amends.text import dates

_MEDIUM = {"letter": "letter", "fax": "letter", "phone": "letter", "counter": "slip"}
_REPLY_CHANNEL = {
    "portal": ReplyChannel.WEB,
    "mail": ReplyChannel.MAIL,
    "phone": ReplyChannel.PHONE,
    "counter": ReplyChannel.COUNTER,
    "letter": ReplyChannel.LETTER,
    "fax": ReplyChannel.LETTER,
}


def propose(scene: Scene) -> None:
    """Let the owner propose a decision with its letter."""
    decision.propose(
        scene.complaint, proposal=proposal(scene), by=scene.cast.owner.actor, at=scene.diary.after(hours=2)
    )


def approve(scene: Scene) -> None:
    """Let whoever must look at it approve it: nobody else, the lead, the manager, or two."""
    row = decisions.newest(scene.complaint)
    for person in _approvers(scene, needs_two=row.needs_two):
        decision.approve(scene.complaint, by=person.actor, at=scene.diary.after(hours=2))


def answer(scene: Scene) -> None:
    """Let the approved answer leave, the way this customer is reached."""
    medium = "mail" if scene.mail_point else _MEDIUM.get(scene.story.channel, "paste")
    at = scene.diary.after(minutes=40)
    message = answering.send_answer(scene.complaint, medium=medium, by=scene.cast.owner.actor, at=at)
    if medium == "mail":
        scene.post(message, at=scene.diary.soon())


def agree(scene: Scene) -> None:
    """Let the customer choose."""
    row = decisions.newest(scene.complaint)
    options = list(decisions.option_list(row))
    option = options[0] if options and scene.number % 4 else options[-1] if options else None
    words = scene.last_words or phrases.of(
        phrases.AGREE, scene.language, option=option.words if option else scene.story.subject or ""
    )
    by, proof = _replied(scene, words)
    decision.agree(scene.complaint, proof=proof, option=option, by=by, at=scene.diary.days(1.5))


def dispute(scene: Scene) -> None:
    """Let the customer say no."""
    by, proof = _replied(scene, scene.last_words or phrases.of(phrases.DISPUTE, scene.language))
    decision.dispute(scene.complaint, proof=proof, by=by, at=scene.diary.days(2))


def lapse(scene: Scene) -> None:
    """Hear nothing, remind twice, and let the offer lapse."""
    expires = decisions.newest(scene.complaint).expires_at
    until = dates.day(scene.diary.calendar.local_day(expires or scene.diary.now), scene.language)
    for _number in (1, 2):
        words = phrases.of(phrases.REMIND, scene.language, date=until)
        decision.remind(scene.complaint, words=words, by=scene.cast.owner.actor, at=scene.diary.days(4))
    decision.lapse(scene.complaint, by=scene.cast.owner.actor, at=scene.diary.past(expires or scene.diary.now))


def order(scene: Scene) -> None:
    """Let what was agreed be ordered by itself, and add something of value."""
    by = scene.cast.owner.actor
    agreeing.put_right_what_was_agreed(scene.complaint, scene.diary.soon())
    if scene.complaint.state != State.REMEDYING:
        return
    extra = scene.story.value_added
    if extra and redress_rules.must_be_delivered(extra["remedy"]):
        redress.add_value(
            scene.complaint, code=extra["remedy"], words=extra["words"], by=by, at=scene.diary.after(minutes=10)
        )


def deliver(scene: Scene) -> None:
    """Deliver everything, each with its proof."""
    words = scene.story.proof or phrases.of(phrases.DONE, scene.language)
    waiting = [row for row in redress_queries.remedy_list(scene.complaint) if row.standing == Standing.ORDERED]
    for remedy in waiting:
        person = _deliverer(scene, remedy)
        at = scene.diary.days(1) if remedy is waiting[0] else scene.diary.after(minutes=15)
        redress.deliver(scene.complaint, remedy=remedy, words=words, by=person.actor, at=at)


def proposal(scene: Scene) -> Proposal:
    """Read a decision from its story, with what the rules ask for."""
    story = scene.story
    verdict = Verdict(story.decision or "upheld")
    offers = tuple(_offer(option, "psychological" in story.loss_kinds) for option in story.options)
    extra = story.value_added
    return Proposal(
        verdict=verdict,
        reasons=story.reasons or story.finding or "",
        offers=offers,
        help=(extra["words"] if extra else story.lesson or story.reasons or "") if verdict not in FOR_CUSTOMER else "",
        no_choice_because=phrases.of(phrases.ONE_WAY, scene.language) if len(offers) == 1 else "",
        only_light_because=phrases.of(phrases.ONE_WAY, scene.language),
        text=scene.signed(story.answer or ""),
    )


def _offer(option: dict[str, Any], has_hurt: bool) -> Offer:
    amount = option["amount"]
    money = Money.parse(amount["amount"], amount["currency"]) if amount else None
    parts = [Part(remedy=option["remedy"], words=option["words"][:500], money=money)]
    if has_hurt and option["remedy"] != "APOL":
        parts.append(Part(remedy="APOL"))
    return Offer(words=option["words"], parts=tuple(parts))


def _approvers(scene: Scene, *, needs_two: bool) -> list[Person]:
    if needs_two:
        legal = scene.crew.in_country(scene.story.country, Role.LEGAL)[0]
        return [scene.crew.manager(scene.story.branch), legal]
    request = authority.open_requests(scene.complaint).first()
    if request is None:
        return [scene.cast.owner]
    return [scene.cast.approver if request.role == Role.LEAD else scene.crew.manager(scene.story.branch)]


def _replied(scene: Scene, words: str) -> tuple[Actor, ReplyProof]:
    """Say who enters the reply, and how we know it: on the web they do it themselves."""
    channel = _REPLY_CHANNEL.get(scene.story.channel, ReplyChannel.MESSENGER)
    if channel is ReplyChannel.WEB:
        return complainant(scene.complaint.customer_id, scene.story.language), ReplyProof(channel=channel, words=words)
    language = scene.cast.owner.staff.language
    read_back = phrases.of(phrases.READ_BACK, language, words=words[:400]) if channel is ReplyChannel.PHONE else ""
    return scene.cast.owner.actor, ReplyProof(channel=channel, words=words, read_back=read_back)


def _deliverer(scene: Scene, remedy: Remedy) -> Person:
    is_money = redress_rules.is_money(remedy.code, remedy.amount is not None)
    if is_money or scene.complaint.lane == Lane.CAREFUL:
        return scene.cast.payer
    return scene.crew.answerer(scene.story.branch, scene.story.unit)
