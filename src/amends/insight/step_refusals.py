"""Refusals of the steps from decision to closure, each with what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from amends.insight import words as say

Facts = dict[str, Any]
Word = Callable[[Facts], str]

LACKING: dict[str, Callable[[], str]] = {
    "options": lambda: pgettext("lacking", "an option the customer can choose"),
    "too_many": lambda: pgettext("lacking", "fewer options"),
    "remedy": lambda: pgettext("lacking", "a remedy in each option"),
    "money": lambda: pgettext("lacking", "the amount of money"),
    "negative": lambda: pgettext("lacking", "an amount above zero"),
    "choice": lambda: pgettext("lacking", "a second option, or why there is only one"),
    "only_light": lambda: pgettext("lacking", "repair or exchange, or why apology and gift are enough"),
    "apology": lambda: pgettext("lacking", "a personal apology beside the money"),
    "help": lambda: pgettext("lacking", "one concrete help"),
    "reference": lambda: pgettext("lacking", "the reference"),
    "finding": lambda: pgettext("lacking", "the sentence of the finding, unchanged"),
    "outside_body": lambda: pgettext("lacking", "where else the customer can turn"),
    "words": lambda: pgettext("lacking", "the customer's own words"),
    "web": lambda: pgettext("lacking", "another way: on the web only the customer agrees"),
    "read_back": lambda: pgettext("lacking", "what was read back on the phone"),
    "name": lambda: pgettext("lacking", "the relative's name"),
    "consent": lambda: pgettext("lacking", "how the customer allowed the relative to speak"),
}


def _lacking(facts: Facts) -> str:
    codes = [str(code) for code in facts.get("missing", [])]
    return say.listed(LACKING[code]() if code in LACKING else code for code in codes)


def _limit(facts: Facts) -> str:
    if not facts.get("role"):
        return _("This is above what you may grant: {limit}.").format(limit=facts.get("limit", ""))
    return _("This is above what you may grant: {limit}. Ask: {role}.").format(
        limit=facts.get("limit", ""), role=say.role(str(facts["role"]))
    )


SENTENCES: dict[str, Word] = {
    "decision_incomplete": lambda facts: _("The decision still lacks: {missing}.").format(missing=_lacking(facts)),
    "answer_incomplete": lambda facts: _("The answer still lacks: {missing}.").format(missing=_lacking(facts)),
    "reply_not_proven": lambda facts: _("To prove the reply, add: {missing}.").format(missing=_lacking(facts)),
    "unknown_remedy": lambda facts: _("There is no such remedy: {remedy}.").format(remedy=facts.get("remedy", "")),
    "no_decision": lambda facts: _("There is no decision in the standing this needs. Reload the page."),
    "answer_differs": lambda facts: _("The letter is not the approved one. Send the approved answer, unchanged."),
    "not_expired": lambda facts: _("The offer still stands: it lapses after its date and two reminders."),
    "approver_needed": lambda facts: _("Another person must approve this. Propose it instead."),
    "option_needed": lambda facts: _("Say which option the customer chose."),
    "looked_already": lambda facts: _("You have looked at this letter already. A second person is needed."),
    "above_limit": _limit,
    "too_soon": lambda facts: _("In a small shop the same person looks again, but not before the next working day."),
    "answer_on_its_way": lambda facts: _("The answer is on its way already. Call it back first."),
    "nothing_ordered": lambda facts: _("There is nothing to deliver here."),
    "something_to_deliver": lambda facts: _("What was agreed must be delivered and proven."),
    "not_delivered": lambda facts: _("Not everything that was agreed is delivered yet."),
    "not_the_time": lambda facts: _("Something on top comes after the customer has agreed."),
    "remedy_over": lambda facts: _("This remedy was delivered or taken back before."),
    "no_follow_up": lambda facts: _("Ask the customer first whether it is put right."),
    "not_dissatisfied": lambda facts: _("The customer did not say that they are not satisfied."),
    "rounds_over": lambda facts: _("There was a second round already. Open an internal review."),
    "review_first": lambda facts: _("Somebody who is not satisfied gets a second round and a review before closing."),
    "nobody_to_call": lambda facts: _("Everybody here had a hand in it. Name somebody who asks the customer."),
    "nobody_to_review": lambda facts: _("No manager is free of it. Name somebody who reviews it."),
    "no_review": lambda facts: _("No review is under way."),
    "no_ruling": lambda facts: _("No outside body has ruled."),
    "not_held": lambda facts: _("No danger is flagged here."),
    "date_needed": lambda facts: _("Say what we have to do, and by when."),
    "promises_open": lambda facts: _("Something we promised is not kept yet: {subjects}.").format(
        subjects=say.listed(say.subject(str(one)) for one in facts.get("subjects", []))
    ),
    "not_answered": lambda facts: _("Nobody has answered yet: the automatic receipt is no answer."),
    "hold_stands": lambda facts: (
        _("A danger is flagged: two persons must clear it first.")
        if facts.get("reason") == "safety"
        else _("An approval is pending.")
    ),
    "cause_not_confirmed": lambda facts: _("Confirm the cause first."),
    "not_one_matter": lambda facts: _("These two cannot become one: choose another open complaint of the same brand."),
    "not_merged": lambda facts: _("It is not merged into another complaint."),
    "too_late_to_reopen": lambda facts: _("It ended too long ago. Take a new complaint in and link the two."),
    "outcome_needed": lambda facts: _("Say how it ended for the customer."),
    "not_one_person": lambda facts: _("These two entries cannot become one person."),
    "version_differs": lambda facts: _(
        "You know version {yours}, it is now {ours}. Read it again; nothing was changed."
    ).format(yours=facts.get("yours", ""), ours=facts.get("ours", "")),
    "nobody_on_duty": lambda facts: _("There is nobody who could be named as the contact. Put somebody on duty."),
}
