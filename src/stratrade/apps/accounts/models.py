"""Agencies with their units, and users."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from stratrade.apps.audit.identity import uuid7

Names = dict[str, str]


def _in_language(names: Names, language: str) -> str:
    return names.get(language) or names.get("en") or next(iter(names.values()), "")


class Agency(models.Model):
    """A public body that has a part in strategic trade control, as the pack names it."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    code = models.CharField(max_length=40, unique=True)
    names = models.JSONField(default=dict)
    kind = models.CharField(max_length=40)
    part = models.JSONField(default=dict)
    source = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.code

    def name(self, language: str) -> str:
        """Its name in a language, in English where there is none."""
        return _in_language(self.names, language)

    def part_in(self, language: str) -> str:
        """What it does in strategic trade control, in a language."""
        return _in_language(self.part, language)


class Unit(models.Model):
    """A department, a laboratory or a customs office of an agency."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="units")
    code = models.CharField(max_length=40)
    names = models.JSONField(default=dict)
    kind = models.CharField(max_length=40)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["agency", "code"]
        constraints = [models.UniqueConstraint(fields=["agency", "code"], name="unit_code_once_per_agency")]

    def __str__(self) -> str:
        return f"{self.agency_id}/{self.code}"

    def name(self, language: str) -> str:
        """Its name in a language, in English where there is none."""
        return _in_language(self.names, language)


class UserManager(BaseUserManager["User"]):
    """Finds users by e-mail address, whatever the case it is typed in."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user who signs in with that address."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person, or the account of a machine, who acts under one role for one agency or company."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    name_native = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, default="en")
    role = models.CharField(max_length=30, db_index=True)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="users")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="users")
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "role"]

    class Meta:
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lower_case"),
            models.CheckConstraint(condition=~models.Q(role=""), name="user_has_a_role"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_username(self) -> str:
        """The address that signs in."""
        return self.email

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"accounts.user:{self.public_id}"

    @property
    def audit_id(self) -> str:
        """What the trail calls this actor for good."""
        return f"user:{self.public_id}" if self.pk else self.role

    @property
    def audit_name(self) -> str:
        """What a reader of the trail recognises."""
        return self.email
