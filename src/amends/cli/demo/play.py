"""Plays the stories: each as far as its state says, by the same actions and flows that people call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from amends.cli.demo import beginning, deciding, ending, looking, talking
from amends.cli.demo.cast import cast_for
from amends.cli.demo.company import Company
from amends.cli.demo.diary import Diary
from amends.cli.demo.scene import Scene
from amends.cli.demo.staff import Crew
from amends.cli.demo.story import Story
from amends.complaints.models import Complaint
from amends.organisation import calendars

Part = Callable[[Scene], None]

_ANSWERED: tuple[Part, ...] = (
    talking.reply,
    talking.add,
    looking.assess,
    talking.note,
    looking.investigate,
    looking.hear,
    looking.find,
    deciding.propose,
    deciding.approve,
    deciding.answer,
)
_REMEDYING = (*_ANSWERED, deciding.agree, deciding.order)
_FOLLOWING_UP = (*_REMEDYING, deciding.deliver, ending.clear_safety, ending.plan)
_REVIEWED = (*_ANSWERED, deciding.dispute, ending.review)
_CLOSED = (*_FOLLOWING_UP, ending.ask, ending.close)
# Who stays dissatisfied had a dispute, a review and our final position before anything was closed.
_CLOSED_DISSATISFIED = (*_REVIEWED, ending.answer_finally, *_CLOSED[len(_ANSWERED) :])
# What is played after acceptance and the first call, by the state a story has reached. What was agreed is ordered, and
# who is to ask is found, within seconds and by themselves: those who agreed are being put right, and so on.
_WAYS: dict[str, tuple[Part, ...]] = {
    "acknowledged": _ANSWERED[:2],
    "assessed": _ANSWERED[:4],
    "investigating": _ANSWERED[:5],
    "found": _ANSWERED[:7],
    "proposed": _ANSWERED[:8],
    "approved": _ANSWERED[:9],
    "responded": _ANSWERED,
    "agreed": _REMEDYING,
    "disputed": (*_ANSWERED, deciding.dispute),
    "lapsed": (*_ANSWERED, deciding.lapse, ending.plan),
    "remedying": _REMEDYING,
    "remedied": _FOLLOWING_UP,
    "following_up": _FOLLOWING_UP,
    "second_round": (*_FOLLOWING_UP, ending.ask, ending.go_round_again),
    "internal_review": _REVIEWED,
    "external": (*_REVIEWED, ending.go_outside),
    "closed": _CLOSED,
    "withdrawn": (*_ANSWERED[:2], ending.withdraw),
    "merged": (*_ANSWERED[:1], ending.merge),
}


# States that last seconds: what follows from them follows by itself.
GOES_ON = {"agreed": "remedying", "remedied": "following_up", "lapsed": "following_up"}
# Where a story waits so that what is promised next is not over: before which part, until how many days before now.
_WAITS: dict[str, tuple[Part, float]] = {
    "agreed": (deciding.agree, 1.5),
    "disputed": (deciding.dispute, 4),
    "lapsed": (deciding.answer, 17.5),
    "remedying": (deciding.agree, 2),
    "remedied": (deciding.agree, 4),
    "following_up": (deciding.agree, 5),
    "second_round": (ending.ask, 4),
    "internal_review": (deciding.dispute, 6),
    "external": (ending.go_outside, 2),
}


def play_all(
    stories: Sequence[Story], company: Company, crew: Crew, *, now: datetime, tell: Callable[[int, int], None]
) -> None:
    """Play every story. tell: hears how many of how many are done."""
    known: dict[str, Complaint] = {}
    for number, story in enumerate(stories, start=1):
        calendar = calendars.of_brand(company.brand, company.branches[story.branch])
        name = story.complainant["name"] or story.id
        scene = Scene(story, number, company, crew, cast_for(story, crew), Diary(story, calendar, now), known.get(name))
        play(scene)
        known[name] = scene.complaint
        tell(number, len(stories))


@transaction.atomic
def play(scene: Scene) -> None:
    """Play one story in one transaction: a demo that stops half way has whole complaints or none."""
    waiting, days = _WAITS.get(scene.story.state, (None, 0.0))
    for part in _parts(scene.story):
        if part is waiting and not scene.story.overdue:
            scene.diary.jump(days)
        part(scene)


def _parts(story: Story) -> tuple[Part, ...]:
    """Give the parts of a story in order, up to the state it has reached."""
    if story.state == "accepted" or story.lane == "now":
        return (beginning.begin,) if story.state == "accepted" else (beginning.begin, ending.settle)
    outcome = (story.follow_up or {}).get("outcome")
    is_dissatisfied = story.state == "closed" and outcome == "dissatisfied"
    way = _CLOSED_DISSATISFIED if is_dissatisfied else _WAYS[story.state]
    return (beginning.begin, talking.listen, *way)
