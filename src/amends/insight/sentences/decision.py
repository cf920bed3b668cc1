"""Sentences of decision, answer and reply."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.insight import words as say
from amends.insight.sentences import Told, words


@words("decision.proposed")
def proposed(told: Told) -> str:
    return _("{who} proposed a decision: {verdict}").format(who=told.who, verdict=say.verdict(told.text("verdict")))


@words("answer.drafted")
def drafted(told: Told) -> str:
    return _("{who} rewrote the answer").format(who=told.who)


@words("decision.approved")
def approved(told: Told) -> str:
    return _("Decision and answer approved, to the letter")


@words("decision.returned")
def returned(told: Told) -> str:
    return _("{name} gave the decision back, with a reason").format(name=told.name(told.text("staff")))


@words("answer.given")
def given(told: Told) -> str:
    facts = {"verdict": say.verdict(told.text("verdict")), "expires": told.moment("expires")}
    if told.payload.get("is_final"):
        return _("Our final position is with the customer: {verdict}").format(**facts)
    return _("Our answer is with the customer: {verdict}; the offer stands until {expires}").format(**facts)


@words("answer.agreed")
def agreed(told: Told) -> str:
    return _("The customer agreed ({channel})").format(channel=say.reply_channel(told.text("channel")))


@words("answer.disputed")
def disputed(told: Told) -> str:
    return _("The customer does not agree ({channel})").format(channel=say.reply_channel(told.text("channel")))


@words("answer.reminded")
def reminded(told: Told) -> str:
    return _("The customer was reminded of our answer ({number})").format(number=told.text("number"))


@words("answer.lapsed")
def lapsed(told: Told) -> str:
    return _("No reply came; we ask in a call")
