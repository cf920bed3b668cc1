"""Sentences of follow-up."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.insight import words as say
from amends.insight.sentences import Told, words


@words("follow_up.planned")
def planned(told: Told) -> str:
    return _("{name} will ask the customer whether it is put right").format(name=told.name(told.text("caller")))


@words("follow_up.tried")
def tried(told: Told) -> str:
    return _("{who} tried to reach the customer, attempt {number}").format(who=told.who, number=told.text("number"))


@words("follow_up.made")
def made(told: Told) -> str:
    return _("Asked whether it is put right: {outcome}").format(outcome=say.outcome(told.text("outcome")))


@words("round.begun")
def second_round(told: Told) -> str:
    if told.payload.get("owner"):
        return _("Not satisfied: {name} takes it up again").format(name=told.name(told.text("owner")))
    return _("Not satisfied: somebody senior takes it up again")
