"""What a finding must rest on and say; who may investigate. No database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from amends.complaints.rules import LANES, Duty, Lane
from amends.kernel.errors import DomainError
from amends.kernel.money import Money
from amends.taxonomy.rules import Level, Responsibility
from amends.text.forms_of_address import base

QUESTION_WORKING_DAYS = 2


class Side(StrEnum):
    """Whose words a statement holds."""

    CUSTOMER = "customer"
    HOUSE = "house"
    OUTSIDE = "outside"  # a carrier, a partner, a witness


class GapKind(StrEnum):
    PROMISE = "promise"
    PRICE = "price"
    QUALITY = "quality"
    SERVICE = "service"


class SharesUnclear(DomainError):
    """Shared responsibility names at least two parties, whose shares come to a hundred percent."""

    code = "shares_unclear"


class CustomerNotShown(DomainError):
    """The customer can only be found responsible with what facts["missing"] names."""

    code = "customer_not_shown"


class InstructionNotReadable(DomainError):
    """The buyer does not read the language of the instruction: then the missing instruction is the cause (I3)."""

    code = "instruction_not_readable"


class NobodyNamed(DomainError):
    """A cause at the level of the company names nobody of the staff."""

    code = "nobody_named"


@dataclass(frozen=True, slots=True, kw_only=True)
class Misuse:
    """What must be shown before the customer is found responsible.

    instruction: the words this buyer was given, or attachment: the very page. language: of the instruction;
    reads: languages the buyer reads. why_producer, why_seller: their answers to "why did it come to this?".
    prevention: what is done so that it does not happen again, by prevention_due.
    """

    language: str
    reads: tuple[str, ...]
    why_producer: str
    why_seller: str
    prevention: str
    prevention_due: date
    instruction: str = ""
    attachment: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the investigator finds. sentence: one plain sentence, unchanged in the letter. shares: percent by party.

    concerning: the person of ours it is about, only at the level of an individual.
    """

    sentence: str
    responsibility: Responsibility
    cause: str
    level: Level
    reason: str
    shares: Mapping[str, int] = field(default_factory=dict)
    misuse: Misuse | None = None
    concerning: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What was expected and what was given. source: advert, poster, price tag, web page, a salesperson's words.

    prevented: what the customer could not do because of it.
    """

    expectation: str
    source: str
    given: str
    kind: GapKind
    price_paid: Money | None = None
    price_thought_right: Money | None = None
    prevented: str = ""


def barred_from_investigating(lane: Lane, *, is_small_shop: bool) -> tuple[Duty, ...]:
    """Name the duties whose holders may not investigate: never who is complained about, in Careful not the owner."""
    may_own = LANES[lane].owner_may_investigate or is_small_shop
    return (Duty.ACCUSED,) if may_own else (Duty.ACCUSED, Duty.OWNER)


def require_sound(found: Found) -> None:
    """Refuse a finding that does not carry. Errors: SharesUnclear, CustomerNotShown, InstructionNotReadable, NobodyNamed."""
    shares = dict(found.shares)
    if found.responsibility is Responsibility.SHARED:
        known = set(Responsibility) - {Responsibility.SHARED}
        if len(shares) < 2 or set(shares) - known or min(shares.values()) < 1 or sum(shares.values()) != 100:
            raise SharesUnclear()
    elif shares:
        raise SharesUnclear()
    if found.level is Level.COMPANY and found.concerning:
        raise NobodyNamed()
    if found.responsibility is Responsibility.CUSTOMER:
        require_misuse_shown(found.misuse)


def require_misuse_shown(misuse: Misuse | None) -> None:
    """Refuse to blame a customer without everything that shows it. Errors: CustomerNotShown, InstructionNotReadable."""
    missing = ["instruction"] if misuse is None else missing_parts(misuse)
    if misuse is None or missing:
        raise CustomerNotShown(missing=missing)
    if base(misuse.language) not in {base(one) for one in misuse.reads}:
        raise InstructionNotReadable(language=misuse.language)


def missing_parts(misuse: Misuse) -> list[str]:
    """Name what is not there yet."""
    present: dict[str, object] = {
        "instruction": misuse.instruction.strip() or misuse.attachment,
        "language": misuse.language,
        "reads": misuse.reads,
        "why_producer": misuse.why_producer.strip(),
        "why_seller": misuse.why_seller.strip(),
        "prevention": misuse.prevention.strip(),
    }
    return [part for part, value in present.items() if not value]


def missing_sides(
    lane: Lane, *, customer: int, house: int, evidence: int, unanswered: int, accused_unheard: int
) -> list[str]:
    """Name what a finding still lacks to have heard both sides.

    customer: words of the complainant; house: statements of ours or of partners; evidence: pieces; unanswered:
    questions that are neither answered nor past their date; accused_unheard: people complained about, not asked yet.
    """
    lacking = {
        "customer": not customer,
        "house": not (house or evidence) if lane is not Lane.CAREFUL else not house,
        "evidence": lane is Lane.CAREFUL and not evidence,
        "answers": lane is Lane.CAREFUL and unanswered > 0,
        "accused": accused_unheard > 0,
    }
    return [part for part, is_lacking in lacking.items() if is_lacking]
