"""The blocks beside the stream of a complaint, one line each: what is known of it and what can be done.

A new block is a `prepare` function (in web/desk/side.py), a template, and a line below.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _lazy

from amends.insight.case_file import CaseFile
from amends.web.desk import doing, side
from amends.web.desk.people import StaffRequest

Prepare = Callable[[StaffRequest, CaseFile], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """One block. prepare: gives its context, None where it has nothing to show to this reader."""

    name: str
    title: str | Lazy
    icon: str
    template: str
    prepare: Prepare
    is_open: bool = True


PANELS: list[Panel] = [
    Panel("acts", _lazy("What you can do now"), "player-play", "desk/side/acts.html", doing.acts),
    Panel("next", _lazy("What’s next, what’s done"), "list-check", "desk/side/next.html", side.next_and_done),
    Panel("promises", _lazy("Promises"), "clock-check", "desk/side/promises.html", side.promises),
    Panel("complainant", _lazy("Complainant"), "user", "desk/side/complainant.html", side.complainant),
    Panel("matter", _lazy("The matter"), "info-circle", "desk/side/matter.html", side.matter),
    Panel("people", _lazy("People involved"), "users", "desk/side/people.html", side.people, is_open=False),
]


def prepared(request: StaffRequest, file: CaseFile) -> list[dict[str, Any]]:
    """Prepare all blocks that have something to show."""
    found = [(panel, panel.prepare(request, file)) for panel in PANELS]
    return [{"panel": panel, **context} for panel, context in found if context is not None]
