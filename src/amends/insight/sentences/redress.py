"""Sentences of redress."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.insight import words as say
from amends.insight.sentences import Told, words


@words("remedy.ordered")
def ordered(told: Told) -> str:
    codes = told.payload.get("codes") or []
    return _("Being put right: {remedies}").format(remedies=say.listed(say.remedy(str(code)) for code in codes))


@words("remedy.delivered")
def delivered(told: Told) -> str:
    return _("Delivered and proven: {remedy}").format(remedy=say.remedy(told.text("code")))


@words("remedy.added")
def added(told: Told) -> str:
    return _("{who} gave something on top: {remedy}").format(who=told.who, remedy=say.remedy(told.text("code")))


@words("remedy.cancelled")
def cancelled(told: Told) -> str:
    return _("No longer wanted: {remedy}").format(remedy=say.remedy(told.text("code")))


@words("complaint.remedied")
def remedied(told: Told) -> str:
    if told.payload.get("by_words_alone"):
        return _("Put right by words alone")
    return _("Everything that was agreed is delivered")
