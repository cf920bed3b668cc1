"""The writer of decisions: rows of a decision, its options and their remedies. For actions here and in escalation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from amends.complaints.models import Complaint
from amends.correspondence.clearance import digest_of
from amends.decision import letter, rules
from amends.decision.models import Decision, Option, OptionPart
from amends.decision.rules import Offer, Proposal, Standing
from amends.investigation.models import Finding
from amends.organisation.amounts import columns
from amends.organisation.models import Staff
from amends.text import normalise
from amends.text.substance import optional, worded

MOST_LETTER = 20_000


def worded_letter(complaint: Complaint, proposal: Proposal, *, finding: Finding | None, by: Staff) -> tuple[str, str]:
    """Give (subject, text) of the answer: as written and completed, or composed. Errors: WordsTooLong."""
    if not proposal.text.strip():
        sentence = finding.sentence if finding else ""
        return letter.compose(complaint, proposal, finding=sentence, signed_by=by.name_for_customers())
    text = worded(proposal.text, "answer", limit=MOST_LETTER)
    return letter.completed(complaint, normalise.one_line(proposal.subject, 300), text)


def draw_up(
    complaint: Complaint,
    proposal: Proposal,
    *,
    finding: Finding | None,
    by: Staff,
    at: datetime,
    approver_reasons: Sequence[str] = (),
    needs_two: bool = False,
    is_final: bool = False,
) -> Decision:
    """Insert a decision as proposed; the ones before stand no longer. The caller has checked that it is complete."""
    subject, text = worded_letter(complaint, proposal, finding=finding, by=by)
    Decision.objects.filter(complaint=complaint, standing=Standing.PROPOSED).update(standing=Standing.SUPERSEDED)
    decision = Decision.objects.create(
        complaint=complaint,
        round=complaint.round,
        finding=finding,
        verdict=proposal.verdict,
        is_final=is_final,
        reasons=worded(proposal.reasons, "reasons"),
        help=optional(proposal.help, "help", limit=1000),
        only_light_because=optional(proposal.only_light_because, "only_light_because", limit=1000),
        no_choice_because=optional(proposal.no_choice_because, "no_choice_because", limit=1000),
        approver_reasons=list(approver_reasons),
        needs_two=needs_two,
        subject=subject,
        text=text,
        text_digest=digest_of(text),
        language=complaint.language,
        proposed_by=by,
        proposed_at=at,
        **columns(rules.dearest(proposal.offers)),
    )
    for place, offer in enumerate(proposal.offers, start=1):
        _add_option(decision, place, offer)
    return decision


def _add_option(decision: Decision, place: int, offer: Offer) -> None:
    option = Option.objects.create(
        decision=decision, position=place, words=worded(offer.words, "option", limit=1000, least=2)
    )
    OptionPart.objects.bulk_create(
        OptionPart(
            option=option,
            position=number,
            remedy=part.remedy,
            words=optional(part.words, "remedy", limit=500),
            **columns(part.money),
        )
        for number, part in enumerate(offer.parts, start=1)
    )
