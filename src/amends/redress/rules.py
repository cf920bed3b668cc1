"""Who may pay what, and what proves that something was put right. No database."""

from __future__ import annotations

from enum import StrEnum

from amends.complaints.rules import LANES, Duty, Lane
from amends.decision.rules import MONEY, WITHOUT_DELIVERY


class Standing(StrEnum):
    ORDERED = "ordered"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


def barred_from_delivering(lane: Lane, *, is_money: bool) -> tuple[Duty, ...]:
    """Name the duties whose holders may not deliver: money is never paid by who owns or approved it.

    In Careful nothing is delivered by them, nor by who investigated. Source: 2-domain G21.
    """
    if LANES[lane].people >= 4:
        return (Duty.ACCUSED, Duty.OWNER, Duty.APPROVER, Duty.INVESTIGATOR)
    return (Duty.ACCUSED, Duty.OWNER, Duty.APPROVER) if is_money else (Duty.ACCUSED,)


def is_money(code: str, has_amount: bool) -> bool:
    """Say whether money moves."""
    return code in MONEY or (has_amount and code == "GEST")


def must_be_delivered(code: str) -> bool:
    return code not in WITHOUT_DELIVERY
