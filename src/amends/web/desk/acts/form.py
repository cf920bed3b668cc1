"""The form of an act: fields, when it is open to whom, and the one action it calls."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import datetime, time
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _

from amends.complaints.errors import StaleComplaint
from amends.complaints.models import Complaint
from amends.complaints.rules import State
from amends.insight import words
from amends.insight.case_file import CaseFile
from amends.kernel.money import Money, MoneyError, NotAnAmount, minor_units
from amends.organisation import calendars, queries
from amends.organisation.models import Staff, Unit
from amends.organisation.rules import Right
from amends.web.desk import shown
from amends.web.desk.people import StaffRequest
from amends.web.forms import StyledForm

Choices = Iterable[tuple[str, str]]
_CODE = re.compile(r"\b[A-Z]{3}\b")


class ActForm(StyledForm):
    """Base of all acts. A subclass says its name, title, the states it is open in, and what it does.

    lead: one sentence that helps to do it right. is_main: the act that carries the complaint on from here.
    """

    name: ClassVar[str] = ""
    title: ClassVar[str | Lazy] = ""
    icon: ClassVar[str] = "circle-dot"
    lead: ClassVar[str | Lazy] = ""
    button: ClassVar[str | Lazy] = ""
    states: ClassVar[frozenset[State]] = frozenset()
    right: ClassVar[Right] = Right.HANDLE
    is_main: ClassVar[bool] = False
    detail: ClassVar[str] = ""  # template of what is shown above the fields

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, request: StaffRequest, file: CaseFile, *args: Any, **kwargs: Any) -> None:
        self.request, self.file, self.complaint = request, file, file.complaint
        kwargs["initial"] = {"version": self.complaint.last_sequence, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.own_currency()
        self.prepare()

    @classmethod
    def is_open(cls, request: StaffRequest, file: CaseFile) -> bool:
        """Say whether the act makes sense now, to this person; the action itself decides."""
        return not cls.states or State(file.complaint.state) in cls.states

    def prepare(self) -> None:
        """Fill choices and first values."""

    def details(self) -> dict[str, Any]:
        """Prepare what `detail` shows above the fields."""
        return {}

    def own_currency(self) -> None:
        """Read amounts without a currency in that of the place."""
        for field in self.fields.values():
            if isinstance(field, MoneyField):
                field.meant_in(queries.currency_at(self.complaint.brand, self.complaint.branch))

    def perform(self) -> None:
        """Call the one action. Errors: DomainError, worded beside the form with everything typed kept."""
        raise NotImplementedError

    def do(self) -> bool:
        """Refuse a form that was opened before somebody else's change, else perform. Errors: StaleComplaint and others."""
        if self.cleaned_data["version"] != self.complaint.last_sequence:
            raise StaleComplaint(number=self.complaint.number)
        self.perform()
        return True

    def read_anew(self) -> None:
        """Take note that the person sees the complaint as it is now; everything they typed stays."""
        if isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            self.data["version"] = str(self.complaint.last_sequence)

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, cleaned."""
        return self.cleaned_data

    def common(self) -> dict[str, Any]:
        """Give the author and the time every action takes."""
        return {"by": self.request.actor, "at": self.request.at}


class WordsField(forms.CharField):
    """Words of some length."""

    def __init__(self, *, rows: int = 3, most: int = 2000, **kwargs: Any) -> None:
        super().__init__(max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class MoneyField(forms.CharField):
    """An amount as people write it: "45", "£45.00", "4,500円", "45.00 GBP"; without a currency that of the place is meant."""

    currency = "EUR"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, **kwargs)

    def meant_in(self, currency: str) -> None:
        """Take amounts to be of a currency, and show how one is written."""
        self.currency = currency
        self.help_text = _("For example {amount}").format(amount=self.example())

    def example(self) -> str:
        """Give an amount as it may be typed."""
        return words.money(Money(Decimal(45 if minor_units(self.currency) else 4500), self.currency))

    def clean(self, value: Any) -> Money | None:
        """Read the amount. Errors: ValidationError."""
        typed = super().clean(value)
        if not typed:
            return None
        plain = unicodedata.normalize("NFKC", typed).upper()
        code = _CODE.search(plain)
        try:
            money = Money.parse(_CODE.sub("", plain).strip(), code.group() if code else self.currency)
            if money.amount < 0:
                raise NotAnAmount(amount=typed)
            return money
        except MoneyError as unreadable:
            told = _("This amount cannot be read. Write it like {amount}.").format(amount=self.example())
            raise forms.ValidationError(told) from unreadable


class DueField(forms.DateTimeField):
    """A day and a time on the reader's clock."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
            **kwargs,
        )


def unit_choices(complaint: Complaint) -> Choices:
    """List the units of the brand."""
    return [(str(unit.pk), _unit_name(unit)) for unit in queries.unit_list([complaint.brand_id])]


def _unit_name(unit: Unit) -> str:
    name = shown.place(unit)
    return f"{name} ({shown.place(unit.branch)})" if unit.branch else name


def staff_choices(complaint: Complaint, keep: Callable[[Staff], bool] = lambda one: True) -> Choices:
    """List active members of staff of the brand."""
    return [(str(one.pk), one.name) for one in queries.staff_list([complaint.brand_id]) if keep(one)]


def end_of_working_day(form: ActForm, days: int) -> datetime:
    """Give the end of the n-th working day from now on the place's calendar, on the reader's clock."""
    calendar = calendars.of_brand(form.complaint.brand, form.complaint.branch)
    return calendar.add_working_days(form.request.at, days).astimezone(form.request.zone)


def as_instant(form: ActForm, typed: datetime) -> datetime:
    """Read a typed day and time on the reader's clock."""
    plain = typed.replace(tzinfo=None)
    return datetime.combine(plain.date(), time(plain.hour, plain.minute), form.request.zone)


def listed(text: str) -> list[str]:
    """Give the parts of what somebody typed with commas, as any keyboard writes them."""
    return [part.strip() for part in re.split("[,、]", unicodedata.normalize("NFKC", text)) if part.strip()]
