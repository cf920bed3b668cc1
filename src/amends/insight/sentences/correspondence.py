"""Sentences of correspondence. Messages stand in the stream themselves: only what happened to them is said here."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.insight.sentences import Told, words


@words("message.received")
def received(told: Told) -> str:
    return ""


@words("message.prepared")
def prepared(told: Told) -> str:
    return ""


@words("message.recalled")
def recalled(told: Told) -> str:
    return _("{who} called the words back before they left").format(who=told.who)


@words("message.departed")
def departed(told: Told) -> str:
    return ""


@words("message.failed")
def failed(told: Told) -> str:
    return _("Our words could not be delivered: {reason}").format(reason=told.text("reason"))


@words("note.written")
def noted(told: Told) -> str:
    return ""


@words("message.released")
def released(told: Told) -> str:
    return _("{who} let the words go that had stayed behind").format(who=told.who)


@words("mail.machine_answered")
def machine_answered(told: Told) -> str:
    return _MACHINES.get(told.text("why"), lambda: _("A machine answered our mail; nobody is told"))()


_MACHINES = {
    "vacation": lambda: _("An out-of-office note came back; nobody is told"),
    "delay": lambda: _("The mail server says our mail is delayed"),
    "receipt": lambda: _("Our mail was opened"),
    "delivered": lambda: _("Our mail was delivered"),
}


@words("repeat.suspected")
def repeat_suspected(told: Told) -> str:
    match told.text("ground"):
        case "same_message_id":
            return _("The same mail came before; this may be a repeat")
        case "answers_our_mail":
            return _("This mail answers one of ours on another complaint, but without its reply address")
    return _("The same sender has another open complaint; this may be the same matter")
