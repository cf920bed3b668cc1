"""The shared look: every icon is there, colours can be read, countdowns say the same in colour, shape and words."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import get_template
from django.utils import translation

import amends.web
from amends.web import accent, parts
from amends.web.forms import StyledForm
from amends.web.templatetags import amends as tags

WEB = Path(amends.web.__file__).parent
NOON = datetime(2026, 7, 14, 12, 0, tzinfo=UTC)
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))


def named_icons() -> set[tuple[str, str]]:
    """Give (file, name) of every icon our templates and rows ask for."""
    found = set()
    for path in TEMPLATES:
        found |= {(path.name, name) for name in re.findall(r'{% icon "([^"]+)"', path.read_text("utf-8"))}
    for path in WEB.rglob("*.py"):
        found |= {(path.name, name) for name in re.findall(r'\bicon="([a-z0-9-]+)"', path.read_text("utf-8"))}
    return found | {("parts.py", name) for name in parts.STREAM_ICONS.values()}


def test_every_icon_a_page_asks_for_is_in_the_sprite():
    missing = {(where, name) for where, name in named_icons() if name not in tags.icon_names()}
    assert not missing
    assert len(named_icons()) > 30


def test_an_icon_alone_has_a_name_and_beside_words_it_is_silent():
    assert 'aria-hidden="true"' in tags.icon("home")
    assert 'role="img" aria-label="&lt;Home&gt;"' in tags.icon("home", "<Home>")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_template_can_be_read(path):
    assert get_template(path.relative_to(WEB / "templates").as_posix()).render is not None


def test_a_static_file_carries_a_digest_of_what_it_holds():
    assert re.fullmatch(r"/static/amends\.css\?v=[0-9a-f]{10}", tags.asset("amends.css"))
    assert tags.asset("no-such-file.css").endswith("?v=0")


@pytest.mark.parametrize(
    "name", ["tabler.min.css", "icons.svg", "htmx.min.js", "alpine-csp.min.js"], ids=lambda name: name
)
def test_the_compressed_twin_holds_the_same(name):
    import gzip

    file = WEB / "static/vendor" / name
    assert gzip.decompress(file.with_name(name + ".gz").read_bytes()) == file.read_bytes()


@pytest.mark.parametrize("colour", ["23569f", "ffd400", "ffffff", "000000", "e4002b", "00c2a8", "7f7f7f"])
def test_every_colour_of_a_brand_becomes_readable(colour):
    light, dark, press = (accent._tone(one[1:]) for one in re.findall(r"#[0-9a-f]{6}", accent.style_sheet(colour)))
    assert accent.contrast(light, accent.WHITE) >= 4.5
    assert accent.contrast(press, accent.WHITE) >= 4.5
    assert accent.contrast(dark, accent.DARK_SURFACE) >= 4.5


def test_contrast_is_that_of_the_standard():
    assert accent.contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert accent.contrast((118, 118, 118), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    ("used", "heat"), [(0, "calm"), (49, "calm"), (50, "half"), (74, "half"), (75, "near"), (99, "near"), (100, "late")]
)
def test_a_countdown_warms_with_the_time_used(used, heat):
    since = NOON - timedelta(minutes=used)
    pill = parts.countdown(since=since, due=since + timedelta(minutes=100), now=NOON)
    assert pill.heat == heat
    assert pill.percent == used


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(minutes=5), "5 min left"),
        (timedelta(hours=1, minutes=5), "1 h 05 min left"),
        (timedelta(hours=7, minutes=20), "7 h left"),
        (timedelta(days=2, hours=7), "2 d 7 h left"),
        (timedelta(days=6, hours=3), "6 d left"),
        (-timedelta(minutes=25), "25 min late"),
    ],
    ids=["minutes", "hour", "hours", "two-days", "days", "late"],
)
def test_a_countdown_says_what_is_left(left, words):
    with translation.override("en"):
        assert parts.countdown(since=NOON - timedelta(days=1), due=NOON + left, now=NOON).words == words


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("4829157036", "482-915-7036"),
        ("KZ-482-915-7036", "KZ-482-915-7036"),
        ("KZ4829157036", "KZ-482-915-7036"),
        ("x", "x"),
    ],
)
def test_a_reference_is_shown_in_groups(number, shown):
    assert tags.reference(number) == shown


@pytest.mark.parametrize(("code", "written"), [("en", "en"), ("zh-hans", "zh-Hans"), ("pt-br", "pt-BR"), ("ja", "ja")])
def test_a_language_is_written_for_browsers(code, written):
    assert tags.html_lang(code) == written


def test_a_stage_bar_has_one_present_stage():
    bar = parts.stages(["a", "b", "c"], 1)
    assert [stage.standing for stage in bar] == ["done", "now", "next"]
    assert [stage.standing for stage in parts.stages(["a", "b"], 2)] == ["done", "done"]


def test_what_strangers_wrote_is_escaped_in_every_entry():
    entry = parts.StreamEntry(parts.StreamKind.IN, "<b>x</b>", "now", body="<script>1</script>")
    page = Template('{% include "partials/entry.html" %}').render(Context({"entry": entry}))
    assert "<script>1" not in page
    assert "<b>x</b>" not in page.replace("<b>&lt;b&gt;x&lt;/b&gt;</b>", "")


def test_a_label_that_asks_loses_its_question_mark_before_a_colon():
    assert [tags.unasked(label) for label in ("What happened?", "发生了什么？", "Phone number")] == [
        "What happened",
        "发生了什么",
        "Phone number",
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Please fill this in."),
        ("ja", "ご入力ください。"),
        ("zh-hans", "请填写此项。"),
        ("ms", "Sila isi ruangan ini."),
    ],
)
def test_an_empty_field_is_asked_for_in_plain_words(language, words):
    class Asked(StyledForm):
        what = forms.CharField()
        other = forms.CharField(error_messages={"required": "My own words"})

    with translation.override(language):
        errors = Asked({}).errors
        assert [str(errors[name][0]) for name in ("what", "other")] == [words, "My own words"]
