"""The HTML of a mail, made of the same words as its text."""

from __future__ import annotations

import pytest

from amends.correspondence.letters import html_of


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Your reference KZ-960-277-6352.", "KZ-960-277-6352"),
        ("编号KZ-689-937-2663。", "KZ-689-937-2663"),
        ("受付番号 482-915-7036 にて", "482-915-7036"),
        ("密码9FPA-R3VB-YMHR-0Z64。", "9FPA-R3VB-YMHR-0Z64"),
    ],
    ids=["english", "chinese", "without-letters", "key"],
)
def test_no_line_breaks_within_a_reference_or_a_key(text, whole):
    page = html_of(text, title="", language="en")
    assert text.replace(whole, f'<span style="white-space:nowrap">{whole}</span>') in page


def test_an_address_stays_a_link_of_one_piece():
    page = html_of("See https://amends.example/t/9FPA-R3VB-YMHR-0Z64 & <b>", title="", language="en")
    assert (
        'href="https://amends.example/t/9FPA-R3VB-YMHR-0Z64">https://amends.example/t/9FPA-R3VB-YMHR-0Z64</a>' in page
    )
    assert "&amp; &lt;b&gt;" in page


def test_the_page_fits_a_phone_and_follows_light_and_dark():
    page = html_of("Hello", title="", language="ja")
    assert '<meta name="viewport" content="width=device-width">' in page
    assert '<meta name="color-scheme" content="light dark">' in page
    assert "overflow-wrap:anywhere" in page
