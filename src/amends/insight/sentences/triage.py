"""Sentences of the first look and of ownership."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.insight import words as say
from amends.insight.sentences import Told, words


@words("assessment.made")
def assessment_made(told: Told) -> str:
    return _("{who} took a first look: {lane}, {severity}, first guess {cause}").format(
        who=told.who,
        lane=say.lane(told.text("lane")),
        severity=say.severity(told.payload.get("severity") or 2),
        cause=say.cause(told.text("cause")),
    )


@words("duplicates.looked_at")
def duplicates_looked_at(told: Told) -> str:
    if told.payload.get("seen"):
        return _("{who} looked at what could be the same matter").format(who=told.who)
    return _("Nothing else looks like the same matter")


@words("owner.confirmed")
def owner_confirmed(told: Told) -> str:
    return _("{name} took it on and is the contact from now on").format(name=told.name(told.text("staff")))


@words("record.read")
def record_read(told: Told) -> str:
    return _("{name} read what happened before; the customer need not repeat it").format(
        name=told.name(told.text("staff"))
    )


@words("complaint.assessed")
def assessed(told: Told) -> str:
    return _("Assessed: it can be looked into")


@words("complaint.routed")
def routed(told: Told) -> str:
    return _("Now worked on by {unit}").format(unit=told.name(told.text("new")))


@words("complaint.concerns")
def concerns(told: Told) -> str:
    return _("It is about {unit}").format(unit=told.name(told.text("unit")))
