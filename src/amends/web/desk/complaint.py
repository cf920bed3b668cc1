"""The page of one complaint."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from amends.correspondence import drafts
from amends.insight import case_file
from amends.web.desk import case, stream
from amends.web.desk.composer import composer
from amends.web.desk.people import StaffRequest, staff


@require_safe
@staff
def complaint_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Draw the page of a complaint."""
    file = case.read(request, reference)
    context = case.page_context(request, file) | {"composer": composer(request, file)}
    return render(request, "desk/complaint.html", context)


@require_POST
@staff
def seen(request: StaffRequest, reference: str) -> HttpResponse:
    """Remember that this reader has seen the complaint as it is now."""
    complaint = case_file.get_complaint(request.actor, reference)
    drafts.mark_read(complaint, request.staff, at=request.at)
    return HttpResponse(status=204)


@require_safe
@staff
def piece(request: StaffRequest, reference: str, key: UUID) -> HttpResponse:
    """Draw one message of the stream anew: it may have left meanwhile."""
    file = case.read(request, reference)
    pieces, _earlier = stream.pieces(request, file, most=None)
    found = next((one for one in pieces if one.message and one.message.pk == key), None)
    context = {"piece": found, "number": file.complaint.number}
    return render(request, "desk/piece.html", context, status=200 if found else 404)
