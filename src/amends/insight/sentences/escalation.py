"""Sentences of escalation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.insight import words as say
from amends.insight.sentences import Told, words


@words("review.opened")
def opened(told: Told) -> str:
    return _("{name}, who had no part in it, reviews it").format(name=told.name(told.text("reviewer")))


@words("position.stated")
def stated(told: Told) -> str:
    return _("{who} stated our final position: {verdict}").format(
        who=told.who, verdict=say.verdict(told.text("verdict"))
    )


@words("outside.opened")
def outside(told: Told) -> str:
    return _("The matter lies with an outside body")


@words("ruling.received")
def ruling(told: Told) -> str:
    if told.payload.get("obliges"):
        return _("The outside body ruled: we put it right by {due}").format(due=told.moment("due"))
    return _("The outside body ruled: nothing is to be done by us")


@words("safety.looked_at")
def looked_at(told: Told) -> str:
    return _("{name} says that the danger is over").format(name=told.name(told.text("staff")))
