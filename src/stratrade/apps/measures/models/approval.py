"""Approvals of committees of the Security Council, and the ledger of what is drawn upon them."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from stratrade.apps.audit.identity import uuid7


class CommitteeApproval(models.Model):
    """That a committee of the Security Council lets certain goods go to certain people: it lifts one rule of the pack.

    All marks that are filled must fit a transfer. `reserved` and `committed` are the sums of its movements;
    `by_value` says that `ceiling` is an amount of money and `unit` its currency. While a withdrawal awaits its second
    signature the approval already lifts nothing.
    """

    class Status(models.TextChoices):
        PROPOSED = "PROPOSED"
        CONFIRMED = "CONFIRMED"
        ENDING = "ENDING"
        SENT_BACK = "SENT_BACK"
        WITHDRAWN = "WITHDRAWN"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    version = models.PositiveIntegerField(default=1)
    rule = models.CharField(max_length=60)
    lifts = models.CharField(max_length=120)
    citation = models.CharField(max_length=300)
    authority = models.CharField(max_length=40)
    letter = models.CharField(max_length=120)
    letter_on = models.DateField()
    applicant_state = models.CharField(max_length=2)
    applicant = models.CharField(max_length=300)
    company = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    goods = models.TextField()
    entries = models.JSONField(default=list)
    hs = models.JSONField(default=list)
    ceiling = models.DecimalField(max_digits=24, decimal_places=9)
    unit = models.CharField(max_length=10)
    by_value = models.BooleanField(default=False)
    destination = models.CharField(max_length=2)
    recipients = models.JSONField(default=list)
    route = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_to = models.DateField()
    reserved = models.DecimalField(max_digits=24, decimal_places=9, default=0)
    committed = models.DecimalField(max_digits=24, decimal_places=9, default=0)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ending_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["PROPOSED", "CONFIRMED", "ENDING", "SENT_BACK", "WITHDRAWN"]),
                name="committee_approval_status_known",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__lte=F("valid_to")), name="committee_approval_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(ceiling__gt=0), name="committee_approval_of_something"),
            models.CheckConstraint(
                condition=Q(reserved__gte=0) & Q(committed__gte=0),
                name="committee_approval_balances_positive",
            ),
            models.CheckConstraint(
                condition=Q(ceiling__gte=F("reserved") + F("committed")),
                name="committee_approval_never_exceeded",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="committee_approval_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None) | ~Q(ended_by=F("ending_by")),
                name="committee_approval_ended_by_two_people",
            ),
            models.UniqueConstraint(
                fields=["rule", "letter"],
                condition=Q(status__in=["PROPOSED", "CONFIRMED", "ENDING"]),
                name="committee_approval_once_a_letter",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"measures.approval:{self.public_id}"

    @property
    def remaining(self) -> Decimal:
        """What nobody has reserved yet, in its unit."""
        return self.ceiling - self.reserved - self.committed


class ApprovalMovement(models.Model):
    """One step of an approval's ledger; rows are added, never changed.

    `matter` is a declaration (office/number) with `item` its line, or a licence with the line of its own. What a
    declaration draws from the reservation of a licence names that licence in `under`.
    """

    class Type(models.TextChoices):
        RESERVE = "RESERVE"
        COMMIT = "COMMIT"
        RELEASE = "RELEASE"
        REVERSE = "REVERSE"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    approval = models.ForeignKey(CommitteeApproval, on_delete=models.PROTECT, related_name="movements")
    type = models.CharField(max_length=8, choices=Type)
    matter = models.CharField(max_length=140, db_index=True)
    item = models.PositiveIntegerField()
    under = models.CharField(max_length=140, blank=True)
    quantity = models.DecimalField(max_digits=24, decimal_places=9)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="approval_movement_positive"),
            models.CheckConstraint(
                condition=Q(type__in=["RESERVE", "COMMIT", "RELEASE", "REVERSE"]),
                name="approval_movement_type_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.quantity} {self.matter}/{self.item}"
