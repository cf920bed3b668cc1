"""Tables of authority: bands that replace the shipped ones, requests for approval, what was granted to whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.complaints.models import Complaint
from amends.customers.models import Customer
from amends.kernel.ids import new_id
from amends.kernel.money import Money
from amends.organisation.amounts import HasAmount
from amends.organisation.models import Brand, Staff
from amends.organisation.rules import Role


class Band(models.Model):
    """What a role of a brand may grant by itself: for one remedy or (empty) for all, from a day, until a day."""

    id = models.UUIDField(primary_key=True, default=new_id)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="bands")
    role = models.CharField(max_length=12, choices=[(role, role) for role in Role])
    remedy = models.CharField(max_length=4, blank=True)
    currency = models.CharField(max_length=3)
    limit = models.DecimalField(max_digits=24, decimal_places=6)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    set_by = models.CharField(max_length=60, help_text="actor code")
    agreed_by = models.CharField(max_length=60, blank=True, help_text="the second person: rules change by two")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["brand", "role", "remedy", "currency"],
                condition=Q(valid_until=None),
                name="one_band_in_force_per_role_and_remedy",
            )
        ]

    @property
    def money(self) -> Money:
        return Money(self.limit.normalize() + 0, self.currency)


class Request(HasAmount):
    """A decision waits for an approver of at least this role."""

    class Standing(models.TextChoices):
        OPEN = "open"
        APPROVED = "approved"
        RETURNED = "returned"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="approval_requests")
    decision_id = models.UUIDField(db_index=True)
    role = models.CharField(max_length=12, choices=[(role, role) for role in Role])
    reasons = models.JSONField(default=list, help_text="codes: why another person must look")
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.OPEN)
    asked_by = models.CharField(max_length=60, help_text="actor code")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="approvals")
    answered_at = models.DateTimeField(null=True)
    is_combined = models.BooleanField(default=False, help_text="small shop: the owner looked again the next day")

    class Meta(HasAmount.Meta):
        abstract = False
        constraints: ClassVar = [
            *HasAmount.Meta.constraints,
            models.CheckConstraint(
                condition=Q(standing__in=["open", "withdrawn"]) | Q(answered_by__isnull=False),
                name="an_answered_request_says_by_whom",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["asked_at"], condition=Q(standing="open"), name="requests_open")]


class Granted(HasAmount):
    """What was granted to a customer, for the sum over a year; ended where it was not given after all."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="granted")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="granted")
    source = models.CharField(max_length=10, help_text="decision, now, extra, ruling")
    source_id = models.UUIDField()
    by = models.CharField(max_length=60, help_text="actor code")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(HasAmount.Meta):
        abstract = False
        constraints: ClassVar = [
            *HasAmount.Meta.constraints,
            models.UniqueConstraint(fields=["source", "source_id"], name="granted_once_per_source"),
        ]
        indexes: ClassVar = [models.Index(fields=["customer", "at"], name="granted_to_customer")]
