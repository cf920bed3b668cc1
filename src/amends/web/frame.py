"""What every page needs around it: languages to choose from, theme, strips above. No database."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

THEME_COOKIE = "amends_theme"
THEMES = ("light", "dark")

# Each language in its own words; never translated.
OWN_NAMES = {
    "en": "English",
    "ja": "日本語",
    "zh-hans": "简体中文",
    "ms": "Bahasa Melayu",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A language that a reader can switch to."""

    code: str
    name: str
    is_current: bool


def shell(request: HttpRequest) -> dict[str, object]:
    """Fill base.html. Context processor; listed in settings."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    current = get_language() or settings.LANGUAGE_CODE
    languages = [Choice(code, OWN_NAMES.get(code, name), code == current) for code, name in settings.LANGUAGES]
    return {
        "theme": chosen if chosen in THEMES else "",
        "languages": languages,
        "language_name": OWN_NAMES.get(current, current),
    }
