"""Accept: what somebody told us becomes a complaint, at once and for good, with a reference and dated promises."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from amends.complaints import lifecycle
from amends.complaints.models import AcceptedKey, Complaint
from amends.complaints.rules import Channel
from amends.correspondence import incoming
from amends.correspondence.incoming import File
from amends.correspondence.models import Message
from amends.intake import idempotency, rules
from amends.intake.arrival import Accepted, Arrival, Built, build
from amends.intake.idempotency import Answer, KeyedRequest
from amends.intake.models import AbandonedForm, IdempotentRequest
from amends.intake.queries import find_known
from amends.intake.rules import require_words
from amends.organisation.actor import Actor
from amends.organisation.models import Brand
from amends.rows.inserting import Rows

MOST_TRIES = 5
Made = TypeVar("Made")


def accept(arrival: Arrival, *, by: Actor, at: datetime) -> Accepted:
    """Take in one complaint. Delivered twice under the same key, it is accepted once.

    at: when it is recorded as accepted. One transaction, made again when a number was drawn twice or another process
    accepted the same key at the same moment.
    Errors: NothingTold, TooLong.
    """
    require_words(arrival.text, len(arrival.files))
    return _until_saved(lambda: _accepted_before(arrival) or _save_one(arrival, by=by, at=at))


def accept_under_key(
    arrival: Arrival, request: KeyedRequest, answer: Callable[[Accepted], Answer], *, by: Actor, at: datetime
) -> Answer:
    """Take in one complaint asked for under an idempotency key, and keep the answer in the same transaction.

    The same request again, also at the same moment, gets the first answer.
    Errors: NothingTold, TooLong, KeyReused.
    """
    require_words(arrival.text, len(arrival.files))

    def answered() -> Answer:
        if known := _accepted_before(arrival):
            given = answer(known)
            with transaction.atomic():
                idempotency.note(request, given, at=at).save(force_insert=True)
            return given
        built = build(arrival, by=by, at=at)
        given = answer(built.accepted)
        with _own_transaction():
            _save([built], idempotency.note(request, given, at=at))
        return given

    return _until_saved(answered, before=lambda: idempotency.find_answer(request))


def _until_saved(attempt: Callable[[], Made], before: Callable[[], Made | None] = lambda: None) -> Made:
    """Try again what met a number drawn twice, or a key that was accepted before or by another process at this moment.

    before: finds what was made under the key. Asked only after a refusal: nearly every request is the first one.
    """
    for _ in range(1, MOST_TRIES):
        try:
            return attempt()
        except IntegrityError:
            if (made := before()) is not None:
                return made
    return attempt()


def _accepted_before(arrival: Arrival) -> Accepted | None:
    known = find_known(arrival.keys)
    return Accepted(known, is_new=False) if known else None


def _save_one(arrival: Arrival, *, by: Actor, at: datetime) -> Accepted:
    built = build(arrival, by=by, at=at)
    with _own_transaction():
        return _save([built])[0]


def _own_transaction() -> AbstractContextManager[object]:
    """Open a transaction, but not where the rows travel in one message that is one (rows.inserting)."""
    alone = connection.vendor == "postgresql" and not connection.in_atomic_block
    return nullcontext() if alone else transaction.atomic()


@transaction.atomic
def accept_many(arrivals: Sequence[Arrival], *, by: Actor, at: datetime) -> list[Accepted]:
    """Take in a batch in one transaction, all or none; known keys must have been left out by the caller.

    Errors: IntegrityError when the database refuses one: the caller replays the batch one by one.
    """
    for arrival in arrivals:
        require_words(arrival.text, len(arrival.files))
    return _save([build(arrival, by=by, at=at) for arrival in arrivals])


@transaction.atomic
def add(
    complaint: Complaint,
    *,
    text: str,
    channel: Channel,
    by: Actor,
    at: datetime,
    files: Sequence[File] = (),
    keys: Sequence[tuple[str, str]] = (),
) -> Message | None:
    """Add what the complainant says later to their complaint. Delivered twice under the same key: None, added once.

    Errors: NothingTold, TooLong, FileTooLarge over the whole complaint, StaleComplaint.
    """
    for scope, key in keys:
        if not AcceptedKey.objects.get_or_create(scope=scope, key=key, defaults={"complaint": complaint})[1]:
            return None
    require_words(text, len(files))
    return incoming.add(complaint, text=text, by=by, at=at, channel=channel, files=files)


@transaction.atomic
def count_abandoned(brand: Brand, part: str, *, at: datetime) -> None:
    """Count that somebody left the form unsent. part: how far they had come, one of rules.PARTS_OF_FORM."""
    if part not in rules.PARTS_OF_FORM:
        raise rules.NoSuchPart(part=part)
    row, _ = AbandonedForm.objects.get_or_create(brand=brand, on=at.date(), part=part)
    AbandonedForm.objects.filter(pk=row.pk).update(times=F("times") + 1)


def _save(batch: list[Built], *beside: IdempotentRequest) -> list[Accepted]:
    """Insert everything, promises first: the database wants an open complaint to point at a running promise."""
    rows = Rows()
    for built in batch:
        rows.add(built.people)
        rows.add(built.contact_points)
        rows.add(built.accepted.promises)
    lifecycle.open_all(
        rows, [built.recorded for built in batch], [row for built in batch for row in built.participations]
    )
    for built in batch:
        rows.add([built.accepted.message] if built.accepted.message else [])
        rows.add(built.attachments)
        rows.add(built.keys)
    rows.add(beside)
    rows.insert()
    return [built.accepted for built in batch]
