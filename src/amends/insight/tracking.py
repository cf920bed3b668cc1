"""What a complainant may read of their own complaint. Nothing meant for staff passes here: audience is asked in each query."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from amends.complaints.models import Complaint, Entry
from amends.complaints.participation import holder
from amends.complaints.queries import loaded
from amends.complaints.rules import NEXT, Duty, State
from amends.complaints.tracking import has_expired
from amends.correspondence.models import Attachment, Delivery, Message, MessageKind
from amends.decision.models import Reply
from amends.decision.queries import find_newest, option_list
from amends.decision.rules import Standing
from amends.kernel.errors import NotFound
from amends.kernel.fact import Audience
from amends.promises.models import RUNNING, Promise

MOST_MESSAGES = 200
MOST_FACTS = 400


@dataclass(frozen=True, slots=True)
class TrackedFile:
    """A file the complainant may fetch."""

    token: str
    name: str
    size: int
    has_picture: bool


@dataclass(frozen=True, slots=True)
class TrackedMessage:
    """Words the complainant said or got. writer: the name shown of ours; "" for theirs and for automatic ones."""

    id: str
    kind: str
    is_ours: bool
    writer: str
    language: str
    text: str
    at: datetime
    medium: str
    files: list[TrackedFile] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TrackedPromise:
    """A promise to the complainant. owner: the name shown of the person, "" where a unit has it.

    is_kept_by_call: it ended with a call, whatever had been promised.
    """

    subject: str
    standing: str
    owner: str
    words: str
    given_at: datetime
    due_at: datetime
    ended_at: datetime | None
    is_kept_by_call: bool = False

    @property
    def is_running(self) -> bool:
        return self.standing in RUNNING


@dataclass(frozen=True, slots=True)
class TrackedFact:
    """Something that happened, as codes; worded where it is read."""

    kind: str
    payload: dict[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class TrackedOption:
    """One thing the complainant can choose. position: 1, 2 ..."""

    position: int
    words: str


@dataclass(frozen=True, slots=True)
class TrackedAnswer:
    """Our answer, and what can be said to it now. chosen: the words of the option agreed to, "" before."""

    message: str
    text: str
    language: str
    at: datetime
    expires_at: datetime | None
    options: list[TrackedOption]
    may_agree: bool
    may_dispute: bool
    chosen: str


@dataclass(frozen=True, slots=True)
class Tracked:
    """Everything the tracking page shows. contact: the name shown of the named contact, "" while nobody is."""

    complaint: Complaint
    zone: ZoneInfo
    contact: str
    messages: list[TrackedMessage]
    promises: list[TrackedPromise]
    facts: list[TrackedFact]
    answer: TrackedAnswer | None = None


def read(complaint: Complaint) -> Tracked:
    """Read a complaint for its complainant. Eleven queries at most, however long it is."""
    contact = holder(complaint, Duty.CONTACT)
    return Tracked(
        complaint=complaint,
        zone=zone_of(complaint),
        contact=contact.staff.name_for_customers() if contact and contact.staff else "",
        messages=_messages(complaint),
        promises=_promises(complaint),
        facts=_facts(complaint),
        answer=_answer(complaint),
    )


@dataclass(frozen=True, slots=True)
class Together:
    """The complaint in which a merged one is handled. is_theirs: its page is for the same reader, who may go there."""

    complaint: Complaint
    is_theirs: bool


def together_with(complaint: Complaint, *, at: datetime) -> Together | None:
    """Follow a merged complaint to the one in which it is handled; None where it goes on by itself."""
    if not complaint.merged_into_id:
        return None
    found = complaint
    while found.merged_into_id:
        found = loaded().get(pk=found.merged_into_id)
    reader = _reader(complaint)
    return Together(found, reader is not None and reader == _reader(found) and not has_expired(found, at=at))


def heard_in(complaint: Complaint) -> Complaint:
    """Give the complaint in which words of this one's reader are heard: the one it was merged into, as far as it is theirs.

    Words for a complaint that goes on in somebody else's stay with their own, so that the other reader never sees them.
    """
    found = complaint
    while found.merged_into_id:
        following = loaded().get(pk=found.merged_into_id)
        if _reader(following) is None or _reader(following) != _reader(found):
            return found
        found = following
    return found


def handled_here(complaint: Complaint) -> list[Complaint]:
    """Give the complaints of the same reader that were merged into this one, over however many steps."""
    found, level = [], [complaint.pk]
    while level:
        below = list(loaded().filter(merged_into_id__in=level).order_by("received_at"))
        found += below
        level = [one.pk for one in below]
    reader = _reader(complaint)
    return [one for one in found if reader is not None and _reader(one) == reader]


def _reader(complaint: Complaint) -> UUID | None:
    """Say for whom a tracking page is: who speaks for the complainant, else the complainant; one person, also when merged."""
    person = complaint.representative or complaint.customer
    return (person.merged_into_id or person.pk) if person else None


def may_say_put_right(complaint: Complaint) -> bool:
    """Say whether the moment has come to ask the complainant if it is put right."""
    return complaint.state in (State.REMEDIED, State.FOLLOWING_UP)


def may_withdraw(complaint: Complaint) -> bool:
    """Say whether the complainant can take it back now: there is an arrow for it."""
    return State.WITHDRAWN in NEXT[State(complaint.state)]


def zone_of(complaint: Complaint) -> ZoneInfo:
    """Give the clock of the place that works on the complaint."""
    branch = complaint.branch
    return ZoneInfo((branch.calendar if branch and branch.calendar else complaint.brand.calendar).zone)


def get_file(complaint: Complaint, token: str) -> Attachment:
    """Give a file of this complaint that its complainant may fetch. Errors: NotFound."""
    rows = Attachment.objects.filter(complaint=complaint, token=token, audience=Audience.COMPLAINANT)
    found = rows.select_related("message").first()
    if found is None or (found.message and not _may_read(found.message)):
        raise NotFound(what="file")
    return found


def _may_read(message: Message) -> bool:
    is_for_them = message.audience == Audience.COMPLAINANT
    return is_for_them and (not message.is_ours or message.delivery == Delivery.DEPARTED)


def _messages(complaint: Complaint) -> list[TrackedMessage]:
    rows = Message.objects.filter(complaint=complaint, audience=Audience.COMPLAINANT)
    theirs, ours = rows.filter(is_ours=False), rows.filter(is_ours=True, delivery=Delivery.DEPARTED)
    readable = (theirs | ours).select_related("staff").order_by("-occurred_at", "-id")
    files: dict[Any, list[TrackedFile]] = {}
    attached = Attachment.objects.filter(complaint=complaint, audience=Audience.COMPLAINANT).order_by(
        "received_at", "id"
    )
    for row in attached:
        files.setdefault(row.message_id, []).append(TrackedFile(row.token, row.name, row.size, bool(row.shown)))
    return [
        TrackedMessage(
            id=str(row.pk),
            kind=row.kind,
            is_ours=row.is_ours,
            writer=row.staff.name_for_customers() if row.is_ours and row.staff else "",
            language=row.language,
            text=row.text,
            at=row.departed_at or row.occurred_at,
            medium=row.medium,
            files=files.get(row.pk, []),
        )
        for row in list(readable[:MOST_MESSAGES])[::-1]
    ]


def _promises(complaint: Complaint) -> list[TrackedPromise]:
    rows = Promise.objects.filter(complaint=complaint).select_related("owner_staff").order_by("due_at", "id")
    spoken = Message.objects.filter(complaint=complaint, kind=MessageKind.CALL, departed_at__isnull=False)
    calls = set(spoken.values_list("departed_at", flat=True))
    return [
        TrackedPromise(
            subject=row.subject,
            standing=row.standing,
            owner=row.owner_staff.name_for_customers() if row.owner_staff else "",
            words=row.words,
            given_at=row.given_at,
            due_at=row.due_at,
            ended_at=row.ended_at,
            is_kept_by_call=row.ended_at in calls,
        )
        for row in rows
    ]


def _facts(complaint: Complaint) -> list[TrackedFact]:
    rows = Entry.objects.filter(complaint=complaint, audience=Audience.COMPLAINANT).order_by("sequence")[:MOST_FACTS]
    return [TrackedFact(row.kind, row.payload, row.occurred_at) for row in rows]


def _answer(complaint: Complaint) -> TrackedAnswer | None:
    given = (Standing.ANSWERED, Standing.AGREED, Standing.DISPUTED, Standing.LAPSED)
    decision = find_newest(complaint, *given)
    letter = Message.objects.filter(complaint=complaint, kind=MessageKind.ANSWER, delivery=Delivery.DEPARTED)
    message = letter.order_by("-departed_at").values_list("id", "departed_at").first()
    if decision is None or message is None:
        return None
    options = list(option_list(decision))
    reply = Reply.objects.filter(decision=decision, agrees=True).select_related("option").order_by("-at").first()
    return TrackedAnswer(
        message=str(message[0]),
        text=decision.text,
        language=decision.language or complaint.language,
        at=message[1] or decision.answered_at or complaint.received_at,
        expires_at=decision.expires_at,
        options=[TrackedOption(option.position, option.words) for option in options],
        may_agree=complaint.state in (State.RESPONDED, State.DISPUTED),
        may_dispute=complaint.state == State.RESPONDED,
        chosen=reply.option.words if reply and reply.option else "",
    )
