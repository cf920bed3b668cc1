"""The one door to complaints: which of them an actor may see, and what they may do there."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from amends.complaints.models import Complaint, Participation
from amends.complaints.rules import Duty, State
from amends.kernel import reference
from amends.kernel.errors import NotAllowed, NotFound
from amends.organisation.actor import Actor
from amends.organisation.rules import ActorKind, Right


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
    brands = actor.brands_with(Right.SEE_BRAND)
    wide = Q(brand_id__in=brands)
    # Who pays sees what is to be paid, while it is.
    wide |= Q(brand_id__in=actor.brands_with(Right.PAY), state__in=[State.AGREED, State.REMEDYING])
    if actor.unit_ids:
        wide |= Q(unit_id__in=actor.unit_ids) | Q(concerns_id__in=actor.unit_ids)
    wide &= Q(is_confidential=False) | Q(brand_id__in=actor.brands_with(Right.SEE_CONFIDENTIAL))
    if actor.kind is ActorKind.INTEGRATION:
        return Complaint.objects.filter(wide)
    mine = Participation.objects.filter(complaint=OuterRef("pk"), staff_id=actor.known_id)
    accused = mine.filter(duty=Duty.ACCUSED)
    # A unit that was given a complaint sees it before one of its people has taken it on; one that received it, as well.
    given = Participation.objects.filter(complaint=OuterRef("pk"), duty__in=[Duty.OWNER, Duty.RECEIVER], until=None)
    ours = given.filter(unit_id__in=actor.unit_ids)
    on_duty = mine.filter(until=None) | mine.filter(duty=Duty.RECEIVER) | ours
    return Complaint.objects.filter(wide | Exists(on_duty)).filter(~Exists(accused))


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
