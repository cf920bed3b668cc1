"""Settled on the spot: three fields and twenty seconds, within one's own limit; what is not settled goes its ordinary way."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from amends.complaints.rules import Channel
from amends.customers.book import Person
from amends.flows import on_the_spot
from amends.flows.on_the_spot import Settled
from amends.insight import words
from amends.intake.arrival import Arrival
from amends.organisation import queries
from amends.organisation.models import Brand
from amends.organisation.rules import Right
from amends.taxonomy.rules import remedy_names
from amends.text import language as detecting
from amends.web.desk import shown
from amends.web.desk.acting import attempt, status_of
from amends.web.desk.acts.form import MoneyField
from amends.web.desk.behalf import brand_of
from amends.web.desk.people import StaffRequest, needs, see_other
from amends.web.forms import PhoneField, StyledForm

# What is put right at a counter; the rest of the remedies wants more than a moment.
REMEDIES = ("CORR", "REFD", "REPL", "REDO", "PRED", "INFO", "APOL", "GEST")
KEYS = "now-form"


class NowForm(StyledForm):
    """What happened, what I did, content? The rest may stay empty."""

    text = forms.CharField(
        label=_lazy("What happened?"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    done = forms.CharField(label=_lazy("What did you do?"), required=False, max_length=2000)
    content = forms.ChoiceField(label=_lazy("Is the customer content?"), widget=forms.RadioSelect)
    remedy = forms.ChoiceField(label=_lazy("Kind of remedy"), required=False)
    amount = MoneyField(label=_lazy("Amount given"), required=False)
    goods = forms.CharField(label=_lazy("Goods"), required=False, max_length=160)
    name = forms.CharField(label=_lazy("Name"), required=False, max_length=160)
    phone = PhoneField(label=_lazy("Phone"), required=False)
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = remedy_names()
        spoken = get_language() or "en"
        choices: dict[str, list[tuple[str, str]]] = {
            "content": [("yes", _("Yes, content")), ("no", _("No"))],
            "remedy": [("", _("Not said"))]
            + [(code, words.named(names[code], spoken, code)) for code in REMEDIES if code in names],
        }
        for name, options in choices.items():
            self.offer(name, options)
        amount: MoneyField = self.fields["amount"]  # type: ignore[assignment]
        amount.meant_in(currency)
        self.fields["text"].widget.attrs |= {"autofocus": True}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.TAKE)
def settle(request: StaffRequest) -> HttpResponse:
    """Take and settle in one."""
    brand = brand_of(request)
    key = f"{request.staff.pk.hex}{request.at.timestamp():.0f}"[:64]
    form = NowForm(request.POST or None, currency=_currency(request, brand), initial={"key": key})

    def act() -> Settled:
        told = form.cleaned_data
        return on_the_spot.settle(
            _arrival(form, request, brand),
            done=told["done"],
            is_content=told["content"] == "yes",
            remedy=told["remedy"],
            money=told["amount"] or None,
            by=request.actor,
            at=request.at,
        )

    if form.is_bound and (found := attempt(form, act)):
        return _answer(request, found)
    context = {"heading": _("Settled on the spot"), "form": form, "whole_url": reverse("desk-behalf")}
    return render(request, "desk/now.html", context, status=status_of(form))


def _currency(request: StaffRequest, brand: Brand) -> str:
    """Give the currency of the place somebody works at."""
    return queries.currency_at(brand, queries.unit_of(request.staff, brand).branch)


def _arrival(form: NowForm, request: StaffRequest, brand: Brand) -> Arrival:
    told = form.cleaned_data
    unit = queries.unit_of(request.staff, brand)
    return Arrival(
        brand=brand,
        unit=unit,
        branch=unit.branch,
        concerns=unit,
        channel=Channel.COUNTER,
        text=told["text"],
        received_at=request.at,
        language=detecting.detect(told["text"], default=request.staff.language),
        person=Person(name=told["name"], phone=told["phone"]),
        product_words=told["goods"],
        taker=request.staff,
        keys=((KEYS, told["key"]),) if told["key"] else (),
    )


def _answer(request: StaffRequest, found: Settled) -> HttpResponse:
    reference = shown.shown_reference(found.complaint)
    if found.is_settled:
        messages.success(request, _("Settled: {reference}. Thank you.").format(reference=reference))
        return see_other(reverse("desk-now"))
    messages.warning(request, _("{reference} goes the ordinary way; you stay its contact.").format(reference=reference))
    return see_other(reverse("desk-taken", args=[found.complaint.number]))
