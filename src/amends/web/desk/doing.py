"""The block of what can be done: acts that carry the complaint on as buttons, all others in a list below."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from amends.insight.case_file import CaseFile
from amends.kernel.reference import shown
from amends.web.desk.acts import registry
from amends.web.desk.people import StaffRequest


def acts(request: StaffRequest, file: CaseFile) -> dict[str, Any] | None:
    """Prepare links to the acts open to this reader; nothing where there is none."""
    number = shown(file.complaint.number)
    found = [(one, reverse("desk-act", args=[number, one.name])) for one in registry.open_acts(request, file)]
    found.sort(key=lambda pair: len(pair[0].states))  # first what is meant for this very state
    rows = [{"title": one.title, "icon": one.icon, "url": url, "is_main": one.is_main} for one, url in found]
    if not rows:
        return None
    return {"main": [row for row in rows if row["is_main"]], "more": [row for row in rows if not row["is_main"]]}
