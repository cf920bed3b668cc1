"""The page of promises, and what is done with one: give, keep with words, agree on another date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_safe

from amends.complaints.models import Complaint
from amends.flows import register as flow
from amends.flows.spoken import Word
from amends.insight import case_file, register, words
from amends.insight.register import Asked, Span
from amends.promises.models import RUNNING, Promise
from amends.promises.rules import Subject
from amends.web.desk import case, places, shown
from amends.web.desk.acting import attempt, status_of
from amends.web.desk.dates import PROCEDURAL, DueForm
from amends.web.desk.people import StaffRequest, midnight, see_other, staff, writer
from amends.web.parts import Countdown


@dataclass(frozen=True, slots=True)
class Line:
    """A promise in the table."""

    what: str
    icon: str
    origin: str
    person: str
    reference: str
    subject: str
    url: str
    said: str
    owner: str
    due: str
    countdown: Countdown
    is_late: bool


@require_safe
@staff
def list_view(request: StaffRequest) -> HttpResponse:
    """Draw the register."""
    asked = _asked(request)
    rows, following = register.page(request.actor, asked)
    lines = [_line(row, request) for row in rows]
    rate = register.kept_rate(request.actor, is_mine=asked.is_mine, at=request.at)
    context = {
        "heading": _("Promises"),
        "spans": _spans(asked),
        "owners": _owners(asked),
        "late": [line for line in lines if line.is_late],
        "coming": [line for line in lines if not line.is_late],
        "is_ended": asked.span is Span.ENDED,
        "rate": rate,
        "percent": {
            name: _percent(value) for name, value in (("rate", rate.rate), ("low", rate.low), ("high", rate.high))
        },
        "older_url": _address(asked, after=places.written(following)) if following else "",
    }
    return render(request, "desk/promises.html", context)


def _asked(request: StaffRequest) -> Asked:
    span = request.GET.get("span", "")
    return Asked(
        span=Span(span) if span in set(Span) else Span.NOW,
        is_mine=request.GET.get("whose", "mine") == "mine",
        at=request.at,
        midnight=midnight(request),
        after=places.read(request.GET.get("after", "")),
    )


def _spans(asked: Asked) -> list[dict[str, Any]]:
    labels = {
        Span.NOW: _("Overdue and today"),
        Span.WEEK: _("Next seven days"),
        Span.ALL: _("All running"),
        Span.ENDED: _("Ended"),
    }
    return [
        {"label": label, "url": _address(asked, span=span.value), "is_current": span is asked.span}
        for span, label in labels.items()
    ]


def _owners(asked: Asked) -> list[dict[str, Any]]:
    choices = [("mine", _("Mine"), asked.is_mine), ("all", _("All I may see"), not asked.is_mine)]
    return [
        {"label": label, "url": _address(asked, whose=whose), "is_current": current}
        for whose, label, current in choices
    ]


def _address(asked: Asked, **changes: str) -> str:
    query = {"span": asked.span.value, "whose": "mine" if asked.is_mine else "all"} | changes
    return f"{reverse('desk-promises')}?{urlencode(query)}"


def _percent(share: float | None) -> str:
    return f"{100 * share:.1f}" if share is not None else ""


def _line(promise: Promise, request: StaffRequest) -> Line:
    complaint = promise.complaint
    return Line(
        what=shown.what(promise),
        icon=shown.SUBJECT_ICONS[Subject(promise.subject)],
        origin=" · ".join([words.origin(promise.origin), words.substance(promise.substance)]),
        person=shown.person(complaint),
        reference=shown.shown_reference(complaint),
        subject=complaint.subject,
        url=shown.url_of(complaint),
        said=writer(request)(promise.given_at),
        owner=shown.by_whom(promise),
        due=writer(request)(promise.due_at),
        countdown=shown.countdown(promise, request),
        is_late=promise.standing in RUNNING and promise.due_at < request.at,
    )


class GiveForm(DueForm):
    """A new promise."""

    subject = forms.ChoiceField(label=_lazy("What we promise"))
    words = forms.CharField(label=_lazy("In these words"), required=False, max_length=300)
    field_order = ("subject", "words", "due_on", "due_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("subject", [(one.value, words.subject(one)) for one in PROCEDURAL])


class KeepForm(DueForm):
    """Keeping a promise by hand."""

    is_due_needed = False
    words = forms.CharField(
        label=_lazy("What was done"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["due_on"], self.fields["due_at"]


class MoveForm(DueForm):
    """Another date."""

    words = forms.CharField(
        label=_lazy("What was agreed, with whom"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def give(request: StaffRequest, reference: str) -> HttpResponse:
    """Give a new promise."""
    complaint = case_file.get_complaint(request.actor, reference)
    form = GiveForm(request.POST or None, request=request, complaint=complaint)

    def act() -> Promise:
        told = form.cleaned_data
        word = Word(Subject(told["subject"]), told["due"], told["words"])
        return flow.give(complaint, word, owner=request.staff, by=request.actor, at=request.at)

    return _answer(request, complaint, form, act, _("A new promise"), _("Promised."))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def keep(request: StaffRequest, reference: str, key: UUID) -> HttpResponse:
    """Keep a promise, with words on what was done."""
    complaint = case_file.get_complaint(request.actor, reference)
    promise = flow.get(complaint, key)
    form = KeepForm(request.POST or None, request=request, complaint=complaint)

    def act() -> Promise:
        said = form.cleaned_data["words"]
        return flow.keep(complaint, key, words=said, by=request.actor, at=request.at)

    return _answer(request, complaint, form, act, _("Kept: {what}").format(what=shown.what(promise)), _("Kept."))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def move(request: StaffRequest, reference: str, key: UUID) -> HttpResponse:
    """Agree on another date."""
    complaint = case_file.get_complaint(request.actor, reference)
    promise = flow.get(complaint, key)
    form = MoveForm(request.POST or None, request=request, complaint=complaint)

    def act() -> Promise:
        told = form.cleaned_data
        return flow.move_date(complaint, key, due=told["due"], words=told["words"], by=request.actor, at=request.at)

    title = _("Another date for: {what}").format(what=shown.what(promise))
    return _answer(request, complaint, form, act, title, _("The date is moved."))


def _answer(
    request: StaffRequest, complaint: Complaint, form: DueForm, act: Any, title: str, done: str
) -> HttpResponse:
    if form.is_bound and attempt(form, act):
        messages.success(request, done)
        return see_other(shown.url_of(complaint))
    context = {
        "heading": title,
        "form": form,
        "complaint": complaint,
        "url": shown.url_of(complaint),
        "shown_reference": shown.shown_reference(complaint),
        "person": shown.person(complaint),
        "clock_words": case.clock_words(request, complaint),
    }
    return render(request, "desk/act_page.html", context, status=status_of(form))
