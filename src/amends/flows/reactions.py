"""What follows from what: one table, kind of fact -> handlers. Handlers are idempotent; the outbox keeps their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from amends.complaints.models import Complaint, Outbox
from amends.flows import agreeing, receipt
from amends.flows.notices import tell_of_duty, tell_of_reply

Handler = Callable[[Complaint, Outbox, datetime], None]


def acknowledge_receipt(complaint: Complaint, row: Outbox, at: datetime) -> None:
    """A complaint was accepted: the complainant hears so at once."""
    receipt.send_receipt(complaint, at=at)


def acknowledge_receipts(complaints: Sequence[Complaint], at: datetime) -> list[Complaint]:
    """Several complaints were accepted: their complainants hear so at once."""
    return receipt.send_receipts(complaints, at=at)[1]


def put_right_what_was_agreed(complaint: Complaint, row: Outbox, at: datetime) -> None:
    """The customer agreed: it is ordered, or words alone have put it right."""
    agreeing.put_right_what_was_agreed(complaint, at)


def plan_follow_up(complaint: Complaint, row: Outbox, at: datetime) -> None:
    """It is put right, or no reply came: somebody will ask."""
    agreeing.plan_follow_up(complaint, at)


def open_review(complaint: Complaint, row: Outbox, at: datetime) -> None:
    """The customer was asked: who is dissatisfied again gets a review."""
    agreeing.open_review(complaint, at)


def go_on_with_triage(complaint: Complaint, row: Outbox, at: datetime) -> None:
    """It was reopened: it moves on where first look and owner are there."""
    agreeing.go_on_with_triage(complaint, at)


REACTIONS: dict[str, tuple[Handler, ...]] = {
    "complaint.accepted": (acknowledge_receipt,),
    "answer.agreed": (put_right_what_was_agreed,),
    "complaint.remedied": (plan_follow_up,),
    "answer.lapsed": (plan_follow_up,),
    "follow_up.made": (open_review,),
    "complaint.reopened": (go_on_with_triage,),
    "duty.begun": (tell_of_duty,),
    "message.received": (tell_of_reply,),
}

# Handlers that can do several complaints in one go; they give those they left undone.
TOGETHER: dict[str, Callable[[Sequence[Complaint], datetime], list[Complaint]]] = {
    acknowledge_receipt.__name__: acknowledge_receipts
}


def routes() -> dict[str, tuple[str, ...]]:
    """Give the table with names in place of functions, as the timeline wants it."""
    return {kind: tuple(handler.__name__ for handler in handlers) for kind, handlers in REACTIONS.items()}


def handler_named(name: str) -> Handler | None:
    """Find a handler by the name the outbox kept."""
    for handlers in REACTIONS.values():
        for handler in handlers:
            if handler.__name__ == name:
                return handler
    return None
