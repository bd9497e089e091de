"""A party with its names and identifiers, and the users who act for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from stratrade.apps.audit.identity import uuid7


class Party(models.Model):
    """A company or a person, once, whatever cases it stands in."""

    class Kind(models.TextChoices):
        ORGANISATION = "ORGANISATION"
        PERSON = "PERSON"
        VESSEL = "VESSEL"

    class Status(models.TextChoices):
        PENDING = "PENDING"
        REGISTERED = "REGISTERED"
        REFUSED = "REFUSED"
        CLOSED = "CLOSED"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ORGANISATION)
    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=300)
    native_name = models.CharField(max_length=300, blank=True)
    trade_name = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=2)
    address = models.CharField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    registered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "parties"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["PENDING", "REGISTERED", "REFUSED", "CLOSED"]),
                name="party_status_known",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"parties.party:{self.public_id}"


class Identifier(models.Model):
    """A number that names a party: registration, tax, customs, passport, IMO."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="identifiers")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=60)
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "value", "country"], name="identifier_names_one_party")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Membership(models.Model):
    """A user who acts for a party."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "user"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user_id} for {self.party_id}"
