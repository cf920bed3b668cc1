"""`amends token` and `amends staff`: who may come in."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from typing import TYPE_CHECKING, Any

from amends.cli.main import Refused, add, answer
from amends.organisation.rules import Role

if TYPE_CHECKING:
    from amends.organisation.models import Brand, Staff, Unit

STAFF_ROLES = [role.value for role in Role if role is not Role.INTEGRATION]


def register(commands: Any) -> None:
    """Add both groups."""
    tokens = commands.add_parser("token", help="API tokens").add_subparsers(required=True, metavar="ACT")
    create = add(tokens, "create", create_token, "print a new API token, once")
    create.add_argument("name")
    create.add_argument("--role", choices=[role.value for role in Role], default=Role.INTEGRATION.value)
    create.add_argument("--brand", default=None, help="code; the first brand by default")
    create.add_argument("--unit", default=None, help="code")
    people = commands.add_parser("staff", help="people who work here").add_subparsers(required=True, metavar="ACT")
    new = add(people, "add", add_staff, "add somebody; the password comes from AMENDS_PASSWORD or a prompt")
    new.add_argument("email", help="mail address, or a user name for staff without mail")
    new.add_argument("--name", required=True)
    new.add_argument("--role", choices=STAFF_ROLES, required=True)
    new.add_argument("--brand", default=None)
    new.add_argument("--unit", default=None)
    new.add_argument("--number", default="", help="staff number, for shared tills")
    new.add_argument("--language", default="en", choices=["en", "ja", "zh-hans", "ms"])
    password = add(people, "password", set_password, "set a new password")
    password.add_argument("email")


def create_token(options: argparse.Namespace) -> int:
    """Make a token and print it."""
    from django.utils import timezone

    from amends.organisation import book
    from amends.organisation.actor import SYSTEM

    brand, unit = place(options)
    token, secret = book.make_token(
        options.name, role=Role(options.role), brand=brand, unit=unit, by=SYSTEM, at=timezone.now()
    )
    return answer(options, {"token": secret, "name": token.name, "role": token.role}, secret)


def add_staff(options: argparse.Namespace) -> int:
    """Add a member of staff with a role."""
    from django.db import IntegrityError
    from django.utils import timezone

    from amends.organisation import book
    from amends.organisation.actor import SYSTEM

    brand, unit = place(options)
    email = options.email if "@" in options.email else ""
    try:
        staff = book.add_staff(
            options.email.casefold(),
            name=options.name,
            email=email.casefold(),
            number=options.number,
            language=options.language,
            password=_password(),
            grants=((Role(options.role), brand, unit),),
            by=SYSTEM,
            at=timezone.now(),
        )
    except IntegrityError as taken:
        raise Refused(f"{options.email} (or the staff number) belongs to somebody already") from taken
    return answer(
        options, {"username": staff.username, "name": staff.name, "role": options.role}, f"Added {staff.name}."
    )


def set_password(options: argparse.Namespace) -> int:
    """Set a password; every session of that person ends."""
    from django.utils import timezone

    from amends.organisation import book
    from amends.organisation.actor import SYSTEM

    book.set_password(_find(options.email), _password(), by=SYSTEM, at=timezone.now())
    return answer(options, {"username": options.email}, "The password is set.")


def _find(username: str) -> Staff:
    from amends.organisation.queries import find_staff

    staff = find_staff(username)
    if staff is None:
        raise Refused(f"there is nobody called {username}")
    return staff


def place(options: argparse.Namespace) -> tuple[Brand, Unit | None]:
    """Find the brand and unit that the options name. Errors: Refused."""
    from amends.kernel.errors import NotFound
    from amends.organisation import queries

    try:
        brand = queries.get_brand(options.brand)
    except NotFound as nowhere:
        raise Refused("there is no such brand; run amends migrate first, then see --brand") from nowhere
    if not options.unit:
        return brand, None
    unit = queries.find_unit(brand, options.unit)
    if unit is None:
        raise Refused(f"there is no unit {options.unit} in {brand.code}")
    return brand, unit


def _password() -> str:
    password = os.environ.get("AMENDS_PASSWORD")
    if not password and sys.stdin.isatty():
        password = getpass.getpass("Password: ")
    if not password or len(password) < 10:
        raise Refused("a password has at least 10 characters; set AMENDS_PASSWORD or type one at the prompt")
    return password
