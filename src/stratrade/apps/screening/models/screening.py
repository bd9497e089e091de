"""Screenings as evidence: who was screened against what, and tables of names handed in for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from stratrade.apps.audit.identity import uuid7


class Screening(models.Model):
    """Evidence: who was screened, against what, with what result. Rows are added, never changed.

    `set_aside` are the likenesses that raised nothing, each with why: cleared before, or trusted.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    subject = models.CharField(max_length=120, db_index=True)
    query = models.JSONField()
    editions = models.JSONField()
    configuration = models.CharField(max_length=64)
    hits = models.JSONField()
    set_aside = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.subject} {self.at}"


class Batch(models.Model):
    """A table of names handed in to be screened; the result is a workbook, and alerts where they were asked for."""

    class Status(models.TextChoices):
        WAITING = "WAITING"
        RUNNING = "RUNNING"
        DONE = "DONE"
        FAILED = "FAILED"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=200)
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    result = models.ForeignKey("documents.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    matched = models.PositiveIntegerField(default=0)
    alerting = models.BooleanField(default=False)
    raised = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["WAITING", "RUNNING", "DONE", "FAILED"]), name="batch_status_known"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"screening.batch:{self.public_id}"
