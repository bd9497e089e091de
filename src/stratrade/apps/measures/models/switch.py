"""Determinations that set a body of measures on or off."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from stratrade.apps.audit.identity import uuid7


class SwitchDetermination(models.Model):
    """That the foreign ministry finds a body of measures to hold or not to hold, by its paper, signed by two people."""

    class Status(models.TextChoices):
        PROPOSED = "PROPOSED"
        SET = "SET"
        SENT_BACK = "SENT_BACK"

    class Position(models.TextChoices):
        ON = "ON"
        OFF = "OFF"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    version = models.PositiveIntegerField(default=1)
    switch = models.CharField(max_length=60)
    position = models.CharField(max_length=3, choices=Position)
    paper = models.CharField(max_length=120)
    dated_on = models.DateField()
    authority = models.CharField(max_length=40)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    set_on = models.DateField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["PROPOSED", "SET", "SENT_BACK"]), name="switch_status_known"
            ),
            models.CheckConstraint(condition=Q(position__in=["ON", "OFF"]), name="switch_position_known"),
            models.CheckConstraint(
                condition=~Q(status="SET") | Q(decided_by__isnull=False, set_on__isnull=False),
                name="switch_set_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="switch_by_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.switch} {self.position}"

    @property
    def subject(self) -> str:
        """What the audit calls the switch: every determination of it is one chain."""
        return f"measures.switch:{self.switch}"

    @property
    def papers(self) -> str:
        """What the audit calls this determination, for its document."""
        return f"measures.determination:{self.public_id}"
