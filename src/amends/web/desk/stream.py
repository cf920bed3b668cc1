"""The stream of a complaint as the shared partials want it: messages with files, notes, calls, facts in one line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from amends.complaints import tracking
from amends.complaints.models import Complaint
from amends.correspondence.models import Attachment, Delivery, Message, MessageKind
from amends.insight import words
from amends.insight.case_file import CaseFile, Item
from amends.kernel.fact import Audience
from amends.web import when
from amends.web.desk import chat, shown
from amends.web.desk.people import StaffRequest, writer
from amends.web.parts import Attached, StreamEntry, StreamKind, Tag

ROUTINE = (MessageKind.RECEIPT, MessageKind.SLIP)
NEWEST = 60  # entries shown before "earlier entries" is pressed
FEW = 8  # entries shown beside something else
FOLD_FROM = 3  # more facts than this in a row stand behind one line


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry of the page.

    can_recall: its words have not left yet. can_tick: a person must say that they were sent. is_routine: automatic
    words, folded.
    """

    entry: StreamEntry | None
    message: Message | None = None
    quoted: str = ""
    can_recall: bool = False
    can_tick: bool = False
    is_routine: bool = False
    folded: tuple[StreamEntry, ...] = ()

    @property
    def has_acts(self) -> bool:
        """Say whether anything stands below its words."""
        return bool(self.quoted or self.can_recall or self.can_tick)


def pieces(request: StaffRequest, file: CaseFile, *, most: int | None = NEWEST) -> tuple[list[Piece], int]:
    """Prepare the stream, oldest first, and say how many earlier entries are left out. most: None for all of it."""
    items = file.stream if most is None else file.stream[-most:]
    found: list[Piece] = []
    facts: list[StreamEntry] = []
    for item in items:
        if item.words:
            facts.append(_fact(item, request))
        if item.message:
            found += _folded(facts)
            facts = []
            found.append(_message(item, item.message, file, request))
    return found + _folded(facts), len(file.stream) - len(items)


def _folded(facts: list[StreamEntry]) -> list[Piece]:
    if len(facts) <= FOLD_FROM:
        return [Piece(entry) for entry in facts]
    return [Piece(facts[0]), Piece(None, folded=tuple(facts[1:]))]


def _fact(item: Item, request: StaffRequest) -> StreamEntry:
    return StreamEntry(
        StreamKind.FACT, item.words, writer(request)(item.at), item.at.isoformat(), anchor=f"e{item.sequence}"
    )


def _message(item: Item, message: Message, file: CaseFile, request: StaffRequest) -> Piece:
    complaint = file.complaint
    moment = message.departed_at or message.occurred_at
    entry = StreamEntry(
        kind=_kind(message),
        title=_title(message, complaint),
        at=writer(request)(moment),
        iso=moment.isoformat(),
        body=_body(message, complaint) or (_("The words were erased.") if not message.salt else ""),
        language=message.language if message.text else "",
        tags=_tags(message, request),
        files=[*_looked(message, complaint), *(_attached(one, complaint) for one in item.files)],
        is_new=not message.is_ours and file.read_sequence < item.sequence and item.sequence > 1,
        anchor=f"m{message.pk}",
        turns=chat.turns(message, complaint, request),
    )
    is_held = message.delivery == Delivery.PREPARED
    return Piece(
        entry,
        message,
        quoted=message.quoted,
        can_recall=message.is_ours and message.kind == MessageKind.REPLY and is_held,
        can_tick=is_held and message.medium in ("paste", "letter"),
        is_routine=message.kind in ROUTINE,
    )


def _body(message: Message, complaint: Complaint) -> str:
    """Give the words without the complainant's own door: no link, no key of theirs is for anybody at the desk."""
    if message.kind not in ROUTINE:
        return message.text
    secrets = (
        tracking.token_for(complaint.pk, complaint.track_version),
        tracking.key_for(complaint.pk, complaint.track_version),
    )
    text = message.text
    for secret in secrets:
        text = text.replace(secret, "•" * 8)
    return text


def _kind(message: Message) -> StreamKind:
    match message.kind:
        case MessageKind.NOTE:
            return StreamKind.NOTE
        case MessageKind.CALL:
            return StreamKind.CALL
        case MessageKind.VISIT:
            return StreamKind.VISIT
    return StreamKind.OUT if message.is_ours else StreamKind.IN


def _title(message: Message, complaint: Complaint) -> str:
    ours = message.staff.name if message.staff else _("Amends")
    facts = {"who": ours, "person": shown.person(complaint)}
    match message.kind:
        case MessageKind.NOTE:
            return _("Note, {who}").format(**facts)
        case MessageKind.CALL:
            return _("Call, {who} with {person}").format(**facts)
        case MessageKind.VISIT:
            return _("Visit, {who}").format(**facts)
        case MessageKind.RECEIPT | MessageKind.SLIP:
            return _("Receipt to {person}").format(**facts)
    if message.is_ours:
        return _("{who} to {person}").format(**facts)
    if message.staff:
        return _("{person}, written down by {who}").format(**facts)
    return facts["person"]


def _tags(message: Message, request: StaffRequest) -> list[Tag]:
    tags = []
    if message.audience == Audience.RESTRICTED:
        tags.append(Tag(_("Only those with a duty on it"), "shield-lock", "note"))
    if not message.is_verified:
        tags.append(Tag(_("Sender not proven"), "shield-exclamation", "near"))
    if not message.is_ours:
        return [*tags, Tag(words.channel(message.channel))]
    if message.kind in (MessageKind.NOTE, MessageKind.CALL, MessageKind.VISIT):
        return tags
    return [*tags, _delivery(message, request)]


def _delivery(message: Message, request: StaffRequest) -> Tag:
    match message.delivery:
        case Delivery.DEPARTED:
            return Tag(words.medium(message.medium), "circle-check", "calm")
        case Delivery.RECALLED:
            return Tag(_("Called back"), "arrow-back")
        case Delivery.SENDING:
            return Tag(_("Leaving now"), "send")
        case Delivery.SUPPRESSED:
            return Tag(_("Held back by the limit for receipts"), "mail-pause", "near")
        case Delivery.FAILED | Delivery.BOUNCED:
            return Tag(_("Did not arrive"), "mail-exclamation", "late")
        case Delivery.UNCERTAIN:
            return Tag(_("Not known whether it left"), "mail-question", "near")
    return _waiting(message, request)


def _waiting(message: Message, request: StaffRequest) -> Tag:
    if message.medium in ("paste", "letter"):
        return Tag(_("Not sent yet"), "copy", "near")
    until = message.not_before
    if until and until - request.at > timedelta(minutes=1):
        return Tag(_("Leaves {moment}").format(moment=writer(request)(until)), "mail-pause")
    return Tag(_("Leaves in a moment"), "mail-pause")


def _looked(message: Message, complaint: Complaint) -> list[Attached]:
    """Lead to the mail as it looked, where it was more than plain text."""
    if not message.html:
        return []
    url = reverse("desk-mail-html", args=[complaint.number, message.pk])
    return [Attached(name=_("The mail as it looked"), url=url)]


def _attached(file: Attachment, complaint: Complaint) -> Attached:
    arguments = [complaint.number, file.token]
    return Attached(
        name=file.name,
        url=reverse("desk-file", args=arguments),
        size=when.size(file.size),
        picture=reverse("desk-picture", args=arguments) if file.shown else "",
    )
