"""Tables of redress: remedies ordered once, and the proof of each delivery."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.complaints.models import Complaint
from amends.correspondence.models import Attachment
from amends.decision.models import OptionPart
from amends.kernel.ids import new_id
from amends.organisation.amounts import HasAmount
from amends.organisation.models import Staff
from amends.redress.rules import Standing


class Remedy(HasAmount):
    """One thing that is to be done, brought or paid. Its key makes that it is ordered, and so paid, once."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="remedies")
    round = models.PositiveSmallIntegerField(default=1)
    part = models.ForeignKey(OptionPart, on_delete=models.PROTECT, null=True, related_name="remedies")
    key = models.CharField(max_length=80, unique=True, help_text="idempotency key, also for the payment")
    code = models.CharField(max_length=4)
    words = models.CharField(max_length=1000, blank=True)
    is_extra = models.BooleanField(default=False, help_text="something of value on top")
    standing = models.CharField(max_length=10, choices=[(one, one) for one in Standing], default=Standing.ORDERED)
    reason = models.CharField(max_length=500, blank=True, help_text="why it was cancelled")
    ordered_by = models.CharField(max_length=60, help_text="actor code")
    ordered_at = models.DateTimeField()

    class Meta(HasAmount.Meta):
        abstract = False
        constraints: ClassVar = [
            *HasAmount.Meta.constraints,
            models.CheckConstraint(condition=~Q(standing="cancelled") | ~Q(reason=""), name="who_cancels_says_why"),
        ]
        indexes: ClassVar = [models.Index(fields=["complaint", "ordered_at"], name="remedies_of_complaint")]


class Delivery(models.Model):
    """The proof that a remedy reached the customer: who, when, and a file or words."""

    id = models.UUIDField(primary_key=True, default=new_id)
    remedy = models.OneToOneField(Remedy, on_delete=models.PROTECT, related_name="delivery")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="deliveries")
    author = models.CharField(max_length=60, help_text="actor code")
    words = models.CharField(max_length=1000, blank=True)
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True)
    is_combined = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(attachment__isnull=False) | ~Q(words=""), name="a_delivery_is_proven_by_file_or_words"
            )
        ]
