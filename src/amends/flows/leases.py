"""Who does a work for now, on whatever machine: taken for a while, renewed, given back; a killed one's runs out."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from amends.complaints.models import Lease


def take(name: str, span: timedelta, *, at: datetime) -> bool:
    """Take a lease; false while somebody has it."""
    if Lease.objects.filter(name=name, until__lte=at).update(until=at + span):
        return True
    if Lease.objects.filter(name=name).exists():
        return False
    try:
        with transaction.atomic():
            Lease.objects.create(name=name, until=at + span)
    except IntegrityError:
        return False
    return True


def renew(name: str, span: timedelta, *, at: datetime) -> None:
    """Keep a lease for another while."""
    Lease.objects.filter(name=name).update(until=at + span)


def release(name: str, *, at: datetime) -> None:
    """Give a lease back."""
    Lease.objects.filter(name=name).update(until=at)
