"""Tables of the house: company, brands, branches, units, calendars, staff, roles, tills, tokens, policies."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q

from amends.kernel.ids import new_id
from amends.organisation.rules import Role

LANGUAGES = [("en", "English"), ("ja", "日本語"), ("zh-hans", "简体中文"), ("ms", "Bahasa Melayu")]


class Company(models.Model):
    """The one company this installation serves; the row appears with the first `amends migrate`."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=120)
    currency = models.CharField(max_length=3, default="EUR")
    country = models.CharField(max_length=2, blank=True)
    set_up_at = models.DateTimeField(null=True, help_text="when the first run was finished; closed for ever afterwards")
    set_up_digest = models.CharField(
        max_length=64, blank=True, help_text="digest of the one-time code of the first run"
    )


class Calendar(models.Model):
    """Working hours, holidays and closing days, as plain values that kernel.calendar reads."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=80)
    zone = models.CharField(max_length=64, default="UTC")
    country = models.CharField(max_length=2, blank=True)
    subdivision = models.CharField(max_length=10, blank=True)
    pattern = models.JSONField(default=dict, help_text="see organisation.calendars for its shape")

    def __str__(self) -> str:
        return self.name


class Brand(models.Model):
    """A name under which we meet customers; every complaint belongs to one."""

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    names = models.JSONField(default=dict, blank=True, help_text="name by language, where it is written otherwise")
    prefix = models.CharField(max_length=6, blank=True, help_text="letters in front of a reference")
    accent = models.CharField(max_length=7, default="#23569f")
    language = models.CharField(max_length=20, default="en", help_text="letters fall back to it")
    languages = models.JSONField(default=list, blank=True)
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT)
    mail_address = models.EmailField(blank=True, help_text="address that letters come from")
    phone = models.CharField(max_length=40, blank=True)
    policies = models.JSONField(default=dict, blank=True, help_text="see organisation.policies for the keys")
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Branch(models.Model):
    """A shop, a warehouse, an office."""

    id = models.UUIDField(primary_key=True, default=new_id)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="branches")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    names = models.JSONField(default=dict, blank=True)
    country = models.CharField(max_length=2, blank=True)
    subdivision = models.CharField(max_length=10, blank=True)
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, null=True, blank=True)
    language = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True, max_length=500)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brand", "code"], name="branch_code_is_unique_in_brand")
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A department; promises without a person belong to one, and its duty person is the named contact."""

    id = models.UUIDField(primary_key=True, default=new_id)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="units")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, blank=True, related_name="units")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="below")
    code = models.SlugField(max_length=80)
    name = models.CharField(max_length=120)
    names = models.JSONField(default=dict, blank=True)
    duty_person = models.ForeignKey(
        "organisation.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="duty_of"
    )
    is_default = models.BooleanField(default=False, help_text="takes what names no unit")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brand", "code"], name="unit_code_is_unique_in_brand"),
            models.UniqueConstraint(
                fields=["brand"], condition=Q(is_default=True), name="a_brand_has_one_default_unit"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StaffManager(BaseUserManager["Staff"]):
    """Finds staff by what they sign in with."""

    def get_by_natural_key(self, username: str | None) -> Staff:
        return self.get(username__iexact=username)


class Staff(AbstractBaseUser, PermissionsMixin):
    """A person who works here; signs in with a user name or a mail address, or only with a staff number at a till."""

    id = models.UUIDField(primary_key=True, default=new_id)
    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=60, blank=True)
    shown_name = models.CharField(max_length=120, blank=True, help_text="what customers read: business name or number")
    number = models.CharField(max_length=20, blank=True, help_text="staff number, for shared tills")
    language = models.CharField(max_length=20, default="en", choices=LANGUAGES)
    zone = models.CharField(max_length=64, blank=True)
    skills = models.JSONField(default=dict, blank=True, help_text="languages and product groups")
    preferences = models.JSONField(default=dict, blank=True, help_text="fixed keys: organisation.preferences")
    is_active = models.BooleanField(default=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = StaffManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="staff_mail_address_is_unique"),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="staff_number_is_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Django's admin is not used: nobody enters it."""
        return False

    def name_for_customers(self) -> str:
        return self.shown_name or self.name

    def initials(self) -> str:
        parts = self.name.split()
        if not parts:
            return "?"
        return (parts[0][0] + parts[-1][0]).upper() if len(parts) > 1 and parts[0].isascii() else parts[0][0]


class RoleGrant(models.Model):
    """A role somebody holds in a brand or in one unit (and those below it), from a time, until a time."""

    id = models.UUIDField(primary_key=True, default=new_id)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=12, choices=[(role, role) for role in Role])
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    granted_by = models.CharField(max_length=60)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["staff"], condition=Q(until=None), name="grants_in_force")]


class ApiToken(models.Model):
    """A secret by which another program acts in one brand; only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=12, choices=[(role, role) for role in Role])
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)


class Till(models.Model):
    """A shared till or tablet at which people without an account take complaints with their staff number."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=80)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)


class Change(models.Model):
    """A change of settings: who, when, what, old and new codes. Never updated."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    what = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, blank=True)
    old: Any = models.JSONField(default=dict)
    new: Any = models.JSONField(default=dict)


class Tries(models.Model):
    """How often an address tried something within a while, for the brakes of all processes together."""

    key = models.CharField(max_length=80, primary_key=True, help_text="what, when, and a digest of the address")
    times = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)
