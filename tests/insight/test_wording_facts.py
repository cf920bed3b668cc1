"""Every kind of fact can be read by a person: it has a sentence, an audience and a note on personal data."""

import re
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest
from django.utils import translation

import amends
from amends.insight.sentences import SENTENCES, Told, sentence
from amends.kernel.fact import KINDS, Audience

for _facts in sorted(Path(amends.__file__).parent.glob("*/facts.py")):
    import_module(f"amends.{_facts.parent.name}.facts")

HOW = "add a function to src/amends/insight/sentences/<package>.py: @words({kind!r})"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_a_sentence(kind):
    assert kind in SENTENCES, f"the kind {kind} has no sentence: {HOW.format(kind=kind)}"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_says_who_may_read_it_and_what_of_it_is_personal(kind):
    assert isinstance(KINDS[kind].audience, Audience), f"{kind} needs an audience (kernel.fact.Audience)"
    assert len(KINDS[kind].personal) > 3, f"{kind} needs a note on personal data (`personal`)"


def test_no_sentence_is_for_a_kind_that_does_not_exist():
    assert set(SENTENCES) <= set(KINDS), "remove the sentence, or name the kind as the fact does"


def test_names_are_looked_up_and_somebody_unknown_keeps_a_word():
    told = Told(
        "duty.begun", {"duty": "owner", "staff": "x"}, "system", datetime(2026, 7, 1, tzinfo=UTC), names={"x": "Grace"}
    )
    assert sentence(told) == "Owner: Grace"
    unknown = Told("duty.begun", {"duty": "owner", "staff": "y"}, "system", told.at)
    assert sentence(unknown) == "Owner: somebody"


def test_a_kind_of_a_newer_version_is_shown_by_its_code():
    assert sentence(Told("moon.landed", {}, "system", datetime(2026, 7, 1, tzinfo=UTC))) == "moon.landed"


@pytest.mark.parametrize("kind", sorted(SENTENCES))
def test_no_sentence_leaves_a_field_unfilled(kind):
    with translation.override("en"):
        said = sentence(Told(kind, {}, "system", datetime(2026, 7, 1, tzinfo=UTC)))
    assert not re.search(r"[{}]", said)
