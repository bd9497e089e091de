"""Alerts and what was decided about them, for this once and for the next time."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from stratrade.apps.audit.identity import uuid7


class Alert(models.Model):
    """A likeness between a party of ours and one on a list, for an officer to settle.

    `party_state` is the state of our party, `asked` what was known of it; `proposed_*` is what a first person
    found where a second one must agree, `release*` who undid a confirmed match, and why.
    """

    class Status(models.TextChoices):
        OPEN = "OPEN"
        ESCALATED = "ESCALATED"
        TRUE = "TRUE"
        FALSE = "FALSE"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    subject = models.CharField(max_length=120, db_index=True)
    party_key = models.CharField(max_length=300, db_index=True)
    party_state = models.CharField(max_length=64, blank=True)
    asked = models.JSONField(default=dict)
    role = models.CharField(max_length=40)
    name = models.CharField(max_length=500)
    country = models.CharField(max_length=2, blank=True)
    list_code = models.CharField(max_length=40)
    entry_id = models.CharField(max_length=80)
    entry_digest = models.CharField(max_length=64)
    edition = models.CharField(max_length=64, blank=True)
    listed_name = models.CharField(max_length=500)
    listed = models.JSONField()
    score = models.DecimalField(max_digits=4, decimal_places=3)
    reasons = models.JSONField()
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    version = models.PositiveIntegerField(default=1)
    raised_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    identifiers_used = models.CharField(max_length=300, blank=True)
    proposed_action = models.CharField(max_length=10, blank=True)
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    release_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-score", "pk"]
        indexes = [
            models.Index(
                fields=["-score", "id"], condition=Q(status__in=["OPEN", "ESCALATED"]), name="alert_waiting"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["OPEN", "ESCALATED", "TRUE", "FALSE"]), name="alert_status_known"
            ),
            models.UniqueConstraint(
                fields=["subject", "party_key", "party_state", "list_code", "entry_id", "entry_digest"],
                name="alert_once",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(proposed_by=None) | ~Q(decided_by=models.F("proposed_by")),
                name="alert_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ~ {self.listed_name}"

    @property
    def subject_of_trail(self) -> str:
        """What the audit calls it."""
        return f"screening.alert:{self.public_id}"


class Disposition(models.Model):
    """What was decided about a party and an entry; it lapses when either changes."""

    party_key = models.CharField(max_length=300)
    party_state = models.CharField(max_length=64, blank=True)
    list_code = models.CharField(max_length=40)
    entry_id = models.CharField(max_length=80)
    entry_digest = models.CharField(max_length=64)
    is_true = models.BooleanField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party_key", "party_state", "list_code", "entry_id", "entry_digest"],
                name="disposition_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_key} / {self.entry_id}: {self.is_true}"


class Trusted(models.Model):
    """A party that resembles an entry and is known to be somebody else: it raises no alert until a day.

    The entry may change meanwhile. It lapses when the party changes, and never covers a shared number.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="trusted")
    party_key = models.CharField(max_length=300, db_index=True)
    party_state = models.CharField(max_length=64)
    name = models.CharField(max_length=500)
    country = models.CharField(max_length=2, blank=True)
    list_code = models.CharField(max_length=40)
    entry_id = models.CharField(max_length=80)
    listed_name = models.CharField(max_length=500)
    reason = models.TextField()
    valid_to = models.DateField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["valid_to", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["party_key", "party_state", "list_code", "entry_id"],
                condition=Q(ended_at=None),
                name="trusted_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} until {self.valid_to}"

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"screening.trusted:{self.public_id}"
