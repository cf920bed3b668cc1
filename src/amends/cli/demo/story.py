"""The stories of the example company as they are written down in four languages, and a fair choice of some of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

FILES = ("en", "ja", "zh", "ms")
LANGUAGES = ("en", "ja", "zh-Hans", "ms")
SMALL = 60  # stories of the small company: every state of every language's first ones


@dataclass(frozen=True, slots=True)
class Story:
    """One complaint from its first word as far as it has come; days_ago: when it began."""

    id: str
    language: str
    days_ago: int
    channel: str
    kind: str
    branch: str
    unit: str
    product: str | None
    order: str | None
    occurred_days_before: int | None
    complainant: dict[str, Any]
    subject: str | None
    text: str
    wish: str | None
    photos: list[str]
    lane: str
    severity: int
    told_cause: str | None
    first_guess: str | None
    cause: str | None
    level: str | None
    loss: str | None
    loss_kinds: list[str]
    loss_per_day: dict[str, str] | None
    statements: list[dict[str, str]]
    evidence: list[str]
    finding: str | None
    responsibility: str | None
    instruction: str | None
    why_misused: str | None
    decision: str | None
    reasons: str | None
    options: list[dict[str, Any]]
    value_added: dict[str, str] | None
    human_reply: str | None
    answer: str | None
    proof: str | None
    follow_up: dict[str, str] | None
    lesson: str | None
    additions: list[str]
    notes: list[str]
    state: str
    overdue: bool
    kept: str

    @property
    def country(self) -> str:
        return self.branch.split("-")[0]


_LISTS = ("photos", "loss_kinds", "statements", "evidence", "options", "additions", "notes")


@cache
def all_stories() -> tuple[Story, ...]:
    """Read every story, the oldest first."""
    found = [story for name in FILES for story in _read(name)]
    return tuple(sorted(found, key=lambda story: (-story.days_ago, story.id)))


def chosen(size: str) -> tuple[Story, ...]:
    """Give the stories of a size: "full", or "small" for a fair choice that holds every state and language."""
    return all_stories() if size == "full" else _fair(all_stories(), SMALL)


def _read(name: str) -> Iterable[Story]:
    text = (files("amends.cli.demo") / "stories" / f"{name}.jsonl").read_text(encoding="utf-8")
    names = [field.name for field in fields(Story)]
    for line in text.splitlines():
        told: dict[str, Any] = json.loads(line)
        told |= {name: told[name] or [] for name in _LISTS}
        yield Story(**{name: told[name] for name in names})


def _fair(stories: Iterable[Story], most: int) -> tuple[Story, ...]:
    """Choose each state twice, in another language each time, with the twins of those that were merged.

    The rest is filled up with complaints that were closed.
    """
    states = sorted({story.state for story in stories})
    turns: dict[tuple[str, str], int] = {}

    def turn(story: Story) -> tuple[int, int, str]:
        pair = (story.state, story.language)
        turns[pair] = rank = turns.get(pair, -1) + 1
        place = (LANGUAGES.index(story.language) - states.index(story.state)) % len(LANGUAGES)
        return (rank, place, story.id) if story.state != "closed" else (0, place, story.id)

    ordered = sorted(((turn(story), story) for story in stories), key=lambda pair: pair[0])
    twice = [story for (rank, place, _), story in ordered if rank == 0 and place < 2 and story.state != "closed"]
    closed = [story for _, story in ordered if story.state == "closed"]
    names = {story.complainant["name"] for story in twice if story.state == "merged"}
    twins = [story for _, story in ordered if story.complainant["name"] in names and story not in twice]
    always = [*twice, *twins]
    picked = [*always, *closed[:: max(1, len(closed) // (most - len(always)))]][:most]
    return tuple(sorted(picked, key=lambda story: (-story.days_ago, story.id)))
