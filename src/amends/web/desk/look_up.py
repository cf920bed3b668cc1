"""The search box: exact look-up of a reference, name, mail address, phone or order number, as a page and while typing."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from amends.insight import words
from amends.organisation.queries import countries_of
from amends.search.queries import Hit, Matched, look_up
from amends.web.desk import shown
from amends.web.desk.people import StaffRequest, is_part, see_other, staff

FEWEST = 2


@require_safe
@staff
def search(request: StaffRequest) -> HttpResponse:
    """Find complaints; a whole reference opens its complaint at once."""
    typed = request.GET.get("q", "").strip()[:200]
    countries = countries_of(request.brand) if request.brand else []
    hits = look_up(typed, request.actor, countries=countries) if len(typed) >= FEWEST else []
    if not is_part(request) and len(hits) == 1 and hits[0].matched is Matched.REFERENCE:
        return see_other(shown.url_of(hits[0].complaint))
    context = {
        "heading": _("Search"),
        "search_text": typed,
        "hits": [_hit(hit) for hit in hits],
        "is_asked": bool(typed),
    }
    return render(request, "desk/search_hits.html" if is_part(request) else "desk/search.html", context)


def _hit(hit: Hit) -> dict[str, Any]:
    complaint = hit.complaint
    return {
        "url": shown.url_of(complaint),
        "reference": shown.shown_reference(complaint),
        "person": shown.person(complaint),
        "subject": complaint.subject,
        "language": complaint.language,
        "state": words.state(complaint.state),
        "icon": shown.state_icon(complaint),
        "matched": _matched(hit.matched),
    }


def _matched(matched: Matched) -> str:
    match matched:
        case Matched.REFERENCE:
            return pgettext("found by", "reference")
        case Matched.MAIL:
            return pgettext("found by", "e-mail")
        case Matched.PHONE:
            return pgettext("found by", "phone")
        case Matched.ORDER:
            return pgettext("found by", "order")
    return pgettext("found by", "name")
