"""How much each role may grant, by currency; when another person, or two, must look at a decision.

Source: 2-domain section 3.3 (bands), 9-practice sections 1 and 3 (lanes, own limit). Bands in the table win over these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from zoneinfo import ZoneInfo

from amends.complaints.rules import Lane, Severity
from amends.kernel.calendar import WorkingCalendar
from amends.kernel.money import Money, minor_units
from amends.organisation.rules import Role

CUMULATIVE_WITHIN = timedelta(days=365)
LADDER = (Role.EMPLOYEE, Role.HANDLER, Role.LEAD, Role.MANAGER)
_PLAIN = ("10", "50", "500", "5000")
_BANDS: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(
    {
        "JPY": ("1000", "5000", "50000", "500000"),
        "CNY": ("50", "300", "3000", "30000"),
        "MYR": ("20", "200", "2000", "20000"),
        "SGD": ("10", "50", "500", "5000"),
        "USD": _PLAIN,
        "EUR": _PLAIN,
        "GBP": _PLAIN,
    }
)
# Everybody who decides like a manager, beside the ladder.
_LIKE_MANAGER = frozenset({Role.LEGAL})
APPROVING = (Role.LEAD, Role.MANAGER, Role.LEGAL)


def default_limit(role: Role, currency: str) -> Money:
    """Give what a role may grant by itself where no band says otherwise; nothing for roles that grant nothing."""
    step = Role.MANAGER if role in _LIKE_MANAGER else role
    if step not in LADDER:
        return Money.zero(currency)
    amounts = _BANDS.get(currency)
    if amounts is None:
        factor = 1 if minor_units(currency) else 100
        return Money(Decimal(_PLAIN[LADDER.index(step)]) * factor, currency)
    return Money(Decimal(amounts[LADDER.index(step)]), currency)


def reasons_for_approver(
    *,
    lane: Lane,
    is_rejection: bool,
    blames_customer: bool,
    total: Money | None,
    limit: Money | None,
    has_compensation: bool,
) -> tuple[str, ...]:
    """Name why another person must look at a decision; empty when it lies within the owner's own right.

    total: the dearest option with what this customer was granted within a year; limit: the owner's own.
    """
    applies = {
        "careful": lane is Lane.CAREFUL,
        "rejection": is_rejection,
        "customer_responsible": blames_customer,
        "compensation": has_compensation,
        "money": total is not None and (limit is None or total > limit),
    }
    return tuple(code for code, is_so in applies.items() if is_so)


def needs_two(*, severity: Severity, total: Money | None, most: Money | None) -> bool:
    """Say whether a manager and a second one (legal, where there is) must agree: above all bands, or an injury.

    most: what a manager may grant alone.
    """
    return severity >= Severity.SAFETY or (total is not None and most is not None and total > most)


def least_role(total: Money | None, limits: Iterable[tuple[Role, Money]]) -> Role:
    """Give the lowest role that may approve so much."""
    for role, limit in limits:
        if total is None or total <= limit:
            return role
    return Role.MANAGER


def second_look_from(looked_at: datetime, calendar: WorkingCalendar) -> datetime:
    """Give when the same person may look again where nobody else is there: the start of the next working day."""
    day = calendar.next_working_day(calendar.local_day(looked_at), 1)
    return datetime.combine(day, datetime.min.time(), ZoneInfo(calendar.zone))
