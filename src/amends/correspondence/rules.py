"""What becomes of a mail, decided from what is known about it: one table, first row that fits. Source: 10-decisions 4.1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Proof(StrEnum):
    """What our own mail server says about the sender (RFC 8601); nothing else is believed."""

    PASS = "pass"  # noqa: S105  # DMARC passed, or a DKIM signature of the sender's own domain
    FAIL = "fail"
    NONE = "none"


class Fate(StrEnum):
    """What becomes of a mail."""

    COMPLAINT = "complaint"
    ADDITION = "addition"
    QUARANTINE = "quarantine"
    DUPLICATE = "duplicate"  # the same mail came to another mailbox of ours
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What is known about a mail.

    why: reason why no machine may answer it; report: kind of a machine's report (failure, delay, delivered, receipt).
    answers_ours: it belongs to words of ours, by token or by the Message-ID that a report names.
    names_ours: In-Reply-To or References name a mail of ours; is_party: and its sender has part in that complaint.
    is_token_of_sender: the token was made for the very address the mail says it is from.
    is_known: the sender's address is one of a customer's.
    """

    why: str = ""
    report: str = ""
    proof: Proof = Proof.NONE
    has_token: bool = False
    is_token_of_sender: bool = False
    answers_ours: bool = False
    names_ours: bool = False
    is_party: bool = False
    is_known: bool = False
    is_ours: bool = False
    is_staff: bool = False
    has_sender: bool = True
    is_plain: bool = True
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """A fate and the code of its reason."""

    fate: Fate
    reason: str = ""


_Row = tuple[Callable[[Signs], bool], Fate, str]

# Order matters: what a machine sent is settled before anybody's identity is looked at.
_TABLE: tuple[_Row, ...] = (
    (lambda s: s.why == "spam" or s.report == "abuse", Fate.QUARANTINE, "spam"),
    (lambda s: s.report == "failure" and s.answers_ours, Fate.IGNORED, "bounce"),
    (lambda s: s.report != "" and s.answers_ours, Fate.IGNORED, "report"),
    (lambda s: s.why == "bounce", Fate.QUARANTINE, "bounce"),
    (lambda s: s.why == "vacation" and s.answers_ours, Fate.IGNORED, "vacation"),
    (lambda s: s.why == "loop" and s.is_ours, Fate.IGNORED, "loop"),
    (lambda s: s.is_ours, Fate.QUARANTINE, "own_address"),
    (lambda s: s.why == "list", Fate.QUARANTINE, "no_human_sender"),
    (lambda s: s.why != "", Fate.QUARANTINE, "automatic"),
    (lambda s: not s.has_sender, Fate.QUARANTINE, "no_sender"),
    (lambda s: not s.is_plain, Fate.QUARANTINE, "doubtful_sender"),
    (lambda s: s.is_staff, Fate.QUARANTINE, "staff_address"),
    (lambda s: s.proof is Proof.FAIL and (s.has_token or s.is_known), Fate.QUARANTINE, "failed_authentication"),
    (lambda s: s.has_token and not s.is_token_of_sender, Fate.QUARANTINE, "token_of_another"),
    (lambda s: s.is_empty, Fate.QUARANTINE, "empty"),
    (lambda s: s.has_token, Fate.ADDITION, ""),
    (lambda s: s.names_ours and not s.is_party, Fate.QUARANTINE, "reply_without_token"),
    (lambda s: True, Fate.COMPLAINT, ""),
)


def decide(signs: Signs) -> Decision:
    """Decide what becomes of a mail."""
    return next(Decision(fate, reason) for fits, fate, reason in _TABLE if fits(signs))
