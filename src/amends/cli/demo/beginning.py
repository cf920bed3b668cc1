"""Plays how a story begins: somebody tells it, we accept it, the receipt goes out."""

from __future__ import annotations

from datetime import timedelta

from amends.cli.demo import photos
from amends.cli.demo.scene import Scene
from amends.complaints.rules import Channel, Kind, Lane, Severity
from amends.customers.book import Person
from amends.flows import receipt
from amends.intake import actions as intake
from amends.intake.arrival import Arrival
from amends.organisation.actor import Actor, complainant

# What a person of ours writes down; the rest the complainant sends.
WRITTEN_DOWN = frozenset({Channel.PHONE, Channel.COUNTER, Channel.LETTER, Channel.FAX, Channel.MESSENGER})
MEDIUM = {Channel.COUNTER: "slip", Channel.PHONE: "spoken", Channel.LETTER: "letter", Channel.FAX: "letter"}


def begin(scene: Scene) -> None:
    """Accept the story as its channel brings it."""
    story = scene.story
    accepted = intake.accept(_arrival(scene), by=_author(scene), at=scene.diary.at)
    scene.complaint = accepted.complaint
    scene.refresh()
    if story.state != "accepted":
        _acknowledge(scene)


def _acknowledge(scene: Scene) -> None:
    """Send the receipt where there is an address; else it is printed, spoken or shown."""
    message = receipt.send_receipt(scene.complaint, at=scene.diary.soon())
    if message is not None:
        scene.post(message, at=scene.diary.soon())
        return
    medium = MEDIUM.get(Channel(scene.story.channel), "screen")
    receipt.hand_over_receipt(scene.complaint, medium=medium, by=_author(scene), at=scene.diary.soon())


def _author(scene: Scene) -> Actor:
    if Channel(scene.story.channel) in WRITTEN_DOWN:
        return scene.cast.taker.actor
    return complainant(None, scene.story.language)


def _arrival(scene: Scene) -> Arrival:
    story, company = scene.story, scene.company
    is_written_down = Channel(story.channel) in WRITTEN_DOWN
    product = company.product_names.get(story.product or "", {})
    days = story.occurred_days_before
    is_now = story.lane == Lane.NOW and story.kind == Kind.COMPLAINT
    return Arrival(
        brand=company.brand,
        branch=company.branches[story.branch],
        unit=company.unit_in(story.branch, story.unit if is_now and is_written_down else "customer-care"),
        concerns=company.unit_in(story.branch, story.unit),
        channel=Channel(story.channel),
        kind=Kind(story.kind),
        lane=Lane.NOW if is_now else Lane.NORMAL,
        severity=Severity.MINOR if is_now else Severity.ORDINARY,
        text=story.text,
        subject=story.subject or "",
        wish=story.wish or "",
        language=story.language,
        received_at=scene.diary.at,
        person=_person(story.complainant, story.language),
        product_words=product.get(scene.language) or story.product or "",
        order_number=story.order or "",
        occurred_on=scene.diary.received_on - timedelta(days=days) if days is not None else None,
        taker=scene.cast.taker.staff if is_written_down else None,
        files=tuple(photos.upload(name, variant=scene.number + i) for i, name in enumerate(story.photos)),
        keys=(("demo", story.id),),
    )


def _person(told: dict[str, str | None], language: str) -> Person:
    return Person(
        name=told["name"] or "",
        family_name=told["family_name"] or "",
        given_name=told["given_name"] or "",
        title=told["title"] or "",
        phonetic=told["phonetic"] or "",
        mail=told["email"] or "",
        phone=told["phone"] or "",
        language=language,
    )
