"""What a first look must hold, and what it makes of a complaint: its lane, its least severity, where it must go."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from amends.complaints.rules import CAREFUL_CAUSES, Lane, Severity
from amends.kernel.errors import DomainError
from amends.kernel.money import Money
from amends.taxonomy.rules import Level, Loss

# Integrity matters leave the unit that sold: compliance owns them where it exists (9-practice section 4).
COMPLIANCE_CAUSES = frozenset({"G1", "G2", "G3", "G4"})
COMPLIANCE_UNIT = "compliance"


class LaneTooLight(DomainError):
    """The facts ask for a more careful lane; facts["lane"] is the least one, facts["reasons"] why."""

    code = "lane_too_light"


class LossUnclear(DomainError):
    """A loss is material or psychological or both; where there is none it is neither."""

    code = "loss_unclear"


class StopGapNeeded(DomainError):
    """Every day of waiting costs the customer something: say what was offered meanwhile."""

    code = "stop_gap_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLook:
    """What somebody makes of a complaint when they first look at it.

    told_cause: why it happened in the customer's own words. cause, level: our first guess, a leaf's code.
    is_danger: the answer to "is or was anybody in danger?", always asked. loss_per_day: what waiting costs the
    customer; stop_gap: what was offered meanwhile. value: what is at stake, where known.
    seen: ids of the possible duplicates that were looked at.
    """

    lane: Lane
    severity: Severity
    is_danger: bool
    told_cause: str
    cause: str
    level: Level
    loss: Loss
    is_material: bool = False
    is_psychological: bool = False
    loss_per_day: Money | None = None
    stop_gap: str = ""
    value: Money | None = None
    seen: tuple[UUID, ...] = ()


def reasons_for_care(*, cause: str, severity: Severity, is_danger: bool) -> tuple[str, ...]:
    """Name what forbids a lighter lane than Careful; empty where Normal will do."""
    reasons = {
        "danger": is_danger,
        "severity": severity >= Severity.SAFETY,
        "cause": cause in CAREFUL_CAUSES,
    }
    return tuple(code for code, applies in reasons.items() if applies)


def least_severity(*, cause: str, is_danger: bool, severity: Severity) -> Severity:
    """Raise the severity to what a danger asks for."""
    return Severity.SAFETY if is_danger or cause == "P4" else severity


def is_safety_matter(*, cause: str, is_danger: bool) -> bool:
    """Say whether nobody may close it before two persons have cleared it."""
    return is_danger or cause == "P4"


def require_sound(look: FirstLook) -> None:
    """Refuse a first look that contradicts itself. Errors: LaneTooLight, LossUnclear, StopGapNeeded."""
    reasons = reasons_for_care(cause=look.cause, severity=look.severity, is_danger=look.is_danger)
    if look.lane is Lane.NOW:
        raise LaneTooLight(lane=(Lane.CAREFUL if reasons else Lane.NORMAL).value, reasons=["now"])
    if reasons and look.lane is not Lane.CAREFUL:
        raise LaneTooLight(lane=Lane.CAREFUL.value, reasons=list(reasons))
    has_kind = look.is_material or look.is_psychological
    if has_kind == (look.loss is Loss.NONE):
        raise LossUnclear()
    if look.loss_per_day and not look.stop_gap.strip():
        raise StopGapNeeded()
