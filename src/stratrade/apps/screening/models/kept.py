"""Entries of the lists that are kept here one by one."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from stratrade.apps.audit.identity import uuid7


class KeptEntry(models.Model):
    """An entry of a list that is kept here one by one: of the national list, or of what this State denied."""

    class Code(models.TextChoices):
        NATIONAL = "NATIONAL"
        DENIALS = "DENIALS"

    class Status(models.TextChoices):
        PROPOSED = "PROPOSED"
        LISTED = "LISTED"
        DISMISSED = "DISMISSED"
        WITHDRAWN = "WITHDRAWN"
        EXPIRED = "EXPIRED"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    list_code = models.CharField(max_length=40, choices=Code)
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    version = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=500)
    content = models.JSONField()
    legal_basis = models.CharField(max_length=300)
    reason = models.TextField(blank=True)
    about = models.CharField(max_length=100, blank=True)
    listed_on = models.DateField()
    ends_on = models.DateField(null=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["PROPOSED", "LISTED", "DISMISSED", "WITHDRAWN", "EXPIRED"]),
                name="kept_status_known",
            ),
            models.UniqueConstraint(
                fields=["list_code", "about", "name"],
                condition=~Q(about=""),
                name="kept_once_of_a_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list_code} {self.name}"

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"screening.kept:{self.public_id}"
