"""The composer under a complaint: reply, note, call. Each is a form of its own; refused words stay where they were typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from amends.complaints.models import Complaint
from amends.correspondence import drafts
from amends.correspondence.models import Message, MessageKind
from amends.customers.models import ContactKind
from amends.flows import reply
from amends.insight import case_file, words
from amends.insight.case_file import CaseFile
from amends.kernel.errors import NotFound
from amends.organisation.names import name_of
from amends.promises.rules import Subject
from amends.web.desk import case, shown, starting
from amends.web.desk.acting import attempt, status_of
from amends.web.desk.dates import PROCEDURAL, WordForm
from amends.web.desk.people import StaffRequest, see_other, staff
from amends.web.desk.side import KIND_ICONS
from amends.web.forms import StyledForm
from amends.web.sending import sent_from

MOST_CHARACTERS = 50_000
KINDS = {"reply": MessageKind.REPLY, "note": MessageKind.NOTE, "call": MessageKind.CALL}


def text_field(label: Any, rows: int = 3) -> forms.CharField:
    """Make the field that words are written in."""
    widget = forms.Textarea(attrs={"rows": rows, "class": "edit", "data-compose": "1"})
    return forms.CharField(label=label, required=False, max_length=MOST_CHARACTERS, widget=widget)


class ReplyForm(WordForm):
    """Words to the customer, how they travel, and what they promise."""

    text = text_field(_lazy("Reply"))
    medium = forms.ChoiceField(label=_lazy("How"), widget=forms.RadioSelect)
    base_sequence = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, ways: list[str], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("medium", ways[0])
        super().__init__(*args, **kwargs)
        self.offer("medium", [(way, words.medium(way)) for way in ways])

    def written(self) -> reply.Reply:
        told = self.cleaned_data
        return reply.Reply(
            text=told["text"], medium=told["medium"], base_sequence=told["base_sequence"], promise=self.word()
        )


class NoteForm(StyledForm):
    """Words for colleagues."""

    text = text_field(_lazy("Note"))


class CallForm(WordForm):
    """What was said on the phone or face to face; a promise of substance made there is recorded too."""

    subjects = (*PROCEDURAL, Subject.REMEDY)
    text = text_field(_lazy("What was said"))
    nobody = forms.BooleanField(label=_lazy("Nobody answered"), required=False)
    spoken_at = forms.TimeField(
        label=_lazy("Spoken at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), required=False
    )

    def moment(self) -> datetime:
        at: time | None = self.cleaned_data.get("spoken_at")
        now = self.request.at
        return datetime.combine(now.astimezone(self.request.zone).date(), at, self.request.zone) if at else now


@dataclass(slots=True)
class Composer:
    """The three boxes as the page draws them. is_asked: somebody pressed a button for it (phones show it whole)."""

    open: str
    is_asked: bool
    reply: ReplyForm
    note: NoteForm
    call: CallForm
    base_sequence: int
    recipients: list[dict[str, str]]
    others: list[dict[str, str]]
    templates: list[dict[str, str]]


def composer(request: StaffRequest, file: CaseFile, **given: Any) -> Composer:
    """Prepare the composer: one's own drafts in their boxes, colleagues' drafts named. given: forms that were refused."""
    own = {draft.kind: draft.text for draft in file.drafts if draft.staff_id == request.staff.pk}
    around: dict[str, Any] = {"request": request, "complaint": file.complaint}
    asked = request.GET.get("write", "")
    begun = starting.text_for(request, file, own.get("reply", ""))
    opened = next(iter(given), asked if asked in KINDS else "reply")
    return Composer(
        open=opened,
        is_asked=bool(asked or given),
        reply=given.get("reply") or ReplyForm(initial={"text": begun}, ways=ways(file), prefix="r", **around),
        note=given.get("note") or NoteForm(initial={"text": own.get("note", "")}, prefix="n"),
        call=given.get("call") or CallForm(initial={"text": own.get("call", "")}, prefix="c", **around),
        base_sequence=file.complaint.last_sequence,
        recipients=_recipients(file),
        others=[
            {"name": one.staff.name, "kind": one.kind, "text": one.text}
            for one in file.drafts
            if one.staff_id != request.staff.pk
        ],
        templates=starting.choices(file),
    )


def ways(file: CaseFile) -> list[str]:
    """Give the ways words can reach this customer, the likeliest first."""
    kinds = {point.kind for point in file.contact_points if not point.bouncing_since}
    found = [reply.MAIL] if ContactKind.MAIL in kinds else []
    by_paste = [reply.PASTE] if ContactKind.MESSENGER in kinds or file.complaint.channel == "messenger" else []
    return [*by_paste, *found, *([] if by_paste else [reply.PASTE]), reply.SPOKEN, reply.LETTER]


def _recipients(file: CaseFile) -> list[dict[str, str]]:
    person = shown.person(file.complaint)
    points = [one for one in file.contact_points if not one.bouncing_since][:3]
    rows = [{"icon": KIND_ICONS[ContactKind(one.kind)], "words": f"{person} · {one.value}"} for one in points]
    return rows or [{"icon": "user", "words": person}]


@sent_from("desk-complaint")
@staff
def send_reply(request: StaffRequest, reference: str) -> HttpResponse:
    """Send a reply."""
    file = case.read(request, reference)
    form = ReplyForm(request.POST, ways=ways(file), prefix="r", request=request, complaint=file.complaint)
    done = attempt(form, lambda: reply.send(file.complaint, form.written(), by=request.actor, at=request.at))
    if done is None:
        return again(request, reference, "reply", form)
    return finish(request, file.complaint, "reply", _sent_words(done))


@sent_from("desk-complaint")
@staff
def write_note(request: StaffRequest, reference: str) -> HttpResponse:
    """Write a note for colleagues."""
    complaint = case_file.get_complaint(request.actor, reference)
    form = NoteForm(request.POST, prefix="n")
    done = attempt(form, lambda: reply.note(complaint, text=form.cleaned_data["text"], by=request.actor, at=request.at))
    return finish(request, complaint, "note", _("Noted.")) if done else again(request, reference, "note", form)


@sent_from("desk-complaint")
@staff
def record_call(request: StaffRequest, reference: str) -> HttpResponse:
    """Record a call."""
    complaint = case_file.get_complaint(request.actor, reference)
    form = CallForm(request.POST, prefix="c", request=request, complaint=complaint)

    def act() -> Message:
        text, moment = form.cleaned_data["text"], form.moment()
        if form.cleaned_data["nobody"]:
            said = "\n".join(part for part in (_("Called; nobody answered."), text) if part)
            return reply.note(complaint, text=said, by=request.actor, at=request.at)
        return reply.record_call(
            complaint, text=text, spoken_at=moment, promise=form.word(), by=request.actor, at=request.at
        )

    done = attempt(form, act)
    return (
        finish(request, complaint, "call", _("The call is recorded."))
        if done
        else again(request, reference, "call", form)
    )


@require_POST
@staff
def call_back(request: StaffRequest, reference: str, key: UUID) -> HttpResponse:
    """Call a reply back; its words are a draft again."""
    complaint = case_file.get_complaint(request.actor, reference)
    message = reply.call_back(complaint, key, by=request.actor, at=request.at)
    _keep(request, complaint, "reply", message.text, complaint.last_sequence)
    messages.success(request, _("Called back. The words are in the box again."))
    return see_other(f"{shown.url_of(complaint)}?write=reply")


@require_POST
@staff
def confirm_sent(request: StaffRequest, reference: str, key: UUID) -> HttpResponse:
    """Tick that words were pasted into a messenger or put into the post."""
    complaint = case_file.get_complaint(request.actor, reference)
    reply.confirm_sent(complaint, key, by=request.actor, at=request.at)
    messages.success(request, _("Recorded as sent."))
    return see_other(shown.url_of(complaint))


@require_POST
@staff
def save_draft(request: StaffRequest, reference: str, kind: str) -> HttpResponse:
    """Keep what is being written, every few seconds. Errors: NotFound."""
    if kind not in KINDS:
        raise NotFound(what="draft")
    complaint = case_file.get_complaint(request.actor, reference)
    prefix = kind[:1]
    base = request.POST.get(f"{prefix}-base_sequence", "0")
    _keep(request, complaint, kind, request.POST.get(f"{prefix}-text", ""), int(base) if base.isdigit() else 0)
    return HttpResponse(status=204)


@require_safe
@staff
def letter(request: StaffRequest, reference: str, key: UUID) -> HttpResponse:
    """Show a reply as a letter to be printed."""
    file = case.read(request, reference)
    item = next((one for one in file.stream if one.message and one.message.pk == key), None)
    message = item.message if item else None
    context = case.header(request, file) | {"message": message, "heading": _("Letter")}
    context["sender"] = name_of(file.complaint.brand, message.language) if message else ""
    return render(request, "desk/letter.html", context, status=200 if item else 404)


def again(request: StaffRequest, reference: str, kind: str, form: forms.BaseForm) -> HttpResponse:
    """Draw the page with a refused form: everything typed is there, and what was written meanwhile is shown."""
    text = form["text"].value() or ""
    complaint = case_file.get_complaint(request.actor, reference)
    _keep(request, complaint, kind, text, complaint.last_sequence)
    file = case.read(request, reference)
    context = case.page_context(request, file) | {"composer": composer(request, file, **{kind: form})}
    return render(request, "desk/complaint.html", context, status=status_of(form))


def finish(request: StaffRequest, complaint: Complaint, kind: str, said: str) -> HttpResponse:
    """Take the draft away and show the page."""
    drafts.discard(complaint, kind=KINDS[kind], staff=request.staff)
    drafts.mark_read(complaint, request.staff, at=request.at)
    messages.success(request, said)
    return see_other(shown.url_of(complaint))


def _keep(request: StaffRequest, complaint: Complaint, kind: str, text: str, base: int) -> None:
    reply.keep_draft(
        complaint, kind=KINDS[kind], text=text, base_sequence=base, staff=request.staff, by=request.actor, at=request.at
    )


def _sent_words(message: Message) -> str:
    said: dict[str, Callable[[], str]] = {
        reply.MAIL: lambda: _("The mail leaves in 15 seconds. Until then you can call it back."),
        reply.PASTE: lambda: _("Copy the words into the messenger, then tick that they were sent."),
        reply.LETTER: lambda: _("Print the letter, then tick that it was posted."),
    }
    return said.get(message.medium, lambda: _("Recorded as spoken."))()
