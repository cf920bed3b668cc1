"""From a form to an arrival: who, what, where, in the words of intake. Decides nothing."""

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from amends.complaints.models import Complaint
from amends.complaints.rules import Channel, Kind
from amends.customers.book import Person
from amends.flows import portal as portal_flow
from amends.insight.tracking import Tracked, may_say_put_right
from amends.intake import queries as intake
from amends.intake.arrival import Accepted, Arrival
from amends.organisation import queries as organisation
from amends.organisation import reception
from amends.organisation.actor import Actor, complainant
from amends.organisation.models import Branch
from amends.web.portal import choices
from amends.web.portal.forms import AddForm, ComplainForm, StuckForm
from amends.web.portal.visitor import Visitor
from amends.web.templatetags.amends import html_lang

FORM_KEY = "portal-form"


def complain(form: ComplainForm, visitor: Visitor, chosen: list[str]) -> Accepted:
    """Accept what a valid form says, with the chosen files."""
    told = form.cleaned_data
    writer = _writer(told)
    other = Person(name=told["other_name"], language=_language()) if told["other_name"] else None
    named = organisation.find_branch(visitor.brand, told["branch"]) if told["branch"] else visitor.branch
    arrival = _arrival(
        visitor,
        told,
        person=other or writer,
        representative=writer if other else None,
        named=named,
        wish=choices.wish_words(told["wish"], told["wish_words"]),
        occurred_on=told["occurred_on"],
        place_words=told["place"],
        product_words=" · ".join(part for part in (told["product"], told["serial"]) if part),
        order_number=told["order"],
    )
    return portal_flow.accept(arrival, holder=visitor.holder, chosen=chosen, by=_author(), at=timezone.now())


def find_sent(token: str) -> Complaint | None:
    """Find the complaint that a form sent before became: sent twice, it is one."""
    return intake.find_known([(FORM_KEY, token)]) if token else None


def was_added(token: str) -> bool:
    """Say whether an addition with this token has arrived already."""
    return intake.find_known([(portal_flow.ADDITION, token)]) is not None


def put_right_key(tracked: Tracked) -> str:
    """Give the key of what somebody says to whether it is put right: once for each time that it was."""
    times = sum(fact.kind == "complaint.remedied" for fact in tracked.facts)
    return f"put-right-{tracked.complaint.number}-{times}"


def has_said_put_right(tracked: Tracked) -> bool:
    """Say whether the complainant answered already whether it is put right."""
    return may_say_put_right(tracked.complaint) and was_added(put_right_key(tracked))


def ask_for_help(form: StuckForm, visitor: Visitor) -> Accepted:
    """Accept that somebody is stuck."""
    arrival = _arrival(visitor, form.cleaned_data, person=_writer(form.cleaned_data), kind=Kind.STUCK)
    return portal_flow.accept(arrival, holder=visitor.holder, chosen=[], by=_author(), at=timezone.now())


def add(complaint: Complaint, form: AddForm, visitor: Visitor, chosen: list[str]) -> None:
    """Add what a valid form says to a complaint."""
    told = form.cleaned_data
    portal_flow.add(
        complaint,
        text=told["what"],
        holder=visitor.holder,
        chosen=chosen,
        key=told["token"],
        by=complainant(complaint.customer_id, get_language() or "en"),
        at=timezone.now(),
    )


def _arrival(visitor: Visitor, told: dict[str, Any], *, named: Branch | None = None, **more: Any) -> Arrival:
    branch = reception.branch_for(visitor.brand, get_language() or "en", named=named or visitor.branch)
    return Arrival(
        brand=visitor.brand,
        unit=reception.unit_for(visitor.brand, branch),
        branch=branch,
        channel=Channel.PORTAL,
        text=told["what"],
        received_at=timezone.now(),
        language=_language(),
        keys=((FORM_KEY, told["token"]),),
        **more,
    )


def _writer(told: dict[str, Any]) -> Person:
    return Person(
        name=told["name"],
        title=told["title"],
        phonetic=told["phonetic"],
        mail=told["mail"],
        phone=told["phone"],
        language=_language(),
        needs=tuple(told.get("needs", ())),
        needs_words=told.get("needs_words", ""),
    )


def _language() -> str:
    return html_lang(get_language() or "en")


def _author() -> Actor:
    return complainant(None, get_language() or "en")
