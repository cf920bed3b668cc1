"""View rows of the portal: what a page shows, prepared and worded. No decisions, no reading beyond insight."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from amends.complaints.models import Complaint
from amends.complaints.rules import ENDED, portal_step
from amends.complaints.rules import State as ComplaintState
from amends.correspondence.models import MessageKind
from amends.insight.tracking import (
    Together,
    Tracked,
    TrackedFile,
    TrackedMessage,
    TrackedOption,
    may_say_put_right,
    may_withdraw,
)
from amends.kernel import reference
from amends.promises.rules import Standing as Kept
from amends.text import forms_of_address
from amends.text.forms_of_address import Addressee
from amends.web import when
from amends.web.parts import Act, Attached, Lines, Stage, Standing, StreamEntry, StreamKind
from amends.web.portal import bodies, wording
from amends.web.portal.bodies import Body

MOST_DONE = 4
ANSWERED = 3  # from this step on other places to turn to are named
STREAM_KINDS = {MessageKind.CALL: StreamKind.CALL, MessageKind.VISIT: StreamKind.VISIT}
UNSEEN = (MessageKind.RECEIPT, MessageKind.SLIP)  # a fact says that they went; their text holds the key


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """Our answer with what can be said to it. until: by when, in words. chosen: what was agreed to."""

    at: str
    text: str
    language: str
    options: list[TrackedOption]
    until: str
    may_agree: bool
    may_dispute: bool
    chosen: str


@dataclass(frozen=True, slots=True)
class TogetherCard:
    """Another complaint that is handled together with this one. url: "" where this reader may not open it."""

    reference: str
    url: str


@dataclass(frozen=True, slots=True)
class TrackingPage:
    """Everything the tracking page shows."""

    reference: str
    number: str
    name: str
    heading: str
    steps: list[Stage]
    lines: Lines
    entries: list[StreamEntry]
    contact: str
    is_open: bool
    answer: AnswerCard | None
    asks_put_right: bool
    may_withdraw: bool
    shows_bodies: bool
    bodies: tuple[Body, ...]
    bodies_words: str
    together: TogetherCard | None
    here: list[TogetherCard]


def tracking(
    tracked: Tracked,
    *,
    brand: str,
    now: datetime,
    has_said_put_right: bool = False,
    together: Together | None = None,
    here: Sequence[TogetherCard] = (),
) -> TrackingPage:
    """Prepare the tracking page. together: where a merged complaint is handled; here: those handled in this one."""
    complaint = tracked.complaint
    return TrackingPage(
        reference=reference.shown(complaint.number, complaint.brand.prefix),
        number=complaint.number,
        name=addressed(tracked),
        heading=wording.heading(complaint.kind, complaint.state, has_said_put_right=has_said_put_right),
        steps=_steps(tracked, together.complaint.state if together else complaint.state),
        lines=_lines_together(tracked, together, brand, now)
        if together
        else lines(tracked, brand=brand, now=now, has_said_put_right=has_said_put_right),
        entries=_entries(tracked, now),
        contact=tracked.contact,
        is_open=complaint.is_open,
        answer=_answer(tracked, now),
        asks_put_right=may_say_put_right(complaint) and not has_said_put_right,
        may_withdraw=may_withdraw(complaint),
        shows_bodies=portal_step(ComplaintState(complaint.state)) >= ANSWERED,
        bodies=bodies.of_complaint(complaint),
        bodies_words=bodies.general_words(),
        together=card_of(together.complaint) if together and together.is_theirs else None,
        here=list(here),
    )


def card_of(complaint: Complaint, *, is_record: bool = False) -> TogetherCard:
    """Prepare the way to a complaint of the same reader. is_record: to what was said there, not to where it is handled."""
    url = reverse("portal-tracking", args=[complaint.number]) + ("?record" if is_record else "")
    return TogetherCard(reference.shown(complaint.number, complaint.brand.prefix), url)


def addressed(tracked: Tracked) -> str:
    """Give the name of whoever reads the page: the representative's, else the complainant's; "" for nobody's."""
    person = tracked.complaint.representative or tracked.complaint.customer
    if person is None or not person.name:
        return ""
    parts = Addressee(person.name, person.family_name, person.given_name, person.title, person.is_organisation)
    return forms_of_address.shown(parts, tracked.complaint.language)


def _answer(tracked: Tracked, now: datetime) -> AnswerCard | None:
    answer = tracked.answer
    if answer is None:
        return None
    return AnswerCard(
        at=_when(tracked, answer.at, now),
        text=answer.text,
        language=answer.language,
        options=answer.options,
        until=_when(tracked, answer.expires_at, now) if answer.expires_at and answer.may_agree else "",
        may_agree=answer.may_agree,
        may_dispute=answer.may_dispute,
        chosen=answer.chosen,
    )


def lines(tracked: Tracked, *, brand: str, now: datetime, has_said_put_right: bool = False) -> Lines:
    """Word the three lines: done, being done, what you need to do."""
    complaint = tracked.complaint
    needed = wording.for_this_step(complaint.state, complaint.waiting_for, has_said_put_right=has_said_put_right)
    yours = [needed]
    if complaint.is_open:
        yours += [
            _("What you sent so far has arrived and is in order."),
            wording.for_next_step(ComplaintState(complaint.state)),
        ]
    return Lines(
        done=_done(tracked, brand, now),
        doing=_doing(tracked, brand, now),
        yours=[words for words in yours if words],
    )


def _lines_together(tracked: Tracked, together: Together, brand: str, now: datetime) -> Lines:
    """Word the three lines of a merged complaint: of the other one only how far it is."""
    return Lines(
        done=_done(tracked, brand, now),
        doing=[wording.stage_of_other(together.complaint.state)],
        yours=[_("Nothing for now."), _("To add or ask something, write to us below, or call your contact.")],
    )


def _done(tracked: Tracked, brand: str, now: datetime) -> list[str]:
    first = _("We received it, %(when)s.") % {"when": _when(tracked, tracked.complaint.received_at, now)}
    kept_ones = [one for one in tracked.promises if one.standing in (Kept.KEPT, Kept.LATE)]
    ended = sorted(kept_ones, key=lambda one: one.ended_at or now)
    once = wording.told_once(ended, lambda one: one.ended_at)
    kept = [wording.kept(one, _when(tracked, one.ended_at or now, now), brand) for one in once]
    return [first, *[words for words in kept if words][-MOST_DONE:]]


def _doing(tracked: Tracked, brand: str, now: datetime) -> list[str]:
    running = [one for one in tracked.promises if one.is_running]
    if not running or tracked.complaint.state in ENDED:
        return [_("Nothing is waiting on our side.")]
    return [
        (wording.overdue if one.due_at < now else wording.coming)(one, _when(tracked, one.due_at, now), brand)
        for one in wording.told_once(running, lambda one: (one.owner, one.due_at, one.words))
    ]


def _steps(tracked: Tracked, state: str) -> list[Stage]:
    """Say how far it is; a complaint taken back went none of the later steps, and shows none."""
    if state == ComplaintState.WITHDRAWN:
        return []
    complaint = tracked.complaint
    present = portal_step(ComplaintState(state))
    received = when.short_day(complaint.received_at, zone=tracked.zone)
    steps = []
    for number, name in enumerate(wording.step_names(), start=1):
        is_over = number < present or state in ENDED
        standing = Standing.DONE if is_over else Standing.NOW if number == present else Standing.NEXT
        steps.append(Stage(name, standing, received if number == 1 else ""))
    return steps


def _entries(tracked: Tracked, now: datetime) -> list[StreamEntry]:
    facts = [
        (fact.at, StreamEntry(StreamKind.FACT, wording.FACTS[fact.kind](fact.payload), _when(tracked, fact.at, now)))
        for fact in tracked.facts
        if fact.kind in wording.FACTS
    ]
    messages = [
        (message.at, _entry(tracked, message, now))
        for message in tracked.messages
        if message.kind not in UNSEEN and not (tracked.answer and message.id == tracked.answer.message)
    ]
    return [entry for _at, entry in sorted(facts + messages, key=lambda pair: pair[0])]


def _entry(tracked: Tracked, message: TrackedMessage, now: datetime) -> StreamEntry:
    kind = STREAM_KINDS.get(MessageKind(message.kind), StreamKind.OUT if message.is_ours else StreamKind.IN)
    return StreamEntry(
        kind=kind,
        title=_title(message),
        at=_when(tracked, message.at, now),
        iso=message.at.isoformat(),
        body=message.text,
        language=message.language,
        files=[_file(tracked, file) for file in message.files],
    )


def _title(message: TrackedMessage) -> str:
    if not message.is_ours:
        return _("You")
    match message.kind:
        case MessageKind.CALL:
            return _("Call with %(name)s") % {"name": message.writer}
        case MessageKind.VISIT:
            return _("Visit by %(name)s") % {"name": message.writer}
        case MessageKind.ANSWER:
            return _("Our answer, from %(name)s") % {"name": message.writer}
    return message.writer or _("Us")


def _file(tracked: Tracked, file: TrackedFile) -> Attached:
    address = [tracked.complaint.number, file.token]
    return Attached(
        name=file.name,
        url=reverse("portal-file", args=address),
        size=when.size(file.size),
        picture=reverse("portal-picture", args=address) if file.has_picture else "",
    )


def _when(tracked: Tracked, at: datetime, now: datetime) -> str:
    return when.moment(at, zone=tracked.zone, now=now)


def sent_acts(number: str) -> list[Act]:
    """Give the ways on from the page after sending."""
    address = reverse("portal-tracking", args=[number])
    return [
        Act(_("Track this complaint"), address, "map-search", is_primary=True),
        Act(_("Add information or photos"), address + "#add", "plus"),
    ]
