"""What stands beside the stream of every complaint: next and done, promises, the complainant, the matter, the people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from amends.complaints.models import Complaint
from amends.customers.models import ContactKind
from amends.flows.register import BY_HAND
from amends.insight import words
from amends.insight.case_file import CaseFile
from amends.organisation.rules import Right
from amends.promises.models import RUNNING, Promise
from amends.promises.rules import Standing
from amends.web.desk import shown
from amends.web.desk.people import StaffRequest, writer
from amends.web.parts import Countdown

MOST_DONE = 5
KIND_ICONS = {
    ContactKind.MAIL: "mail",
    ContactKind.PHONE: "phone",
    ContactKind.MESSENGER: "message-2",
    ContactKind.ADDRESS: "map-pin",
}


@dataclass(frozen=True, slots=True)
class Check:
    """A line of what is to be done or done. who_when: by whom and by when, or when it was done."""

    words: str
    who_when: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class SidePromise:
    """A promise in the side column."""

    promise: Promise
    what: str
    under: str
    countdown: Countdown
    is_running: bool
    is_before_due: bool
    is_by_hand: bool


def next_and_done(request: StaffRequest, file: CaseFile) -> dict[str, Any]:
    """Prepare what comes next and what was done last."""
    running = [one for one in file.promises if one.standing in RUNNING]
    coming = [Check(shown.what(one), shown.brief(one.due_at, request), False) for one in running[:3]]
    kept = [one for one in file.promises if one.standing in (Standing.KEPT, Standing.LATE) and one.ended_at]
    kept.sort(key=_ended_at, reverse=True)
    done = [Check(shown.what(one), shown.brief(_ended_at(one), request), True) for one in kept[:MOST_DONE]]
    return {"checks": [*coming, *done]}


def _ended_at(promise: Promise) -> datetime:
    return promise.ended_at or promise.due_at


def promises(request: StaffRequest, file: CaseFile) -> dict[str, Any]:
    """Prepare the register of this complaint: running ones by date, then the ended ones."""
    write = writer(request)
    rows = [
        SidePromise(
            promise=one,
            what=shown.what(one),
            under=" · ".join(
                part for part in (write(one.due_at), shown.by_whom(one), words.origin(one.origin)) if part
            ),
            countdown=shown.countdown(one, request),
            is_running=one.standing in RUNNING,
            is_before_due=request.at <= one.due_at,
            is_by_hand=one.subject in BY_HAND,
        )
        for one in file.promises
    ]
    running = [row for row in rows if row.is_running]
    return {
        "running": running,
        "ended": [row for row in rows if not row.is_running],
        "count": len(running),
        "may_act": file.complaint.is_open and request.actor.may(Right.HANDLE, file.complaint.brand_id),
        "number": file.complaint.number,
    }


def complainant(request: StaffRequest, file: CaseFile) -> dict[str, Any]:
    """Prepare who complains: form of address, language, ways to reach them, needs they stated, other complaints."""
    complaint = file.complaint
    customer = complaint.representative or complaint.customer
    return {
        "name": shown.person(complaint),
        "phonetic": customer.phonetic if customer else "",
        "speaks_for": complaint.customer.name if complaint.representative and complaint.customer else "",
        "language": words.language(complaint.language),
        "points": [(KIND_ICONS[ContactKind(one.kind)], one) for one in file.contact_points],
        "needs": [words.need(code) for code in customer.needs] if customer else [],
        "needs_words": customer.needs_words if customer else "",
        "others": [_other(one) for one in file.others],
    }


def _other(complaint: Complaint) -> dict[str, str]:
    return {
        "url": shown.url_of(complaint),
        "reference": shown.shown_reference(complaint),
        "subject": complaint.subject,
        "state": words.state(complaint.state),
    }


def matter(request: StaffRequest, file: CaseFile) -> dict[str, Any]:
    """Prepare what it is about: wish, goods, order, day, place, units, complaints merged or linked with it."""
    complaint = file.complaint
    rows = [
        (_("Wish"), complaint.wish),
        (_("Goods"), shown.goods(complaint)),
        (_("Order"), complaint.order_number),
        (_("Happened on"), complaint.occurred_on),
        (_("Where"), complaint.place_words),
        (_("Branch"), shown.place(complaint.branch) if complaint.branch else ""),
        (_("Worked on by"), shown.place(complaint.unit)),
        (_("Complained about"), shown.place(complaint.concerns) if complaint.concerns else ""),
        (_("Channel"), words.channel(complaint.channel)),
        (_("Lane"), words.lane(complaint.lane)),
        (_("Severity"), words.severity(complaint.severity)),
    ]
    return {"rows": [(label, value) for label, value in rows if value], "beside": _beside(file)}


def _beside(file: CaseFile) -> list[tuple[str, list[dict[str, str]]]]:
    """Group the complaints this one has to do with by what they have to do with it."""
    mine = file.complaint
    into = [one for one in file.beside if one.pk == mine.merged_into_id]
    here = [one for one in file.beside if one.merged_into_id == mine.pk]
    linked = [one for one in file.beside if one not in into and one not in here]
    groups = [(_("Goes on in"), into), (_("Merged here"), here), (_("Linked with"), linked)]
    return [(label, [_other(one) for one in rows]) for label, rows in groups if rows]


def people(request: StaffRequest, file: CaseFile) -> dict[str, Any]:
    """Prepare who has a duty on it now, and who had one before."""
    rows = [
        {
            "name": one.staff.name if one.staff else shown.place(one.unit) if one.unit else "",
            "duty": words.duty(one.duty),
            "is_past": one.until is not None,
            "is_combined": one.is_combined,
        }
        for one in file.people
    ]
    return {"people": sorted(rows, key=lambda row: bool(row["is_past"]))}
