"""Sections of people and doors: staff with roles, shared tills, API tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from amends.flows import leaving
from amends.insight import abilities, words
from amends.organisation import book, furnishing
from amends.organisation import settings_queries as rows_of
from amends.organisation.models import ApiToken, Staff, Till
from amends.organisation.rules import Role
from amends.web.desk import shown
from amends.web.desk.settings.places import brand_choices
from amends.web.desk.settings.section import NAME, Panel, Section

PASSWORD = forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True)


def role_choices(*, with_integration: bool = False) -> list[tuple[str, str]]:
    return [(one.value, words.role(one.value)) for one in Role if with_integration or one is not Role.INTEGRATION]


def unit_choices() -> list[tuple[str, str]]:
    return [(str(one.pk), f"{shown.place(one)} ({shown.place(one.brand)})") for one in rows_of.units()]


class StaffSection(Section):
    name, title, icon = "staff", _lazy("Staff"), "users"
    lead = _lazy("Roles say what somebody may do at all; the rest follows from their duty on a complaint.")
    heads = (_lazy("Name"), _lazy("Signs in as"), _lazy("Roles"))

    username = forms.CharField(label=_lazy("Name to sign in with"), max_length=150)
    name_ = forms.CharField(label=_lazy("Name"), max_length=120)
    email = forms.EmailField(label=_lazy("E-mail"), required=False)
    number = forms.CharField(label=_lazy("Staff number, for shared tills"), max_length=20, required=False)
    shown_name = forms.CharField(label=_lazy("Name that customers read"), max_length=120, required=False)
    language = forms.ChoiceField(label=_lazy("Language"), choices=settings.LANGUAGES)
    password = forms.CharField(label=_lazy("New password"), max_length=200, required=False, widget=PASSWORD)
    ended = forms.MultipleChoiceField(
        label=_lazy("End these roles"), required=False, widget=forms.CheckboxSelectMultiple
    )
    role = forms.ChoiceField(label=_lazy("Add a role"), required=False)
    brand = forms.ChoiceField(label=_lazy("In the brand"), required=False)
    unit = forms.ChoiceField(label=_lazy("In one unit alone"), required=False)
    leaves = forms.BooleanField(
        label=_lazy("This person leaves: close the account and hand everything over"), required=False
    )
    heir = forms.ChoiceField(label=_lazy("Hand over to"), required=False)

    @classmethod
    def rows(cls) -> Iterable[Staff]:
        return rows_of.people()

    @classmethod
    def cells(cls, row: Staff) -> list[str]:
        held = [words.role(one.role) for one in row.grants.all() if one.until is None]
        return [row.name, row.username, words.listed(held) if row.is_active else _("Account closed")]

    @classmethod
    def find(cls, key: UUID) -> Any:
        return rows_of.get(rows_of.people(), key)

    def read(self, row: Staff) -> dict[str, Any]:
        return super().read(row) | {"name_": row.name, "password": "", "role": ""}

    def prepare(self) -> None:
        nothing = [("", "")]
        self.offer("role", nothing + role_choices())
        self.offer("brand", brand_choices())
        self.offer("unit", nothing + unit_choices())
        if self.row is None:
            for name in ("ended", "leaves", "heir"):
                del self.fields[name]
            return
        self._grants = {str(one.pk): one for one in rows_of.grants_of(self.row)}
        said = [(key, " · ".join(_place(one))) for key, one in self._grants.items()]
        self.offer("ended", said)
        heirs = [(str(one.pk), one.name) for one in rows_of.people() if one.is_active and one != self.row]
        self.offer("heir", [("", _("The unit of each complaint")), *heirs])

    def panels(self) -> Sequence[Panel]:
        """Say what this person may, as the roles stand."""
        if self.row is None:
            return ()
        found = abilities.of(self.row, at=self.request.at)
        return [Panel(f"{_('What this person may do')}: {one.where}", "user-check", one.lines) for one in found]

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if password:
            validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if (
            told.get("role")
            and told["role"] in (Role.HANDLER, Role.LEAD)
            and not (told.get("brand") or told.get("unit"))
        ):
            self.add_error("brand", _("Say where this role is held."))
        return told

    def write(self) -> None:
        told = self.cleaned_data
        plain = {"email": told["email"].casefold(), "number": told["number"], "shown_name": told["shown_name"]}
        plain |= {"language": told["language"]}
        if self.row is None:
            self.row = furnishing.hire(
                told["username"].casefold(),
                name=told["name_"],
                password=told["password"] or None,
                **plain,
                **self.common(),
            )
        else:
            columns = {**plain, "name": told["name_"], "username": told["username"].casefold()}
            furnishing.change(self.row, **columns, **self.common())
            self._take_back()
        if told["role"]:
            self._grant(Role(told["role"]))

    def _take_back(self) -> None:
        told = self.cleaned_data
        if told["password"]:
            book.set_password(self.row, told["password"], **self.common())
        furnishing.end_roles(self.row, [self._grants[key] for key in told["ended"]], **self.common())
        if told["leaves"]:
            heir = rows_of.get(rows_of.people(), UUID(told["heir"])) if told["heir"] else None
            furnishing.require_another_administrator(self.row)
            leaving.leave(self.row, to=heir, **self.common())

    def _grant(self, role: Role) -> None:
        told = self.cleaned_data
        unit: Any = rows_of.get(rows_of.units(), UUID(told["unit"])) if told["unit"] else None
        brand: Any = unit.brand if unit else rows_of.get(rows_of.brands(), UUID(told["brand"]))
        book.grant_role(self.row, role, brand=brand, unit=unit, **self.common())


def _place(grant: Any) -> list[str]:
    parts = [words.role(grant.role), shown.place(grant.brand)]
    return [*parts, shown.place(grant.unit)] if grant.unit else parts


class TillSection(Section):
    name, title, icon = "tills", _lazy("Shared tills"), "device-mobile"
    lead = _lazy("A till or tablet at which people without an account take complaints with their staff number.")
    heads = (NAME, _lazy("Unit"))

    name_ = forms.CharField(label=NAME, max_length=80)
    unit = forms.ChoiceField(label=_lazy("Unit"))
    revoked = forms.BooleanField(label=_lazy("No longer in use: close it at once"), required=False)

    @classmethod
    def rows(cls) -> Iterable[Till]:
        return rows_of.tills()

    @classmethod
    def cells(cls, row: Till) -> list[str]:
        return [row.name, shown.place(row.unit)]

    @classmethod
    def find(cls, key: UUID) -> Any:
        return rows_of.get(rows_of.tills(), key)

    def read(self, row: Till) -> dict[str, Any]:
        return {"name_": row.name, "unit": str(row.unit_id)}

    def prepare(self) -> None:
        self.offer("unit", [("", ""), *unit_choices()])
        if self.row is None:
            del self.fields["revoked"]
        else:
            del self.fields["name_"], self.fields["unit"]

    def write(self) -> None:
        told = self.cleaned_data
        if self.row is None:
            unit = rows_of.get(rows_of.units(), UUID(told["unit"]))
            _till, secret = book.make_till(told["name_"], unit=unit, **self.common())
            self.secret = f"{settings.AMENDS_URL}{reverse('till')} {secret}"
        elif told["revoked"]:
            furnishing.revoke(self.row, **self.common())


class TokenSection(Section):
    name, title, icon = "tokens", _lazy("API tokens"), "key"
    lead = _lazy("By which other programs take complaints in. The token is shown once.")
    heads = (NAME, _lazy("Role"), _lazy("Brand"))

    name_ = forms.CharField(label=NAME, max_length=80)
    role = forms.ChoiceField(label=_lazy("Role"))
    brand = forms.ChoiceField(label=_lazy("Brand"))
    revoked = forms.BooleanField(label=_lazy("No longer in use: close it at once"), required=False)

    @classmethod
    def rows(cls) -> Iterable[ApiToken]:
        return rows_of.tokens()

    @classmethod
    def cells(cls, row: ApiToken) -> list[str]:
        return [row.name, words.role(row.role), shown.place(row.brand)]

    @classmethod
    def find(cls, key: UUID) -> Any:
        return rows_of.get(rows_of.tokens(), key)

    def read(self, row: ApiToken) -> dict[str, Any]:
        return {}

    def prepare(self) -> None:
        self.offer("role", role_choices(with_integration=True))
        self.initial.setdefault("role", Role.INTEGRATION.value)
        self.offer("brand", brand_choices())
        for name in ("revoked",) if self.row is None else ("name_", "role", "brand"):
            del self.fields[name]

    def write(self) -> None:
        told = self.cleaned_data
        if self.row is None:
            brand: Any = rows_of.get(rows_of.brands(), UUID(told["brand"]))
            _token, self.secret = book.make_token(told["name_"], role=Role(told["role"]), brand=brand, **self.common())
        elif told["revoked"]:
            furnishing.revoke(self.row, **self.common())
