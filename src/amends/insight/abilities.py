"""What somebody may see and do, place by place and in plain words, from the roles they hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.authority import queries as authority
from amends.authority.rules import LADDER
from amends.insight import words
from amends.kernel.money import Money
from amends.organisation import queries, settings_queries
from amends.organisation.models import Brand, RoleGrant, Staff
from amends.organisation.names import name_of
from amends.organisation.rules import Right, Role, rights_of


@dataclass(frozen=True, slots=True)
class Ability:
    """What somebody may in one place. where: role and place; lines: whole sentences."""

    where: str
    lines: tuple[str, ...]


def of(staff: Staff, *, at: datetime) -> list[Ability]:
    """Say what somebody may, in each place where they hold a role. Two queries, and one for each brand."""
    if not staff.is_active:
        return [Ability(_("Account closed"), (_("Nobody can sign in with it."),))]
    grants = sorted(settings_queries.grants_of(staff), key=_place)
    if not grants:
        return [Ability(_("No role"), (_("Can sign in and answer what they are asked by name, nothing else."),))]
    company = queries.get_company()
    return [_ability(list(some), company.currency, at) for _key, some in groupby(grants, key=_place)]


def _place(grant: RoleGrant) -> tuple[str, str]:
    return str(grant.brand_id), str(grant.unit_id or "")


def _ability(grants: list[RoleGrant], currency: str, at: datetime) -> Ability:
    first, language = grants[0], get_language() or "en"
    roles = frozenset(Role(one.role) for one in grants)
    brand, unit = name_of(first.brand, language), name_of(first.unit, language) if first.unit else ""
    held = words.listed(words.role(role.value) for role in Role if role in roles)
    where = " · ".join(part for part in (held, brand, unit or _("all units")) if part)
    rights = rights_of(roles)
    lines = [_sees(rights, brand, unit), *(say() for right, say in _MAY.items() if right in rights)]
    if limit := _limit(roles, first.brand, currency, at):
        lines.append(
            _("Grants up to {amount} alone; above that another person, or two, must agree.").format(
                amount=words.money(limit)
            )
        )
    if Right.DECIDE in rights:
        lines.append(_("Never approves what they worked on, investigated, or are complained about in."))
    return Ability(where, tuple(lines))


def _sees(rights: frozenset[Right], brand: str, unit: str) -> str:
    if Right.SEE_BRAND in rights:
        return _("Sees all complaints of {brand}.").format(brand=brand)
    if Right.SEE_UNIT in rights and unit:
        return _(
            "Sees the complaints of {unit} and of the units below it, and those on which they have a duty."
        ).format(unit=unit)
    if Right.SEE_UNIT in rights:
        return _("Sees the complaints of all units of {brand}.").format(brand=brand)
    if Right.PAY in rights:
        return _("Sees the complaints of {brand} on which something is to be paid, while it is.").format(brand=brand)
    return _("Sees only complaints that they took in or on which they have a duty.")


def _limit(roles: frozenset[Role], brand: Brand, currency: str, at: datetime) -> Money | None:
    if not roles & {*LADDER, Role.LEGAL}:
        return None
    limits = authority.limits_by_role(brand, currency, at=at)
    return max((limits[role] for role in roles if role in limits), default=None)


_MAY: Mapping[Right, Callable[[], str]] = {
    Right.SEE_CONFIDENTIAL: lambda: _("Sees confidential complaints too."),
    Right.READ_LOG: lambda: _("Reads also what is shown to those with a duty alone."),
    Right.TAKE: lambda: _("Takes complaints in, also on behalf of somebody."),
    Right.HANDLE: lambda: _("Works on the complaints they see: writes, asks, investigates, decides as the owner."),
    Right.DECIDE: lambda: _("Approves decisions of others."),
    Right.MERGE: lambda: _("Merges complaints that are the same matter."),
    Right.PAY: lambda: _("Pays what was decided."),
    Right.CLEAR_SAFETY: lambda: _("Says when a danger is over."),
    Right.SETTINGS: lambda: _("Changes these settings."),
}
