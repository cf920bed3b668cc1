"""The shared till or tablet: people without an account take a complaint with their staff number, in under a minute."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from amends.complaints.access import get_for
from amends.complaints.models import Complaint
from amends.complaints.rules import Channel
from amends.customers.book import Person
from amends.flows import behalf, on_the_spot
from amends.intake.arrival import Arrival
from amends.kernel.errors import NotFound
from amends.organisation import queries
from amends.organisation.actor import Actor
from amends.organisation.models import Staff, Till
from amends.text import language as detecting
from amends.web import throttle
from amends.web.desk.acting import attempt, status_of
from amends.web.desk.behalf import slip_context
from amends.web.desk.people import see_other
from amends.web.forms import PhoneField, StyledForm

COOKIE = "till"
YEAR = 365 * 24 * 3600
TAKEN = "till_taken"  # session: reference and taker of what was just taken
GUESSES = throttle.Brake("till", 30, 300)


class OpenForm(StyledForm):
    """The secret of this till, typed once by whoever sets it up."""

    secret = forms.CharField(label=_lazy("Secret of this till"), max_length=100, strip=True)


class TillForm(StyledForm):
    """Who takes it, who complains, what happened, how to reach them; and what was done, where it is settled already."""

    number = forms.CharField(label=_lazy("Your staff number"), max_length=20)
    text = forms.CharField(
        label=_lazy("What happened?"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    wish = forms.CharField(label=_lazy("What would they like?"), required=False, max_length=1000)
    name = forms.CharField(label=_lazy("Name of the customer"), required=False, max_length=160)
    phone = PhoneField(label=_lazy("Phone"), required=False)
    done = forms.CharField(
        label=_lazy("Settled already? What did you do?"),
        help_text=_lazy("Only when the customer says that they are content."),
        required=False,
        max_length=2000,
    )

    def clean_number(self) -> str:
        self.person: Staff | None = queries.find_staff_by_number(self.cleaned_data["number"].strip())
        if self.person is None:
            raise forms.ValidationError(_("Nobody has this staff number."))
        return str(self.cleaned_data["number"])


def cookie_name() -> str:
    """Give the cookie's name; under https no other host or path can set it."""
    return f"__Host-{COOKIE}" if settings.SESSION_COOKIE_SECURE else COOKIE


def till_of(request: HttpRequest) -> Till | None:
    """Find the till whose secret this browser holds."""
    secret = request.COOKIES.get(cookie_name(), "")
    return queries.find_till(secret) if secret else None


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Take a complaint at a registered till, or register this browser as one."""
    till = till_of(request)
    if till is None:
        return _register(request)
    form = TillForm(request.POST or None)
    if form.is_bound and not form.is_valid():
        throttle.count(request, GUESSES)
    taken = attempt(form, lambda: _take(form, till)) if form.is_bound else None
    if taken is not None and form.person is not None:
        request.session[TAKEN] = [taken.number, str(form.person.pk)]
        return see_other(reverse("till-slip"))
    return render(request, "desk/till.html", {"form": form, "till": till}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest) -> HttpResponse:
    """Show the slip of what was just taken; when it was printed it counts as acknowledged. Errors: NotFound."""
    till, kept = till_of(request), request.session.get(TAKEN)
    if till is None or not kept:
        raise NotFound(what="slip")
    person = queries.get_staff(kept[1])
    actor = queries.actor_of(person)
    complaint = get_for(actor, kept[0])
    behalf.require_hand_over(complaint, by=actor, at=timezone.now())
    if request.method == "POST":
        if complaint.is_open:
            behalf.hand_over(complaint, medium="slip", by=actor, at=timezone.now())
        del request.session[TAKEN]
        return see_other(reverse("till"))
    context = slip_context(complaint, person) | {"url": reverse("till"), "is_till": True, "is_open": complaint.is_open}
    return render(request, "desk/slip.html", context)


def _register(request: HttpRequest) -> HttpResponse:
    form = OpenForm(request.POST or None)
    if form.is_bound and form.is_valid():
        if queries.find_till(form.cleaned_data["secret"]):
            response = see_other(reverse("till"))
            response.set_cookie(
                cookie_name(),
                form.cleaned_data["secret"],
                max_age=YEAR,
                path="/",
                httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
            return response
        throttle.count(request, GUESSES)
        form.add_error("secret", _("There is no till with this secret."))
    return render(request, "desk/till_open.html", {"form": form}, status=status_of(form))


def _take(form: TillForm, till: Till) -> Complaint:
    told, person, now = form.cleaned_data, form.person, timezone.now()
    if person is None:
        raise NotFound(what="staff")
    actor: Actor = queries.actor_of(person)
    unit = till.unit
    arrival = Arrival(
        brand=unit.brand,
        unit=unit,
        branch=unit.branch,
        concerns=unit,
        channel=Channel.COUNTER,
        text=told["text"],
        wish=told["wish"],
        received_at=now,
        language=detecting.detect(told["text"], default=person.language),
        person=Person(name=told["name"], phone=told["phone"]),
        taker=person,
    )
    if told["done"].strip():
        return on_the_spot.settle(arrival, done=told["done"], is_content=True, by=actor, at=now).complaint
    return behalf.accept(arrival, holder="", chosen=[], by=actor, at=now).complaint
