"""Home: what must I do now, and what changed since I was here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from amends.complaints.models import Complaint
from amends.insight import worklist
from amends.insight.worklist import Work
from amends.promises.models import Promise
from amends.promises.rules import Subject
from amends.web import when
from amends.web.desk import shown
from amends.web.desk.people import StaffRequest, midnight, staff, writer
from amends.web.parts import Act, PromiseRow


@dataclass(frozen=True, slots=True)
class Jump:
    """A number in the strip on top, and the block it stands for."""

    count: int
    words: str
    icon: str
    anchor: str
    is_late: bool = False


@require_safe
@staff
def home(request: StaffRequest) -> HttpResponse:
    """Draw Home."""
    work = worklist.read(
        request.actor, at=request.at, midnight=midnight(request), since=request.since, when=writer(request)
    )
    context = {
        "heading": _("Home"),
        "now_words": _now_words(request),
        "jumps": _jumps(work),
        "due": [promise_row(row, request, is_first=not index) for index, row in enumerate(work.due)],
        "due_count": work.late + work.today,
        "take_on": [_line(row, request) for row in work.take_on],
        "replied": [_line(row, request) | {"said": work.said[row.pk]} for row in work.replied],
        "approvals": [_line(row, request) for row in work.approvals],
        "follow_ups": [promise_row(row, request) for row in work.follow_ups],
        "homeless": [_line(row, request) for row in work.homeless],
        "stuck": [_line(row.complaint, request) | {"message": row} for row in work.stuck],
        "news": [
            {
                "url": shown.url_of(one.complaint),
                "reference": shown.shown_reference(one.complaint),
                "words": one.words,
                "at": writer(request)(one.at),
            }
            for one in work.news
        ],
        "promises_url": reverse("desk-promises"),
        "signals": [
            {"unit": shown.place(one.unit), "goods": one.product_key, "count": one.count} for one in work.signals
        ],
        "since_words": writer(request)(request.since),
    }
    return render(request, "desk/home.html", context)


def promise_row(promise: Promise, request: StaffRequest, *, is_first: bool = False) -> PromiseRow:
    """Prepare a promise for a list: the deed, whose matter, the countdown, the button that keeps it."""
    complaint = promise.complaint
    url = shown.url_of(complaint)
    return PromiseRow(
        what=shown.what(promise),
        under=" · ".join([shown.shown_reference(complaint), shown.person(complaint), complaint.subject]),
        countdown=shown.countdown(promise, request),
        icon=shown.SUBJECT_ICONS[Subject(promise.subject)],
        url=url,
        act=_act(promise, url, is_first),
    )


def _act(promise: Promise, url: str, is_first: bool) -> Act:
    match Subject(promise.subject):
        case Subject.UNDERSTANDING_CALL | Subject.CALL_BACK | Subject.FOLLOW_UP:
            return Act(_("Call now"), f"{url}?write=call", is_primary=is_first)
        case Subject.UPDATE | Subject.ACKNOWLEDGEMENT:
            return Act(_("Write"), f"{url}?write=reply", is_primary=is_first)
    return Act(_("Open"), url, is_primary=is_first)


def _line(complaint: Complaint, request: StaffRequest) -> dict[str, Any]:
    return {
        "url": shown.url_of(complaint),
        "reference": shown.shown_reference(complaint),
        "person": shown.person(complaint),
        "subject": complaint.subject,
        "language": complaint.language,
        "number": complaint.number,
        "ago": shown.span_since(complaint.customer_wrote_at or complaint.received_at, request),
    }


def _now_words(request: StaffRequest) -> str:
    today = request.at.astimezone(request.zone).date()
    return _("%(day)s, %(time)s") % {
        "day": when.day(today, today=today),
        "time": when.time(request.at, zone=request.zone),
    }


def _jumps(work: Work) -> list[Jump]:
    late, today, own = work.overdue, work.today, len(work.take_on)
    said, decide, follow = len(work.replied), len(work.approvals), len(work.follow_ups)
    return [
        Jump(
            late,
            ngettext("promise of yours overdue", "promises of yours overdue", late),
            "alert-triangle",
            "due",
            bool(late),
        ),
        Jump(today, ngettext("due today", "due today", today), "clock", "due"),
        Jump(own, ngettext("to take on", "to take on", own), "hand-grab", "own"),
        Jump(said, ngettext("customer reply", "customer replies", said), "message-2", "replies"),
        Jump(decide, ngettext("to approve", "to approve", decide), "rubber-stamp", "approve"),
        Jump(follow, ngettext("follow-up", "follow-ups", follow), "phone-call", "follow"),
    ]
