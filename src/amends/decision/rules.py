"""What a decision must hold before anybody looks at it, and how a reply to it is proven. No database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from amends.kernel.errors import DomainError
from amends.kernel.money import DifferentCurrencies, Money
from amends.taxonomy.rules import remedy_names
from amends.text.substance import says_something


class Verdict(StrEnum):
    UPHELD = "upheld"
    PARTLY = "partly"
    NOT_UPHELD = "not_upheld"
    EXPLAINED = "explained"


FOR_CUSTOMER = frozenset({Verdict.UPHELD, Verdict.PARTLY})
# Words, listening and gifts: not what puts a fault of the goods right.
LIGHT = frozenset({"APOL", "LISN", "INFO", "GEST", "ESCL", "POLI"})
# Done by words alone: nothing to order and to prove.
WITHOUT_DELIVERY = frozenset({"APOL", "LISN", "INFO", "ESCL", "POLI"})
MONEY = frozenset({"REFD", "PRED", "REIM", "COMP"})
QUALITY_CAUSES = frozenset({"P1", "P2", "P3", "P4", "P5"})
MOST_OPTIONS, MOST_PARTS = 6, 6


class Standing(StrEnum):
    PROPOSED = "proposed"
    RETURNED = "returned"
    APPROVED = "approved"
    ANSWERED = "answered"
    AGREED = "agreed"
    DISPUTED = "disputed"
    LAPSED = "lapsed"
    SUPERSEDED = "superseded"


class ReplyChannel(StrEnum):
    WEB = "web"
    PHONE = "phone"
    COUNTER = "counter"
    MAIL = "mail"
    LETTER = "letter"
    MESSENGER = "messenger"


class Replier(StrEnum):
    CUSTOMER = "customer"
    REPRESENTATIVE = "representative"
    RELATIVE = "relative"


class DecisionIncomplete(DomainError):
    """A decision lacks something; facts["missing"] are codes: options, choice, remedy, money, help, apology, reason."""

    code = "decision_incomplete"


class UnknownRemedy(DomainError):
    """There is no such remedy; facts["remedy"]."""

    code = "unknown_remedy"


class ReplyNotProven(DomainError):
    """What the customer said must be provable; facts["missing"]: words, read_back, name, consent."""

    code = "reply_not_proven"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One remedy of an option: its code, in which words, worth how much."""

    remedy: str
    words: str = ""
    money: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One option the customer can choose: in the words of the letter, with its remedies."""

    words: str
    parts: tuple[Part, ...]

    @property
    def remedies(self) -> frozenset[str]:
        return frozenset(part.remedy for part in self.parts)

    @property
    def total(self) -> Money | None:
        """Add up what it is worth; None without money. Errors: DifferentCurrencies."""
        amounts = [part.money for part in self.parts if part.money]
        return Money.total(amounts, amounts[0].currency) if amounts else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A decision as its owner proposes it.

    help: one concrete help where it is not upheld or explained (a call, a visit, a page, a workaround).
    only_light_because: why a fault of the goods is answered by apology and gift alone.
    no_choice_because: why there is one option where the cause's list knows several.
    subject, text: the answer letter; composed in the customer's language where empty.
    """

    verdict: Verdict
    reasons: str
    offers: tuple[Offer, ...] = ()
    help: str = ""
    only_light_because: str = ""
    no_choice_because: str = ""
    subject: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyProof:
    """How we know what the customer said to our answer.

    words: theirs. read_back: on the phone, what we read back to them. name, consent: of a relative who spoke for them.
    """

    channel: ReplyChannel
    words: str = ""
    who: Replier = Replier.CUSTOMER
    name: str = ""
    consent: str = ""
    read_back: str = ""


def require_complete(
    proposal: Proposal, *, cause: str, remedies_of_cause: Iterable[str], is_psychological: bool
) -> None:
    """Refuse a decision that lacks something. Errors: DecisionIncomplete, UnknownRemedy, DifferentCurrencies."""
    offers = proposal.offers
    known = remedy_names()
    for part in (part for offer in offers for part in offer.parts):
        if part.remedy not in known:
            raise UnknownRemedy(remedy=part.remedy)
    if len({part.money.currency for offer in offers for part in offer.parts if part.money}) > 1:
        raise DifferentCurrencies(one="", other="")
    upholds = proposal.verdict in FOR_CUSTOMER
    choice = len(set(remedies_of_cause) - LIGHT) > 1
    lacking = {
        "options": upholds and not offers,
        "too_many": len(offers) > MOST_OPTIONS or any(len(offer.parts) > MOST_PARTS for offer in offers),
        "remedy": any(not offer.parts for offer in offers),
        "money": any(part.remedy in MONEY and not _is_positive(part.money) for offer in offers for part in offer.parts),
        "negative": any(part.money and not _is_positive(part.money) for offer in offers for part in offer.parts),
        "choice": upholds and choice and len(offers) == 1 and not says_something(proposal.no_choice_because),
        "only_light": upholds
        and cause in QUALITY_CAUSES
        and bool(offers)
        and all(offer.remedies <= LIGHT for offer in offers)
        and not says_something(proposal.only_light_because),
        "apology": upholds
        and is_psychological
        and any(offer.remedies and offer.remedies <= MONEY | {"GEST"} for offer in offers),
        "help": not upholds and not offers and not says_something(proposal.help),
    }
    if missing := [code for code, is_lacking in lacking.items() if is_lacking]:
        raise DecisionIncomplete(missing=missing)


def _is_positive(money: Money | None) -> bool:
    return money is not None and money > Money.zero(money.currency)


def dearest(offers: Iterable[Offer]) -> Money | None:
    """Give the worth of the dearest option; None where no option costs money."""
    totals = [offer.total for offer in offers]
    amounts = [total for total in totals if total]
    return max(amounts) if amounts else None


def require_proof(proof: ReplyProof, *, is_from_customer: bool) -> None:
    """Refuse a reply nobody could prove. is_from_customer: they gave it themselves, signed in by their own key.

    Errors: ReplyNotProven.
    """
    by_relative = proof.who is Replier.RELATIVE
    lacking = {
        "words": not is_from_customer and not says_something(proof.words),
        "web": not is_from_customer and proof.channel is ReplyChannel.WEB,
        "read_back": proof.channel is ReplyChannel.PHONE and not says_something(proof.read_back),
        "name": by_relative and not proof.name.strip(),
        "consent": by_relative and not says_something(proof.consent),
    }
    if missing := [code for code, is_lacking in lacking.items() if is_lacking]:
        raise ReplyNotProven(missing=missing)


def has_delivery(remedies: Iterable[str]) -> bool:
    """Say whether something of this must be done, paid or brought, and proven."""
    return bool(set(remedies) - WITHOUT_DELIVERY)
