"""Mails that wait for a person, as a page shows them: why they wait, and to which complaint they might belong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from amends.complaints import access
from amends.complaints.models import Complaint
from amends.correspondence import queries
from amends.correspondence.models import MailStanding, RawMail
from amends.organisation.actor import Actor

MOST = 100


@dataclass(frozen=True, slots=True)
class WaitingMail:
    """A mail in quarantine. complaint: which it names, where this reader may see that."""

    row: RawMail
    why: str
    complaint: Complaint | None


def read(actor: Actor) -> list[WaitingMail]:
    """Give the newest mails that wait for somebody like this actor. Two queries."""
    rows = list(queries.quarantine_list(actor)[:MOST])
    named = {row.complaint_id for row in rows if row.complaint_id}
    seen = {one.pk: one for one in access.visible(actor).filter(pk__in=named).select_related("brand")} if named else {}
    return [WaitingMail(row, why(row), seen.get(row.complaint_id) if row.complaint_id else None) for row in rows]


def count(actor: Actor) -> int:
    """Count the mails that wait. One query."""
    return queries.quarantine_list(actor).count()


def why(row: RawMail) -> str:
    """Say why a mail waits."""
    if row.standing == MailStanding.PARKED:
        return _("It could not be read within its limits")
    word = _REASONS.get(row.reason)
    return word() if word else _("It is not clear what it is")


_REASONS: dict[str, Callable[[], str]] = {
    "spam": lambda: _("Marked as spam on its way"),
    "bounce": lambda: _("A mail server reports about a mail we do not know"),
    "own_address": lambda: _("It says it comes from an address of ours"),
    "staff_address": lambda: _("It says it comes from a member of staff"),
    "no_human_sender": lambda: _("Sent by a machine or to a list"),
    "automatic": lambda: _("Written by a machine"),
    "no_sender": lambda: _("It names no sender"),
    "doubtful_sender": lambda: _("Its sender address is not a sound one"),
    "failed_authentication": lambda: _("It says it comes from a known person, and its proof failed"),
    "token_of_another": lambda: _("Sent to somebody else's reply address"),
    "reply_without_token": lambda: _("A stranger answers a mail of ours"),
    "empty": lambda: _("It holds nothing"),
    "files_too_large": lambda: _("Its files are more than the complaint may hold"),
}
