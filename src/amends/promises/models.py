"""The register of promises."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.complaints.models import Complaint
from amends.correspondence.models import Message
from amends.kernel.ids import new_id
from amends.organisation.models import Staff, Unit
from amends.promises.rules import Origin, Standing, Subject, Substance

RUNNING = (Standing.OPEN.value, Standing.AT_RISK.value)


class Promise(models.Model):
    """We will do this by then: who, what, due, where it comes from and how it went. Overdue is computed."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="promises", db_index=False)
    subject = models.CharField(max_length=20, choices=[(one, one) for one in Subject])
    origin = models.CharField(max_length=10, choices=[(one, one) for one in Origin])
    substance = models.CharField(max_length=12, choices=[(one, one) for one in Substance])
    standing = models.CharField(max_length=12, choices=[(one, one) for one in Standing], default=Standing.OPEN)
    code = models.CharField(max_length=30, blank=True, help_text="the standard or rule it comes from")
    words = models.CharField(max_length=300, blank=True, help_text="as said; empty for standards, worded when read")
    given_at = models.DateTimeField()
    due_at = models.DateTimeField()
    owner_staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="promises")
    owner_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="promises", db_index=False)
    message = models.ForeignKey(
        Message, on_delete=models.PROTECT, null=True, db_index=False, help_text="in which it was given"
    )
    round = models.PositiveSmallIntegerField(default=1)
    ended_at = models.DateTimeField(null=True, help_text="when it was kept, broken, renegotiated or withdrawn")
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replaces", db_index=False
    )
    reason = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(owner_staff__isnull=False) | Q(owner_unit__isnull=False), name="a_promise_has_an_owner"
            ),
            models.CheckConstraint(
                condition=Q(standing__in=RUNNING, ended_at=None)
                | (~Q(standing__in=RUNNING) & Q(ended_at__isnull=False)),
                name="a_promise_runs_or_has_ended",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["complaint", "due_at"], name="promises_of_complaint"),
            models.Index(fields=["due_at", "id"], condition=Q(standing__in=RUNNING), name="promises_running_by_due"),
            models.Index(
                fields=["owner_staff", "due_at", "id"], condition=Q(standing__in=RUNNING), name="promises_of_staff"
            ),
            models.Index(fields=["ended_at"], condition=Q(ended_at__isnull=False), name="promises_by_end"),
            *(
                models.Index(fields=[field], condition=Q(**{f"{field}__isnull": False}), name=f"promise_by_{field}")
                for field in ("owner_unit", "message", "replaced_by")
            ),
        ]
