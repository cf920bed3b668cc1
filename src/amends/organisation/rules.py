"""Roles of accounts and what each may do at all; which complaint it may do it on is read from participations."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What an account is there for."""

    EMPLOYEE = "employee"
    HANDLER = "handler"
    LEAD = "lead"
    MANAGER = "manager"
    PAYER = "payer"
    SAFETY = "safety"
    LEGAL = "legal"
    AUDITOR = "auditor"
    ADMIN = "admin"
    INTEGRATION = "integration"  # tokens only


class ActorKind(StrEnum):
    """Who can be the author of something."""

    STAFF = "staff"
    COMPLAINANT = "complainant"
    REPRESENTATIVE = "representative"
    SYSTEM = "system"
    INTEGRATION = "integration"


class Right(StrEnum):
    """What an account may do at all."""

    TAKE = "take"  # take a complaint in
    HANDLE = "handle"  # work on complaints it may see
    DECIDE = "decide"  # approve decisions
    PAY = "pay"
    SEE_UNIT = "see_unit"  # all complaints of its units
    SEE_BRAND = "see_brand"  # all complaints of its brands
    SEE_CONFIDENTIAL = "see_confidential"
    CLEAR_SAFETY = "clear_safety"
    MERGE = "merge"
    SETTINGS = "settings"
    READ_LOG = "read_log"


_HANDLING = {Right.TAKE, Right.HANDLE, Right.SEE_UNIT}
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.EMPLOYEE: frozenset({Right.TAKE}),
    Role.HANDLER: frozenset(_HANDLING),
    Role.LEAD: frozenset(_HANDLING | {Right.DECIDE, Right.MERGE}),
    Role.MANAGER: frozenset(
        _HANDLING | {Right.DECIDE, Right.MERGE, Right.SEE_BRAND, Right.SEE_CONFIDENTIAL, Right.CLEAR_SAFETY}
    ),
    Role.PAYER: frozenset({Right.TAKE, Right.PAY}),
    Role.SAFETY: frozenset({Right.TAKE, Right.HANDLE, Right.SEE_BRAND, Right.CLEAR_SAFETY}),
    Role.LEGAL: frozenset({Right.TAKE, Right.HANDLE, Right.SEE_BRAND, Right.SEE_CONFIDENTIAL, Right.DECIDE}),
    Role.AUDITOR: frozenset({Right.SEE_BRAND, Right.SEE_CONFIDENTIAL, Right.READ_LOG}),
    Role.ADMIN: frozenset({Right.TAKE, Right.SETTINGS}),
    Role.INTEGRATION: frozenset({Right.TAKE, Right.SEE_BRAND, Right.HANDLE}),
}


def rights_of(roles: frozenset[Role]) -> frozenset[Right]:
    """Join the rights of several roles."""
    return frozenset().union(*(RIGHTS[role] for role in roles)) if roles else frozenset()
