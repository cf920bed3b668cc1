"""The sentence a person reads when something is refused: one per code, in the active language, made at the edge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from amends.insight import step_refusals
from amends.insight import words as say
from amends.kernel.errors import DomainError

Facts = dict[str, Any]


def sentence(error: DomainError) -> str:
    """Word a refusal: what was refused and what to do."""
    word = SENTENCES.get(error.code) or step_refusals.SENTENCES.get(error.code)
    return word(error.facts) if word else _("This cannot be done.")


def _megabytes(facts: Facts) -> int:
    return int(facts.get("limit", 0)) // (1024 * 1024)


def what(facts: Facts) -> str:
    """Name the field whose words are missing or too long."""
    return _said(FIELDS, str(facts.get("what", "")))


def side(code: str) -> str:
    """Name what a finding still lacks."""
    return _said(SIDES, code)


def _said(table: dict[str, Callable[[], str]], code: str) -> str:
    found = table.get(code)
    return found() if found else code


FIELDS: dict[str, Callable[[], str]] = {
    "done": lambda: pgettext("field", "what you did"),
    "told_cause": lambda: pgettext("field", "the cause in the customer's own words"),
    "stop_gap": lambda: pgettext("field", "what was offered meanwhile"),
    "record_read": lambda: pgettext("field", "what happened so far"),
    "question": lambda: pgettext("field", "the question"),
    "statement": lambda: pgettext("field", "the statement"),
    "speaker": lambda: pgettext("field", "who said it"),
    "evidence": lambda: pgettext("field", "what the evidence shows"),
    "source": lambda: pgettext("field", "where it comes from"),
    "expectation": lambda: pgettext("field", "what was expected"),
    "given": lambda: pgettext("field", "what was given"),
    "prevented": lambda: pgettext("field", "what could not be done because of it"),
    "told": lambda: pgettext("field", "what was told"),
    "where": lambda: pgettext("field", "where it was told"),
    "contradicts": lambda: pgettext("field", "what it contradicts"),
    "finding": lambda: pgettext("field", "the finding in one sentence"),
    "reason": lambda: pgettext("field", "the reason"),
    "instruction": lambda: pgettext("field", "the instruction"),
    "why_producer": lambda: pgettext("field", "why it came to this, by the producer"),
    "why_seller": lambda: pgettext("field", "why it came to this, by the seller"),
    "prevention": lambda: pgettext("field", "what is done so that it does not happen again"),
    "reasons": lambda: pgettext("field", "the reasons"),
    "answer": lambda: pgettext("field", "the answer"),
    "option": lambda: pgettext("field", "the option"),
    "remedy": lambda: pgettext("field", "the remedy"),
    "help": lambda: pgettext("field", "the concrete help"),
    "only_light_because": lambda: pgettext("field", "why apology and gift are enough"),
    "no_choice_because": lambda: pgettext("field", "why there is only one option"),
    "own_words": lambda: pgettext("field", "the customer's own words"),
    "read_back": lambda: pgettext("field", "what was read back"),
    "name": lambda: pgettext("field", "the name"),
    "consent": lambda: pgettext("field", "the consent"),
    "reminder": lambda: pgettext("field", "what was said"),
    "proof": lambda: pgettext("field", "what proves the delivery"),
    "attempt": lambda: pgettext("field", "what happened"),
    "outside_body": lambda: pgettext("field", "the outside body"),
    "outside_words": lambda: pgettext("field", "what came from there"),
    "number": lambda: pgettext("field", "their number"),
    "ruling": lambda: pgettext("field", "the ruling"),
    "safety": lambda: pgettext("field", "why the danger is over"),
    "same_matter": lambda: pgettext("field", "why it is the same matter"),
    "reopening": lambda: pgettext("field", "what is new"),
    "lesson": lambda: pgettext("field", "the lesson"),
}
SIDES: dict[str, Callable[[], str]] = {
    "customer": lambda: pgettext("lacking", "the customer's words"),
    "house": lambda: pgettext("lacking", "a statement of ours"),
    "evidence": lambda: pgettext("lacking", "a piece of evidence"),
    "answers": lambda: pgettext("lacking", "answers to open questions"),
    "accused": lambda: pgettext("lacking", "the person complained about"),
}
SENTENCES: dict[str, Callable[[Facts], str]] = {
    "taken": lambda facts: _("This code, name or number is taken already."),
    "last_administrator": lambda facts: _("This is the last administrator. Make somebody else one first."),
    "wrong_set_up_code": lambda facts: _("This is not the code that Amends printed last. Look at the terminal again."),
    "not_found": lambda facts: _("There is nothing here, or it is not open to you."),
    "not_allowed": lambda facts: _("You may read this but not do that. Ask your team lead."),
    "wrong_state": lambda facts: _("This step does not follow from where the complaint is now."),
    "stale_complaint": lambda facts: _(
        "Somebody changed the complaint while you worked on it. Nothing you wrote is lost; look at the change and try again."
    ),
    "missing_evidence": lambda facts: _("Something is still missing before this step can be taken."),
    "same_person": lambda facts: _("This must be done by another person."),
    "nothing_told": lambda facts: _("Please tell us what happened, in words or with a photo."),
    "text_too_long": lambda facts: _("The text is too long: at most {limit} characters.").format(limit=facts["limit"]),
    "file_too_large": lambda facts: _("The file {name} is too large: at most {limit} MB.").format(
        name=facts.get("name", ""), limit=_megabytes(facts)
    ),
    "file_empty": lambda facts: _("The file {name} is empty. Please choose it again.").format(name=facts["name"]),
    "file_is_program": lambda facts: _(
        "The file {name} is a program. We take photos, videos, sound and documents."
    ).format(name=facts["name"]),
    "too_many_files": lambda facts: _("At most {limit} files fit.").format(limit=facts["limit"]),
    "too_many_tries": lambda facts: _(
        "Too many tries from here. Please try again in {minutes} min; nothing is locked."
    ).format(minutes=max(1, -(-int(facts["seconds"]) // 60))),
    "no_such_part": lambda facts: _("The form has no such part."),
    "store_full": lambda facts: _("We cannot take anything in at this moment. Please try again in a few minutes."),
    "last_promise": lambda facts: _("An open complaint always needs a promise with a date. Give a new one first."),
    "promise_over": lambda facts: _("This promise has already ended."),
    "due_in_the_past": lambda facts: _("A promise needs a date that lies ahead."),
    "already_gone": lambda facts: _("The message has left already and cannot be called back."),
    "not_cleared": lambda facts: _("The words were changed after they were checked. Please check them again."),
    "incomplete_letter": lambda facts: _("An acknowledgement names a contact, the next step and its date."),
    "not_departed": lambda facts: _("The letter has not left yet."),
    "words_needed": lambda facts: _("Words are missing here: {what}. A tick or a single word is not enough.").format(
        what=what(facts)
    ),
    "words_too_long": lambda facts: _("The words are too long: {what}, at most {limit} characters.").format(
        what=what(facts), limit=facts["limit"]
    ),
    "person_needed": lambda facts: _("A member of staff must do this in their own name."),
    "duty_needed": lambda facts: _("This is for the person whose duty it is: {duty}.").format(
        duty=say.duty(str(facts.get("duty", "")))
    ),
    "complaint_ended": lambda facts: _("The complaint has ended. Reopen it first."),
    "lane_too_light": lambda facts: _("These facts ask for the lane {lane}.").format(
        lane=say.lane(str(facts.get("lane", "")))
    ),
    "loss_unclear": lambda facts: _("Say whether the loss is material or psychological; where there is none, neither."),
    "stop_gap_needed": lambda facts: _(
        "Every day of waiting costs the customer something: say what you offered meanwhile."
    ),
    "not_suitable": lambda facts: _("This person cannot take it on here. Choose somebody who works on complaints."),
    "not_assessed": lambda facts: _("Take a first look first: lane, severity, cause and loss."),
    "duplicates_unseen": lambda facts: _("Look first at what could be the same matter: {references}.").format(
        references=say.listed(str(one) for one in facts.get("references", []))
    ),
    "owner_not_confirmed": lambda facts: _("Nobody has taken it on yet. The owner must confirm."),
    "record_not_read": lambda facts: _(
        "Read what happened before and confirm it, so that the customer need not repeat."
    ),
    "unknown_cause": lambda facts: _("There is no such cause: {cause}.").format(cause=facts.get("cause", "")),
    "shares_unclear": lambda facts: _("Name at least two parties whose shares come to 100 %."),
    "customer_not_shown": lambda facts: _(
        "The customer can be found responsible only with the instruction they were given, in a language they read, the "
        "answers of producer and seller to why it came to this, and what is done so that it does not happen again."
    ),
    "instruction_not_readable": lambda facts: _(
        "The buyer does not read the language of the instruction. Then the missing instruction is the cause."
    ),
    "nobody_named": lambda facts: _("A cause at the level of the company names nobody of the staff."),
    "sides_not_heard": lambda facts: _("Not everybody was heard yet: {missing}.").format(
        missing=say.listed(side(one) for one in facts.get("missing", []))
    ),
    "second_person_needed": lambda facts: _("A second person must agree before the customer is found responsible."),
    "no_finding": lambda facts: _("There is no finding yet."),
    "already_answered": lambda facts: _("The question has been answered already. Add a statement of its own instead."),
    "mailbox_taken": lambda facts: _("There is a mailbox called {name} already.").format(name=facts.get("name", "")),
    "no_target_folder": lambda facts: _("Say into which folder the mails are to be moved."),
    "mailbox_secret_unreadable": lambda facts: _(
        "The password of the mailbox {name} cannot be read any more. Please enter it again."
    ).format(name=facts.get("name", "")),
    "decided_already": lambda facts: _("Somebody has decided about this mail already."),
    "written_meanwhile": lambda facts: _(
        "Something was written while you wrote. Read it first; your words are kept. Send again if they still fit."
    ),
    "nothing_written": lambda facts: _("There are no words yet."),
    "no_address": lambda facts: _("There is no mail address to write to. Choose another way."),
    "unresolved_fields": lambda facts: _("The text still holds fields that nobody filled: {fields}.").format(
        fields=say.listed("{" + str(one) + "}" for one in facts.get("fields", []))
    ),
    "kept_by_its_act": lambda facts: _("This promise is kept by doing it: {what}. A tick is not enough.").format(
        what=say.subject(str(facts.get("subject", "")))
    ),
    "no_reason": lambda facts: _("Say in a few words what was done or agreed."),
    "above_own_limit": lambda facts: _(
        "This is above your own limit of {limit} {currency}. Take it in as an ordinary complaint."
    ).format(limit=facts.get("limit", ""), currency=facts.get("currency", "")),
}
