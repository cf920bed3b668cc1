"""Sentences of the core: acceptance, duties, lanes, waiting, safety."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.insight import words as say
from amends.insight.sentences import Told, words


@words("complaint.accepted")
def accepted(told: Told) -> str:
    facts = {"channel": say.channel(told.text("channel")), "who": told.who}
    if told.actor.startswith("staff"):
        return _("{who} accepted it ({channel})").format(**facts)
    return _("Accepted ({channel})").format(**facts)


@words("complaint.imported_closed")
def imported_closed(told: Told) -> str:
    return _("Taken over from another system, where it had ended: {outcome}").format(
        outcome=say.outcome(told.text("outcome"))
    )


@words("complaint.acknowledged")
def acknowledged(told: Told) -> str:
    return _("Acknowledged, {medium}").format(medium=say.medium(told.text("medium")))


@words("duty.begun")
def duty_begun(told: Told) -> str:
    facts = {"duty": say.duty(told.text("duty")), "name": told.name(told.payload.get("staff") or told.text("unit"))}
    if told.payload.get("combined"):
        return _("{duty}: {name}, together with another duty (small shop)").format(**facts)
    return _("{duty}: {name}").format(**facts)


@words("duty.ended")
def duty_ended(told: Told) -> str:
    name = told.name(told.payload.get("staff") or told.text("unit"))
    return _("{name} is no longer {duty}").format(name=name, duty=say.duty(told.text("duty")))


@words("lane.changed")
def lane_changed(told: Told) -> str:
    return _("Lane {old} became {new}").format(old=say.lane(told.text("old")), new=say.lane(told.text("new")))


@words("waiting.changed")
def waiting_changed(told: Told) -> str:
    return say.waiting(told.text("new")) if told.text("new") else _("No longer waiting")


@words("safety.held")
def safety_held(told: Told) -> str:
    return _("A danger was flagged: it cannot be closed until two persons clear it")


@words("safety.cleared")
def safety_cleared(told: Told) -> str:
    return _("{first} and {second} cleared the danger").format(
        first=told.name(told.text("first")), second=told.name(told.text("second"))
    )


@words("confidentiality.changed")
def confidentiality_changed(told: Told) -> str:
    return _("Made confidential") if told.payload.get("is_confidential") else _("No longer confidential")
