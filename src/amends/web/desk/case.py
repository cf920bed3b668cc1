"""One complaint prepared for its page: header, stream, what stands beside it; the same parts for the third column."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from amends.complaints.models import Complaint
from amends.complaints.rules import Duty, State
from amends.insight import case_file, tracking, words
from amends.insight.case_file import CaseFile
from amends.organisation.rules import Right
from amends.promises.models import RUNNING, Promise
from amends.web import when
from amends.web.desk import panels, shown, stream
from amends.web.desk.people import StaffRequest, writer
from amends.web.parts import Lines, Stage, stages

# State -> index in the stage bar: received, acknowledged, assessed, investigation, decision, answer, put right, follow-up.
STAGE_OF = {
    State.ACCEPTED: 0,
    State.ACKNOWLEDGED: 1,
    State.ASSESSED: 2,
    State.INVESTIGATING: 3,
    State.FOUND: 3,
    State.SECOND_ROUND: 3,
    State.PROPOSED: 4,
    State.APPROVED: 4,
    State.RESPONDED: 5,
    State.AGREED: 5,
    State.DISPUTED: 5,
    State.LAPSED: 5,
    State.INTERNAL_REVIEW: 5,
    State.EXTERNAL: 5,
    State.REMEDYING: 6,
    State.REMEDIED: 6,
    State.FOLLOWING_UP: 7,
}
ALL_STAGES = 8


def read(request: StaffRequest, reference: str) -> CaseFile:
    """Read a complaint for the one who asks. Errors: NotFound."""
    return case_file.get(request.actor, reference, at=request.at, when=writer(request))


def page_context(request: StaffRequest, file: CaseFile) -> dict[str, Any]:
    """Prepare everything the page shows."""
    shown_pieces, earlier = stream.pieces(request, file, most=None if "all" in request.GET else stream.NEWEST)
    return header(request, file) | {
        "back_url": reverse("desk-inbox"),
        "back_words": _("Inbox"),
        "pieces": shown_pieces,
        "earlier": earlier,
        "side": panels.prepared(request, file),
        "may_write": request.actor.may(Right.TAKE, file.complaint.brand_id),
    }


def pane_context(request: StaffRequest, reference: str) -> dict[str, Any]:
    """Prepare the third column of the inbox."""
    file = read(request, reference)
    shown_pieces, earlier = stream.pieces(request, file, most=stream.FEW)
    return header(request, file) | {"pieces": shown_pieces, "earlier": earlier}


def header(request: StaffRequest, file: CaseFile) -> dict[str, Any]:
    """Prepare what stands on top: who, what, where it stands, whose it is, what comes next by when."""
    complaint = file.complaint
    following = next((one for one in file.promises if one.pk == complaint.next_promise_id), None)
    return {
        "complaint": complaint,
        "file": file,
        "url": shown.url_of(complaint),
        "number": complaint.number,
        "shown_reference": shown.shown_reference(complaint),
        "person": shown.person(complaint),
        "state_words": words.state(complaint.state),
        "state_icon": shown.state_icon(complaint),
        "outcome_words": words.outcome(complaint.outcome) if complaint.outcome else "",
        "waiting_words": words.waiting(complaint.waiting_for) if complaint.waiting_for else "",
        "owner": file.holder(Duty.OWNER),
        "contact": file.holder(Duty.CONTACT),
        "next": shown.countdown(following, request) if following else None,
        "next_words": shown.what(following) if following else "",
        "stages": _stages(complaint.state),
        "stage_number": min(STAGE_OF.get(State(complaint.state), ALL_STAGES) + 1, ALL_STAGES),
        "lines": _lines(request, file, following),
        "clock_words": clock_words(request, complaint),
    }


def clock_words(request: StaffRequest, complaint: Complaint) -> str:
    """Say what time it is where the complaint is worked on, when that is not the reader's own; "" else."""
    return when.elsewhere(tracking.zone_of(complaint), here=request.zone, now=request.at)


def _stages(state: str) -> list[Stage]:
    labels = [
        pgettext("stage", "Received"),
        pgettext("stage", "Acknowledged"),
        pgettext("stage", "Assessed"),
        pgettext("stage", "Investigation"),
        pgettext("stage", "Decision"),
        pgettext("stage", "Answer"),
        pgettext("stage", "Put right"),
        pgettext("stage", "Follow-up"),
    ]
    return stages(labels, STAGE_OF.get(State(state), ALL_STAGES))


def _lines(request: StaffRequest, file: CaseFile, following: Promise | None) -> Lines:
    """Prepare the three lines: what was done last, what is being done, what is to be done next by when."""
    facts = [item.words for item in file.stream if item.words]
    write = writer(request)
    doing = [one for one in file.promises if one.standing in RUNNING and one is not following]
    return Lines(
        done=facts[-1:],
        doing=[
            _("{who}: {what}, by {due}").format(who=shown.by_whom(one), what=shown.what(one), due=write(one.due_at))
            for one in doing[:1]
        ]
        or ["–"],
        yours=[
            _("{what}, by {due} ({who})").format(
                what=shown.what(following), due=write(following.due_at), who=shown.by_whom(following)
            )
        ]
        if following
        else [_("Nothing: it is closed.")],
    )
