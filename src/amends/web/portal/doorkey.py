"""The complainant's door: a cookie with the tokens of the complaints this browser may open, and the way to get one."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from amends.complaints import tracking
from amends.complaints.models import Complaint
from amends.kernel import reference
from amends.kernel.errors import NotFound
from amends.web.portal.visitor import cookie_name, keep_cookie

KEPT_FOR = 30 * 24 * 3600
MOST = 6


def open_door(request: HttpRequest, response: HttpResponse, complaint: Complaint) -> None:
    """Let this browser open a complaint for a month: newest first, at most six."""
    token = tracking.token_for(complaint.pk, complaint.track_version)
    others = [pair for pair in _pairs(request) if pair[0] != complaint.number]
    pairs = [(complaint.number, token), *others][:MOST]
    keep_cookie(
        response, cookie_name("track"), ".".join(f"{number}_{token}" for number, token in pairs), seconds=KEPT_FOR
    )


def find_opened(request: HttpRequest, typed: str) -> Complaint | None:
    """Find the complaint of a tracking page; None for strangers, and for links that ended."""
    number = reference.parse(typed)
    for known, token in _pairs(request):
        complaint = tracking.find_by_token(token, at=timezone.now()) if known == number else None
        if complaint is not None and complaint.number == number:
            return complaint
    return None


def get_opened(request: HttpRequest, typed: str) -> Complaint:
    """Find the complaint of a tracking page for an act or a file on it. Errors: NotFound."""
    complaint = find_opened(request, typed)
    if complaint is None:
        raise NotFound(what="complaint")
    return complaint


def find_newest(request: HttpRequest) -> Complaint | None:
    """Find the complaint this browser opened last."""
    pairs = _pairs(request)
    return tracking.find_by_token(pairs[0][1], at=timezone.now()) if pairs else None


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    kept = request.COOKIES.get(cookie_name("track"), "")[:400]
    pairs = [pair.partition("_") for pair in kept.split(".") if "_" in pair]
    return [(number, token) for number, _, token in pairs][:MOST]
