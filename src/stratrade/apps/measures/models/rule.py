"""Rules of the sanctions pack as a deployment changes them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from stratrade.apps.audit.identity import uuid7


class RuleChange(models.Model):
    """A rule of the sanctions pack added, changed or closed here, or what rules name changed; the shipped pack stays.

    Drafted by a steward, put in force by another person once it is known what it changes. `content` is the rule as a
    row of sanctions.yaml without its days, `before` the row that stood when it was drafted. While a withdrawal awaits
    its second signature the change stays in force.
    """

    class Kind(models.TextChoices):
        ADD = "ADD"
        CHANGE = "CHANGE"
        CLOSE = "CLOSE"
        LIST = "LIST"
        PEOPLE = "PEOPLE"

    class Status(models.TextChoices):
        DRAFT = "DRAFT"
        OFFERED = "OFFERED"
        IN_FORCE = "IN_FORCE"
        LEAVING = "LEAVING"
        WITHDRAWN = "WITHDRAWN"
        DISCARDED = "DISCARDED"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=6, choices=Kind)
    rule = models.CharField(max_length=60)
    content = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    instrument = models.CharField(max_length=300)
    note = models.CharField(max_length=1000, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    leaving_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    stopped_on = models.DateField(null=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)
    effect = models.JSONField(default=dict)
    effect_at = models.DateTimeField(null=True)
    effect_done = models.PositiveIntegerField(default=0)
    effect_of = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["DRAFT", "OFFERED", "IN_FORCE", "LEAVING", "WITHDRAWN", "DISCARDED"]),
                name="rule_change_status_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["ADD", "CHANGE", "CLOSE", "LIST", "PEOPLE"]),
                name="rule_change_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="rule_change_days_ordered"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("drafted_by")),
                name="rule_change_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(stopped_by=None) | ~Q(stopped_by=F("leaving_by")),
                name="rule_change_withdrawn_by_two_people",
            ),
            models.UniqueConstraint(
                fields=["rule"], condition=Q(status__in=["DRAFT", "OFFERED"]), name="rule_change_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.rule}"

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"measures.rule:{self.public_id}"
