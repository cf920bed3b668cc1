"""Mails that wait for a person: one click takes one in, adds it to the complaint it names, or puts it aside."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.complaints import access
from amends.correspondence import files, queries
from amends.correspondence.models import RawMail
from amends.flows import quarantine
from amends.insight import waiting_mail
from amends.kernel import reference as references
from amends.kernel.errors import NotFound
from amends.organisation.rules import Right
from amends.web.desk.people import StaffRequest, needs, see_other, writer


@require_safe
@needs(Right.HANDLE)
def list_view(request: StaffRequest) -> HttpResponse:
    """List the mails that wait."""
    write = writer(request)
    rows = [
        {
            "mail": one.row,
            "why": one.why,
            "at": write(one.row.received_at),
            "reference": references.shown(one.complaint.number, one.complaint.brand.prefix) if one.complaint else "",
            "number": one.complaint.number if one.complaint else "",
        }
        for one in waiting_mail.read(request.actor)
    ]
    return render(request, "desk/mails.html", {"rows": rows})


@require_POST
@needs(Right.HANDLE)
def decide(request: StaffRequest, key: UUID) -> HttpResponse:
    """Do what was clicked: act is complaint, add (number: of which) or aside. Errors: NotFound, DecidedAlready."""
    row = queries.get_quarantined_for(request.actor, key)
    match request.POST.get("act"):
        case "complaint":
            complaint = quarantine.make_complaint(row, by=request.actor, at=request.at)
            return see_other(reverse("desk-complaint", args=[complaint.number]))
        case "add":
            complaint = access.get_for(request.actor, request.POST.get("number", "")[:20])
            quarantine.add_to(row, complaint, by=request.actor, at=request.at)
            return see_other(reverse("desk-complaint", args=[complaint.number]))
        case "aside":
            quarantine.put_aside(row, by=request.actor, at=request.at)
            messages.success(request, _("The mail is put aside. Its text is kept."))
    return see_other(reverse("desk-mails"))


@require_safe
@needs(Right.HANDLE)
def original(request: StaffRequest, key: UUID) -> HttpResponseBase:
    """Send a waiting mail as it came, to be saved. Errors: NotFound."""
    return _as_mail(queries.get_quarantined_for(request.actor, key))


def _as_mail(row: RawMail) -> HttpResponseBase:
    try:
        stream = files.located(row.stored).open("rb")
    except FileNotFoundError as missing:
        raise NotFound(what="mail") from missing
    response = FileResponse(stream, as_attachment=True, filename="mail.eml", content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
