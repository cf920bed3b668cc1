"""Tables of decision: decisions with options and their remedies, looks of approvers, replies, reminders."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.complaints.models import Complaint
from amends.correspondence.models import Message
from amends.decision.rules import Replier, ReplyChannel, Standing, Verdict
from amends.investigation.models import Finding
from amends.kernel.ids import new_id
from amends.kernel.money import Money
from amends.organisation.amounts import HasAmount
from amends.organisation.models import Staff


class Decision(HasAmount):
    """What we decided and the letter that says so. The amount is the worth of the dearest option."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField(default=1)
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, related_name="decisions")
    verdict = models.CharField(max_length=12, choices=[(one, one) for one in Verdict])
    standing = models.CharField(max_length=12, choices=[(one, one) for one in Standing], default=Standing.PROPOSED)
    is_final = models.BooleanField(default=False, help_text="our last word, after an internal review")
    reasons = models.TextField(max_length=4000)
    help = models.CharField(max_length=1000, blank=True, help_text="the concrete help where it is not upheld")
    only_light_because = models.CharField(max_length=1000, blank=True)
    no_choice_because = models.CharField(max_length=1000, blank=True)
    approver_reasons = models.JSONField(default=list, blank=True, help_text="codes: why another person must look")
    needs_two = models.BooleanField(default=False)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(max_length=20_000, help_text="the answer letter")
    text_digest = models.CharField(max_length=64, help_text="of the letter, as a clearance names it")
    language = models.CharField(max_length=20, blank=True)
    proposed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="decisions")
    proposed_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    approved_digest = models.CharField(max_length=64, blank=True)
    answered_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta(HasAmount.Meta):
        abstract = False
        constraints: ClassVar = [
            *HasAmount.Meta.constraints,
            models.CheckConstraint(condition=~Q(reasons="") & ~Q(text=""), name="a_decision_is_reasoned_and_worded"),
            models.CheckConstraint(
                condition=Q(approved_digest="") | Q(approved_digest=models.F("text_digest")),
                name="an_approved_letter_is_not_rewritten",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["complaint", "-proposed_at"], name="decisions_of_complaint"),
            models.Index(fields=["expires_at"], condition=Q(standing="answered"), name="decisions_to_expire"),
        ]


class Option(models.Model):
    """One thing the customer can choose."""

    id = models.UUIDField(primary_key=True, default=new_id)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="options")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=1000)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "position"], name="one_option_per_position")
        ]

    @property
    def total(self) -> Money | None:
        """Add up what it is worth; None without money."""
        amounts = [part.money for part in self.parts.all() if part.money]
        return Money.total(amounts, amounts[0].currency) if amounts else None


class OptionPart(HasAmount):
    """One remedy of an option."""

    id = models.UUIDField(primary_key=True, default=new_id)
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="parts")
    position = models.PositiveSmallIntegerField()
    remedy = models.CharField(max_length=4)
    words = models.CharField(max_length=500, blank=True)

    class Meta(HasAmount.Meta):
        abstract = False
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            *HasAmount.Meta.constraints,
            models.UniqueConstraint(fields=["option", "position"], name="one_part_per_position"),
        ]


class Look(models.Model):
    """An approver looked at a decision and its very letter."""

    class Verdict(models.TextChoices):
        APPROVED = "approved"
        RETURNED = "returned"

    id = models.UUIDField(primary_key=True, default=new_id)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="looks")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="looks")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reason = models.CharField(max_length=2000, blank=True)
    text_digest = models.CharField(max_length=64)
    is_combined = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "staff", "text_digest"], name="one_look_per_person_and_letter"),
            models.CheckConstraint(condition=~Q(verdict="returned") | ~Q(reason=""), name="who_returns_says_why"),
        ]


class Reply(models.Model):
    """What the customer said to our answer, and how we know."""

    id = models.UUIDField(primary_key=True, default=new_id)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="replies")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, null=True, related_name="replies")
    agrees = models.BooleanField()
    channel = models.CharField(max_length=10, choices=[(one, one) for one in ReplyChannel])
    who = models.CharField(max_length=16, choices=[(one, one) for one in Replier])
    words = models.TextField(max_length=4000, blank=True, help_text="the customer's own")
    read_back = models.CharField(max_length=1000, blank=True, help_text="on the phone: what we read back")
    name = models.CharField(max_length=160, blank=True, help_text="of a relative")
    consent = models.CharField(max_length=500, blank=True, help_text="how the customer allowed the relative to speak")
    author = models.CharField(max_length=60, help_text="actor code")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, help_text="who wrote it down")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(channel="phone") | ~Q(read_back=""), name="a_reply_by_phone_was_read_back"
            ),
            models.CheckConstraint(
                condition=~Q(who="relative") | (~Q(name="") & ~Q(consent="")), name="a_relative_speaks_with_consent"
            ),
            models.CheckConstraint(condition=~Q(words="") | Q(channel="web"), name="a_reply_holds_words"),
        ]


class Reminder(models.Model):
    """The customer was reminded of our answer: by a message of ours, or in words of a call."""

    id = models.UUIDField(primary_key=True, default=new_id)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="reminders")
    number = models.PositiveSmallIntegerField()
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True)
    words = models.CharField(max_length=1000, blank=True, help_text="what was said, where there was no message")
    author = models.CharField(max_length=60, help_text="actor code")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "number"], name="one_reminder_per_number"),
            models.CheckConstraint(
                condition=Q(message__isnull=False) | ~Q(words=""), name="a_reminder_is_a_message_or_words"
            ),
        ]
