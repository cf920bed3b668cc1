"""Worlds that tests start from: a named cast, and complaints brought to a state by real actions, never by writing one.

    world = assessed_complaint(lane=Lane.CAREFUL)
    investigation.begin(world.complaint, investigator=world.cast.investigator, by=world.handler, at=world.later())

Every builder takes the lane and gives a `World`: the complaint, its cast, and a clock that only moves by `later`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from amends.closure import actions as closure
from amends.complaints.models import Complaint
from amends.complaints.queries import loaded
from amends.complaints.rules import Channel, Duty, Kind, Lane, Outcome, Severity
from amends.customers.book import Person
from amends.decision import actions as decision
from amends.decision import queries as decisions
from amends.decision.rules import Offer, Part, Proposal, ReplyChannel, ReplyProof, Verdict
from amends.escalation import actions as escalation
from amends.flows import answering, receipt
from amends.followup import actions as followup
from amends.followup.rules import Way
from amends.intake import actions as intake
from amends.intake.arrival import Arrival
from amends.investigation import actions as investigation
from amends.investigation.rules import Found
from amends.kernel.money import Money
from amends.organisation import book as house
from amends.organisation.actor import SYSTEM, Actor, complainant
from amends.organisation.models import Brand, Staff, Unit
from amends.organisation.queries import actor_of
from amends.organisation.rules import ActorKind, Role
from amends.redress import actions as redress
from amends.taxonomy.rules import Level, Loss, Responsibility
from amends.triage import actions as triage
from amends.triage import queries as triage_queries
from amends.triage.rules import FirstLook

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MOTHER = Person(
    name="Siti binti Omar",
    given_name="Siti",
    title="Puan",
    mail="siti@example.com",
    phone="+60 12-345 6789",
)
DAUGHTER = Person(name="Aisyah binti Ali", given_name="Aisyah", title="Cik", mail="aisyah@example.com")
TOLD = "The fan I bought on Friday stopped after one hour. The clerk said that it was my fault and turned away."


@dataclass
class Cast:
    """Who plays: a house with four units, and staff with one part each."""

    brand: Brand
    care: Unit
    sales: Unit
    delivery: Unit
    compliance: Unit
    receiver: Staff
    handler: Staff
    colleague: Staff
    lead: Staff
    manager: Staff
    director: Staff
    payer: Staff
    investigator: Staff
    caller: Staff
    safety: Staff
    legal: Staff
    clerk: Staff
    seller: Staff
    stranger: Staff

    def actor(self, staff: Staff) -> Actor:
        return actor_of(staff)


def make_cast(*, at: datetime = MONDAY) -> Cast:
    """Make the house and its people; the stranger works for another brand."""
    brand = house.ensure_ground()
    care = Unit.objects.get(brand=brand, is_default=True)
    units = {code: Unit.objects.create(brand=brand, code=code, name=code) for code in ("sales", "delivery")}
    compliance = Unit.objects.create(brand=brand, code="compliance", name="compliance")
    other = Brand.objects.create(code="other", name="Other", calendar=brand.calendar)

    def person(name: str, role: Role, unit: Unit | None = None, of: Brand = brand) -> Staff:
        grants = ((role, of, unit),)
        return house.add_staff(name, name=name.title(), password=None, by=SYSTEM, at=at, grants=grants)

    return Cast(
        brand=brand,
        care=care,
        sales=units["sales"],
        delivery=units["delivery"],
        compliance=compliance,
        receiver=person("receiver", Role.EMPLOYEE, care),
        handler=person("handler", Role.HANDLER, care),
        colleague=person("colleague", Role.HANDLER, care),
        lead=person("lead", Role.LEAD, care),
        manager=person("manager", Role.MANAGER),
        director=person("director", Role.MANAGER),
        payer=person("payer", Role.PAYER),
        investigator=person("investigator", Role.HANDLER, care),
        caller=person("caller", Role.HANDLER, care),
        safety=person("safety", Role.SAFETY),
        legal=person("legal", Role.LEGAL),
        clerk=person("clerk", Role.EMPLOYEE, units["delivery"]),
        seller=person("seller", Role.HANDLER, units["sales"]),
        stranger=person("stranger", Role.MANAGER, None, other),
    )


@dataclass
class World:
    """A complaint, its cast and a clock."""

    cast: Cast
    complaint: Complaint
    at: datetime = MONDAY
    memory: dict[str, object] = field(default_factory=dict)

    def later(self, **span: float) -> datetime:
        """Let time pass (ten minutes when nothing is said) and give the new instant."""
        self.at += timedelta(**(span or {"minutes": 10}))
        return self.at

    def actor(self, name: str) -> Actor:
        """Give somebody of the cast as an actor: world.actor("lead")."""
        return actor_of(getattr(self.cast, name))

    def reload(self) -> Complaint:
        """Read the complaint anew, as another request would."""
        self.complaint = loaded().get(pk=self.complaint.pk)
        return self.complaint

    @property
    def handler(self) -> Actor:
        return self.actor("handler")

    @property
    def customer(self) -> Actor:
        return complainant(self.complaint.customer_id)

    @property
    def representative(self) -> Actor:
        return Actor(kind=ActorKind.REPRESENTATIVE, id=self.complaint.representative_id)


def first_look(**changes: object) -> FirstLook:
    """Give an ordinary first look; name what is to be different."""
    plain: dict[str, object] = {
        "lane": Lane.NORMAL,
        "severity": Severity.ORDINARY,
        "is_danger": False,
        "told_cause": "It was broken from the start",
        "cause": "P1",
        "level": Level.COMPANY,
        "loss": Loss.ACTUAL,
        "is_material": True,
    }
    return FirstLook(**{**plain, **changes})


def found(**changes: object) -> Found:
    """Give an ordinary finding; name what is to be different."""
    plain: dict[str, object] = {
        "sentence": "The motor of the fan was faulty when it left the shop.",
        "responsibility": Responsibility.PRODUCER,
        "cause": "P1",
        "level": Level.COMPANY,
        "reason": "The workshop opened the fan and found the winding burnt; the lot has three more such returns.",
    }
    return Found(**{**plain, **changes})


def money(amount: str, currency: str = "MYR") -> Money:
    return Money.parse(amount, currency)


def accepted_complaint(
    *,
    lane: Lane = Lane.NORMAL,
    kind: Kind = Kind.COMPLAINT,
    person: Person = MOTHER,
    representative: Person | None = None,
    text: str = TOLD,
    order: str = "",
    cast: Cast | None = None,
    at: datetime = MONDAY,
) -> World:
    """Let the receiver take a complaint at the counter."""
    cast = cast or make_cast(at=at)
    arrival = Arrival(
        brand=cast.brand,
        unit=cast.care,
        channel=Channel.COUNTER,
        text=text,
        received_at=at,
        language="ms",
        person=person,
        representative=representative,
        kind=kind,
        lane=lane if lane is Lane.NOW else Lane.NORMAL,
        taker=cast.receiver,
        order_number=order,
    )
    accepted = intake.accept(arrival, by=actor_of(cast.receiver), at=at)
    world = World(cast, accepted.complaint, at)
    world.memory["lane"] = lane
    world.reload()
    return world


def acknowledged_complaint(**given) -> World:
    """Accepted, and the receipt was read out at the counter."""
    world = accepted_complaint(**given)
    receipt.hand_over_receipt(world.complaint, medium="spoken", by=world.actor("receiver"), at=world.later())
    return world


def seen(world: World) -> tuple[UUID, ...]:
    """Give the ids of all possible duplicates, as somebody who looked at them."""
    return tuple(row.pk for row in triage_queries.candidates(world.complaint))


def assessed_complaint(*, look: FirstLook | None = None, **given) -> World:
    """First look taken by the handler, who takes it on."""
    world = acknowledged_complaint(**given)
    look = look or first_look(lane=world.memory["lane"], seen=seen(world))
    triage.assess(world.complaint, look=look, by=world.handler, at=world.later())
    triage.assign(world.complaint, staff=world.cast.handler, by=world.handler, at=world.later())
    return world


def investigating_complaint(**given) -> World:
    """The investigator began; the unit was asked."""
    world = assessed_complaint(**given)
    investigation.begin(world.complaint, investigator=world.cast.investigator, by=world.actor("lead"), at=world.later())
    world.memory["question"] = investigation.ask(
        world.complaint,
        unit=world.cast.delivery,
        words="Was the parcel wet when you handed it over?",
        by=world.actor("investigator"),
        at=world.later(),
    )
    return world


def heard_complaint(**given) -> World:
    """The clerk answered and evidence lies on the table; no finding yet."""
    world = investigating_complaint(**given)
    investigation.state(
        world.complaint,
        question=world.memory["question"],
        words="It was dry and the seal was whole when I gave it to her.",
        by=world.actor("clerk"),
        at=world.later(),
    )
    investigation.add_evidence(
        world.complaint,
        words="Workshop protocol: winding burnt, no trace of water or of a fall.",
        source="workshop protocol 118",
        by=world.actor("investigator"),
        at=world.later(),
    )
    return world


def found_complaint(*, finding: Found | None = None, **given) -> World:
    """The finding stands."""
    world = heard_complaint(**given)
    world.memory["finding"] = investigation.find(
        world.complaint, found=finding or found(), by=world.actor("investigator"), at=world.later()
    )
    return world


REPAIR = Offer(words="We repair the fan in our workshop by Friday", parts=(Part(remedy="REPR"), Part(remedy="APOL")))
REFUND = Offer(
    words="We give you the full price back",
    parts=(Part(remedy="REFD", money=money("129.00")), Part(remedy="APOL")),
)


def proposal(**changes: object) -> Proposal:
    """Give an ordinary decision with two options within a handler's own right; name what is to be different."""
    plain: dict[str, object] = {
        "verdict": Verdict.UPHELD,
        "reasons": "The winding was burnt although nothing had happened to the fan.",
        "offers": (REPAIR, REFUND),
    }
    return Proposal(**{**plain, **changes})


def spoken(**changes: object) -> ReplyProof:
    """Give a reply taken at the counter."""
    plain: dict[str, object] = {"channel": ReplyChannel.COUNTER, "words": "Yes, please do it like that."}
    return ReplyProof(**{**plain, **changes})


def proposed_complaint(*, decided: Proposal | None = None, **given) -> World:
    """The owner proposed a decision with its letter."""
    world = found_complaint(**given)
    world.memory["decision"] = decision.propose(
        world.complaint, proposal=decided or proposal(), by=world.handler, at=world.later()
    )
    return world


def approved_complaint(**given) -> World:
    """Approved by the lead; where two are needed by the manager and legal."""
    world = proposed_complaint(**given)
    for name in ("manager", "legal") if world.memory["decision"].needs_two else ("lead",):
        decision.approve(world.complaint, by=world.actor(name), at=world.later())
    return world


def responded_complaint(*, medium: str = "letter", **given) -> World:
    """The approved answer left the house."""
    world = approved_complaint(**given)
    world.memory["message"] = answering.send_answer(world.complaint, medium=medium, by=world.handler, at=world.later())
    return world


def agreed_complaint(*, option: int | None = 2, **given) -> World:
    """The customer chose an option (the refund when nothing is said) at the counter."""
    world = responded_complaint(**given)
    row = decisions.newest(world.complaint)
    decision.agree(
        world.complaint,
        option=decisions.option_at(row, option),
        proof=spoken(),
        by=world.handler,
        at=world.later(),
    )
    return world


def disputed_complaint(**given) -> World:
    """The customer does not agree."""
    world = responded_complaint(**given)
    proof = spoken(words="No. I want a new one and not this one again.")
    decision.dispute(world.complaint, proof=proof, by=world.handler, at=world.later())
    return world


def remedying_complaint(**given) -> World:
    """What was agreed is ordered."""
    world = agreed_complaint(**given)
    world.memory["remedies"] = redress.order(world.complaint, by=world.handler, at=world.later())
    return world


def remedied_complaint(**given) -> World:
    """Paid by the payer, with proof."""
    world = remedying_complaint(**given)
    for remedy in world.memory["remedies"]:
        redress.deliver(
            world.complaint,
            remedy=remedy,
            words="Paid back to the card, receipt 4411.",
            by=world.actor("payer"),
            at=world.later(hours=3),
        )
    return world


def following_up_complaint(**given) -> World:
    """The caller is to ask."""
    world = remedied_complaint(**given)
    followup.plan(world.complaint, caller=world.cast.caller, by=world.actor("lead"), at=world.later())
    return world


def asked_complaint(*, outcome: Outcome = Outcome.SATISFIED, words: str = "It runs, thank you.", **given) -> World:
    """The customer said whether it is put right."""
    world = following_up_complaint(**given)
    followup.record(
        world.complaint, way=Way.PHONE, words=words, outcome=outcome, by=world.actor("caller"), at=world.later(days=4)
    )
    return world


def closed_complaint(**given) -> World:
    """Closed with its outcome and confirmed cause."""
    world = asked_complaint(**given)
    closure.close(world.complaint, cause="P1", by=world.handler, at=world.later())
    return world


def second_round_complaint(**given) -> World:
    """Dissatisfied once: somebody senior owns it and has not taken it on yet."""
    return asked_complaint(outcome=Outcome.DISSATISFIED, words="It stopped again.", **given)


def reviewed_complaint(**given) -> World:
    """Disputed, and the director reviews it."""
    world = disputed_complaint(**given)
    escalation.review(world.complaint, reviewer=world.cast.director, by=world.actor("lead"), at=world.later())
    return world


def duty_holders(world: World, duty: Duty) -> set[str]:
    """Name who of the cast holds a duty now."""
    from amends.complaints import participation

    held = participation.holders(world.complaint, duty)
    return {person.username for person in Staff.objects.filter(pk__in=held)}
