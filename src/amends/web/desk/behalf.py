"""Complain on behalf: any employee takes any complaint in four fields, hands over a receipt, and stays the contact."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.acknowledgement import letter
from amends.complaints import tracking
from amends.complaints.models import Complaint
from amends.complaints.rules import Channel, Kind
from amends.customers.book import Person
from amends.flows import behalf as flow
from amends.insight import case_file, earlier, words
from amends.intake.arrival import Accepted, Arrival
from amends.organisation import calendars, queries
from amends.organisation.models import Branch, Brand, Staff
from amends.organisation.names import name_of
from amends.organisation.rules import Right
from amends.promises.rules import plan
from amends.text import forms_of_address
from amends.text import language as detecting
from amends.text.dates import day_and_time
from amends.web import when
from amends.web.desk import places, shown
from amends.web.desk.acting import attempt, status_of
from amends.web.desk.people import StaffRequest, needs, see_other, staff, writer
from amends.web.forms import PhoneField, StyledForm
from amends.web.portal import holding

CHANNELS = (Channel.PHONE, Channel.COUNTER, Channel.LETTER, Channel.FAX, Channel.MESSENGER)
LONGEST_TALK = timedelta(hours=3)
KEYS = "behalf-form"


class BehalfForm(StyledForm):
    """Who, what happened, what they would like, how to reach them; the rest may stay empty."""

    channel = forms.ChoiceField(label=_lazy("Channel"), widget=forms.RadioSelect, initial=Channel.PHONE)
    name = forms.CharField(label=_lazy("Who complains?"), required=False, max_length=160)
    title = forms.CharField(label=_lazy("Form of address"), required=False, max_length=40)
    text = forms.CharField(
        label=_lazy("What happened?"), required=False, max_length=50_000, widget=forms.Textarea(attrs={"rows": 5})
    )
    wish = forms.CharField(
        label=_lazy("What would they like?"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    phone = PhoneField(label=_lazy("Phone"), required=False)
    mail = forms.EmailField(label=_lazy("E-mail"), required=False, max_length=254)
    order = forms.CharField(label=_lazy("Order, receipt or serial number"), required=False, max_length=60)
    goods = forms.CharField(label=_lazy("Goods"), required=False, max_length=160)
    unit = forms.ChoiceField(label=_lazy("Department concerned"), required=False)
    kind = forms.ChoiceField(label=_lazy("Kind"), required=False)
    address = forms.CharField(label=_lazy("Postal address"), required=False, max_length=300)
    needs_words = forms.CharField(label=_lazy("Needs they stated"), required=False, max_length=300)
    started_at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, request: StaffRequest, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.brand = request, brand
        units = queries.unit_list([brand.pk]).order_by("code")
        choices: dict[str, list[tuple[str, str]]] = {
            "channel": [(one.value, words.channel(one)) for one in CHANNELS],
            "unit": [("", _("Not known"))] + [(one.code, shown.place(one)) for one in units],
            "kind": [(one.value, words.kind(one)) for one in Kind if one is not Kind.STUCK],
        }
        for name, options in choices.items():
            self.offer(name, options)
        self.fields["name"].widget.attrs |= {"autofocus": True, "autocomplete": "off"}

    def arrival(self) -> Arrival:
        """Say what arrived, as the taker heard it."""
        told, request = self.cleaned_data, self.request
        concerns = queries.find_unit(self.brand, told["unit"]) if told["unit"] else None
        unit = concerns or queries.default_unit(self.brand)
        spoken = detecting.detect(told["text"], default=request.staff.language)
        return Arrival(
            brand=self.brand,
            unit=unit,
            branch=unit.branch or queries.unit_of(request.staff, self.brand).branch,
            concerns=concerns,
            channel=Channel(told["channel"]),
            kind=Kind(told["kind"] or Kind.COMPLAINT),
            text=told["text"],
            wish=told["wish"],
            received_at=self._first_contact(told["started_at"]),
            language=spoken,
            person=self._person(told),
            order_number=told["order"],
            product_words=told["goods"],
            taker=request.staff,
            keys=((KEYS, told["key"]),) if told["key"] else (),
        )

    def _person(self, told: dict[str, Any]) -> Person:
        return Person(
            name=told["name"],
            title=told["title"],
            phone=told["phone"],
            mail=told["mail"],
            address=told["address"],
            needs_words=told["needs_words"],
        )

    def _first_contact(self, started: str) -> datetime:
        began, now = places.instant(started), self.request.at
        return began if began and now - LONGEST_TALK <= began <= now else now


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.TAKE)
def take(request: StaffRequest) -> HttpResponse:
    """Take a complaint for somebody."""
    brand = brand_of(request)
    held = holding.of_form(request, request.actor.code) if request.method == "POST" else holding.Held()
    initial = {"key": f"{request.staff.pk.hex}{request.at.timestamp():.0f}"[:64], "kind": Kind.COMPLAINT.value}
    form = BehalfForm(request.POST or None, request=request, brand=brand, initial=initial)
    is_sending = form.is_bound and not held.refused and holding.DROP_FIELD not in request.POST

    def act() -> Accepted:
        return flow.accept(
            form.arrival(), holder=request.actor.code, chosen=held.tokens, by=request.actor, at=request.at
        )

    if is_sending and (done := attempt(form, act)):
        return see_other(reverse("desk-taken", args=[done.complaint.number]))
    branch = queries.unit_of(request.staff, brand).branch
    context = {"heading": _("Complain on behalf"), "form": form, "held": held, "limits": holding.limits()}
    context |= {"say": words_to_say(request, brand, branch), "quick_url": reverse("desk-now")}
    return render(request, "desk/behalf.html", context, status=held.status if held.refused else status_of(form))


@require_safe
@needs(Right.TAKE)
def known(request: StaffRequest) -> HttpResponse:
    """Show while typing what this person complained about before."""
    typed = next((request.GET[name] for name in ("q", "phone", "mail", "name") if request.GET.get(name)), "")
    found = earlier.find(request.actor, typed, countries=queries.countries_of(brand_of(request)))
    return render(request, "desk/behalf_earlier.html", {"earlier": found, "is_asked": bool(typed)})


@require_safe
@staff
def taken(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the reference and how the receipt can be handed over."""
    file = case_file.get(request.actor, reference, at=request.at, when=writer(request))
    complaint = file.complaint
    context = {
        "heading": _("Accepted"),
        "complaint": complaint,
        "shown_reference": shown.shown_reference(complaint),
        "person": shown.person(complaint),
        "url": shown.url_of(complaint),
        "has_mail": any(point.kind == "mail" for point in file.contact_points),
        "is_acknowledged": complaint.state != "accepted",
        "promises": [(shown.what(one), writer(request)(one.due_at)) for one in file.promises],
        "say": words_to_say(request, complaint.brand, complaint.branch, person=shown.person(complaint)),
    }
    return render(request, "desk/taken.html", context)


@require_POST
@staff
def hand_over(request: StaffRequest, reference: str) -> HttpResponse:
    """Record that the receipt was printed or spoken; the slip is shown for printing."""
    complaint = case_file.get_complaint(request.actor, reference)
    medium = request.POST.get("medium", "spoken")
    flow.hand_over(complaint, medium=medium, by=request.actor, at=request.at)
    if medium == "slip":
        return see_other(reverse("desk-slip", args=[complaint.number]))
    messages.success(request, _("Recorded as spoken."))
    return see_other(reverse("desk-taken", args=[complaint.number]))


@require_safe
@staff
def slip(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the slip: reference, key and code, for the one who took it in and for a while only."""
    complaint = case_file.get_complaint(request.actor, reference)
    flow.require_hand_over(complaint, by=request.actor, at=request.at)
    return render(request, "desk/slip.html", slip_context(complaint, request.staff))


def slip_context(complaint: Complaint, contact: Staff) -> dict[str, Any]:
    """Prepare a slip: the page around it for the one who prints it, the paper in the customer's language."""
    language = forms_of_address.base(complaint.language)
    paper = {
        "language": language,
        "shown_reference": shown.shown_reference(complaint),
        "key": tracking.key_for(complaint.pk, complaint.track_version),
        "address": f"{settings.AMENDS_URL}/track",
        "code": segno.make(letter.tracking_url(complaint), error="m").svg_data_uri(scale=4, border=1),
        "brand_name": name_of(complaint.brand, language),
        "phone": (complaint.branch.phone if complaint.branch else "") or complaint.brand.phone,
        "contact": contact.name_for_customers(),
        "day": day_and_time(letter.local(complaint.received_at, complaint), language),
    }
    with override(language):
        words = render_to_string("desk/slip_paper.html", paper)
    return {
        "paper": words,
        "shown_reference": paper["shown_reference"],
        "url": reverse("desk-taken", args=[complaint.number]),
    }


def words_to_say(request: StaffRequest, brand: Brand, branch: Branch | None, *, person: str = "") -> str:
    """Give words that make one promise which can be kept: who I am, and by when I call on the clock of the branch."""
    calendar = calendars.of_brand(brand, branch)
    due = plan("CALL", received_at=request.at, calendar=calendar).due
    facts = {
        "person": person,
        "name": request.staff.name_for_customers(),
        "due": when.moment(due, zone=ZoneInfo(calendar.zone), now=request.at),
    }
    if person:
        return _(
            "{person}, I take this complaint here. I am {name} and stay your contact until it is settled. "
            "I call you by {due}, even if nothing is decided by then."
        ).format(**facts)
    return _(
        "I take this complaint here. I am {name} and stay your contact until it is settled. "
        "I call you by {due}, even if nothing is decided by then."
    ).format(**facts)


def brand_of(request: StaffRequest) -> Brand:
    """Give the brand for which this person takes complaints: the one they chose, else their first."""
    brands = list(queries.brands_of(request.actor.brands_with(Right.TAKE)))
    chosen = request.POST.get("brand") or request.GET.get("brand")
    return next((one for one in brands if one.code == chosen), brands[0])
