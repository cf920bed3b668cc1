"""Sentences of investigation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.insight import words as say
from amends.insight.sentences import Told, words


@words("investigation.begun")
def begun(told: Told) -> str:
    return _("{name} began to look into it").format(name=told.name(told.text("investigator")))


@words("question.asked")
def asked(told: Told) -> str:
    name = told.name(told.payload.get("staff") or told.text("unit"))
    return _("{who} asked {name}, answer by {due}").format(who=told.who, name=name, due=told.moment("due"))


@words("statement.given")
def stated(told: Told) -> str:
    if told.payload.get("staff"):
        return _("{name} gave a statement").format(name=told.name(told.text("staff")))
    return _("{who} wrote down a statement").format(who=told.who)


@words("evidence.added")
def evidence_added(told: Told) -> str:
    if told.payload.get("attachment"):
        return _("{who} added a file as evidence").format(who=told.who)
    return _("{who} added evidence").format(who=told.who)


@words("gap.noted")
def gap_noted(told: Told) -> str:
    return _("{who} noted what was expected and what was given").format(who=told.who)


@words("contradiction.noted")
def contradiction_noted(told: Told) -> str:
    return _("{who} noted that the customer was told different things").format(who=told.who)


@words("finding.drawn")
def finding_drawn(told: Told) -> str:
    return _("{who} drew a finding: {responsibility}, cause {cause}").format(
        who=told.who,
        responsibility=say.responsibility(told.text("responsibility")),
        cause=say.cause(told.text("cause")),
    )


@words("finding.seconded")
def finding_seconded(told: Told) -> str:
    return _("{name} agreed as a second person").format(name=told.name(told.text("staff")))


@words("finding.made")
def finding_made(told: Told) -> str:
    return _("The finding stands")
