"""Tables of the core: the complaint, who takes part, the append-only timeline, the after-work, checkpoints."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from amends.catalogue.models import Product
from amends.complaints import rules
from amends.customers.models import Customer, Purchase
from amends.kernel.fact import Audience
from amends.kernel.ids import new_id
from amends.organisation.models import Branch, Brand, Staff, Unit


def _codes(enum: Any) -> list[tuple[Any, str]]:
    return [(member.value, member.name.lower()) for member in enum]


def _one_of(field: str, enum: Any, *, blank: bool = False) -> Q:
    values = [member.value for member in enum] + ([""] if blank else [])
    return Q(**{f"{field}__in": values})


def _where_set(table: str, *fields: str) -> list[models.Index]:
    """Index columns that are empty in most rows: those cost nothing then."""
    return [
        models.Index(fields=[field], condition=Q(**{f"{field}__isnull": False}), name=f"{table}_by_{field}")
        for field in fields
    ]


class Complaint(models.Model):
    """One matter of one complainant. `state` is written by lifecycle alone; every change appends to the timeline."""

    id = models.UUIDField(primary_key=True, default=new_id)
    number = models.CharField(max_length=10)
    # Without an index of their own: the first column of one below, or empty in most rows and indexed where set.
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, db_index=False)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, db_index=False)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="complaints", db_index=False, help_text="where it is worked on"
    )
    concerns = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        related_name="concerned",
        db_index=False,
        help_text="the unit complained about",
    )
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="complaints")
    representative = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, related_name="represented", db_index=False
    )
    kind = models.CharField(max_length=10, choices=_codes(rules.Kind), default=rules.Kind.COMPLAINT)
    channel = models.CharField(max_length=10, choices=_codes(rules.Channel))
    language = models.CharField(max_length=20)
    state = models.CharField(max_length=16, choices=_codes(rules.State), default=rules.State.ACCEPTED)
    lane = models.CharField(max_length=8, choices=_codes(rules.Lane), default=rules.Lane.NORMAL)
    severity = models.PositiveSmallIntegerField(choices=_codes(rules.Severity), default=rules.Severity.ORDINARY)
    outcome = models.CharField(max_length=24, choices=_codes(rules.Outcome), blank=True)
    waiting_for = models.CharField(max_length=12, choices=_codes(rules.Waiting), blank=True)
    safety_hold = models.BooleanField(default=False)
    is_confidential = models.BooleanField(default=False)
    round = models.PositiveSmallIntegerField(default=1)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged", db_index=False)
    subject = models.CharField(max_length=160, blank=True)
    snippet = models.CharField(max_length=200, blank=True)
    wish = models.TextField(max_length=4000, blank=True)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, db_index=False)
    product_words = models.CharField(max_length=160, blank=True)
    purchase = models.ForeignKey(Purchase, on_delete=models.PROTECT, null=True, db_index=False)
    order_number = models.CharField(max_length=60, blank=True)
    order_key = models.CharField(max_length=60, blank=True)
    occurred_on = models.DateField(null=True)
    place_words = models.CharField(max_length=160, blank=True)
    received_at = models.DateTimeField(help_text="first contact, not time of entry")
    closed_at = models.DateTimeField(null=True)
    customer_wrote_at = models.DateTimeField(null=True, help_text="newest word of the complainant that nobody answered")
    track_version = models.PositiveSmallIntegerField(default=1, help_text="raised when tracking links are revoked")
    track_digest = models.CharField(max_length=64)
    last_sequence = models.PositiveIntegerField(default=0)
    head_digest = models.CharField(max_length=64, default="0" * 64)
    # Written by promises.book: the open promise that falls due next. The database refuses an open complaint without.
    next_promise_id = models.UUIDField(null=True)
    next_due_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # Not unique=True, which would index them once more for LIKE.
            models.UniqueConstraint(fields=["number"], name="one_complaint_a_number"),
            models.UniqueConstraint(fields=["track_digest"], name="one_complaint_a_token"),
            models.CheckConstraint(condition=_one_of("state", rules.State), name="state_is_in_the_table"),
            models.CheckConstraint(condition=_one_of("lane", rules.Lane), name="lane_is_in_the_table"),
            models.CheckConstraint(
                condition=_one_of("outcome", rules.Outcome, blank=True), name="outcome_is_in_the_table"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(rules.ENDED))
                | Q(next_promise_id__isnull=False, next_due_at__isnull=False),
                name="an_open_complaint_has_an_open_promise",
            ),
            models.CheckConstraint(
                condition=~Q(state=rules.State.CLOSED) | ~Q(outcome=""), name="a_closed_complaint_has_an_outcome"
            ),
            models.CheckConstraint(
                condition=~Q(state=rules.State.CLOSED, safety_hold=True), name="no_closing_under_a_safety_hold"
            ),
            models.CheckConstraint(
                condition=~Q(state=rules.State.MERGED) | Q(merged_into__isnull=False),
                name="a_merged_complaint_says_where",
            ),
        ]
        indexes: ClassVar = [
            # Each list of the inbox walks one of these from its beginning. What is open has a next promise, what has
            # ended has a time of closing: each complaint stands in one half of them.
            models.Index(
                fields=["brand", "next_due_at", "id"],
                name="complaint_by_brand_due",
                condition=Q(next_due_at__isnull=False),
            ),
            # For one's own: of somebody with thousands the first few are met soon.
            models.Index(
                fields=["next_due_at", "id"], name="complaint_next_due_first", condition=Q(next_due_at__isnull=False)
            ),
            models.Index(
                fields=["unit", "next_due_at", "id"],
                name="complaint_by_unit_due",
                condition=Q(next_due_at__isnull=False),
            ),
            models.Index(
                fields=["brand", "-closed_at", "-id"], name="complaint_by_closing", condition=Q(closed_at__isnull=False)
            ),
            models.Index(
                fields=["unit", "-closed_at", "-id"],
                name="complaint_by_unit_closing",
                condition=Q(closed_at__isnull=False),
            ),
            models.Index(fields=["next_due_at", "id"], name="complaint_waiting", condition=~Q(waiting_for="")),
            models.Index(fields=["brand", "-received_at", "-id"], name="complaint_newest_first"),
            models.Index(fields=["order_key"], name="complaint_by_order", condition=~Q(order_key="")),
            models.Index(
                fields=["customer_wrote_at"],
                name="complaint_written_on_again",
                condition=Q(customer_wrote_at__gt=models.F("received_at")),
            ),
            *_where_set(
                "complaint",
                "branch",
                "concerns",
                "representative",
                "merged_into",
                "product",
                "purchase",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return rules.State(self.state) in rules.OPEN


class Participation(models.Model):
    """Somebody's duty on a complaint, from a time, until a time."""

    id = models.UUIDField(primary_key=True, default=new_id)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="participations")
    # Without an index of its own: the first column of one below.
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="participations", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, db_index=False)
    duty = models.CharField(max_length=12, choices=_codes(rules.Duty))
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True, help_text="when the owner took it on")
    is_combined = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(staff__isnull=False) | Q(unit__isnull=False), name="a_duty_is_somebodys"
            ),
            models.UniqueConstraint(
                fields=["complaint", "duty"],
                condition=Q(duty__in=["owner", "contact"], until=None),
                name="one_owner_and_one_contact_at_a_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["staff", "duty"], name="duties_of_somebody"),
            *_where_set("duties", "unit"),
        ]


class Entry(models.Model):
    """A fact on the timeline. The database refuses UPDATE, DELETE and TRUNCATE."""

    pk = models.CompositePrimaryKey("complaint_id", "sequence")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="entries", db_index=False)
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    payload = models.JSONField()
    actor = models.CharField(max_length=60)
    audience = models.CharField(max_length=12, choices=[(one, one) for one in Audience])
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["recorded_at"], name="entries_by_time")]


class Outbox(models.Model):
    """Work to do after an entry: one handler, when due, who has it until when, how often tried."""

    id = models.BigAutoField(primary_key=True)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, db_index=False)
    sequence = models.PositiveIntegerField()
    handler = models.CharField(max_length=60)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["complaint", "sequence", "handler"], name="one_effect_per_entry_and_handler"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(done_at=None, gave_up_at=None), name="outbox_waiting")
        ]


class Checkpoint(models.Model):
    """A digest over the chains that grew since the one before and the number of complaints; chained. Append-only."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    complaints = models.PositiveBigIntegerField()
    entries = models.PositiveBigIntegerField()
    heads_digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)


class AcceptedKey(models.Model):
    """A key from outside under which something was accepted: delivered twice, accepted once."""

    id = models.BigAutoField(primary_key=True)
    scope = models.CharField(max_length=80)
    key = models.CharField(max_length=128)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="accepted_keys")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["scope", "key"], name="accepted_once")]


class CheckpointHead(models.Model):
    """The head of a chain that had grown since the checkpoint before. Append-only."""

    id = models.BigAutoField(primary_key=True)
    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="heads")
    complaint_id = models.UUIDField()
    sequence = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)


class Lease(models.Model):
    """Who does a recurring work for now: running it twice is harmless, but needless."""

    name = models.CharField(max_length=80, primary_key=True)
    until = models.DateTimeField()
