"""The one door to complaints: which of them an actor may see, and what they may do there."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Exists, OuterRef, Q, QuerySet

from amends.complaints.models import Complaint, Participation
from amends.complaints.rules import Duty, State
from amends.kernel import reference
from amends.kernel.errors import NotAllowed, NotFound
from amends.organisation.actor import Actor
from amends.organisation.rules import ActorKind, Right

MOST_UNITS_APART = 8  # a few units are read one by one, many along the index of their brand


def visible(actor: Actor) -> QuerySet[Complaint]:
    """Give the complaints an actor may see: by duty, by unit, by brand; confidential ones only by duty or right.

    Somebody complained about never sees the file of that complaint, whatever their role.
    """
    return _visible(actor).all()


@lru_cache(maxsize=128)
def _visible(actor: Actor) -> QuerySet[Complaint]:
    """Write the question down: a page asks it several times. What the answer is the database says each time."""
    if actor.kind is ActorKind.SYSTEM:
        return Complaint.objects.all()
    if actor.kind is ActorKind.COMPLAINANT:
        return Complaint.objects.filter(customer_id=actor.id) if actor.id else Complaint.objects.none()
    if actor.kind is ActorKind.REPRESENTATIVE:
        return Complaint.objects.filter(representative_id=actor.id) if actor.id else Complaint.objects.none()
    wide = Q(brand_id__in=actor.brands_with(Right.SEE_BRAND)) | _to_pay(actor)
    if actor.unit_ids:
        wide |= Q(unit_id__in=actor.unit_ids) | Q(concerns_id__in=actor.unit_ids)
    wide &= _unlocked(actor)
    if actor.kind is ActorKind.INTEGRATION:
        return Complaint.objects.filter(wide)
    # Asked row by row: databases reckon a list of all duties as dear where one complaint is looked at.
    beside = Participation.objects.filter(complaint=OuterRef("pk"))
    return Complaint.objects.filter(
        wide | Exists(beside.filter(_on_duty(actor))), ~Exists(beside.filter(_accused(actor)))
    )


def parts(actor: Actor) -> list[QuerySet[Complaint]]:
    """Give the same in parts that are each read along one index, for the beginnings of lists; some stand in several."""
    return [part.all() for part in _parts(actor)]


@lru_cache(maxsize=128)
def _parts(actor: Actor) -> list[QuerySet[Complaint]]:
    if not actor.is_staff:
        return [_visible(actor)]
    duties = Participation.objects.filter(_on_duty(actor))
    chosen = [*(way & _unlocked(actor) for way in _ways(actor)), Q(pk__in=duties.values("complaint_id"))]
    return [Complaint.objects.filter(one, _not_accused(actor)) for one in chosen]


def _ways(actor: Actor) -> list[Q]:
    """Give the ways by which roles lead to complaints: brand, payment, unit, unit complained about."""
    wide = sorted(actor.brands_with(Right.SEE_BRAND))
    found = [Q(brand_id=brand) for brand in wide]
    if actor.brands_with(Right.PAY):
        found.append(_to_pay(actor))
    if actor.unit_ids:
        units = sorted(actor.unit_ids)
        others = [brand for brand in sorted(actor.brand_ids) if brand not in wide]
        # Where no others are, all units lie within brands that are read already.
        if len(others) == 1 and len(units) <= MOST_UNITS_APART:
            found += [Q(brand_id=others[0], unit_id=unit) for unit in units]
        else:
            found += [Q(brand_id=brand, unit_id__in=units) for brand in others]
        found.append(Q(concerns_id__in=units))
    return found


def held(actor: Actor, duties: Q) -> QuerySet[Complaint]:
    """Give the complaints on which a member of staff has one of these duties now: whoever has one may see it.

    duties: which rows of Participation are meant, among those of this person that run.
    """
    own = Participation.objects.filter(duties, staff_id=actor.known_id, until=None)
    return Complaint.objects.filter(_not_accused(actor), pk__in=own.values("complaint_id"))


def _to_pay(actor: Actor) -> Q:
    """Who pays sees what is to be paid, while it is."""
    return Q(brand_id__in=actor.brands_with(Right.PAY), state__in=[State.AGREED, State.REMEDYING])


def _unlocked(actor: Actor) -> Q:
    return Q(is_confidential=False) | Q(brand_id__in=actor.brands_with(Right.SEE_CONFIDENTIAL))


def _on_duty(actor: Actor) -> Q:
    """Say which rows of Participation let somebody see the complaint: their duties, and those of their units.

    A unit that was given a complaint sees it before one of its people has taken it on; one that received it, as well.
    """
    own = Q(staff_id=actor.known_id) & (Q(until=None) | Q(duty=Duty.RECEIVER))
    if not actor.unit_ids:
        return own
    return own | Q(unit_id__in=actor.unit_ids, duty__in=[Duty.OWNER, Duty.RECEIVER], until=None)


def _accused(actor: Actor) -> Q:
    return Q(staff_id=actor.known_id, duty=Duty.ACCUSED)


def _not_accused(actor: Actor) -> Q:
    return ~Q(pk__in=Participation.objects.filter(_accused(actor)).values("complaint_id"))


def get_for(actor: Actor, typed: str) -> Complaint:
    """Find one complaint by its reference for an actor. Errors: NotFound, in the same words for all reasons."""
    number = reference.parse(typed)
    complaint = (
        visible(actor).select_related("brand", "unit", "customer").filter(number=number).first() if number else None
    )
    if complaint is None:
        raise NotFound(what="complaint")
    return complaint


def require(actor: Actor, right: Right, complaint: Complaint) -> None:
    """Refuse an actor who sees the complaint but may not do this on it. Errors: NotAllowed.

    The holder of a fitting duty may act whatever the role: an asked clerk answers, an owner works.
    """
    if actor.may(right, complaint.brand_id):
        return
    if right is Right.HANDLE and actor.is_staff:
        working = [Duty.OWNER, Duty.CONTACT, Duty.INVESTIGATOR, Duty.CALLER, Duty.REVIEWER]
        if Participation.objects.filter(
            complaint=complaint, staff_id=actor.known_id, until=None, duty__in=working
        ).exists():
            return
    raise NotAllowed(right=right.value)
