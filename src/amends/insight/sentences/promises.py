"""Sentences of the register of promises."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.insight import words as say
from amends.insight.sentences import Told, words


@words("promise.given")
def given(told: Told) -> str:
    facts = {
        "what": say.subject(told.text("subject")),
        "due": told.moment("due"),
        "origin": say.origin(told.text("origin")),
    }
    if told.payload.get("replaces"):
        return _("New date agreed: {what}, by {due}").format(**facts)
    return _("Promised: {what}, by {due} ({origin})").format(**facts)


@words("promise.ended")
def ended(told: Told) -> str:
    facts = {"what": say.subject(told.text("subject")), "due": told.moment("due")}
    match told.text("standing"):
        case "kept":
            return _("Promise kept: {what}").format(**facts)
        case "late":
            return _("Promise kept late: {what}, due {due}").format(**facts)
        case "broken":
            return _("Promise broken: {what}, due {due}").format(**facts)
        case "renegotiated":
            return _("Another date agreed for: {what}").format(**facts)
    return _("No longer needed: {what}").format(**facts)


@words("promise.reopened")
def reopened(told: Told) -> str:
    return _("Runs again, its words came back: {what}, by {due}").format(
        what=say.subject(told.text("subject")), due=told.moment("due")
    )


@words("promise.at_risk")
def at_risk(told: Told) -> str:
    return _("Said beyond our right: {what}. To be honoured or corrected within the hour").format(
        what=say.subject(told.text("subject"))
    )


@words("promise.handed_over")
def handed_over(told: Told) -> str:
    name = told.name(told.payload.get("staff") or told.text("unit"))
    return _("{what} is now with {name}").format(what=say.subject(told.text("subject")), name=name)
