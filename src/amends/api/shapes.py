"""From rows to the plain values the API answers with, and cursors back."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse

from amends.acknowledgement.letter import tracking_url
from amends.api.errors import BadRequest
from amends.complaints.models import Complaint
from amends.correspondence.models import Attachment, Message
from amends.correspondence.queries import first_words
from amends.customers.queries import contact_values
from amends.intake.arrival import Accepted
from amends.kernel.reference import shown
from amends.promises.models import Promise

Cursor = tuple[datetime, UUID]


def reference(complaint: Complaint) -> str:
    """Write the reference as people read it."""
    return shown(complaint.number, complaint.brand.prefix)


def made(accepted: Accepted) -> dict[str, Any]:
    """Answer an acceptance; plain JSON values, so that they can be kept and replayed."""
    complaint = accepted.complaint
    return {
        "reference": reference(complaint),
        "tracking_url": tracking_url(complaint),
        "state": str(complaint.state),
        "received_at": complaint.received_at.isoformat(),
        "promises": [promise(one) | {"due": one.due_at.isoformat()} for one in accepted.promises],
    }


def kept(status: int, answer: dict[str, Any]) -> HttpResponse:
    """Send an answer that is kept under a key: the first time and each time after it, byte for byte the same."""
    return JsonResponse(answer, status=status, json_dumps_params={"ensure_ascii": False, "sort_keys": True})


def promise(row: Promise) -> dict[str, Any]:
    return {
        "subject": str(row.subject),
        "origin": str(row.origin),
        "substance": str(row.substance),
        "standing": str(row.standing),
        "due": row.due_at,
    }


def message(row: Message) -> dict[str, Any]:
    """Answer an addition; plain JSON values, so that they can be kept and replayed."""
    return {"id": str(row.pk), "kind": str(row.kind), "received_at": row.occurred_at.isoformat()}


def attachment(row: Attachment) -> dict[str, Any]:
    """Answer a file without its bytes."""
    return {
        "id": row.token,
        "name": row.name,
        "content_type": row.content_type,
        "size": row.size,
        "sha256": row.sha256,
        "message": str(row.message_id) if row.message_id else None,
        "received_at": row.received_at.isoformat(),
    }


def short(complaint: Complaint) -> dict[str, Any]:
    """Answer a complaint without its words."""
    customer = complaint.customer
    return {
        "reference": reference(complaint),
        "kind": complaint.kind,
        "state": complaint.state,
        "lane": complaint.lane,
        "severity": complaint.severity,
        "outcome": complaint.outcome or None,
        "channel": complaint.channel,
        "language": complaint.language,
        "subject": complaint.subject,
        "product": complaint.product_words or None,
        "order": complaint.order_number or None,
        "occurred_on": complaint.occurred_on,
        "complainant": {"name": customer.name} if customer else None,
        "unit": complaint.unit.code,
        "received_at": complaint.received_at,
        "closed_at": complaint.closed_at,
        "version": complaint.last_sequence,
    }


def whole(complaint: Complaint, promises: Iterable[Promise]) -> dict[str, Any]:
    """Answer a complaint with its first words, its complainant's contact points and its promises."""
    first = first_words(complaint)
    answer = short(complaint)
    answer |= {
        "text": first.text if first else None,
        "wish": complaint.wish or None,
        "promises": [promise(one) for one in promises],
    }
    if complaint.customer:
        points = contact_values(complaint.customer)
        answer["complainant"] |= {"email": points.get("mail"), "phone": points.get("phone")}
    return answer


def page(rows: Sequence[Complaint], limit: int) -> dict[str, Any]:
    """Answer a page; one row more than asked for says that there is another."""
    shown_rows = rows[:limit]
    more = len(rows) > limit
    return {
        "complaints": [short(row) for row in shown_rows],
        "next": write_cursor(shown_rows[-1].received_at, shown_rows[-1].pk) if more else None,
    }


def write_cursor(at: datetime, key: UUID) -> str:
    return base64.urlsafe_b64encode(f"{at.isoformat()}|{key}".encode()).decode()


def read_cursor(text: str | None) -> Cursor | None:
    """Read where a page begins. Errors: BadRequest."""
    if not text:
        return None
    try:
        at, _, key = base64.urlsafe_b64decode(text[:200].encode()).decode().partition("|")
        return datetime.fromisoformat(at), UUID(key)
    except (binascii.Error, ValueError) as unreadable:
        raise BadRequest(words="after") from unreadable
