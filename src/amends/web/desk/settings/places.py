"""Sections of places: company, brands, branches, units, calendars."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from amends.intake import queries as intake
from amends.kernel.calendar import WorkingCalendar
from amends.kernel.errors import NotFound
from amends.organisation import calendars, furnishing, queries
from amends.organisation import settings_queries as rows_of
from amends.organisation.models import Branch, Brand, Calendar, Company, Unit
from amends.text.dates import day_and_time, locale_of
from amends.web.desk import counting, shown
from amends.web.desk.settings.hours import ClosingsField, HoursField, closings_text, hours_text
from amends.web.desk.settings.section import CODE, NAME, Panel, Section

DAYS = range(7)
SHOWN_DAYS = (1, 2, 10)
LEFT_WITHIN = timedelta(days=30)
PARTS_OF_FORM: dict[str, Callable[[], str]] = {
    "what": lambda: _("What happened"),
    "wish": lambda: _("What they wish"),
    "files": lambda: _("Photos and files"),
    "details": lambda: _("What it is about"),
    "reach": lambda: _("How they can be reached"),
    "needs": lambda: _("What they need from us"),
}


def calendar_choices() -> list[tuple[str, str]]:
    return [("", "")] + [(str(one.pk), one.name) for one in rows_of.calendars()]


class CompanySection(Section):
    name, title, icon = "company", _lazy("Company"), "building"
    heads = (NAME, _lazy("Currency"))
    can_add = False

    name_ = forms.CharField(label=_lazy("Name of the company"), max_length=120)
    currency = forms.CharField(label=_lazy("Currency"), validators=[RegexValidator(r"^[A-Z]{3}\Z")])

    @classmethod
    def rows(cls) -> Iterable[Company]:
        return [one for one in [queries.company()] if one]

    @classmethod
    def cells(cls, row: Company) -> list[str]:
        return [row.name, row.currency]

    @classmethod
    def find(cls, key: UUID) -> Company:
        company = queries.get_company()
        if company.pk != key:
            raise NotFound(what="setting")
        return company

    def read(self, row: Company) -> dict[str, Any]:
        return {"name_": row.name, "currency": row.currency}

    def write(self) -> None:
        told = self.cleaned_data
        furnishing.change(self.row, name=told["name_"], currency=told["currency"], **self.common())


class BrandSection(Section):
    name, title, icon = "brands", _lazy("Brands"), "tag"
    lead = _lazy("The names under which customers meet you. The accent colour must stay readable on white.")
    heads = (CODE, NAME, _lazy("Letters"), _lazy("Mail address"))

    code = forms.SlugField(label=CODE, max_length=40)
    name_ = forms.CharField(label=NAME, max_length=120)
    letters = forms.CharField(label=_lazy("Letters in front of references"), max_length=6, required=False)
    accent = forms.CharField(
        label=_lazy("Accent colour"),
        max_length=7,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}\Z")],
        initial="#23569f",
    )
    language = forms.ChoiceField(label=_lazy("First language"), choices=settings.LANGUAGES)
    calendar = forms.ChoiceField(label=_lazy("Calendar"))
    mail_address = forms.EmailField(label=_lazy("Mail address that letters come from"), required=False)
    phone = forms.CharField(label=_lazy("Phone"), max_length=40, required=False)
    is_active = forms.BooleanField(label=_lazy("In use"), required=False, initial=True)

    @classmethod
    def rows(cls) -> Iterable[Brand]:
        return rows_of.brands()

    @classmethod
    def cells(cls, row: Brand) -> list[str]:
        return [row.code, row.name, row.prefix, row.mail_address]

    @classmethod
    def find(cls, key: UUID) -> Any:
        return rows_of.get(rows_of.brands(), key)

    def read(self, row: Brand) -> dict[str, Any]:
        return super().read(row) | {"name_": row.name, "letters": row.prefix, "calendar": str(row.calendar_id)}

    def prepare(self) -> None:
        self.offer("calendar", calendar_choices())

    def panels(self) -> Sequence[Panel]:
        """Show where people left the portal's form, so that somebody sees what asks too much of them."""
        if self.row is None:
            return ()
        since = (self.request.at - LEFT_WITHIN).date()
        left = {part: count for part, count in intake.abandoned(self.row, since=since).items() if count}
        lines = [f"{PARTS_OF_FORM[part]()}: {count}" for part, count in left.items()]
        title = _("Left the portal's form unsent in the last 30 days, by how far they came")
        return [Panel(title, "door-exit", lines or [_("Nobody.")])]

    def write(self) -> None:
        told = dict(self.cleaned_data)
        columns = {
            "name": told.pop("name_"),
            "prefix": told.pop("letters"),
            "calendar_id": UUID(told.pop("calendar")),
            **told,
        }
        self.keep(Brand, columns)


class BranchSection(Section):
    name, title, icon = "branches", _lazy("Branches"), "building-store"
    lead = _lazy("What names a branch goes to the first of its units whose person on duty works on complaints.")
    heads = (CODE, NAME, _lazy("Brand"), _lazy("Country"))

    brand = forms.ChoiceField(label=_lazy("Brand"))
    code = forms.SlugField(label=CODE, max_length=40)
    name_ = forms.CharField(label=NAME, max_length=120)
    country = forms.CharField(label=_lazy("Country, two letters"), max_length=2, required=False)
    calendar = forms.ChoiceField(label=_lazy("Own calendar"), required=False)
    language = forms.ChoiceField(
        label=_lazy("Language spoken there"),
        choices=[("", ""), *settings.LANGUAGES],
        required=False,
        help_text=_lazy("Whoever complains in it without naming a branch is received here."),
    )
    phone = forms.CharField(label=_lazy("Phone"), max_length=40, required=False)
    address = forms.CharField(
        label=_lazy("Address"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_active = forms.BooleanField(label=_lazy("In use"), required=False, initial=True)

    @classmethod
    def rows(cls) -> Iterable[Branch]:
        return rows_of.branches()

    @classmethod
    def cells(cls, row: Branch) -> list[str]:
        return [row.code, row.name, shown.place(row.brand), row.country]

    @classmethod
    def find(cls, key: UUID) -> Any:
        return rows_of.get(rows_of.branches(), key)

    def read(self, row: Branch) -> dict[str, Any]:
        calendar = str(row.calendar_id) if row.calendar_id else ""
        return super().read(row) | {"name_": row.name, "brand": str(row.brand_id), "calendar": calendar}

    def prepare(self) -> None:
        self.offer("brand", brand_choices())
        self.offer("calendar", calendar_choices())

    def write(self) -> None:
        told = self.cleaned_data
        columns = {key: told[key] for key in ("code", "language", "phone", "address", "is_active")}
        columns |= {
            "name": told["name_"],
            "country": told["country"].upper(),
            "brand_id": UUID(told["brand"]),
            "calendar_id": UUID(told["calendar"]) if told["calendar"] else None,
        }
        self.keep(Branch, columns)


def brand_choices() -> list[tuple[str, str]]:
    return [(str(one.pk), shown.place(one)) for one in rows_of.brands()]


class UnitSection(Section):
    name, title, icon = "units", _lazy("Units"), "sitemap"
    lead = _lazy("The person on duty is the named contact of what arrives; without one, acknowledgements wait.")
    heads = (CODE, NAME, _lazy("On duty"), _lazy("Takes what names no unit"))

    brand = forms.ChoiceField(label=_lazy("Brand"))
    code = forms.SlugField(label=CODE, max_length=80)
    name_ = forms.CharField(label=NAME, max_length=120)
    branch = forms.ChoiceField(label=_lazy("Branch"), required=False)
    parent = forms.ChoiceField(label=_lazy("Belongs to"), required=False)
    duty_person = forms.ChoiceField(label=_lazy("On duty"), required=False)
    is_default = forms.BooleanField(label=_lazy("Takes what names no unit"), required=False)
    is_active = forms.BooleanField(label=_lazy("In use"), required=False, initial=True)

    @classmethod
    def rows(cls) -> Iterable[Unit]:
        return rows_of.units()

    @classmethod
    def cells(cls, row: Unit) -> list[str]:
        duty = row.duty_person.name if row.duty_person else _("Nobody yet")
        return [row.code, row.name, duty, _("Yes") if row.is_default else ""]

    @classmethod
    def find(cls, key: UUID) -> Any:
        return rows_of.get(rows_of.units(), key)

    def read(self, row: Unit) -> dict[str, Any]:
        kept = vars(row)
        keys = {name: str(kept[f"{name}_id"] or "") for name in ("brand", "branch", "parent", "duty_person")}
        return super().read(row) | keys | {"name_": row.name}

    def prepare(self) -> None:
        nothing = [("", "")]
        self.offer("brand", brand_choices())
        self.offer("branch", nothing + [(str(one.pk), one.name) for one in rows_of.branches()])
        units = [(str(one.pk), shown.place(one)) for one in rows_of.units() if one != self.row]
        self.offer("parent", nothing + units)
        people = [(str(one.pk), one.name) for one in rows_of.people() if one.is_active]
        self.offer("duty_person", nothing + people)

    def write(self) -> None:
        told = self.cleaned_data
        columns: dict[str, Any] = {
            f"{name}_id": UUID(told[name]) if told[name] else None
            for name in ("brand", "branch", "parent", "duty_person")
        }
        columns |= {"code": told["code"], "name": told["name_"], "is_active": told["is_active"]}
        self.keep(Unit, columns)
        if told["is_default"] and not self.row.is_default:
            furnishing.make_default(self.row, **self.common())


class CalendarSection(Section):
    name, title, icon = "calendars", _lazy("Calendars"), "calendar"
    lead = _lazy("Promises fall due in working time. Public holidays come from the country; own closing days go below.")
    heads = (NAME, _lazy("Time zone"), _lazy("Country"))
    look_words = _lazy("See due dates, without saving")

    name_ = forms.CharField(label=NAME, max_length=80)
    zone = forms.ChoiceField(label=_lazy("Time zone"))
    country = forms.CharField(label=_lazy("Country, two letters"), max_length=2, required=False)
    subdivision = forms.CharField(label=_lazy("State, for its holidays"), max_length=10, required=False)
    closings = ClosingsField(
        label=_lazy("Own closing days, one a line"),
        help_text=_lazy("2026-08-13 to 2026-08-15 Obon, or every year: 12-29 to 01-03"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    @classmethod
    def rows(cls) -> Iterable[Calendar]:
        return rows_of.calendars()

    @classmethod
    def cells(cls, row: Calendar) -> list[str]:
        return [row.name, row.zone, f"{row.country} {row.subdivision}".strip()]

    @classmethod
    def find(cls, key: UUID) -> Any:
        return rows_of.get(rows_of.calendars(), key)

    def read(self, row: Calendar) -> dict[str, Any]:
        weekly = row.pattern.get("weekly") or {str(day): [["09:00", "18:00"]] for day in range(5)}
        days = {f"day{day}": hours_text(weekly.get(str(day), [])) for day in DAYS}
        return super().read(row) | days | {"name_": row.name, "closings": closings_text(row.pattern)}

    def prepare(self) -> None:
        self.offer("zone", [("", "")] + [(one, one) for one in sorted(available_timezones())])
        names = locale_of(get_language() or "en").days["format"]["wide"]
        for day in DAYS:
            self.fields[f"day{day}"] = HoursField(label=names[day], required=False, max_length=120)
        self.restyle()
        self.order_fields(["name_", "zone", "country", "subdivision", *(f"day{day}" for day in DAYS), "closings"])

    def panels(self) -> Sequence[Panel]:
        """Show what a promise given now would mean, by what is typed where that can be read, else by what is saved."""
        typed = self.is_bound and self.is_valid()
        if not typed and self.row is None:
            return ()
        calendar = calendars.working_calendar(Calendar(**self._columns()) if typed else self.row)
        promised = Panel(_("Promises given now"), "calendar-due", [self._due(calendar, days) for days in SHOWN_DAYS])
        now = self.request.at
        closed = counting.left_out(calendar, now, calendar.add_working_days(now, SHOWN_DAYS[-1]))
        lines = [f"{line.when}: {line.words}" for line in closed]
        left_out = Panel(_("Days left out until the last of them"), "calendar-event", lines)
        return [promised, left_out] if lines else [promised]

    def _due(self, calendar: WorkingCalendar, days: int) -> str:
        due = calendar.add_working_days(self.request.at, days).astimezone(ZoneInfo(calendar.zone))
        words = ngettext(
            "A promise of {days} working day would be due {due}.",
            "A promise of {days} working days would be due {due}.",
            days,
        )
        return words.format(days=days, due=day_and_time(due, get_language() or "en"))

    def write(self) -> None:
        self.keep(Calendar, self._columns())

    def _columns(self) -> dict[str, Any]:
        told = self.cleaned_data
        kept = dict(self.row.pattern) if self.row else {}
        weekly = {str(day): told[f"day{day}"] for day in DAYS if told[f"day{day}"]}
        return {
            "name": told["name_"],
            "zone": told["zone"],
            "country": told["country"].upper(),
            "subdivision": told["subdivision"],
            "pattern": {**kept, **told["closings"], "weekly": weekly},
        }

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not any(told.get(f"day{day}") for day in DAYS):
            raise forms.ValidationError(_("It must be open at some time: promises fall due in opening hours."))
        return told
