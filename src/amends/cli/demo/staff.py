"""Employs the people of the example company, so that every duty of a complaint finds another person."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.contrib.auth.hashers import make_password

from amends.cli.demo.company import Company, country_of
from amends.organisation import book, furnishing, queries
from amends.organisation.actor import SYSTEM, Actor
from amends.organisation.models import Staff
from amends.organisation.rules import Role

PASSWORD = "kazami-demo"  # of a throwaway database on this machine, printed at the start
DOMAIN = "kazami.example"


@dataclass(frozen=True, slots=True)
class Person:
    """One member of staff as written down, with their row and what they may do."""

    staff: Staff
    actor: Actor
    role: Role
    unit: str
    languages: tuple[str, ...]

    def serves(self, country: str) -> bool:
        return self.unit in ("", "compliance") or country_of(self.unit) == country


@dataclass(slots=True)
class Crew:
    """Everybody, and who takes which part."""

    people: list[Person] = field(default_factory=list)

    def care_of(self, branch: str) -> Person:
        """Give the one who takes care of customers in a branch: contact of what it takes in."""
        return next(one for one in self.people if one.unit == f"{branch}-customer-care")

    def in_country(self, country: str, role: Role) -> list[Person]:
        """Give those with a role in a country, those of the whole house last."""
        found = [one for one in self.people if one.role is role and one.serves(country)]
        return sorted(found, key=lambda one: one.unit == "")

    def taker(self, branch: str, unit: str) -> Person:
        """Give the employee who hears a complaint first at a counter: somebody of that unit, else customer care."""
        here = (f"{branch}-{unit}", f"{country_of(branch)}-{unit}")
        return next((one for one in self.people if one.unit in here), self.care_of(branch))

    def answerer(self, branch: str, unit: str) -> Person:
        """Give the one who answers for a unit: somebody of it, else the country's manager."""
        here = (f"{branch}-{unit}", f"{country_of(branch)}-{unit}", unit)
        return next((one for one in self.people if one.unit in here), self.manager(branch))

    def compliance(self, language: str) -> Person:
        """Give the one who owns matters of integrity in a language."""
        return next(one for one in self.people if one.unit == "compliance" and one.languages[0] == language)

    @property
    def director(self) -> Person:
        """Give the one above all countries."""
        return next(one for one in self.people if one.role is Role.MANAGER and not one.unit)

    def manager(self, branch: str) -> Person:
        return self.in_country(country_of(branch), Role.MANAGER)[0]


@cache
def described() -> tuple[dict[str, Any], ...]:
    """Read who works there."""
    text = (files("amends.cli.demo") / "staff.jsonl").read_text(encoding="utf-8")
    return tuple(json.loads(line) for line in text.splitlines())


def hire(company: Company, at: datetime) -> Crew:
    """Employ everybody and put the customer care of each branch on duty."""
    password_hash = make_password(PASSWORD)
    crew = Crew([_hire(company, one, password_hash, at) for one in described()])
    for code, unit in company.units.items():
        for person in crew.people:
            if person.unit == code and person.role in (Role.HANDLER, Role.EMPLOYEE):
                furnishing.change(unit, duty_person=person.staff, by=SYSTEM, at=at)
    head = company.units["customer-care"]
    furnishing.change(head, duty_person=crew.care_of("gb-leeds").staff, by=SYSTEM, at=at)
    return crew


def sign_ins() -> list[dict[str, str]]:
    """Give the accounts a visitor may use, those who see the most first."""
    order = ["manager", "handler", "lead", "payer", "admin", "safety", "legal", "auditor", "employee"]
    people = sorted((one for one in described() if one["user"]), key=lambda one: order.index(one["role"]))
    return [
        {"email": address(one), "password": PASSWORD, "role": one["role"], "name": one["name"], "unit": one["unit"]}
        for one in people
    ]


def address(one: dict[str, Any]) -> str:
    """Give the mail address somebody signs in with; none for those who only have a number at a till."""
    return f"{one['user']}@{DOMAIN}" if one["user"] else ""


def _hire(company: Company, one: dict[str, Any], password_hash: str, at: datetime) -> Person:
    mail = address(one)
    unit = company.units[one["unit"]] if one["unit"] else None
    role = Role(one["role"])
    staff = book.add_staff(
        mail or f"staff-{one['number']}",
        name=one["name"],
        password=None,
        password_hash=password_hash if mail else "",
        by=SYSTEM,
        at=at,
        grants=((role, company.brand, unit),),
        email=mail,
        number=one["number"],
        family_name=one["family_name"],
        shown_name=one["shown_name"],
        language=one["language"],
        skills={"languages": one["skills"]},
    )
    return Person(staff, queries.actor_of(staff), role, one["unit"], tuple(one["skills"]))
