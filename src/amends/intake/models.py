"""Tables of intake: answers already given under an idempotency key."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from amends.kernel.ids import new_id
from amends.organisation.models import Brand


class IdempotentRequest(models.Model):
    """A request made under a key by one principal, with the answer that is replayed to the same request for 72 hours."""

    id = models.BigAutoField(primary_key=True)
    principal = models.CharField(max_length=60)
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, help_text="of method, path and body")
    status = models.PositiveSmallIntegerField(default=0, help_text="0 while it is running")
    answer = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["principal", "key"], name="one_answer_per_key")]
        indexes: ClassVar = [models.Index(fields=["at"], name="idempotent_by_time")]


class AbandonedForm(models.Model):
    """How many people left the portal's form on a day, by the part they had reached. Nothing about who they were."""

    id = models.UUIDField(primary_key=True, default=new_id)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT)
    on = models.DateField()
    part = models.CharField(max_length=12)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brand", "on", "part"], name="one_count_per_day_and_part")
        ]
