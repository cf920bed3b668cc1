"""Template tags for looks only: icons, references, languages. Everything else is prepared by views (see parts.py)."""

import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from unicodedata import east_asian_width

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.forms import BoundField
from django.utils.html import format_html

register = template.Library()

SPRITE = Path(__file__).resolve().parent.parent / "static/vendor/icons.svg"
LONGEST_IN_HALF = 28  # letters of our alphabet; Chinese and Japanese ones are two wide
DIGITS = re.compile(r"^(?P<letters>[A-Z]*-?)(?P<first>\d{3})(?P<second>\d{3})(?P<third>\d{4})$")


@lru_cache(maxsize=1)
def icon_names() -> frozenset[str]:
    """Names that may stand in {% icon %}; read once from the sprite."""
    return frozenset(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text("utf-8")))


@register.simple_tag
def icon(name: str, label: str = "", extra: str = "") -> str:
    """Draw an icon. label: words for screen readers where the icon stands alone. extra: more classes.

    A name that the sprite does not hold (tools/icons.txt) is drawn as a dot; a test finds such names in our sources.
    """
    return _icon(name, str(label), extra)


@lru_cache(maxsize=1024)
def _icon(name: str, label: str, extra: str) -> str:
    name = name if name in icon_names() else "circle-dot"
    source = asset("vendor/icons.svg")
    classes = f"ti ti-{name} {extra}".strip()
    if label:
        drawing = '<svg class="{}" role="img" aria-label="{}"><use href="{}#{}"/></svg>'
        return format_html(drawing, classes, label, source, name)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', classes, source, name)


@register.simple_tag
def asset(path: str) -> str:
    """Address of a static file with a digest of what it holds, so that browsers may keep it until it changes."""
    return f"{settings.STATIC_URL}{path}?v={_version(path)}"


@lru_cache(maxsize=256)
def _version(path: str) -> str:
    place = finders.find(path)
    return sha256(Path(place).read_bytes()).hexdigest()[:10] if isinstance(place, str) else "0"


@register.filter
def reference(number: str) -> str:
    """Show a reference 3-3-4: 4829157036 becomes 482-915-7036; letters in front stay; anything else is left alone."""
    found = DIGITS.match(str(number).replace("-", ""))
    if not found:
        return str(number)
    letters = found["letters"].rstrip("-")
    return "-".join(part for part in (letters, found["first"], found["second"], found["third"]) if part)


@register.filter
def html_lang(code: str) -> str:
    """Write a language for the lang attribute: zh-hans becomes zh-Hans."""
    head, _, tail = code.partition("-")
    return f"{head}-{tail.title() if len(tail) == 4 else tail.upper()}" if tail else head


@register.filter
def unasked(label: str) -> str:
    """Give a label without its question mark, for before a colon: "What happened?" becomes "What happened"."""
    return str(label).rstrip("?？ ")


@register.filter
def has_long_choice(field: BoundField) -> bool:
    """Say whether a choice is too long for half a phone: such choices stand one below the other there."""
    return any(_width(str(choice.choice_label)) > LONGEST_IN_HALF for choice in field.subwidgets)


def _width(words: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)


@register.filter
def initials(name: str) -> str:
    """Two letters for a round picture of a person; one for names in Chinese or Japanese."""
    parts = name.split()
    if not parts:
        return "?"
    if ord(parts[0][0]) > 0x2E80:
        return parts[0][0]
    return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper()
