"""Compares letters of decision, final positions too, with the newest digest that the timeline keeps of each."""

from __future__ import annotations

from collections.abc import Iterator

from amends.complaints.models import Entry
from amends.complaints.timeline import Break
from amends.correspondence.clearance import digest_of
from amends.decision.facts import AnswerDrafted, DecisionApproved, DecisionProposed
from amends.decision.models import Decision
from amends.escalation.facts import PositionStated

_TELL_OF_LETTERS = (DecisionProposed, AnswerDrafted, DecisionApproved, PositionStated)
_BATCH = 1000


def altered_letters() -> Iterator[Break]:
    """Yield each entry that knew a decision's letter last, where the letter is another one now or is gone."""
    entries = Entry.objects.filter(kind__in=[fact.kind for fact in _TELL_OF_LETTERS]).order_by(
        "complaint_id", "sequence"
    )
    newest: dict[str, tuple[str, int, str]] = {}
    for key, sequence, payload in entries.values_list("complaint_id", "sequence", "payload").iterator(_BATCH):
        newest[payload["decision"]] = (str(key), sequence, payload["text_digest"])
    for pk, text in Decision.objects.order_by("pk").values_list("pk", "text").iterator(_BATCH):
        complaint, sequence, digest = newest.pop(str(pk), ("", 0, ""))
        if digest_of(text) != digest:
            yield Break(complaint, sequence, "the letter of its decision was altered")
    for complaint, sequence, _digest in newest.values():
        yield Break(complaint, sequence, "its decision is missing")
