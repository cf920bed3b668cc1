"""The stories of the example company as written, and what they may be told in: the codes of the process and the company."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import fields
from importlib.resources import files
from typing import Any

from amends.cli.demo.photos import DRAWINGS
from amends.cli.demo.story import FILES
from amends.cli.demo.story import Story as Told
from amends.complaints.rules import Channel, Kind, Lane, Outcome, Severity, State
from amends.decision.rules import Verdict
from amends.taxonomy.rules import Level, Loss, Responsibility, cause_names, remedy_names

Story = dict[str, Any]
STORIES: dict[str, list[Story]] = {
    name: [json.loads(line) for line in (files("amends.cli.demo") / f"stories/{name}.jsonl").read_text("utf-8").splitlines()]
    for name in FILES
}  # fmt: skip
_COMPANY = json.loads((files("amends.cli.demo") / "company.json").read_text("utf-8"))


def _codes(part: str) -> set[str]:
    return {one["code"] for one in _COMPANY[part]}


LANGUAGE = {"en": "en", "ja": "ja", "zh": "zh-Hans", "ms": "ms"}
COUNTRIES = {"en": {"gb", "my"}, "ja": {"jp"}, "zh": {"cn", "my"}, "ms": {"my"}}
CURRENCY = {"gb": "GBP", "my": "MYR", "jp": "JPY", "cn": "CNY"}
KEYS = {field.name for field in fields(Told)}
PERSON = {"name", "family_name", "given_name", "title", "phonetic", "email", "phone"}
UNITS = _codes("units")
LEAVES = set(cause_names())
REMEDIES = set(remedy_names())
PHOTOS = set(DRAWINGS)
OUTCOMES = set(Outcome)
CODES: dict[str, set[Any]] = {
    "state": set(State),
    "channel": set(Channel) - {Channel.API, Channel.IMPORT},
    "kind": set(Kind),
    "lane": set(Lane),
    "severity": set(Severity),
    "unit": UNITS,
    "product": _codes("products") | {None},
    "level": set(Level),
    "loss": set(Loss),
    "responsibility": set(Responsibility) | {None},
    "decision": set(Verdict) | {None},
    "overdue": {True, False},
    "kept": {"kept", "late"},
}
UNDECIDED = {"accepted", "acknowledged", "assessed", "investigating", "found", "withdrawn", "merged"}


def each(stories: Iterable[Story]) -> Callable[[Callable[[Story], None]], Callable[[], None]]:
    """Run a test on every one of these stories, as one test of the suite; a failure names its story."""

    def on_all(check: Callable[[Story], None]) -> Callable[[], None]:
        def test() -> None:
            for story in stories:
                try:
                    check(story)
                except Exception as failure:
                    failure.add_note(f"in the story {story['id']}")
                    raise

        return test

    return on_all


def file_of(story: Story) -> str:
    """Give the name of the file that a story stands in: en, ja, zh or ms."""
    return str(story["id"])[:2]


def branches_of(name: str) -> set[str]:
    """Give the branches that a file tells of."""
    return {code for code in _codes("branches") if code[:2] in COUNTRIES[name]}


def letters_of(story: Story) -> list[str]:
    """Give what this person receives from us by post or mail."""
    return [letter for letter in (story["human_reply"], story["answer"]) if letter]


def left_open(text: str) -> list[str]:
    """Give the names of the places that are filled in when a text is sent, in their order."""
    return re.findall(r"\{(.*?)\}", text)
