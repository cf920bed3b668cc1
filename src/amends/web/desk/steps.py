"""The one view behind every act of a step: show its form, check it, call its action, go back to the complaint."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.complaints import access
from amends.insight.case_file import CaseFile
from amends.web.desk import case, shown, stream
from amends.web.desk.acting import attempt, status_of
from amends.web.desk.acts import registry
from amends.web.desk.acts.form import ActForm
from amends.web.desk.people import StaffRequest, see_other, staff


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def act(request: StaffRequest, reference: str, name: str) -> HttpResponse:
    """Do one act on a complaint, or show its form. Errors: NotFound, NotAllowed."""
    file = case.read(request, reference)
    kind = registry.get(name)
    access.require(request.actor, kind.right, file.complaint)
    form = kind(request, file, request.POST or None)
    if form.is_bound and attempt(form, form.do):
        messages.success(request, _("Done: {act}").format(act=kind.title))
        return see_other(shown.url_of(file.complaint))
    return render(request, "desk/act.html", _context(request, file, form), status=status_of(form))


def _context(request: StaffRequest, file: CaseFile, form: ActForm) -> dict[str, Any]:
    form.read_anew()
    return case.header(request, file) | {
        "form": form,
        "act": form,
        "detail": form.details(),
        "pieces": stream.pieces(request, file, most=stream.FEW)[0],
        "back_url": shown.url_of(file.complaint),
        "back_words": shown.shown_reference(file.complaint),
    }
