"""The log of the settings is read in words, in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

import amends
from amends.insight import changes

SOURCES = Path(amends.__file__).parent
NOTED = re.compile(r'note_change\(\s*(?:"([a-z_.]+)"(?: if is_new else "([a-z_.]+)")?)')
BY_TABLE = [f"{kind}.{done}" for kind in ("brand", "branch", "unit", "calendar") for done in ("added", "changed")]


def noted() -> set[str]:
    """Collect every change that the sources note by name, and those named after their table."""
    texts = [path.read_text("utf-8") for path in SOURCES.rglob("*.py")]
    found = {name for text in texts for names in NOTED.findall(text) for name in names if name}
    return found | set(BY_TABLE) | {"company.changed", "staff.changed"}


@pytest.mark.parametrize("language", ["en", "ja", "zh-hans", "ms"])
def test_every_change_that_is_noted_has_words(language):
    with translation.override(language):
        assert {name for name in noted() if changes.what(name) == name} == set()


def test_columns_and_values_are_read_as_in_their_forms():
    assert changes.column("duty_person_id") == "On duty"
    assert (changes.value(True), changes.value(False), changes.value("06-0000")) == ("Yes", "No", "06-0000")
    assert changes.column("pattern") == "pattern"
