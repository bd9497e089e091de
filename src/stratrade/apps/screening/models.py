"""Watch lists by edition, screenings as evidence, alerts and what was decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from stratrade.apps.audit.identity import uuid7


class WatchList(models.Model):
    """A list that names parties, e.g. that of the Security Council."""

    code = models.CharField(max_length=40, unique=True)
    names = models.JSONField(default=dict)
    publisher = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class ListEdition(models.Model):
    """One received state of a list; an edition is never changed, only replaced."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    list = models.ForeignKey(WatchList, on_delete=models.PROTECT, related_name="editions")
    digest = models.CharField(max_length=64)
    label = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True)
    received_at = models.DateTimeField()
    adopted_at = models.DateTimeField()
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    count = models.PositiveIntegerField()
    stands = models.BooleanField(default=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["list", "digest"], name="list_edition_once"),
            models.UniqueConstraint(
                fields=["list"], condition=Q(stands=True), name="list_one_standing_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list_id} {self.digest[:12]}"


class ListedEntry(models.Model):
    """One party on an edition, with its own digest, so that a change of it alone is seen."""

    edition = models.ForeignKey(ListEdition, on_delete=models.PROTECT, related_name="entries")
    entry_id = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=500)
    content = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "entry_id"], name="listed_entry_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.name}"


class Receipt(models.Model):
    """A file of a list as it arrived, kept until it is put in force; `edition` is what it became."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    code = models.CharField(max_length=40, db_index=True)
    names = models.JSONField(default=dict)
    publisher = models.CharField(max_length=200, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    label = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True)
    form = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    alias_file = models.ForeignKey(
        "documents.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    edition = models.ForeignKey(ListEdition, null=True, on_delete=models.PROTECT, related_name="receipts")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "digest"], condition=Q(edition=None), name="receipt_waits_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.digest[:12]}"


class Screening(models.Model):
    """Evidence: who was screened, against what, with what result. Rows are added, never changed."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    subject = models.CharField(max_length=120, db_index=True)
    query = models.JSONField()
    editions = models.JSONField()
    configuration = models.CharField(max_length=64)
    hits = models.JSONField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.subject} {self.at}"


class Alert(models.Model):
    """A likeness between a party of ours and one on a list, for an officer to settle."""

    class Status(models.TextChoices):
        OPEN = "OPEN"
        ESCALATED = "ESCALATED"
        TRUE = "TRUE"
        FALSE = "FALSE"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    subject = models.CharField(max_length=120, db_index=True)
    party_key = models.CharField(max_length=300, db_index=True)
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
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-score", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["OPEN", "ESCALATED", "TRUE", "FALSE"]), name="alert_status_known"
            ),
            models.UniqueConstraint(
                fields=["subject", "party_key", "list_code", "entry_id", "entry_digest"], name="alert_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ~ {self.listed_name}"


class Disposition(models.Model):
    """What was decided about a party and an entry; it lapses when either changes."""

    party_key = models.CharField(max_length=300)
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
                fields=["party_key", "list_code", "entry_id", "entry_digest"], name="disposition_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_key} / {self.entry_id}: {self.is_true}"
