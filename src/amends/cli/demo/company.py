"""Makes the example company: calendars of its countries, brand, branches, units, a till, texts of replies and what it sells."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from amends.catalogue import book as catalogue_book
from amends.correspondence import templates
from amends.correspondence.models import ReplyTemplate
from amends.organisation import book, furnishing, queries
from amends.organisation.actor import SYSTEM
from amends.organisation.models import Branch, Brand, Calendar, Unit

Names = dict[str, str]
TILL_AT = "gb-leeds-till"  # the unit with a shared till


@dataclass(slots=True)
class Company:
    """The premises of Kazami by their codes. product_names: code -> language -> name. till_secret: opens its shared till."""

    brand: Brand
    branches: dict[str, Branch] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    product_names: dict[str, Names] = field(default_factory=dict)
    till_secret: str = ""

    def unit_in(self, branch: str, kind: str) -> Unit:
        """Give a branch's own unit of a kind, or its country's: "gb-leeds" and "delivery" is delivery in Britain."""
        return self.units.get(f"{branch}-{kind}") or self.units.get(f"{country_of(branch)}-{kind}") or self.units[kind]


@cache
def described() -> dict[str, Any]:
    """Read what is written down about the company."""
    text = (files("amends.cli.demo") / "company.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def country_of(branch: str) -> str:
    """Give the country a branch's code begins with: jp, cn, my, gb."""
    return branch.split("-")[0]


def make(at: datetime) -> Company:
    """Make all premises. at: when the house was set up."""
    plan = described()
    calendars = {}
    for one in plan["calendars"]:
        columns = {key: one[key] for key in ("name", "zone", "country", "subdivision", "pattern")}
        calendars[one["code"]] = furnishing.add(Calendar(**columns), by=SYSTEM, at=at)
    company = Company(_brand(plan["brand"], calendars, at))
    for one in plan["branches"]:
        columns = {key: one[key] for key in ("code", "phone", "names", "country", "subdivision", "language", "address")}
        columns |= {"name": one["names"]["en"], "calendar": calendars[one["calendar"]]}
        company.branches[one["code"]] = furnishing.add(Branch(brand=company.brand, **columns), by=SYSTEM, at=at)
    _units(company, plan, at)
    for one in plan["products"]:
        company.product_names[one["code"]] = one["names"]
        catalogue_book.add_product(
            company.brand, one["code"], name=one["names"]["en"], names=one["names"], group=one["group"]
        )
    for line in (files("amends.cli.demo") / "templates.jsonl").read_text(encoding="utf-8").splitlines():
        templates.keep(ReplyTemplate(brand=company.brand), **json.loads(line), is_active=True, by=SYSTEM, at=at)
    company.till_secret = book.make_till("Till 1", unit=company.units[TILL_AT], by=SYSTEM, at=at)[1]
    return company


def _brand(plan: dict[str, Any], calendars: dict[str, Any], at: datetime) -> Brand:
    brand = book.ensure_ground()
    house = queries.get_company()
    columns = {key: plan[key] for key in ("name", "country", "currency")}
    furnishing.change(house, **columns, set_up_at=at, by=SYSTEM, at=at)
    given = ("code", "name", "names", "prefix", "accent", "language", "languages", "mail_address", "phone")
    columns = {name: plan[name] for name in given}
    furnishing.change(brand, calendar=calendars[plan["calendar"]], by=SYSTEM, at=at, **columns)
    return brand


def _units(company: Company, plan: dict[str, Any], at: datetime) -> None:
    """Make the head office, one unit for each country, below it those of the country and those of each branch."""
    head = queries.default_unit(company.brand)
    names = plan["head"]["names"]
    furnishing.change(head, code=plan["head"]["code"], name=names["en"], names=names, by=SYSTEM, at=at)
    company.units[head.code] = head
    for one in plan["units"]:
        if one["of"] == "house":
            _unit(company, one["code"], one["names"], at)
    for country in plan["countries"]:
        code = country["code"]
        root = _unit(company, code, _joined(plan["brand"]["names"], country["names"]), at)
        for one in plan["units"]:
            if one["of"] == "country":
                _unit(company, f"{code}-{one['code']}", _joined(one["names"], country["names"]), at, parent=root)
        for branch in plan["branches"]:
            if country_of(branch["code"]) == code:
                _branch_units(company, branch, root, plan, at)


def _branch_units(company: Company, branch: dict[str, Any], root: Unit, plan: dict[str, Any], at: datetime) -> None:
    for one in plan["units"]:
        if one["of"] == "branch":
            place = company.branches[branch["code"]]
            names = _joined(one["names"], branch["names"])
            _unit(company, f"{branch['code']}-{one['code']}", names, at, parent=root, branch=place)


def _unit(company: Company, code: str, names: Names, at: datetime, **columns: Any) -> Unit:
    unit = furnishing.add(
        Unit(brand=company.brand, code=code, name=names["en"], names=names, **columns), by=SYSTEM, at=at
    )
    company.units[code] = unit
    return unit


def _joined(what: Names, where: Names) -> Names:
    """Name a unit with its place, as each language puts them."""
    return {
        "en": f"{what['en']}, {where['en']}",
        "ja": f"{where['ja']} {what['ja']}",
        "zh-hans": f"{where['zh-hans']}{what['zh-hans']}",
        "ms": f"{what['ms']}, {where['ms']}",
    }
