"""Facts of correspondence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from amends.kernel.fact import Audience, Fact


@dataclass(frozen=True, kw_only=True)
class _MessageFact(Fact):
    message: UUID
    message_kind: str
    channel: str


@dataclass(frozen=True, kw_only=True)
class MessageReceived(_MessageFact):
    """The complainant wrote, said or sent something more."""

    kind: ClassVar[str] = "message.received"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    text_digest: str
    attachments: int = 0


@dataclass(frozen=True, kw_only=True)
class MessagePrepared(_MessageFact):
    """Words of ours are ready to leave; until then they can be recalled."""

    kind: ClassVar[str] = "message.prepared"
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class MessageRecalled(_MessageFact):
    """Words of ours were called back before they left."""

    kind: ClassVar[str] = "message.recalled"


@dataclass(frozen=True, kw_only=True)
class MessageDeparted(_MessageFact):
    """Words of ours left the house: the server said yes, the slip was printed, they were spoken."""

    kind: ClassVar[str] = "message.departed"
    audience: ClassVar[Audience] = Audience.COMPLAINANT
    medium: str


@dataclass(frozen=True, kw_only=True)
class MessageFailed(_MessageFact):
    """Words of ours could not be delivered, or came back."""

    kind: ClassVar[str] = "message.failed"
    reason: str


@dataclass(frozen=True, kw_only=True)
class MessageReleased(_MessageFact):
    """A person let words go that a limit, a refusal or an unsure delivery had kept behind."""

    kind: ClassVar[str] = "message.released"


@dataclass(frozen=True, kw_only=True)
class NoteWritten(_MessageFact):
    """Somebody of ours noted something for colleagues."""

    kind: ClassVar[str] = "note.written"
    text_digest: str


@dataclass(frozen=True, kw_only=True)
class MachineAnswered(Fact):
    """A machine answered words of ours: an out-of-office note, a delay, a read receipt. Nobody is told of it."""

    kind: ClassVar[str] = "mail.machine_answered"
    mail: UUID
    message: UUID | None = None
    why: str


@dataclass(frozen=True, kw_only=True)
class RepeatSuspected(Fact):
    """The same matter may be known already: the same mail came before, the same sender has another open complaint."""

    kind: ClassVar[str] = "repeat.suspected"
    other: UUID
    ground: str
