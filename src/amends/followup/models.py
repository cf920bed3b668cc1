"""Tables of follow-up: who asks, each attempt, and what the customer said."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.complaints.models import Complaint
from amends.complaints.rules import Outcome
from amends.followup.rules import Way
from amends.kernel.ids import new_id
from amends.organisation.models import Staff


class FollowUp(models.Model):
    """One question to the customer: is it put right?"""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="follow_ups")
    round = models.PositiveSmallIntegerField(default=1)
    caller = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="follow_ups")
    is_combined = models.BooleanField(default=False, help_text="small shop: the owner asks, on another day")
    planned_by = models.CharField(max_length=60, help_text="actor code")
    planned_at = models.DateTimeField()
    outcome = models.CharField(max_length=24, choices=[(one, one) for one in Outcome], blank=True)
    outcome_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="", outcome_at=None) | (~Q(outcome="") & Q(outcome_at__isnull=False)),
                name="a_follow_up_with_an_outcome_has_its_time",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["complaint", "-planned_at"], name="follow_ups_of_complaint")]


class Attempt(models.Model):
    """One attempt to ask, and what was said, in the customer's words where they were reached."""

    id = models.UUIDField(primary_key=True, default=new_id)
    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="attempts")
    way = models.CharField(max_length=10, choices=[(one, one) for one in Way])
    is_reached = models.BooleanField()
    words = models.TextField(max_length=4000)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(words=""), name="an_attempt_says_what_happened")]
