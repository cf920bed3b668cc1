"""One answer per key: the first is kept and replayed, another request under the same key is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.intake.models import IdempotentRequest
from amends.kernel.errors import DomainError

Answer = tuple[int, dict[str, Any]]  # HTTP status and document


class KeyReused(DomainError):
    """The key was used for another request."""

    code = "idempotency_key_reused"


@dataclass(frozen=True, slots=True)
class KeyedRequest:
    """A request made under a key. principal: whose key it is; digest: of method, path and body."""

    principal: str
    key: str
    digest: str


def find_answer(request: KeyedRequest) -> Answer | None:
    """Find the answer that this request was given before. Errors: KeyReused."""
    known = IdempotentRequest.objects.filter(principal=request.principal, key=request.key).first()
    if known is None:
        return None
    if known.digest != request.digest:
        raise KeyReused()
    return known.status, known.answer


def note(request: KeyedRequest, answer: Answer, *, at: datetime) -> IdempotentRequest:
    """Build (not save) the row that keeps an answer. The second of two at the same moment meets the unique key."""
    status, document = answer
    return IdempotentRequest(
        principal=request.principal, key=request.key, digest=request.digest, status=status, answer=document, at=at
    )


def once(request: KeyedRequest | None, act: Callable[[], Answer], *, at: datetime) -> Answer:
    """Act within the caller's transaction and keep the answer; the same request again gets the first one.

    request: None where no key was sent. Errors: KeyReused; IntegrityError where the same request runs at this moment.
    """
    if request is None:
        return act()
    if first := find_answer(request):
        return first
    given = act()
    note(request, given, at=at).save(force_insert=True)
    return given
