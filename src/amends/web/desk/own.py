"""One's own page: name, language, clock, password, second factors."""

from __future__ import annotations

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from amends.organisation import book
from amends.web.desk.people import StaffRequest, see_other, staff
from amends.web.forms import StyledForm


class ProfileForm(StyledForm):
    """What somebody may say about themselves."""

    shown_name = forms.CharField(
        label=_lazy("Name that customers read"),
        help_text=_lazy("Family name, business name or number; empty: your name."),
        required=False,
        max_length=120,
    )
    language = forms.ChoiceField(label=_lazy("Language"), choices=settings.LANGUAGES)
    zone = forms.ChoiceField(
        label=_lazy("Clock"), help_text=_lazy("Empty: that of the place where you work."), required=False
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.offer("zone", [("", "—"), *((name, name) for name in sorted(available_timezones()) if "/" in name)])


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def profile(request: StaffRequest) -> HttpResponse:
    """Show and change one's own page."""
    person = request.staff
    known = {"shown_name": person.shown_name, "language": person.language, "zone": person.zone}
    form = ProfileForm(request.POST or None, initial=known)
    if form.is_bound and form.is_valid():
        book.change_preferences(person, **form.cleaned_data)
        with override(person.language):
            messages.success(request, _("Saved."))
        return see_other(reverse("desk-me"))
    context = {"heading": person.name, "form": form, "person": person}
    return render(request, "desk/me_page.html", context, status=422 if form.is_bound else 200)


@require_POST
@staff
def choose_language(request: StaffRequest) -> HttpResponse:
    """Change one's language from the menu and go back, on our own host only."""
    if request.POST.get("language") in dict(settings.LANGUAGES):
        book.change_preferences(request.staff, language=request.POST["language"])
    back = request.POST.get("next", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return see_other(back if is_ours else reverse("desk-home"))
