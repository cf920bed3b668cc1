"""Why a promise is due then: what its time was counted from, what counted, and what was left out for which reason."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.complaints.models import Complaint
from amends.flows import register
from amends.insight import case_file
from amends.kernel.calendar import WorkingCalendar
from amends.organisation import calendars
from amends.promises import queries
from amends.promises.models import Promise
from amends.promises.rules import HOUSE_STANDARDS, Standard, due_for
from amends.web import when
from amends.web.desk import counting, shown
from amends.web.desk.counting import Line, Story, Write
from amends.web.desk.people import StaffRequest, is_part, staff, writer


@require_safe
@staff
def page(request: StaffRequest, reference: str, key: UUID) -> HttpResponse:
    """Draw why a promise is due then: a part where the complaint's page asks for it, else a small page."""
    complaint = case_file.get_complaint(request.actor, reference)
    promise = register.get(complaint, key)
    context = {
        "heading": _("Why then?"),
        "what": shown.what(promise),
        "url": shown.url_of(complaint),
        "shown_reference": shown.shown_reference(complaint),
        "person": shown.person(complaint),
        "story": _story(request, complaint, promise),
    }
    return render(request, "desk/why_then_part.html" if is_part(request) else "desk/why_then.html", context)


def _story(request: StaffRequest, complaint: Complaint, promise: Promise) -> Story:
    """Tell how it came about; what no longer comes out so by today's calendar gets no sum."""
    calendar = calendars.of_brand(complaint.brand, complaint.branch)
    standard = HOUSE_STANDARDS.get(promise.code)
    if standard is None or queries.is_agreed_anew(promise):
        told = _agreed(calendar, promise, writer(request))
    else:
        told = _counted(calendar, standard, promise, complaint, writer(request))
    clock = when.elsewhere(ZoneInfo(calendar.zone), here=request.zone, now=request.at)
    return replace(told, notes=[clock, _("The days are counted there.")]) if clock else told


def _agreed(calendar: WorkingCalendar, promise: Promise, write: Write) -> Story:
    between = counting.between(calendar, promise.given_at, promise.due_at)
    lines = [Line(write(promise.given_at), _("Promised")), *between, Line(write(promise.due_at), _("Due"))]
    return Story([_("This date was agreed or set, not counted.")], lines)


def _counted(
    calendar: WorkingCalendar, standard: Standard, promise: Promise, complaint: Complaint, write: Write
) -> Story:
    starts = queries.starts(promise, complaint)
    dues = [due_for(standard, received_at=at, calendar=calendar) for at in starts]
    is_so = promise.due_at in dues
    start = starts[dues.index(promise.due_at)] if is_so else starts[0]
    begun = _("Received; counted from here") if start == complaint.received_at else _("Promised; counted from here")
    body = counting.counted(standard, calendar, start, promise.due_at, write) if is_so else []
    lines = [Line(write(start), begun), *body, Line(write(promise.due_at), _("Due"))]
    return Story(counting.rule(standard), lines, doubt="" if is_so else _doubt(write(dues[0])))


def _doubt(other: str) -> str:
    return _(
        "By today’s calendar another time would come out: {other}. Opening hours, holidays or the place where it is "
        "worked on have changed since. What was promised stays."
    ).format(other=other)
