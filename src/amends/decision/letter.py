"""The answer letter: composed in the customer's language as a draft, completed, and checked for what it must name."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from amends.acknowledgement.letter import addressee, tracking_url
from amends.complaints.models import Complaint
from amends.decision import bodies
from amends.decision.rules import FOR_CUSTOMER, Offer, Proposal, Verdict
from amends.kernel import reference
from amends.organisation.names import name_of
from amends.text import forms_of_address

EXPIRES_AFTER_DAYS = 14


def compose(complaint: Complaint, proposal: Proposal, *, finding: str, signed_by: str) -> tuple[str, str]:
    """Write (subject, text) of an answer: apology, finding, decision, reasons, options, where else to turn."""
    language = forms_of_address.base(complaint.language)
    number = reference.shown(complaint.number, complaint.brand.prefix)
    with translation.override(language):
        paragraphs = [
            forms_of_address.salutation(addressee(complaint), language),
            _opening(proposal.verdict).format(reference=number),
            finding,
            _decision_words(proposal.verdict),
            proposal.reasons,
            proposal.help,
            _options(proposal.offers),
            _reply(complaint, proposal),
            _elsewhere(complaint, language),
            forms_of_address.closing(language),
            "\n".join(part for part in (signed_by, name_of(complaint.brand, language)) if part),
        ]
        subject = _("Our answer to your complaint, reference {reference}").format(reference=number)
    return subject, "\n\n".join(part for part in paragraphs if part) + "\n"


def completed(complaint: Complaint, subject: str, text: str) -> tuple[str, str]:
    """Add to a letter somebody wrote what it must name and does not: the reference, where else to turn."""
    language = forms_of_address.base(complaint.language)
    number = reference.shown(complaint.number, complaint.brand.prefix)
    with translation.override(language):
        subject = subject or _("Our answer to your complaint, reference {reference}").format(reference=number)
        if not bodies.is_named(complaint, text):
            text = text.rstrip() + "\n\n" + _elsewhere(complaint, language) + "\n"
        if not names_reference(complaint, text):
            text = text.rstrip() + "\n\n" + _("Your reference: {reference}").format(reference=number) + "\n"
    return subject, text


def missing_parts(complaint: Complaint, text: str, *, finding: str) -> list[str]:
    """Name what an answer lacks: the reference, the finding's own sentence, where else to turn."""
    lacking = {
        "reference": not names_reference(complaint, text),
        "finding": bool(finding) and _one_line(finding) not in _one_line(text),
        "outside_body": not bodies.is_named(complaint, text),
    }
    return [part for part, is_lacking in lacking.items() if is_lacking]


def names_reference(complaint: Complaint, text: str) -> bool:
    """Say whether a text names the complaint, however the digits are set apart."""
    plain = unicodedata.normalize("NFKC", text)
    return complaint.number in "".join(sign for sign in plain if sign.isdigit())


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _opening(verdict: Verdict) -> str:
    if verdict in FOR_CUSTOMER:
        return _("We are sorry for what happened to you. This is our answer to your complaint {reference}.")
    return _("Thank you for your patience. This is our answer to your complaint {reference}.")


def _decision_words(verdict: Verdict) -> str:
    match verdict:
        case Verdict.UPHELD:
            return _("You are right, and we put it right.")
        case Verdict.PARTLY:
            return _("You are right in part, and that part we put right.")
        case Verdict.NOT_UPHELD:
            return _("We looked at it with care and cannot agree with your complaint.")
    return _("Nothing was wrong with what you bought; we owe you an explanation.")


def _options(offers: Sequence[Offer]) -> str:
    if not offers:
        return ""
    if len(offers) == 1:
        return _("This is what we offer you:") + "\n" + offers[0].words
    lines = [f"{chr(ord('A') + place)}. {offer.words}" for place, offer in enumerate(offers)]
    return "\n".join([_("You choose what suits you:"), *lines])


def _reply(complaint: Complaint, proposal: Proposal) -> str:
    words = _("Please tell us within {days} days whether you agree: {address}").format(
        days=EXPIRES_AFTER_DAYS, address=tracking_url(complaint)
    )
    return words + "\n" + _("You can also reply to this letter, call us, or come to the counter.")


def _elsewhere(complaint: Complaint, language: str) -> str:
    return _(
        "If you do not agree, tell us: somebody who had no part in it will look at it again. You can also turn to {body}."
    ).format(body=bodies.name_of(complaint, language))
