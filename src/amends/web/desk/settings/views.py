"""The views of the settings: one for every section's list and new row, one for changing a row, one for the log."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amends.insight import changes as words_of
from amends.kernel.errors import NotFound
from amends.organisation import settings_queries as rows_of
from amends.organisation.models import Change
from amends.organisation.rules import Right
from amends.web.desk.acting import attempt, status_of
from amends.web.desk.people import StaffRequest, needs, see_other, writer
from amends.web.desk.settings import limits, mail, people, places
from amends.web.desk.settings.section import Section

SECTIONS: dict[str, type[Section]] = {
    one.name: one
    for one in (
        places.CompanySection,
        places.BrandSection,
        places.BranchSection,
        places.UnitSection,
        places.CalendarSection,
        people.StaffSection,
        people.TillSection,
        people.TokenSection,
        mail.MailboxSection,
        mail.TemplateSection,
        limits.LimitSection,
    )
}
MOST_CHANGES = 200


@require_safe
@needs(Right.SETTINGS)
def index(request: StaffRequest) -> HttpResponse:
    """Show all sections."""
    return render(request, "desk/settings/index.html", {"sections": SECTIONS.values()})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.SETTINGS)
def section(request: StaffRequest, name: str) -> HttpResponse:
    """List a section's rows, and add one."""
    kind = _kind(name)
    form = kind(request, None, request.POST or None)
    if _is_sent(request, form) and kind.can_add and attempt(form, form.do):
        if form.secret:
            return render(request, "desk/settings/secret.html", _context(kind) | {"secret": form.secret})
        messages.success(request, _("Saved."))
        return see_other(reverse("settings-section", args=[name]))
    rows = [(row, kind.cells(row)) for row in kind.rows()]
    context = _context(kind) | {"rows": rows, "form": form if kind.can_add else None, "panels": form.panels()}
    return render(request, "desk/settings/section.html", context, status=_status(request, form))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.SETTINGS)
def row(request: StaffRequest, name: str, key: UUID) -> HttpResponse:
    """Change one row of a section, or try it. Errors: NotFound."""
    kind = _kind(name)
    found = kind.find(key)
    if kind.probe_words and "probe" in request.POST:
        works, said = kind(request, found).probe()
        messages.add_message(request, messages.SUCCESS if works else messages.ERROR, said)
        return see_other(reverse("settings-row", args=[name, key]))
    form = kind(request, found, request.POST or None)
    if _is_sent(request, form) and attempt(form, form.do):
        messages.success(request, _("Saved."))
        return see_other(reverse("settings-section", args=[name]))
    context = _context(kind) | {"form": form, "row": found, "row_name": kind.cells(found)[0], "panels": form.panels()}
    return render(request, "desk/settings/row.html", context, status=_status(request, form))


def _is_sent(request: StaffRequest, form: Section) -> bool:
    """Say whether a form came to be saved, and not only to see what would follow from it."""
    return form.is_bound and "look" not in request.POST


def _status(request: StaffRequest, form: Section) -> int:
    return 200 if "look" in request.POST and form.is_valid() else status_of(form)


@require_safe
@needs(Right.SETTINGS)
def changes(request: StaffRequest) -> HttpResponse:
    """Show who changed what, newest first."""
    found = list(rows_of.changes()[:MOST_CHANGES])
    names, write = rows_of.names_in(found), writer(request)
    rows = [
        {
            "at": write(one.at),
            "who": _("Amends") if one.actor == "system" else names.get(one.actor, one.actor),
            "what": words_of.what(one.what),
            "subject": names.get(one.subject, ""),
            "values": _values(one, names),
        }
        for one in found
    ]
    return render(request, "desk/settings/changes.html", {"rows": rows, "sections": SECTIONS.values()})


def _values(change: Change, names: dict[str, str]) -> list[tuple[str, object, object]]:
    """Give what changed: its name, the value before and after, keys as the names they stand for."""

    def read(side: dict[str, object], name: str) -> object:
        return names.get(str(side.get(name)), words_of.value(side.get(name, "")))

    return [
        (words_of.column(name), read(change.old, name), read(change.new, name)) for name in {**change.old, **change.new}
    ]


def _kind(name: str) -> type[Section]:
    if name not in SECTIONS:
        raise NotFound(what="section")
    return SECTIONS[name]


def _context(kind: type[Section]) -> dict[str, Any]:
    return {"kind": kind, "sections": SECTIONS.values()}
