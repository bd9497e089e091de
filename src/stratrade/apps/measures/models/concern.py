"""Concerns that exporters notify of their own transfers, and what the authority asks about them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from stratrade.apps.audit.identity import uuid7
from stratrade.apps.measures.models.notice import InformNotice

CONCERN_STATUSES = ["OPEN", "ASKED", "PROPOSED", "LICENCE_REQUIRED", "NO_OBJECTION"]


class NotifiedConcern(models.Model):
    """What an exporter knows or suspects of its own planned transfer, and the authority's answer.

    From the moment it is notified it stands for this exporter, these goods and these parties, until the authority
    answers that it has no objection. While another answer is proposed than the one that was signed, the `standing_`
    fields hold the signed one.
    """

    class Status(models.TextChoices):
        OPEN = "OPEN"
        ASKED = "ASKED"
        PROPOSED = "PROPOSED"
        LICENCE_REQUIRED = "LICENCE_REQUIRED"
        NO_OBJECTION = "NO_OBJECTION"

    class How(models.TextChoices):
        AWARE = "AWARE"
        SUSPECT = "SUSPECT"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=16, choices=Status, default=Status.OPEN)
    version = models.PositiveIntegerField(default=1)
    company = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="notified_concerns")
    activity = models.CharField(max_length=24)
    description = models.TextField()
    entry = models.CharField(max_length=40, blank=True)
    hs = models.CharField(max_length=12)
    quantity = models.CharField(max_length=80, blank=True)
    destination = models.CharField(max_length=2)
    consignee = models.CharField(max_length=300, blank=True)
    end_user = models.CharField(max_length=300, blank=True)
    how = models.CharField(max_length=8, choices=How)
    concern = models.CharField(max_length=16, choices=InformNotice.Concern)
    statement = models.TextField()
    planned_on = models.DateField(null=True)
    rule = models.CharField(max_length=300, blank=True)
    notified_at = models.DateTimeField()
    notified_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=16, blank=True)
    answer = models.TextField(blank=True)
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    legal_basis = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    standing_answer = models.TextField(blank=True)
    standing_at = models.DateTimeField(null=True)
    standing_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    standing_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=CONCERN_STATUSES), name="notified_concern_status_known"
            ),
            models.CheckConstraint(
                condition=Q(how__in=["AWARE", "SUSPECT"]), name="notified_concern_how_known"
            ),
            models.CheckConstraint(
                condition=~Q(consignee="") | ~Q(end_user=""), name="notified_concern_names_a_party"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="notified_concern_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"measures.concern:{self.public_id}"

    @property
    def informed(self) -> bool:
        """Whether the exporter was told that a licence is required; that stands on until another answer is signed."""
        return self.status == "LICENCE_REQUIRED" or (
            self.status == "PROPOSED" and self.standing_at is not None
        )

    @property
    def told(self) -> str:
        """How it stands for the exporter, who reads no answer before it is signed."""
        if self.status != "PROPOSED":
            return self.status
        return "LICENCE_REQUIRED" if self.informed else "OPEN"


class ConcernQuestion(models.Model):
    """Something the authority asked the exporter about a concern it notified."""

    concern = models.ForeignKey(NotifiedConcern, on_delete=models.PROTECT, related_name="questions")
    question = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"question on {self.concern_id}"
