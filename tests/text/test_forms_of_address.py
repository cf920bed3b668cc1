"""How people are addressed in each language, and how a letter opens and closes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import amends
from amends.text import forms_of_address as forms
from amends.text.forms_of_address import Addressee

MORI = Addressee("森 理恵", "森", "理恵")
CATALOGUE = Path(amends.__file__).parent / "locale/ja/LC_MESSAGES/django.po"


@pytest.mark.parametrize(
    ("person", "in_a_list", "in_a_letter"),
    [
        (MORI, "森 理恵 様", "森様"),
        (Addressee("森"), "森様", "森様"),
        (Addressee("森理恵"), "森理恵様", "森理恵様"),
        (replace(MORI, title="先生"), "森 理恵 先生", "森様"),
        (Addressee("Helen Carter", "Carter", "Helen"), "Helen Carter 様", "Carter様"),
        (Addressee("青空商事株式会社", is_organisation=True), "青空商事株式会社 御中", "青空商事株式会社 御中"),
        (Addressee(), "お客様", "お客様"),
    ],
    ids=lambda one: one.name or "nobody" if isinstance(one, Addressee) else "",
)
def test_the_japanese_honorific_follows_the_name_directly_unless_the_name_is_written_apart(
    person, in_a_list, in_a_letter
):
    assert (forms.shown(person, "ja"), forms.salutation(person, "ja")) == (in_a_list, in_a_letter)


def test_a_japanese_letter_opens_and_closes_with_a_pair_fit_for_an_apology():
    assert forms.closing("ja") == "謹白"
    text = CATALOGUE.read_text("utf-8")
    assert text.count('msgstr "謹啓　') >= 8
    assert "拝啓" not in text
