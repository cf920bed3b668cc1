"""Views of the portal: find, read the form, one action, answer."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from amends.complaints import tracking
from amends.complaints.models import Complaint
from amends.flows import lost as lost_flow
from amends.insight import tracking as insight
from amends.intake import actions as intake
from amends.organisation.names import name_of
from amends.web import throttle
from amends.web.portal import arriving, choices, codes, doorkey, holding, pages
from amends.web.portal.forms import (
    AddForm,
    AgreeForm,
    ComplainForm,
    DisputeForm,
    LostForm,
    PutRightForm,
    StuckForm,
    TokenForm,
    TrackForm,
    WithdrawForm,
)
from amends.web.portal.visitor import PortalRequest, frame, page, show
from amends.web.sending import sent_from

SEE_OTHER = 303
UNPROCESSABLE = 422
PUT_RIGHT_IDS = "put_right_%s"  # the page has another form with the same fields


@require_safe
@page
def start(request: PortalRequest) -> HttpResponse:
    """The first page: complain, track, I am stuck."""
    return show(request, "start.html", {"branch": request.visitor.branch, "query": request.visitor.query})


@page
def complain(request: PortalRequest) -> HttpResponse:
    """The form, and what it becomes."""
    if request.method != "POST":
        return _complain_page(
            request, ComplainForm(initial=_fresh(request), brand=request.visitor.brand), holding.Held()
        )
    throttle.count(request, throttle.COMPLAIN)
    if sent := arriving.find_sent(request.POST.get("token", "")):
        return _to_sent(request, sent)
    held = holding.of_form(request, request.visitor.holder)
    form = ComplainForm(request.POST, brand=request.visitor.brand, has_files=bool(held.files))
    if _is_unsent(request):
        return _complain_page(request, ComplainForm(initial=form.typed(), brand=form.brand), held)
    if not form.is_valid() or held.refused:
        return _complain_page(request, form, held, status=held.status)
    return _to_sent(request, arriving.complain(form, request.visitor, held.tokens).complaint)


def _fresh(request: PortalRequest) -> dict[str, Any]:
    branch = request.visitor.branch
    return {"token": TokenForm.new_token(), "branch": branch.code if branch else ""}


def _is_unsent(request: PortalRequest) -> bool:
    """Say whether only the language or the files changed: what was typed is shown again without being judged."""
    return holding.DROP_FIELD in request.POST or "language" in request.POST


def _complain_page(
    request: PortalRequest, form: ComplainForm, held: holding.Held, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "titles": choices.titles(),
        "language_form": "complain",
        "upload_url": reverse("portal-upload"),
        **_files(held),
    }
    return show(request, "complain.html", context, status=status)


def _files(held: holding.Held) -> dict[str, Any]:
    return {"held": held.files, "refused": held.refused, "limits": holding.limits()}


@require_POST
@page
def upload(request: PortalRequest) -> HttpResponse:
    """One file of an unfinished form, sent ahead by the script."""
    throttle.count(request, throttle.UPLOAD)
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"error": _("Not uploaded. Please try again.")}, status=UNPROCESSABLE)
    kept = holding.take(file, request.visitor.holder)
    return JsonResponse({"id": kept.token, "name": kept.name, "size": kept.size}, status=201)


@require_POST
@page
def left(request: PortalRequest) -> HttpResponse:
    """Somebody left the form unsent: counted by the part they had reached, and nothing else."""
    throttle.count(request, throttle.UPLOAD)
    intake.count_abandoned(request.visitor.brand, request.POST.get("part", "")[:12], at=timezone.now())
    return HttpResponse(status=204)


def _to_sent(request: PortalRequest, complaint: Complaint) -> HttpResponse:
    response = redirect(reverse("portal-sent"))
    response.status_code = SEE_OTHER
    doorkey.open_door(request, response, complaint)
    return response


@require_safe
@page
def sent(request: PortalRequest) -> HttpResponse:
    """What somebody takes along after sending: reference, key, QR, what happens next."""
    complaint = doorkey.find_newest(request)
    if complaint is None:
        return redirect("portal-track")
    tracked, brand = insight.read(complaint), frame(complaint.brand, complaint.branch)
    key = tracking.key_for(complaint.pk, complaint.track_version)
    context = {
        "page": pages.tracking(tracked, brand=str(brand["brand_name"]), now=timezone.now()),
        "key": key,
        "key_parts": [key[:10], key[10:]],
        "acts": pages.sent_acts(complaint.number),
        **brand,
    }
    return show(request, "sent.html", context)


@page
def stuck(request: PortalRequest) -> HttpResponse:
    """Somebody is stuck: call back within minutes."""
    if request.method != "POST":
        return _stuck_page(request, StuckForm(initial=_fresh(request), brand=request.visitor.brand))
    throttle.count(request, throttle.COMPLAIN)
    if found := arriving.find_sent(request.POST.get("token", "")):
        return _to_sent(request, found)
    form = StuckForm(request.POST, brand=request.visitor.brand)
    if _is_unsent(request):
        return _stuck_page(request, StuckForm(initial=form.typed(), brand=form.brand))
    if not form.is_valid():
        return _stuck_page(request, form, status=UNPROCESSABLE)
    return _to_sent(request, arriving.ask_for_help(form, request.visitor).complaint)


def _stuck_page(request: PortalRequest, form: StuckForm, *, status: int = 200) -> HttpResponse:
    return show(
        request, "stuck.html", {"form": form, "titles": choices.titles(), "language_form": "stuck"}, status=status
    )


@page
def track(request: PortalRequest) -> HttpResponse:
    """Reference and key, typed."""
    form = TrackForm(request.POST or None)
    if request.method == "POST":
        throttle.require_patience(request, throttle.KEYS)
        if form.is_valid() and (complaint := form.find_complaint()):
            return to_page(request, complaint)
        throttle.count(request, throttle.KEYS)
    return show(request, "track.html", {"form": form}, status=UNPROCESSABLE if form.is_bound else 200)


@require_safe
@page
def token(request: PortalRequest, token: str) -> HttpResponse:
    """The link of a letter: exchanged for a cookie, so that the secret does not stay in the address."""
    throttle.require_patience(request, throttle.KEYS)
    complaint = tracking.find_by_token(token, at=timezone.now())
    if complaint is None:
        throttle.count(request, throttle.KEYS)
        return show(request, "gone.html", {"form": TrackForm()}, status=404)
    return to_page(request, complaint)


def to_page(request: PortalRequest, complaint: Complaint) -> HttpResponse:
    """Go to a complaint's page; this browser may open it from now on."""
    response = redirect(reverse("portal-tracking", args=[complaint.number]))
    response.status_code = SEE_OTHER
    doorkey.open_door(request, response, complaint)
    return response


@require_safe
@page
def tracked(request: PortalRequest, typed: str) -> HttpResponse:
    """The tracking page."""
    complaint = doorkey.find_opened(request, typed)
    if complaint is None:
        return show(request, "gone.html", {"form": TrackForm(initial={"reference": typed})}, status=404)
    together = insight.together_with(complaint, at=timezone.now())
    if together and together.is_theirs and "record" not in request.GET:
        return to_page(request, together.complaint)
    return tracking_page(request, complaint, holding.Held(), together=together)


def tracking_page(
    request: PortalRequest,
    complaint: Complaint,
    held: holding.Held,
    *,
    add: AddForm | None = None,
    agree: AgreeForm | None = None,
    dispute: DisputeForm | None = None,
    withdraw: WithdrawForm | None = None,
    put_right: PutRightForm | None = None,
    together: insight.Together | None = None,
    status: int = 200,
) -> HttpResponse:
    """Draw the tracking page with its forms, fresh or as they were sent."""
    brand, tracked, now = frame(complaint.brand, complaint.branch), insight.read(complaint), timezone.now()
    options = tracked.answer.options if tracked.answer else []
    context = {
        "page": pages.tracking(
            tracked,
            brand=str(brand["brand_name"]),
            now=now,
            together=together or insight.together_with(complaint, at=now),
            has_said_put_right=arriving.has_said_put_right(tracked),
            here=[_record_of(request, one) for one in insight.handled_here(complaint)],
        ),
        "form": add or AddForm(initial={"token": TokenForm.new_token()}),
        "agree": agree or AgreeForm(options=options),
        "dispute": dispute or DisputeForm(),
        "withdraw": withdraw or WithdrawForm(),
        "put_right": put_right or PutRightForm(initial={"token": TokenForm.new_token()}, auto_id=PUT_RIGHT_IDS),
        "upload_url": reverse("portal-upload"),
        **brand,
        **_files(held),
    }
    return show(request, "tracking.html", context, status=status)


def _record_of(request: PortalRequest, complaint: Complaint) -> pages.TogetherCard:
    """Name a complaint that is handled together with another; the way to what was said there only where it was opened."""
    card = pages.card_of(complaint, is_record=True)
    return card if doorkey.find_opened(request, complaint.number) else replace(card, url="")


@sent_from("portal-tracking")
@page
def add(request: PortalRequest, typed: str) -> HttpResponse:
    """Words and files added to a complaint."""
    complaint = doorkey.get_opened(request, typed)
    throttle.count(request, throttle.COMPLAIN)
    if arriving.was_added(request.POST.get("token", "")):
        return to_page(request, complaint)
    held = holding.of_form(request, request.visitor.holder)
    form = AddForm(request.POST, has_files=bool(held.files))
    if _is_unsent(request):
        return tracking_page(request, complaint, held, add=AddForm(initial=form.typed()))
    if not form.is_valid() or held.refused:
        return tracking_page(request, complaint, held, add=form, status=held.status)
    arriving.add(complaint, form, request.visitor, held.tokens)
    messages.success(request, _("Received and put with your complaint. Thank you."))
    return to_page(request, complaint)


@require_GET
@page
def card(request: PortalRequest) -> HttpResponse:
    """A card to print for a branch, with the code that leads to the form."""
    visitor = request.visitor
    context = {
        "branch": visitor.branch,
        "branch_name": name_of(visitor.branch, get_language() or "en") if visitor.branch else "",
        "query": visitor.query,
        "address": codes.card_address(visitor),
    }
    return show(request, "card.html", context)


@page
def lost(request: PortalRequest) -> HttpResponse:
    """Help with a lost reference: the same answer whether we know the address or not."""
    form = LostForm(request.POST or None)
    is_done = request.method == "POST" and form.is_valid()
    if is_done:
        throttle.count(request, throttle.LOST)
        lost_flow.send_way(form.cleaned_data["mail"], at=timezone.now())
    status = UNPROCESSABLE if form.is_bound and not is_done else 200
    return show(request, "lost.html", {"form": form, "is_done": is_done}, status=status)
