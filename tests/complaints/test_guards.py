"""Every guard on an arrow has one maker of its evidence, and the page that lists them says so."""

import importlib
import pkgutil
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

import amends
from amends.complaints.rules import NEXT, NOW_ARROWS, PRODUCERS, Guard

STEPS = ("acknowledgement", "triage", "investigation", "authority", "decision", "redress", "followup", "escalation",
         "closure", "promises")  # fmt: skip
PAGE = Path(__file__).parents[2] / "docs" / "guards.md"
# Settled on the spot: until that is built its arrows refuse, because nobody can make this evidence.
ON_THE_SPOT = set() if find_spec("amends.closure.now") else {Guard.NOW_ALLOWED, Guard.NOW_CONTENT}


def load_all() -> None:
    for step in STEPS:
        package = importlib.import_module(f"amends.{step}")
        for module in pkgutil.iter_modules(package.__path__, f"amends.{step}."):
            if not module.name.endswith((".migrations", ".apps")):
                importlib.import_module(module.name)


@pytest.mark.parametrize("guard", list(Guard))
def test_each_guard_has_exactly_one_producer(guard):
    load_all()
    made_by = PRODUCERS.get(guard, [])
    if guard in ON_THE_SPOT:
        assert not made_by
        return
    assert len(made_by) == 1, f"{guard}: {made_by}"
    assert made_by[0].__module__.startswith(amends.__name__)


def test_each_guard_stands_on_some_arrow():
    used = {
        one for arrows in (NEXT, NOW_ARROWS) for ends in arrows.values() for guards in ends.values() for one in guards
    }
    assert used == set(Guard)


def test_the_page_lists_each_guard_with_its_package():
    load_all()
    listed = dict(re.findall(r"^\| `(\w+)` \| (\w+) \|", PAGE.read_text("utf-8"), re.MULTILINE))
    assert set(listed) == {guard.value for guard in Guard}
    for guard, made_by in PRODUCERS.items():
        assert made_by[0].__module__.split(".")[1] == listed[guard.value], guard
