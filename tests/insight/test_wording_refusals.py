"""Every refusal of the steps has a sentence of its own that says what to do."""

import importlib
import pkgutil
import re

import pytest
from django.utils import translation

from amends.insight import refusals, step_refusals
from amends.kernel.errors import DomainError

STEPS = ("triage", "investigation", "authority", "decision", "redress", "followup", "escalation", "closure", "flows",
         "promises", "complaints", "api")  # fmt: skip


def codes() -> list[str]:
    for step in STEPS:
        package = importlib.import_module(f"amends.{step}")
        for module in pkgutil.iter_modules(package.__path__, f"amends.{step}."):
            if not module.name.endswith((".migrations", ".apps")):
                importlib.import_module(module.name)
    found, waiting = set(), [DomainError]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if kind.__module__.split(".")[1] in STEPS and kind.__module__ != "amends.api.errors":
                found.add(kind.code)
    return sorted(found)


@pytest.mark.parametrize("code", codes())
def test_each_refusal_has_a_sentence(code):
    assert code in refusals.SENTENCES or code in step_refusals.SENTENCES, f"word {code} in insight/step_refusals.py"


@pytest.mark.parametrize("code", sorted(step_refusals.SENTENCES))
def test_no_sentence_leaves_a_field_unfilled(code):
    with translation.override("en"):
        said = step_refusals.SENTENCES[code]({})
    assert said
    assert not re.search(r"[{}]", said)


def test_no_refusal_is_worded_twice():
    assert not set(refusals.SENTENCES) & set(step_refusals.SENTENCES)
