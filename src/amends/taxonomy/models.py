"""The table of causes, loaded from the shipped data and kept with dates of validity."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Cause(models.Model):
    """What can go wrong: a leaf of the taxonomy. Codes are stable; a split cause gets children with a dot (C2.1)."""

    code = models.CharField(max_length=8, primary_key=True)
    family = models.CharField(max_length=2)
    names = models.JSONField(default=dict)
    definition = models.CharField(max_length=300, blank=True)
    example = models.CharField(max_length=300, blank=True)
    responsibility = models.CharField(max_length=12, help_text="by presumption, inside the house, until a finding")
    remedies = models.JSONField(default=list, help_text="codes in order of preference")
    prevention = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="a_cause_ends_after_it_begins",
            )
        ]
