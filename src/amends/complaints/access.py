"""The one door to complaints: which of them an actor may see, and what they may do there."""

from __future__ import annotations

from django.db.models import Q, QuerySet

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
    return Complaint.objects.filter(wide | _on_duty(actor), _not_accused(actor))


def parts(actor: Actor) -> list[QuerySet[Complaint]]:
    """Give what a member of staff may see in parts, each read along one index; a complaint may stand in several."""
    wide = sorted(actor.brands_with(Right.SEE_BRAND))
    ways = [Q(brand_id=brand) for brand in wide]
    if actor.brands_with(Right.PAY):
        ways.append(_to_pay(actor))
    if actor.unit_ids:
        units = sorted(actor.unit_ids)
        others = [brand for brand in sorted(actor.brand_ids) if brand not in wide]
        # Where no others are, all units lie within brands that are read already.
        if others and len(units) <= MOST_UNITS_APART:
            ways += [Q(unit_id=unit) for unit in units]
        else:
            ways += [Q(brand_id=brand, unit_id__in=units) for brand in others]
        ways.append(Q(concerns_id__in=units))
    chosen = [*(way & _unlocked(actor) for way in ways), _on_duty(actor)]
    return [Complaint.objects.filter(one, _not_accused(actor)) for one in chosen]


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
    """Lead to complaints by the duties of somebody, those they had when they took it in, and those of their units.

    A unit that was given a complaint sees it before one of its people has taken it on; one that received it, as well.
    """
    duties = Q(staff_id=actor.known_id) & (Q(until=None) | Q(duty=Duty.RECEIVER))
    if actor.unit_ids:
        duties |= Q(unit_id__in=actor.unit_ids, duty__in=[Duty.OWNER, Duty.RECEIVER], until=None)
    return Q(pk__in=Participation.objects.filter(duties).values("complaint_id"))


def _not_accused(actor: Actor) -> Q:
    accused = Participation.objects.filter(staff_id=actor.known_id, duty=Duty.ACCUSED)
    return ~Q(pk__in=accused.values("complaint_id"))


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
