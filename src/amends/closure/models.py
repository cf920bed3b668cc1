"""Tables of closure: confirmed causes, lessons, withdrawals, merges, links, reopenings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from amends.complaints.models import Complaint
from amends.complaints.rules import State
from amends.kernel.ids import new_id
from amends.organisation.amounts import HasAmount
from amends.organisation.models import Staff, Unit
from amends.taxonomy.models import Cause
from amends.taxonomy.rules import Level


class ConfirmedCause(models.Model):
    """The cause that counts in the end. The told one and the first guess stay in the assessment."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="confirmed_causes")
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT)
    level = models.CharField(max_length=12, choices=[(one, one) for one in Level])
    first_guess = models.ForeignKey(Cause, on_delete=models.PROTECT, null=True, related_name="guessed")
    author = models.CharField(max_length=60, help_text="actor code")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["cause", "at"], name="confirmed_causes_by_cause")]


class Lesson(models.Model):
    """What is to be different from now on. Not asked for at every close."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="lessons")
    words = models.CharField(max_length=2000)
    author = models.CharField(max_length=60, help_text="actor code")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(words=""), name="a_lesson_is_said")]


class Withdrawal(models.Model):
    """The customer takes it back: their own words, how they came, who wrote them down."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="withdrawals")
    words = models.TextField(max_length=4000)
    channel = models.CharField(max_length=10)
    author = models.CharField(max_length=60, help_text="actor code")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="a_withdrawal_holds_the_customers_words")
        ]


class Merge(models.Model):
    """Two complaints about the same matter go on as one; reversible."""

    id = models.UUIDField(primary_key=True, default=new_id)
    source = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="merges_out")
    target = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="merges_in")
    state_before = models.CharField(max_length=16, choices=[(one, one) for one in State])
    words = models.CharField(max_length=1000, help_text="why they are the same matter")
    author = models.CharField(max_length=60, help_text="actor code")
    at = models.DateTimeField()
    undone_words = models.CharField(max_length=1000, blank=True)
    undone_by = models.CharField(max_length=60, blank=True, help_text="actor code")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="nothing_merges_into_itself"),
            models.UniqueConstraint(fields=["source"], condition=Q(undone_at=None), name="merged_into_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(undone_at=None) | (~Q(undone_words="") & ~Q(undone_by="")), name="who_unmerges_says_why"
            ),
        ]


class Link(models.Model):
    """Two complaints that have to do with one another and stay apart."""

    id = models.UUIDField(primary_key=True, default=new_id)
    one = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="links_out")
    other = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="links_in")
    words = models.CharField(max_length=500, blank=True)
    author = models.CharField(max_length=60, help_text="actor code")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(one=F("other")), name="nothing_is_linked_to_itself"),
            models.UniqueConstraint(fields=["one", "other"], name="linked_once"),
        ]


class Reopening(models.Model):
    """Why a complaint goes on that had ended, and how it had ended."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="reopenings")
    words = models.TextField(max_length=4000)
    state_before = models.CharField(max_length=16, choices=[(one, one) for one in State])
    outcome_before = models.CharField(max_length=24, blank=True)
    ended_at = models.DateTimeField(null=True)
    author = models.CharField(max_length=60, help_text="actor code")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(words=""), name="who_reopens_says_why")]


class Settlement(HasAmount):
    """What was put right on the spot: what was done, for how much, and whether the customer was content."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="settlements")
    done = models.CharField(max_length=2000)
    remedy = models.CharField(max_length=8, blank=True)
    is_content = models.BooleanField()
    is_sampled = models.BooleanField(default=False, help_text="drawn for a follow-up by another person")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    product_key = models.CharField(max_length=60, blank=True)
    author = models.CharField(max_length=60, help_text="actor code")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()

    class Meta(HasAmount.Meta):
        constraints: ClassVar = [
            *HasAmount.Meta.constraints,
            models.CheckConstraint(condition=~Q(done=""), name="a_settlement_says_what_was_done"),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "at"], name="settlements_by_unit")]


class NowSignal(models.Model):
    """The same thing was settled on the spot again and again: a word to the lead. It names nobody."""

    id = models.UUIDField(primary_key=True, default=new_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    product_key = models.CharField(max_length=60, blank=True, help_text="empty: any goods, this unit or till")
    count = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "at"], name="now_signals_by_unit")]
