"""The page of the first run. After it is done it is not there any more, for anybody."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from amends.kernel.errors import NotFound
from amends.organisation import set_up
from amends.organisation.set_up import Beginning
from amends.text.dates import locale_of
from amends.web import throttle
from amends.web.desk.acting import attempt, status_of
from amends.web.desk.people import see_other
from amends.web.forms import StyledForm

FIRST_COUNTRIES = ("JP", "CN", "MY", "SG", "GB")
DAYS = range(7)


class SetUpForm(StyledForm):
    """Everything the first run asks for, on one page."""

    code = forms.CharField(
        label=_lazy("Code from the terminal"),
        max_length=40,
        help_text=_lazy("Amends printed it when it started: three groups of four."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )
    company = forms.CharField(label=_lazy("Name of the company"), max_length=120)
    country = forms.ChoiceField(label=_lazy("Country"))
    subdivision = forms.CharField(
        label=_lazy("State, for its holidays"),
        max_length=10,
        required=False,
        help_text=_lazy("For example 07 for Penang, ENG for England"),
    )
    zone = forms.ChoiceField(label=_lazy("Time zone"))
    currency = forms.CharField(
        label=_lazy("Currency"), min_length=3, max_length=3, help_text=_lazy("Three letters: JPY, CNY, MYR, GBP")
    )
    language = forms.ChoiceField(label=_lazy("First language"), choices=settings.LANGUAGES)
    languages = forms.MultipleChoiceField(
        label=_lazy("Languages of your customers"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    unit = forms.CharField(
        label=_lazy("First unit"), max_length=120, help_text=_lazy("Where complaints arrive: shop, customer care ...")
    )
    days = forms.MultipleChoiceField(label=_lazy("Open on"), widget=forms.CheckboxSelectMultiple)
    opens = forms.TimeField(label=_lazy("Opens at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    closes = forms.TimeField(label=_lazy("Closes at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    name = forms.CharField(label=_lazy("Your name"), max_length=120)
    email = forms.EmailField(label=_lazy("Your e-mail address"), required=False)
    username = forms.CharField(label=_lazy("Name to sign in with"), max_length=150)
    password = forms.CharField(
        label=_lazy("Password"),
        min_length=10,
        max_length=200,
        help_text=_lazy("At least 10 characters; a sentence is good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        locale = locale_of(get_language() or "en")
        names = {code: name for code, name in locale.territories.items() if len(code) == 2 and code.isalpha()}
        rest = sorted((name, code) for code, name in names.items() if code not in FIRST_COUNTRIES)
        countries = [(code, names[code]) for code in FIRST_COUNTRIES] + [(code, name) for name, code in rest]
        self.offer("country", [("", ""), *countries])
        self.offer("zone", [("", "")] + [(one, one) for one in sorted(available_timezones())])
        weekdays = locale.days["format"]["wide"]
        self.offer("days", [(str(day), weekdays[day]) for day in DAYS])
        self.initial = {
            "days": [str(day) for day in range(5)],
            "opens": "09:00",
            "closes": "18:00",
            "language": get_language(),
            "languages": [code for code, _name in settings.LANGUAGES],
        }

    def clean_currency(self) -> str:
        code = str(self.cleaned_data["currency"]).upper()
        if code not in Locale("en").currencies:
            raise forms.ValidationError(_("There is no such currency."))
        return code

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("opens") and told.get("closes") and told["opens"] >= told["closes"]:
            self.add_error("closes", _("It closes after it opens."))
        return told

    def beginning(self) -> Beginning:
        """Read the form as what the first run writes."""
        told = self.cleaned_data
        hours = [[told["opens"].strftime("%H:%M"), told["closes"].strftime("%H:%M")]]
        same = (
            "company",
            "country",
            "subdivision",
            "zone",
            "currency",
            "language",
            "unit",
            "name",
            "email",
            "password",
        )
        return Beginning(
            **{field: told[field] for field in same},
            username=told["username"],
            languages=tuple(told["languages"]),
            hours=dict.fromkeys(told["days"], hours),
        )


@require_http_methods(["GET", "HEAD", "POST"])
def first_run(request: HttpRequest) -> HttpResponse:
    """Ask for what Amends needs to begin. Errors: NotFound once it is closed."""
    if not set_up.is_open():
        raise NotFound(what="set_up")
    form = SetUpForm(request.POST or None)
    if form.is_bound:
        throttle.count(request, throttle.SETUP)
        staff = attempt(
            form, lambda: set_up.finish(form.beginning(), code=form.cleaned_data["code"], at=timezone.now())
        )
        if staff:
            login(request, staff, backend=settings.AUTHENTICATION_BACKENDS[0])
            return see_other(settings.LOGIN_REDIRECT_URL)
    return render(request, "desk/setup.html", {"form": form, "portal_url": settings.AMENDS_URL}, status=status_of(form))
