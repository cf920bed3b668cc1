"""What the complainant says to our answer on their own page: it puts things right, or it does not."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.closure import actions as closure
from amends.complaints.models import Complaint
from amends.complaints.rules import Channel
from amends.decision import actions as decision
from amends.decision import queries as decisions
from amends.decision.rules import Replier, ReplyChannel, ReplyProof
from amends.flows import portal as portal_flow
from amends.insight import tracking as insight
from amends.organisation.actor import Actor, complainant, representative
from amends.web.portal import arriving, doorkey, holding, views
from amends.web.portal.forms import AgreeForm, DisputeForm, PutRightForm, WithdrawForm
from amends.web.portal.visitor import PortalRequest, page
from amends.web.sending import sent_from


@sent_from("portal-tracking")
@page
def agree(request: PortalRequest, typed: str) -> HttpResponse:
    """Our answer puts things right, in the way chosen. Sent twice, it counts once."""
    complaint = doorkey.get_opened(request, typed)
    answer = insight.read(complaint).answer
    if answer is None or not answer.may_agree:
        return views.to_page(request, complaint)
    form = AgreeForm(request.POST, options=answer.options)
    if not form.is_valid():
        return views.tracking_page(request, complaint, holding.Held(), agree=form, status=views.UNPROCESSABLE)
    option = decisions.option_at(decisions.newest(complaint), form.position) if answer.options else None
    decision.agree(complaint, proof=_proof(complaint, ""), option=option, by=author(complaint), at=timezone.now())
    messages.success(request, _("Thank you. We go on as you chose."))
    return views.to_page(request, complaint)


@sent_from("portal-tracking")
@page
def dispute(request: PortalRequest, typed: str) -> HttpResponse:
    """Our answer does not put things right, in the complainant's own words. Sent twice, it counts once."""
    complaint = doorkey.get_opened(request, typed)
    answer = insight.read(complaint).answer
    if answer is None or not answer.may_dispute:
        return views.to_page(request, complaint)
    form = DisputeForm(request.POST)
    if not form.is_valid():
        return views.tracking_page(request, complaint, holding.Held(), dispute=form, status=views.UNPROCESSABLE)
    proof = _proof(complaint, form.cleaned_data["words"])
    decision.dispute(complaint, proof=proof, by=author(complaint), at=timezone.now())
    messages.success(request, _("Thank you for telling us. Somebody who has not worked on it looks at it now."))
    return views.to_page(request, complaint)


@sent_from("portal-tracking")
@page
def put_right(request: PortalRequest, typed: str) -> HttpResponse:
    """It is put right, or it is not: kept as the complainant's own words for whoever asks them. Sent twice, it counts once."""
    complaint = doorkey.get_opened(request, typed)
    tracked = insight.read(complaint)
    if not insight.may_say_put_right(complaint) or arriving.has_said_put_right(tracked):
        return views.to_page(request, complaint)
    form = PutRightForm(request.POST, auto_id=views.PUT_RIGHT_IDS)
    if not form.is_valid():
        return views.tracking_page(request, complaint, holding.Held(), put_right=form, status=views.UNPROCESSABLE)
    told = form.cleaned_data
    said = _("It is put right.") if told["answer"] == "yes" else _("It is not put right.")
    portal_flow.add(
        complaint,
        text="\n\n".join(part for part in (said, told["more"].strip()) if part),
        holder=request.visitor.holder,
        chosen=[],
        key=arriving.put_right_key(tracked),
        by=author(complaint),
        at=timezone.now(),
    )
    messages.success(request, _("Thank you. Your contact has your words."))
    return views.to_page(request, complaint)


@sent_from("portal-tracking")
@page
def withdraw(request: PortalRequest, typed: str) -> HttpResponse:
    """The complainant takes it back in their own words. Sent twice, it counts once."""
    complaint = doorkey.get_opened(request, typed)
    if not insight.may_withdraw(complaint):
        return views.to_page(request, complaint)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return views.tracking_page(request, complaint, holding.Held(), withdraw=form, status=views.UNPROCESSABLE)
    words = form.cleaned_data["reason"]
    closure.withdraw(complaint, words=words, channel=Channel.PORTAL, by=author(complaint), at=timezone.now())
    messages.success(request, _("It is withdrawn. If you change your mind, write to us here."))
    return views.to_page(request, complaint)


def author(complaint: Complaint) -> Actor:
    """Name who acts on a tracking page: the representative where there is one, else the complainant."""
    if complaint.representative_id:
        return representative(complaint.representative_id)
    return complainant(complaint.customer_id)


def _proof(complaint: Complaint, words: str) -> ReplyProof:
    who = Replier.REPRESENTATIVE if complaint.representative_id else Replier.CUSTOMER
    return ReplyProof(channel=ReplyChannel.WEB, words=words, who=who)
