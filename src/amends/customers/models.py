"""Tables of customers: names and forms of address, contact points, light purchases, merges."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.catalogue.models import Product
from amends.kernel.ids import new_id
from amends.organisation.models import Branch, Brand


class ContactKind(models.TextChoices):
    MAIL = "mail"
    PHONE = "phone"
    MESSENGER = "messenger"
    ADDRESS = "address"


class Customer(models.Model):
    """A person or an organisation who bought or complained. Titles are as the person said, never guessed."""

    id = models.UUIDField(primary_key=True, default=new_id)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, db_index=False)
    name = models.CharField(max_length=160, blank=True)
    name_key = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    given_name = models.CharField(max_length=80, blank=True)
    phonetic = models.CharField(max_length=160, blank=True, help_text="furigana")
    title = models.CharField(max_length=40, blank=True, help_text="as the person wants it: Ms, 女士, Puan, Dato' ...")
    is_organisation = models.BooleanField(default=False)
    language = models.CharField(max_length=20, blank=True, help_text="BCP 47 as given")
    needs = models.JSONField(default=list, blank=True, help_text="codes of needs stated with consent")
    needs_words = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", db_index=False
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["name_key"], name="customer_by_name", condition=~Q(name_key="")),
            models.Index(
                fields=["merged_into"], name="customer_by_merged_into", condition=Q(merged_into__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContactPoint(models.Model):
    """A way to reach a customer; `key` is the folded form that look-up and matching use."""

    id = models.UUIDField(primary_key=True, default=new_id)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="contact_points", db_index=False)
    kind = models.CharField(max_length=10, choices=ContactKind.choices)
    value = models.CharField(max_length=300)
    key = models.CharField(max_length=254)
    proven_at = models.DateTimeField(null=True, blank=True, help_text="when the person showed that it is theirs")
    bouncing_since = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["customer", "kind", "key"], name="contact_point_once_per_customer")
        ]
        indexes: ClassVar = [models.Index(fields=["key"], name="contact_point_by_key")]


class Purchase(models.Model):
    """A light purchase: what was bought, when, where, from whom; enough to know what a complaint is about."""

    id = models.UUIDField(primary_key=True, default=new_id)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="purchases")
    bought_on = models.DateField(null=True, blank=True)
    goods = models.CharField(max_length=200, blank=True)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, blank=True)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, blank=True)
    seller = models.CharField(max_length=120, blank=True)
    order_number = models.CharField(max_length=60, blank=True)
    order_key = models.CharField(max_length=60, blank=True, db_index=True)
    serial = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()


class CustomerMerge(models.Model):
    """Two rows found to be one person; reversible, so what moved is listed."""

    id = models.UUIDField(primary_key=True, default=new_id)
    source = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="merges_out")
    target = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="merges_in")
    moved = models.JSONField(default=dict)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    undone_words = models.CharField(max_length=1000, blank=True, help_text="why they are two after all")
    undone_by = models.CharField(max_length=60, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(undone_at=None) | (~Q(undone_words="") & ~Q(undone_by="")),
                name="who_parts_persons_says_why",
            )
        ]
