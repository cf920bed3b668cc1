"""Reads of the register."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from amends.complaints.models import Complaint
from amends.organisation.compiled import CompiledMany
from amends.promises.models import RUNNING, Promise


def of_complaint(complaint: Complaint) -> QuerySet[Promise]:
    """Give all promises of a complaint by due time, with their owners. One query."""
    rows = Promise.objects.filter(complaint=complaint).order_by("due_at", "id")
    return rows.select_related("owner_staff", "owner_unit")


def is_agreed_anew(promise: Promise) -> bool:
    """Say whether its date was agreed in place of an earlier one, rather than counted, here or before. One query."""
    like = Promise.objects.filter(complaint=promise.complaint_id, code=promise.code, due_at=promise.due_at)
    return Promise.objects.filter(replaced_by__in=like).exists()


def starts(promise: Promise, complaint: Complaint) -> tuple[datetime, ...]:
    """Give the instants from which its due time may have been counted, the likeliest first. One query.

    What is promised with the complaint itself counts from receipt (unless it was taken over from elsewhere); what was
    promised again with its old date counts from when it was promised first.
    """
    rows = list(Promise.objects.filter(complaint=complaint).values_list("given_at", "code", "due_at"))
    given = min(at for at, code, due in rows if (code, due) == (promise.code, promise.due_at))
    is_first = given == min(at for at, _code, _due in rows)
    return (complaint.received_at, given) if is_first and complaint.received_at < given else (given,)


def running(complaints: QuerySet[Complaint]) -> QuerySet[Promise]:
    """Give the running promises of these complaints by due time, with owner, complaint and complainant. One query."""
    rows = Promise.objects.filter(standing__in=RUNNING, complaint__in=complaints).order_by("due_at", "id")
    return rows.select_related("owner_staff", "owner_unit", "complaint__brand", "complaint__customer")


def after(rows: QuerySet[Promise], due: datetime, key: UUID) -> QuerySet[Promise]:
    """Go on behind a row, by due time."""
    return rows.filter(Q(due_at__gt=due) | Q(due_at=due, id__gt=key))


def _in_list(keys: list[UUID]) -> QuerySet[Promise]:
    beside = ("owner_staff", "owner_unit", "complaint__brand", "complaint__customer", "complaint__representative")
    return Promise.objects.filter(pk__in=keys).select_related(*beside)


# Promises by id with what a line in a list shows beside each. One query, not compiled anew for each list.
LISTED = CompiledMany(_in_list)
