"""The first run: a one-time code on the terminal opens it, company and first administrator close it for ever."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.kernel.errors import DomainError, NotFound
from amends.organisation import book, queries
from amends.organisation.actor import SYSTEM
from amends.organisation.models import Brand, Calendar, Company, Staff, Unit
from amends.organisation.rules import Role

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that look alike


class WrongCode(DomainError):
    """The code is not the one on the terminal."""

    code = "wrong_set_up_code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What the first run asks for. hours: weekday (0 Monday) -> opening intervals, as organisation.calendars reads them."""

    company: str
    country: str
    subdivision: str
    zone: str
    currency: str
    language: str
    languages: tuple[str, ...]
    unit: str
    hours: Mapping[str, list[list[str]]]
    name: str
    username: str
    email: str
    password: str


def is_open() -> bool:
    """Say whether nobody works here yet and the first run was never finished."""
    company = queries.company()
    return company is not None and company.set_up_at is None and not queries.anybody()


@transaction.atomic
def new_code() -> str:
    """Draw the code that opens the first run; the one before no longer does."""
    code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
    Company.objects.update(set_up_digest=queries.digest(_plain(code)))
    return code


def is_code(typed: str) -> bool:
    """Compare a typed code in constant time."""
    company = queries.company()
    known = company.set_up_digest if company else ""
    return bool(known) and hmac.compare_digest(known, queries.digest(_plain(typed[:40])))


@transaction.atomic
def finish(beginning: Beginning, *, code: str, at: datetime) -> Staff:
    """Write company, brand, calendar, unit and administrator. Errors: NotFound once it is closed, WrongCode."""
    company = Company.objects.select_for_update().first()
    if company is None or not is_open():
        raise NotFound(what="set_up")
    if not is_code(code):
        raise WrongCode()
    company.name, company.currency, company.country = beginning.company, beginning.currency, beginning.country
    company.set_up_at, company.set_up_digest = at, ""
    company.save(update_fields=["name", "currency", "country", "set_up_at", "set_up_digest"])
    brand = book.ensure_ground()
    _place(brand, beginning)
    staff = book.add_staff(
        beginning.username.casefold(),
        name=beginning.name,
        email=beginning.email.casefold(),
        language=beginning.language,
        password=beginning.password,
        grants=((Role.MANAGER, brand, None), (Role.ADMIN, brand, None)),
        by=SYSTEM,
        at=at,
    )
    book.note_change("set_up.finished", subject=str(company.pk), by=SYSTEM, at=at)
    return staff


def _place(brand: Brand, beginning: Beginning) -> None:
    columns: dict[str, Any] = {
        "name": beginning.company,
        "zone": beginning.zone,
        "country": beginning.country,
        "subdivision": beginning.subdivision,
        "pattern": {"weekly": dict(beginning.hours)},
    }
    Calendar.objects.filter(pk=brand.calendar_id).update(**columns)
    words = re.findall(r"[A-Z]+", beginning.company.upper())
    letters = "".join(word[0] for word in words)[:3] if len(words) > 1 else "".join(words)[:2]
    Brand.objects.filter(pk=brand.pk).update(
        name=beginning.company,
        prefix=letters,
        language=beginning.language,
        languages=list(beginning.languages),
        mail_address=beginning.email,
    )
    Unit.objects.filter(brand=brand, is_default=True).update(name=beginning.unit)


def _plain(code: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", code.upper())
