"""What the log of the settings says, in the active language: what was done to what, and the names of what changed."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from amends.insight.words import Table


def what(code: str) -> str:
    """Name a change: "unit.changed" is "Unit changed"; one that has no words yet stays a code."""
    found = _WHAT.get(code)
    return found() if found else code


def column(name: str) -> str:
    """Name what changed as its form does; what has no words stays a code."""
    found = _COLUMNS.get(name.removesuffix("_id"))
    return found() if found else name


def value(told: object) -> object:
    """Write a value that was kept: yes and no in words, anything else as it is."""
    if isinstance(told, bool):
        return pgettext("setting", "Yes") if told else pgettext("setting", "No")
    return told


_WHAT: Table = {
    "company.changed": lambda: _("Company changed"),
    "brand.added": lambda: _("Brand added"),
    "brand.changed": lambda: _("Brand changed"),
    "branch.added": lambda: _("Branch added"),
    "branch.changed": lambda: _("Branch changed"),
    "unit.added": lambda: _("Unit added"),
    "unit.changed": lambda: _("Unit changed"),
    "calendar.added": lambda: _("Calendar added"),
    "calendar.changed": lambda: _("Calendar changed"),
    "staff.added": lambda: _("Member of staff added"),
    "staff.changed": lambda: _("Member of staff changed"),
    "staff.password_set": lambda: _("Password set"),
    "staff.deactivated": lambda: _("Member of staff no longer active"),
    "role.granted": lambda: _("Role given"),
    "role.ended": lambda: _("Role ended"),
    "till.made": lambda: _("Shared till added"),
    "till.changed": lambda: _("Shared till changed"),
    "token.made": lambda: _("API token made"),
    "apitoken.changed": lambda: _("API token changed"),
    "mailbox.added": lambda: _("Mailbox added"),
    "mailbox.changed": lambda: _("Mailbox changed"),
    "mail.paused": lambda: _("Mails paused"),
    "mail.resumed": lambda: _("Mails resumed"),
    "template.added": lambda: _("Reply text added"),
    "template.changed": lambda: _("Reply text changed"),
    "limit.set": lambda: _("Limit set"),
    "limit.ended": lambda: _("Limit ended"),
    "set_up.finished": lambda: _("Set up"),
}
_COLUMNS: Table = {
    "code": lambda: _("Code"),
    "name": lambda: _("Name"),
    "prefix": lambda: _("Letters in front of references"),
    "accent": lambda: _("Accent colour"),
    "language": lambda: _("Language"),
    "calendar": lambda: _("Calendar"),
    "zone": lambda: _("Time zone"),
    "country": lambda: _("Country"),
    "currency": lambda: _("Currency"),
    "mail_address": lambda: _("Mail address"),
    "email": lambda: _("E-mail"),
    "phone": lambda: _("Phone"),
    "address": lambda: _("Address"),
    "brand": lambda: _("Brand"),
    "branch": lambda: _("Branch"),
    "unit": lambda: _("Unit"),
    "parent": lambda: _("Belongs to"),
    "duty_person": lambda: _("On duty"),
    "is_default": lambda: _("Takes what names no unit"),
    "is_active": lambda: _("In use"),
    "role": lambda: _("Role"),
    "remedy": lambda: _("Remedy"),
    "limit": lambda: _("Amount"),
    "shown_name": lambda: _("Name that customers read"),
    "number": lambda: _("Staff number, for shared tills"),
}
