"""The people of the tests and the house they work in, made by the same writers as in life."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from amends.complaints.queries import reload
from amends.complaints.rules import Channel
from amends.customers.book import Person
from amends.intake.actions import accept
from amends.intake.arrival import Accepted, Arrival
from amends.organisation import book, queries
from amends.organisation.actor import SYSTEM, Actor, complainant
from amends.organisation.models import Brand, Calendar, Staff, Unit
from amends.organisation.rules import Role

# A Tuesday, ten in the morning in London: offices are open, nothing is special about it.
TUESDAY = datetime(2026, 7, 14, 9, 0, tzinfo=UTC)
HELEN = Person(
    name="Helen Carter",
    family_name="Carter",
    given_name="Helen",
    title="Mrs",
    mail="helen.carter@example.com",
    phone="+44 113 496 0142",
)


@dataclass
class House:
    """A brand with two units and the people in it. `other`: another brand, whose people are strangers here."""

    brand: Brand
    front: Unit
    repairs: Unit
    other: Brand
    staff: dict[str, Staff] = field(default_factory=dict)

    def person(self, name: str) -> Staff:
        return Staff.objects.get(pk=self.staff[name].pk)

    def actor(self, name: str) -> Actor:
        """Give somebody as the author: clerk, handler, lead, manager, payer, investigator, caller, auditor, admin ..."""
        return queries.actor_of(self.person(name))


_PEOPLE: dict[str, tuple[Role, str]] = {
    "clerk": (Role.EMPLOYEE, ""),
    "handler": (Role.HANDLER, "front"),
    "investigator": (Role.HANDLER, "repairs"),
    "caller": (Role.HANDLER, "front"),
    "lead": (Role.LEAD, "front"),
    "manager": (Role.MANAGER, ""),
    "payer": (Role.PAYER, ""),
    "safety": (Role.SAFETY, ""),
    "legal": (Role.LEGAL, ""),
    "auditor": (Role.AUDITOR, ""),
    "admin": (Role.ADMIN, ""),
}


def make_house() -> House:
    """Build the house: London office hours, a front unit and a repair unit, one person a role, and a stranger's brand."""
    brand = book.ensure_ground()
    Calendar.objects.filter(pk=brand.calendar_id).update(zone="Europe/London", country="GB", subdivision="ENG")
    Brand.objects.filter(pk=brand.pk).update(name="Kazami", prefix="KZ", mail_address="care@kazami.example")
    brand = queries.get_brand(brand.code)
    front = queries.default_unit(brand)
    repairs = Unit.objects.create(brand=brand, code="repairs", name="Repairs")
    other = Brand.objects.create(code="other", name="Other", calendar=brand.calendar)
    Unit.objects.create(brand=other, code="front", name="Front", is_default=True)
    house = House(brand, front, repairs, other)
    units = {"front": front, "repairs": repairs, "": None}
    for name, (role, unit) in _PEOPLE.items():
        house.staff[name] = _hire(name, role, brand, units[unit])
    house.staff["stranger"] = _hire("stranger", Role.MANAGER, other, None)
    house.front = Unit.objects.select_related("duty_person", "brand").get(pk=front.pk)
    Unit.objects.filter(pk=front.pk).update(duty_person=house.staff["handler"])
    house.front = queries.default_unit(brand)
    return house


def _hire(name: str, role: Role, brand: Brand, unit: Unit | None) -> Staff:
    return book.add_staff(
        f"{name}@kazami.example",
        name=f"{name.title()} Person",
        email=f"{name}@kazami.example",
        password=None,
        grants=((role, brand, unit),),
        by=SYSTEM,
        at=TUESDAY,
    )


def arrival(house: House, **changes: Any) -> Arrival:
    """Give what a complainant tells; every part can be changed."""
    told: dict[str, Any] = {
        "brand": house.brand,
        "unit": house.front,
        "channel": Channel.PORTAL,
        "text": "The box stood in the rain and the shoes inside are wet through. I want dry ones.",
        "received_at": TUESDAY,
        "language": "en",
        "person": HELEN,
    }
    return Arrival(**{**told, **changes})


def accepted(house: House, *, at: datetime = TUESDAY, by: Actor | None = None, **changes: Any) -> Accepted:
    """Take a complaint in, as the portal does, and give it as read anew."""
    told = arrival(house, **{"received_at": at, **changes})
    made = accept(told, by=by or complainant(None), at=at)
    made.complaint = reload(made.complaint)
    return made


def later(**spans: float) -> datetime:
    """Give a time after TUESDAY: later(hours=2)."""
    return TUESDAY + timedelta(**spans)
