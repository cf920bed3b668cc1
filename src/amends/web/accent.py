"""A brand's colour as the three tones the style sheet needs, each readable: at least 4.5 to 1 (WCAG 2.2 AA)."""

import re

from django.urls import reverse

HEX = re.compile(r"[0-9a-f]{6}\Z")
USUAL = "23569f"
WHITE, DARK_SURFACE = (255, 255, 255), (29, 33, 39)
READABLE, READABLE_IN_DARK = 4.5, 7.0  # dark pages also put the tone on a tinted ground

Tone = tuple[int, int, int]


def css_url(accent: str) -> str:
    """Give the address of the style sheet of a colour such as #23569f; anything else gives the usual one."""
    plain = accent.strip().lstrip("#").lower()
    return reverse("brand-css", args=[plain if HEX.match(plain) else USUAL])


def style_sheet(accent: str) -> str:
    """Write the style sheet of a colour (six hexadecimal digits)."""
    tone = _tone(accent)
    light = _until_readable(tone, WHITE, towards=(0, 0, 0), least=READABLE)
    dark = _until_readable(tone, DARK_SURFACE, towards=WHITE, least=READABLE_IN_DARK)
    press = _mixed(light, (0, 0, 0), 0.2)
    return (
        f":root {{ --am-accent: {_hex(light)}; --am-accent-dark: {_hex(dark)}; --am-accent-press: {_hex(press)}; }}\n"
    )


def _tone(accent: str) -> Tone:
    return int(accent[0:2], 16), int(accent[2:4], 16), int(accent[4:6], 16)


def _hex(tone: Tone) -> str:
    return "#" + "".join(f"{part:02x}" for part in tone)


def _mixed(tone: Tone, other: Tone, share: float) -> Tone:
    first, second, third = (round(a + (b - a) * share) for a, b in zip(tone, other, strict=True))
    return first, second, third


def _until_readable(tone: Tone, surface: Tone, *, towards: Tone, least: float) -> Tone:
    for step in range(21):
        mixed = _mixed(tone, towards, step / 20)
        if contrast(mixed, surface) >= least:
            return mixed
    return towards


def contrast(one: Tone, other: Tone) -> float:
    """Compute the contrast of two colours. Source: WCAG 2.2, relative luminance."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(tone: Tone) -> float:
    red, green, blue = (_linear(part / 255) for part in tone)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
