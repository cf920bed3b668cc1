"""Sentences of closure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.insight import words as say
from amends.insight.sentences import Told, words


@words("cause.confirmed")
def cause_confirmed(told: Told) -> str:
    facts = {"cause": say.cause(told.text("cause")), "guess": say.cause(told.text("first_guess"))}
    if facts["guess"] and facts["guess"] != facts["cause"]:
        return _("Cause confirmed: {cause}; the first guess was {guess}").format(**facts)
    return _("Cause confirmed: {cause}").format(**facts)


@words("complaint.closed")
def closed(told: Told) -> str:
    return _("Closed: {outcome}").format(outcome=say.outcome(told.text("outcome")))


@words("lesson.drawn")
def lesson_drawn(told: Told) -> str:
    return _("{who} wrote down what is to be different").format(who=told.who)


@words("complaint.withdrawn")
def withdrawn(told: Told) -> str:
    return _("Withdrawn, in the customer's own words")


@words("complaint.merged")
def merged(told: Told) -> str:
    return _("Goes on in another complaint about the same matter")


@words("complaint.absorbed")
def absorbed(told: Told) -> str:
    return _("Another complaint about the same matter goes on here")


@words("complaint.unmerged")
def unmerged(told: Told) -> str:
    return _("Parted again: two matters after all")


@words("complaint.linked")
def linked(told: Told) -> str:
    return _("Linked with another complaint")


@words("customers.joined")
def customers_joined(told: Told) -> str:
    return _("{who} joined two customers: they are one person").format(who=told.who)


@words("customers.parted")
def customers_parted(told: Told) -> str:
    return _("{who} parted two customers again: they are not one person").format(who=told.who)


@words("complaint.reopened")
def reopened(told: Told) -> str:
    return _("Reopened by {who}").format(who=told.who)


@words("complaint.settled")
def settled(told: Told) -> str:
    if told.payload.get("sampled"):
        return _("{who} put it right on the spot; somebody else asks whether it stayed right").format(who=told.who)
    return _("{who} put it right on the spot; the customer is content").format(who=told.who)


@words("complaint.not_settled")
def not_settled(told: Told) -> str:
    if told.text("reason") == "not_content":
        return _("Tried on the spot; the customer is not content, so it goes the ordinary way")
    return _("Not for the spot: it goes the ordinary way")
