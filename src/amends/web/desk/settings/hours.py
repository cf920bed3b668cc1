"""Opening hours and closing days as people type them: "09:00-12:00, 13:00-18:00", "2026-08-13 to 2026-08-15 Obon"."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _

_INTERVAL = re.compile(r"\s*(\d{1,2}[:.]\d{2})\s*[-–—~〜至到]\s*(\d{1,2}[:.]\d{2})\s*\Z")
_SPAN = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?:\s*(?:to|[-–—~〜至]|hingga)\s*(\d{4}-\d{2}-\d{2}))?\s*(.*)\Z")
_YEARLY = re.compile(r"\s*(\d{2}-\d{2})(?:\s*(?:to|[–—~〜至]|hingga)\s*(\d{2}-\d{2}))?\s*(.*)\Z")


class HoursField(forms.CharField):
    """The opening hours of one weekday; empty: closed."""

    def clean(self, value: Any) -> list[list[str]]:
        """Read intervals in order. Errors: ValidationError."""
        typed = unicodedata.normalize("NFKC", super().clean(value))  # full-width digits, ～ and ： as well
        parts = [part for part in re.split(r"[,;、，；]", typed) if part.strip()]
        found = [_interval(part) for part in parts]
        flat = [moment for interval in found for moment in interval]
        if flat != sorted(flat):
            raise forms.ValidationError(_("Write the hours in their order, each closing after it opens."))
        return [list(interval) for interval in found]


def _interval(text: str) -> tuple[str, str]:
    match = _INTERVAL.match(text)
    try:
        if match is None:
            raise ValueError(text)
        opens, closes = (
            time.fromisoformat(part.replace(".", ":").zfill(5)) for part in match.groups() if part != "24:00"
        )
    except ValueError as unreadable:
        raise forms.ValidationError(_("Write hours like 09:00-12:00, 13:00-18:00.")) from unreadable
    return opens.strftime("%H:%M"), closes.strftime("%H:%M")


def hours_text(intervals: list[list[str]]) -> str:
    """Write intervals as people type them."""
    return ", ".join(f"{opens}-{closes}" for opens, closes in intervals)


class ClosingsField(forms.CharField):
    """Closing days, one a line: with a year for once, without for every year."""

    def clean(self, value: Any) -> dict[str, list[dict[str, str]]]:
        """Read closings and yearly closings. Errors: ValidationError naming the line."""
        found: dict[str, list[dict[str, str]]] = {"closures": [], "yearly": []}
        for number, line in enumerate(unicodedata.normalize("NFKC", super().clean(value)).splitlines(), start=1):
            if line.strip():
                key, one = self._read(line, number)
                found[key].append(one)
        return found

    @staticmethod
    def _read(line: str, number: int) -> tuple[str, dict[str, str]]:
        once, yearly = _SPAN.match(line), _YEARLY.match(line)
        match = once or yearly
        if match is None:
            raise forms.ValidationError(
                _("Line {number} cannot be read. Write 2026-08-13 to 2026-08-15 Obon, or 12-29 to 01-03.").format(
                    number=number
                )
            )
        since, until, name = match.group(1), match.group(2) or match.group(1), match.group(3)
        try:
            for part in (since, until):
                date.fromisoformat(part if once else f"2024-{part}")
        except ValueError as wrong:
            raise forms.ValidationError(_("Line {number} names a day there is not.").format(number=number)) from wrong
        return ("closures" if once else "yearly"), {"since": since, "until": until, "name": name.strip()[:60]}


def closings_text(pattern: dict[str, Any]) -> str:
    """Write closings as people type them."""
    lines = [*pattern.get("closures", ()), *pattern.get("yearly", ())]
    return "\n".join(f"{one['since']} to {one['until']} {one.get('name', '')}".strip() for one in lines)
