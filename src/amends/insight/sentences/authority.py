"""Sentences of authority."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.insight import words as say
from amends.insight.sentences import Told, words


@words("approval.requested")
def requested(told: Told) -> str:
    return _("Waits for approval: {role}").format(role=say.role(told.text("role")))


@words("approval.answered")
def answered(told: Told) -> str:
    name = told.name(told.text("staff"))
    if told.text("verdict") == "returned":
        return _("{name} gave it back").format(name=name)
    if told.payload.get("combined"):
        return _("{name} looked again the next day and approved (small shop)").format(name=name)
    return _("{name} approved").format(name=name)
