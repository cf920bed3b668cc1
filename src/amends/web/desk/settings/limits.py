"""The section of amounts: what each role may grant by itself, in a brand, for one remedy or for all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from amends.authority import actions, queries
from amends.authority.models import Band
from amends.authority.rules import LADDER, default_limit
from amends.insight import words
from amends.organisation import queries as house
from amends.organisation import settings_queries as rows_of
from amends.organisation.rules import Role
from amends.taxonomy.rules import remedy_names
from amends.web.desk import shown
from amends.web.desk.acts.form import MoneyField
from amends.web.desk.settings.places import brand_choices
from amends.web.desk.settings.section import Panel, Section

GRANTING = (*LADDER, Role.LEGAL)


class LimitSection(Section):
    name, title, icon = "limits", _lazy("Limits of amounts"), "cash"
    lead = _lazy("What somebody may grant without asking. Above it another person, or two, must agree.")
    heads = (_lazy("Role"), _lazy("Brand"), _lazy("Remedy"), _lazy("Amount"))

    brand = forms.ChoiceField(label=_lazy("Brand"))
    role = forms.ChoiceField(label=_lazy("Role"))
    remedy = forms.ChoiceField(label=_lazy("Remedy"), required=False)
    limit = MoneyField(label=_lazy("Amount"))
    ended = forms.BooleanField(label=_lazy("No longer: the shipped amount counts again"), required=False)

    @classmethod
    def rows(cls) -> Iterable[Band]:
        return queries.bands()

    @classmethod
    def cells(cls, row: Band) -> list[str]:
        remedy = words.remedy(row.remedy) if row.remedy else _("All remedies")
        return [words.role(row.role), shown.place(row.brand), remedy, words.money(row.money)]

    @classmethod
    def find(cls, key: UUID) -> Any:
        return rows_of.get(queries.bands(), key)

    def read(self, row: Band) -> dict[str, Any]:
        return {"limit": str(row.money)}

    def prepare(self) -> None:
        money: Any = self.fields["limit"]
        money.meant_in(self.row.currency if self.row else house.get_company().currency)
        for name in ("ended",) if self.row is None else ("brand", "role", "remedy"):
            del self.fields[name]
        if self.row is None:
            self.offer("brand", brand_choices())
            self.offer("role", [(one.value, words.role(one.value)) for one in GRANTING])
            self.offer("remedy", [("", _("All remedies")), *((code, words.remedy(code)) for code in remedy_names())])

    def panels(self) -> Sequence[Panel]:
        """Say what counts where no row says otherwise."""
        currency = self.row.currency if self.row else house.get_company().currency
        lines = [f"{words.role(one.value)}: {words.money(default_limit(one, currency))}" for one in GRANTING]
        return [Panel(_("Shipped amounts, where no row says otherwise"), "info-circle", lines)]

    def write(self) -> None:
        told = self.cleaned_data
        if self.row is None:
            brand: Any = rows_of.get(rows_of.brands(), UUID(told["brand"]))
            actions.set_limit(
                brand, role=Role(told["role"]), remedy=told["remedy"], limit=told["limit"], **self.common()
            )
        elif told["ended"]:
            actions.end_limit(self.row, **self.common())
        elif told["limit"] != self.row.money:
            place = {"role": Role(self.row.role), "remedy": self.row.remedy}
            actions.set_limit(self.row.brand, limit=told["limit"], **place, **self.common())
