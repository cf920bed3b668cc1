"""Who receives a customer: the branch, its unit and its telephone, for somebody who writes in a language."""

from __future__ import annotations

from amends.organisation.models import Branch, Brand, Unit
from amends.organisation.queries import default_unit
from amends.organisation.rules import Role

_HANDLING = (Role.HANDLER, Role.LEAD, Role.MANAGER)


def branch_for(brand: Brand, language: str, *, named: Branch | None = None) -> Branch | None:
    """Give the branch that takes a complaint in: the one that was named, else the first made that speaks the language.

    None where the brand's own people read the language, or no branch speaks it.
    """
    if named or language.lower() == brand.language.lower():
        return named
    speaking = Branch.objects.filter(brand=brand, is_active=True, language__iexact=language)
    return speaking.select_related("calendar").order_by("id").first()


def unit_for(brand: Brand, branch: Branch | None) -> Unit:
    """Give the unit of a branch whose person on duty works on complaints, the first made; else the brand's default.

    Errors: NotFound before `amends migrate`.
    """
    return (_unit_of(branch) if branch else None) or default_unit(brand)


def phone_for(brand: Brand, language: str, *, named: Branch | None = None) -> str:
    """Give the number to call: of the branch that receives somebody, else of the brand."""
    branch = branch_for(brand, language, named=named)
    return (branch.phone if branch else "") or brand.phone


def _unit_of(branch: Branch) -> Unit | None:
    rows = Unit.objects.filter(branch=branch, is_active=True, duty_person__is_active=True)
    at_work = rows.filter(duty_person__grants__role__in=_HANDLING, duty_person__grants__until=None)
    return at_work.select_related("duty_person").order_by("id").first()
