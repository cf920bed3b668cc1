"""Fills an empty database with the example company and everything that happened in it in the last three months."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from amends.cli.demo import company, play, staff, story
from amends.flows import sweeps, worker
from amends.organisation import queries

SET_UP = timedelta(days=120)  # before now: when Kazami began to use it


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is there now. till_secret: turns a browser into the shared till."""

    stories: int
    staff: int
    till_secret: str = ""


class NotEmpty(Exception):
    """Somebody works with this database; the demo does not write into it."""


def load(*, size: str, now: datetime, tell: Callable[[int, int], None]) -> Loaded:
    """Make company and staff and play the stories; after-work is done before it returns. Errors: NotEmpty."""
    if queries.anybody():
        raise NotEmpty()
    at = now - SET_UP
    with transaction.atomic():
        kazami = company.make(at)
        crew = staff.hire(kazami, at)
    stories = story.chosen(size)
    gc.disable()  # millions of short-lived rows and few cycles: collecting them costs a tenth of the time
    try:
        play.play_all(stories, kazami, crew, now=now, tell=tell)
        while worker.drain(500):
            pass
    finally:
        gc.enable()
    sweeps.run_due(now)
    return Loaded(len(stories), len(crew.people), kazami.till_secret)
