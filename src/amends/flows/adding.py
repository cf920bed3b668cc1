"""What a complainant adds later, through whichever door: an addition never conflicts with what somebody of ours does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, transaction

from amends.complaints import access, queries
from amends.complaints.models import Complaint
from amends.complaints.rules import Channel
from amends.correspondence import incoming, uploads
from amends.correspondence.models import Message
from amends.intake import idempotency
from amends.intake.idempotency import Answer, KeyedRequest
from amends.intake.rules import require_words
from amends.organisation.actor import Actor
from amends.organisation.rules import Right

ATTEMPTS = 3
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOn:
    """What another program passes on from the complainant. chosen: tokens of files that wait under the holder."""

    text: str
    subject: str = ""
    holder: str = ""
    chosen: Sequence[str] = ()


def pass_on(
    complaint: Complaint,
    told: PassedOn,
    request: KeyedRequest | None,
    answer: Callable[[Message], Answer],
    *,
    by: Actor,
    at: datetime,
) -> Answer:
    """Add what another program passes on; under the same key it is added once, and the first answer given again.

    Errors: NotAllowed, NothingTold, TooLong, FileTooLarge over the whole complaint, KeyReused.
    """
    access.require(by, Right.TAKE, complaint)

    def add() -> Answer:
        files = uploads.use(told.holder, told.chosen, at=at)
        require_words(told.text, len(files))
        message = incoming.add(
            complaint, text=told.text, subject=told.subject, channel=Channel.API, files=files, by=by, at=at
        )
        return answer(message)

    return beside_others(complaint, lambda: idempotency.once(request, add, at=at))


def beside_others(complaint: Complaint, add: Callable[[], Done]) -> Done:
    """Add in one transaction that holds the complaint, made again when the same request was made at this moment."""
    for _ in range(1, ATTEMPTS):
        with suppress(IntegrityError):
            return _holding(complaint, add)
    return _holding(complaint, add)


@transaction.atomic
def _holding(complaint: Complaint, add: Callable[[], Done]) -> Done:
    queries.hold(complaint)
    return add()
