"""A due date picked in a form: on the clock of the reader, never in the past, never when the place is closed."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from amends.complaints.models import Complaint
from amends.flows.spoken import Word
from amends.insight import words
from amends.kernel.calendar import DayKind, WorkingCalendar
from amends.kernel.public_holidays import holiday_name
from amends.organisation import calendars
from amends.promises.rules import Subject
from amends.text.forms_of_address import base
from amends.web import when
from amends.web.desk.people import StaffRequest
from amends.web.forms import StyledForm

LATEST = time(17)
# What may be promised in words: the way. To put it right is for a decision, or for the call in which it was said.
PROCEDURAL = (Subject.UPDATE, Subject.ANSWER, Subject.CALL_BACK, Subject.OTHER)


def calendar_of(complaint: Complaint) -> WorkingCalendar:
    """Give the calendar that counts for a complaint."""
    return calendars.of_brand(complaint.brand, complaint.branch)


class DueForm(StyledForm):
    """A date and a time at which something is due. request, complaint: whose clock and whose calendar count."""

    is_due_needed = True
    due_on = forms.DateField(label=_lazy("By"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    due_at = forms.TimeField(
        label=_lazy("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), required=False
    )

    def __init__(self, *args: Any, request: StaffRequest, complaint: Complaint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.complaint = request, complaint

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.is_due_needed and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("A promise has a date."))
        if cleaned.get("due_on"):
            cleaned["due"] = self._checked(cleaned["due_on"], cleaned.get("due_at") or LATEST)
        return cleaned

    def _checked(self, on: date, at: time) -> datetime | None:
        """Give the instant, or say why it cannot be and put the next opening into the fields."""
        due = datetime.combine(on, at, self.request.zone)
        calendar = calendar_of(self.complaint)
        if due <= self.request.at:
            self._propose(calendar.next_opening(self.request.at), _("This lies in the past."))
            return None
        if not is_inside(calendar, due):
            self._propose(calendar.next_opening(due), closed_words(calendar, due))
            return None
        return due

    def _propose(self, opening: datetime, why: str) -> None:
        local = opening.astimezone(self.request.zone)
        typed = dict(self.data.items())
        typed[self.add_prefix("due_on")] = local.date().isoformat()
        typed[self.add_prefix("due_at")] = local.strftime("%H:%M")
        self.data = typed
        moment = when.moment(opening, zone=self.request.zone, now=self.request.at)
        said = _("{why} The next opening is {moment}; it stands in the field now.").format(why=why, moment=moment)
        self.add_error("due_on", said)


def is_inside(calendar: WorkingCalendar, due: datetime) -> bool:
    """Say whether something can be due then: while the place is open, or on the stroke of its closing."""
    return any(span.begin <= due <= span.end for span in calendar.openings(calendar.local_day(due)))


def closed_words(calendar: WorkingCalendar, due: datetime) -> str:
    """Say why nobody is there at an instant."""
    day = calendar.day(calendar.local_day(due))
    language = base(get_language() or "en")
    if day.kind is DayKind.HOLIDAY and day.holidays:
        name = holiday_name(day.holidays[0].key, language)
        return _("That day is a holiday: {name}.").format(name=name)
    if day.kind is DayKind.CLOSED:
        return _("We are closed that day.")
    return _("Nobody works on that day.") if not day.hours else _("Nobody works at that time.")


class WordForm(DueForm):
    """A promise said in words: what, by when; empty where nothing was promised."""

    is_due_needed = False
    subjects: tuple[Subject, ...] = PROCEDURAL
    promise = forms.ChoiceField(label=_lazy("We promise"), required=False)
    promise_words = forms.CharField(label=_lazy("In these words"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("promise", [("", _("nothing new")), *((one.value, words.subject(one)) for one in self.subjects)])

    def clean(self) -> dict[str, Any]:
        given = self.data.get(self.add_prefix("promise"))
        self.is_due_needed = bool(given)
        if not given:
            self.cleaned_data["due_on"] = None
        return super().clean()

    def word(self) -> Word | None:
        """Give the promise that was said; None where there is none."""
        told = self.cleaned_data
        if not told.get("promise") or not told.get("due"):
            return None
        return Word(Subject(told["promise"]), told["due"], told.get("promise_words", ""))
