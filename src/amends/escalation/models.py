"""Tables of escalation: reviews, outside bodies and their rulings, looks at dangers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.complaints.models import Complaint
from amends.correspondence.models import Attachment
from amends.decision.models import Decision
from amends.kernel.ids import new_id
from amends.organisation.models import Staff


class Review(models.Model):
    """Somebody who had no part in it looks at everything again, and states our final position."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="reviews")
    is_combined = models.BooleanField(default=False)
    opened_by = models.CharField(max_length=60, help_text="actor code")
    opened_at = models.DateTimeField()
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="reviews")
    stated_at = models.DateTimeField(null=True)


class OutsideCase(models.Model):
    """The matter lies with a body outside the house: which, under which number, how we know."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="outside_cases")
    body = models.CharField(max_length=200)
    number = models.CharField(max_length=80, blank=True, help_text="theirs")
    words = models.CharField(max_length=2000, help_text="what came from there, or what the customer told")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True)
    author = models.CharField(max_length=60, help_text="actor code")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(body="") & ~Q(words=""), name="an_outside_case_names_its_body")
        ]


class Ruling(models.Model):
    """What the outside body decided."""

    id = models.UUIDField(primary_key=True, default=new_id)
    outside = models.OneToOneField(OutsideCase, on_delete=models.PROTECT, related_name="ruling")
    obliges = models.BooleanField(help_text="we have to do something")
    words = models.TextField(max_length=4000)
    due_at = models.DateTimeField(null=True)
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True)
    author = models.CharField(max_length=60, help_text="actor code")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(obliges=False) | Q(due_at__isnull=False), name="a_ruling_that_obliges_has_a_date"
            )
        ]


class SafetyLook(models.Model):
    """One of the two persons who clear a danger says why it is over. hold: which hold on this complaint."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="safety_looks")
    hold = models.PositiveSmallIntegerField()
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT)
    words = models.CharField(max_length=2000)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["complaint", "hold", "staff"], name="one_look_per_person_and_hold"),
            models.CheckConstraint(condition=~Q(words=""), name="who_clears_a_danger_says_why"),
        ]
