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
