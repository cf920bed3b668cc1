"""Tables of investigation. A box or a tick is none of them: each row holds who, when, and a file or words."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.complaints.models import Complaint
from amends.correspondence.models import Attachment
from amends.investigation.rules import GapKind, Side
from amends.kernel.ids import new_id
from amends.organisation.models import Staff, Unit
from amends.taxonomy.models import Cause
from amends.taxonomy.rules import Level, Responsibility


class Question(models.Model):
    """What a unit, or somebody of it, was asked, and by when."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="questions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="questions")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="questions")
    words = models.CharField(max_length=2000)
    salt = models.CharField(max_length=32)
    author = models.CharField(max_length=60, help_text="actor code")
    asked_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="questions_asked")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "due_at"], condition=Q(answered_at=None), name="questions_open_by_unit"),
            models.Index(fields=["complaint", "asked_at"], name="questions_of_complaint"),
        ]


class Statement(models.Model):
    """What somebody says they know: an answer to a question, or words of the customer or of somebody outside."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="statements")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, related_name="statements")
    side = models.CharField(max_length=10, choices=[(one, one) for one in Side])
    words = models.TextField(max_length=10_000)
    salt = models.CharField(max_length=32)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="statements")
    speaker = models.CharField(max_length=160, blank=True, help_text="who said it, where it was nobody with an account")
    author = models.CharField(max_length=60, help_text="actor code of who wrote it down")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="a_statement_holds_words"),
            models.CheckConstraint(condition=Q(staff__isnull=False) | ~Q(speaker=""), name="a_statement_is_somebodys"),
        ]
        indexes: ClassVar = [models.Index(fields=["complaint", "at"], name="statements_of_complaint")]


class PieceOfEvidence(models.Model):
    """A file, or words with the source they come from."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="evidence")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True)
    words = models.TextField(max_length=4000, help_text="what it is and what it shows")
    source = models.CharField(max_length=300, help_text="where it comes from: till journal, poster, photo of ...")
    salt = models.CharField(max_length=32)
    author = models.CharField(max_length=60, help_text="actor code")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(attachment__isnull=False) | (~Q(words="") & ~Q(source="")),
                name="evidence_is_a_file_or_words_with_a_source",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["complaint", "at"], name="evidence_of_complaint")]


class Gap(models.Model):
    """What the customer expected, where the expectation comes from, what they were given."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="gaps")
    expectation = models.CharField(max_length=1000)
    source = models.CharField(max_length=300, help_text="advert, poster, price tag, web page, a salesperson's words")
    given = models.CharField(max_length=1000)
    kind = models.CharField(max_length=10, choices=[(one, one) for one in GapKind])
    price_paid = models.JSONField(null=True, help_text="money as text")
    price_thought_right = models.JSONField(null=True, help_text="money as text")
    prevented = models.CharField(max_length=500, blank=True, help_text="what the customer could not do because of it")
    author = models.CharField(max_length=60, help_text="actor code")
    at = models.DateTimeField()


class Contradiction(models.Model):
    """What the customer was told elsewhere, and what it contradicts; shown to the owner before drafting."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="contradictions")
    told = models.CharField(max_length=1000)
    where = models.CharField(max_length=300)
    contradicts = models.CharField(max_length=1000)
    told_on = models.DateField(null=True)
    author = models.CharField(max_length=60, help_text="actor code")
    at = models.DateTimeField()


class Finding(models.Model):
    """What happened, in one sentence, and whose responsibility it is. Never edited: a later one stands in its place."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="findings")
    round = models.PositiveSmallIntegerField(default=1)
    sentence = models.CharField(max_length=600)
    salt = models.CharField(max_length=32)
    responsibility = models.CharField(max_length=12, choices=[(one, one) for one in Responsibility])
    shares = models.JSONField(default=dict, blank=True, help_text="percent by party, where shared")
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT)
    level = models.CharField(max_length=12, choices=[(one, one) for one in Level])
    concerning = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="findings_about")
    reason = models.TextField(max_length=4000)
    instruction = models.TextField(max_length=4000, blank=True, help_text="words this buyer was given")
    instruction_file = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True)
    instruction_language = models.CharField(max_length=20, blank=True)
    buyer_reads = models.JSONField(default=list, blank=True)
    why_producer = models.CharField(max_length=2000, blank=True)
    why_seller = models.CharField(max_length=2000, blank=True)
    prevention = models.CharField(max_length=1000, blank=True)
    prevention_due_on = models.DateField(null=True)
    investigator = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="findings")
    at = models.DateTimeField()
    seconded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="findings_seconded")
    seconded_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(level=Level.COMPANY) | Q(concerning=None), name="a_company_cause_names_nobody"
            ),
            models.CheckConstraint(
                condition=Q(seconded_by=None) | ~Q(seconded_by=models.F("investigator")),
                name="a_second_person_is_another",
            ),
            models.CheckConstraint(
                condition=~Q(responsibility=Responsibility.CUSTOMER)
                | (
                    (~Q(instruction="") | Q(instruction_file__isnull=False))
                    & ~Q(instruction_language="")
                    & ~Q(why_producer="")
                    & ~Q(why_seller="")
                    & ~Q(prevention="")
                    & Q(prevention_due_on__isnull=False)
                ),
                name="a_customer_is_not_blamed_without_showing_it",
            ),
            models.CheckConstraint(condition=~Q(sentence="") & ~Q(reason=""), name="a_finding_is_said_and_reasoned"),
        ]
        indexes: ClassVar = [models.Index(fields=["complaint", "-at"], name="findings_of_complaint")]
