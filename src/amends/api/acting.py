"""How every action of the API begins and ends: who acts, on which complaint, from which version; what it answers.

A token acts in its own name (`integration:<id>`). What must be done by a person is refused to it (`person_needed`): a
token of role manager or admin may name the member of staff in whose name it acts (`as_staff`, a user name of the
token's brand); then that person's own rights and duties count, and nothing more.
`If-Match` may carry the complaint's version; another version is refused with both (409).
"""

from __future__ import annotations

from typing import Annotated, Any, cast

from django.http import HttpRequest
from ninja import Schema
from pydantic import ConfigDict, Field

from amends.api import shapes
from amends.api.access import ApiRequest
from amends.api.schemas import PromiseOut
from amends.complaints import access
from amends.complaints.models import Complaint
from amends.kernel.errors import DomainError, ErrorKind, NotAllowed, NotFound
from amends.kernel.money import Money
from amends.organisation import queries as organisation
from amends.organisation.actor import Actor
from amends.organisation.models import Staff, Unit
from amends.organisation.rules import Right, Role
from amends.promises import queries as promises

Words = Annotated[str, Field(max_length=10_000)]
ShortWords = Annotated[str, Field(max_length=2000)]
Name = Annotated[str, Field(max_length=150)]
MAY_NAME_STAFF = (Role.MANAGER.value, Role.ADMIN.value)


class VersionDiffers(DomainError):
    """If-Match names another version than the complaint has; facts["yours"] and facts["ours"]."""

    code = "version_differs"
    kind = ErrorKind.CONFLICT


class Act(Schema):
    """What every action may carry."""

    model_config = ConfigDict(extra="forbid")
    as_staff: Name | None = None


class MoneyIn(Schema):
    """An exact amount: {"amount": "12.50", "currency": "MYR"}."""

    model_config = ConfigDict(extra="forbid")
    amount: Annotated[str, Field(max_length=40)]
    currency: Annotated[str, Field(min_length=3, max_length=3)]

    def money(self) -> Money:
        return Money.parse(self.amount, self.currency)


class ActOut(Schema):
    """Where the complaint is now. id: of the row that was made, where one was."""

    reference: str
    state: str
    lane: str
    outcome: str | None
    version: int
    id: str | None = None
    promises: list[PromiseOut]


def begin(request: HttpRequest, reference: str, act: Act, *rights: Right) -> tuple[Complaint, Actor]:
    """Find the complaint for who acts, with one of these rights, in the version they know.

    Errors: NotFound, NotAllowed, VersionDiffers.
    """
    caller = cast(ApiRequest, request)
    actor = _acting(caller, act)
    complaint = access.get_for(actor, reference)
    if not any(actor.may(right, complaint.brand_id) for right in rights):
        access.require(actor, rights[0], complaint)
    known = request.headers.get("If-Match", "").strip().strip('"')
    if known and known != "*" and known != str(complaint.last_sequence):
        raise VersionDiffers(yours=known[:20], ours=complaint.last_sequence)
    return complaint, actor


def end(complaint: Complaint, made: Any = None) -> dict[str, Any]:
    """Answer an action."""
    return {
        "reference": shapes.reference(complaint),
        "state": complaint.state,
        "lane": complaint.lane,
        "outcome": complaint.outcome or None,
        "version": complaint.last_sequence,
        "id": str(made.pk) if made is not None else None,
        "promises": [shapes.promise(one) for one in promises.of_complaint(complaint)],
    }


def staff_named(complaint: Complaint, username: str) -> Staff:
    """Find somebody of the complaint's brand by user name. Errors: NotFound."""
    row = organisation.find_staff(username)
    if row is None or not row.is_active or complaint.brand_id not in organisation.actor_of(row).brand_ids:
        raise NotFound(what="staff")
    return row


def unit_coded(complaint: Complaint, code: str) -> Unit:
    """Find a unit of the complaint's brand by its code. Errors: NotFound."""
    row = organisation.find_unit(complaint.brand, code)
    if row is None:
        raise NotFound(what="unit")
    return row


def _acting(caller: ApiRequest, act: Act) -> Actor:
    if act.as_staff is None:
        return caller.actor
    if caller.token.role not in MAY_NAME_STAFF:
        raise NotAllowed(right="as_staff")
    staff = organisation.find_staff(act.as_staff)
    actor = organisation.actor_of(staff) if staff and staff.is_active else None
    if actor is None or caller.token.brand_id not in actor.brand_ids:
        raise NotFound(what="staff")
    return actor
