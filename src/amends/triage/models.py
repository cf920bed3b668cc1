"""Tables of the first look: assessments, looks at possible duplicates, confirmations that the record was read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.complaints.models import Complaint
from amends.complaints.rules import Lane, Severity
from amends.kernel.ids import new_id
from amends.organisation.models import Staff
from amends.taxonomy.models import Cause
from amends.taxonomy.rules import Level, Loss


class Assessment(models.Model):
    """One look at a complaint; a later one stands in place of the one before, which stays."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="assessments")
    round = models.PositiveSmallIntegerField(default=1)
    lane = models.CharField(max_length=8, choices=[(one, one) for one in Lane])
    severity = models.PositiveSmallIntegerField(choices=[(one.value, one.name) for one in Severity])
    is_danger = models.BooleanField(help_text="the answer to the safety question")
    told_cause = models.CharField(max_length=1000, help_text="why, in the customer's own words")
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, help_text="first guess")
    level = models.CharField(max_length=12, choices=[(one, one) for one in Level])
    loss = models.CharField(max_length=10, choices=[(one, one) for one in Loss])
    is_material = models.BooleanField(default=False)
    is_psychological = models.BooleanField(default=False)
    loss_per_day = models.JSONField(null=True, help_text="money as text: what every day of waiting costs the customer")
    stop_gap = models.CharField(max_length=300, blank=True, help_text="what was offered meanwhile")
    value = models.JSONField(null=True, help_text="money as text: what is at stake, where known")
    author = models.CharField(max_length=60, help_text="actor code")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(loss=Loss.NONE, is_material=False, is_psychological=False)
                | (~Q(loss=Loss.NONE) & (Q(is_material=True) | Q(is_psychological=True))),
                name="a_loss_is_of_some_kind",
            ),
            models.CheckConstraint(
                condition=Q(is_danger=False) | Q(severity=Severity.SAFETY), name="a_danger_is_of_the_gravest_severity"
            ),
            models.CheckConstraint(condition=~Q(told_cause=""), name="an_assessment_holds_the_told_cause"),
        ]
        indexes: ClassVar = [models.Index(fields=["complaint", "-at"], name="assessments_of_complaint")]


class DuplicateLook(models.Model):
    """Somebody looked at what could be the same matter, and saw these."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="duplicate_looks")
    seen = models.JSONField(default=list, help_text="ids of the complaints that were shown and looked at")
    author = models.CharField(max_length=60, help_text="actor code")
    at = models.DateTimeField()


class RecordRead(models.Model):
    """The owner of a second round read what had happened, and says it in their own words."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="record_reads")
    round = models.PositiveSmallIntegerField()
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT)
    read_up_to = models.PositiveIntegerField(help_text="last entry of the timeline that was read")
    words = models.CharField(max_length=2000, help_text="what happened so far, as the reader understood it")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="who_read_the_record_says_what_it_holds")
        ]
