"""Shapes that go in and out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

Text = Annotated[str, Field(max_length=200_000)]
Line = Annotated[str, Field(max_length=300)]
ChannelCode = Literal["portal", "mail", "phone", "counter", "letter", "fax", "messenger", "chat", "api"]
KindCode = Literal["complaint", "question", "opinion", "praise", "stuck"]


class _In(Schema):
    model_config = ConfigDict(extra="forbid")


class ComplainantIn(_In):
    """Whom it happened to; all parts may be missing."""

    name: Line | None = None
    email: Line | None = None
    phone: Line | None = None
    family_name: Line | None = None
    given_name: Line | None = None
    phonetic: Line | None = None
    title: Line | None = None


class ComplaintIn(_In):
    """What somebody tells us."""

    text: Text
    complainant: ComplainantIn | None = None
    language: Annotated[str, Field(max_length=20)] | None = None
    subject: Line | None = None
    wish: Annotated[str, Field(max_length=4000)] | None = None
    product: Line | None = None
    order: Line | None = None
    occurred_on: date | None = None
    channel: ChannelCode | None = None
    kind: KindCode | None = None
    branch: Annotated[str, Field(max_length=40)] | None = None
    unit: Annotated[str, Field(max_length=80)] | None = None
    external_id: Annotated[str, Field(max_length=128)] | None = None


class PromiseOut(Schema):
    subject: str
    origin: str
    substance: str
    standing: str
    due: datetime


class ComplaintMade(Schema):
    reference: str
    tracking_url: str
    state: str
    received_at: datetime
    promises: list[PromiseOut]


class ComplaintOut(Schema):
    reference: str
    kind: str
    state: str
    lane: str
    severity: int
    outcome: str | None
    channel: str
    language: str
    subject: str
    text: str | None = None
    wish: str | None = None
    product: str | None = None
    order: str | None = None
    occurred_on: date | None = None
    complainant: dict[str, Any] | None = None
    unit: str
    received_at: datetime
    closed_at: datetime | None
    version: int
    promises: list[PromiseOut] = Field(default_factory=list)


class ComplaintPage(Schema):
    complaints: list[ComplaintOut]
    next: str | None


class EntryOut(Schema):
    sequence: int
    kind: str
    version: int
    payload: dict[str, Any]
    actor: str
    audience: str
    occurred_at: datetime
    recorded_at: datetime
    previous_digest: str
    digest: str


class TimelineOut(Schema):
    reference: str
    entries: list[EntryOut]


class MessageIn(_In):
    """Words of the complainant that another program passes on."""

    text: Text
    subject: Line | None = None


class MessageOut(Schema):
    id: str
    kind: str
    received_at: datetime


class AttachmentOut(Schema):
    """A file. sha256: of the bytes as they came. message: with which it came."""

    id: str
    name: str
    content_type: str
    size: int
    sha256: str
    message: str | None
    received_at: datetime


class AttachmentsMade(MessageOut):
    """The message that the files came with, and the files."""

    attachments: list[AttachmentOut]


class AttachmentList(Schema):
    reference: str
    attachments: list[AttachmentOut]


class PromiseListed(PromiseOut):
    reference: str


class PromisePage(Schema):
    promises: list[PromiseListed]
    next: str | None


class HitOut(Schema):
    reference: str
    state: str
    subject: str
    complainant: str
    received_at: datetime
    matched: str
