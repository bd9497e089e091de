"""True matches on their road to those who may freeze, and letters with the financial intelligence unit."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from stratrade.apps.audit.identity import uuid7


class Freeze(models.Model):
    """A true match that goes to those who may freeze funds: one referral for a party and an entry.

    `release_proposed_*` is set where who confirmed the match calls it an error and a second person must agree.
    """

    class Status(models.TextChoices):
        OPEN = "OPEN"
        ANSWERED = "ANSWERED"
        RELEASED = "RELEASED"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    reference = models.CharField(max_length=60, unique=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    version = models.PositiveIntegerField(default=1)
    party_key = models.CharField(max_length=300)
    name = models.CharField(max_length=500)
    country = models.CharField(max_length=2, blank=True)
    list_code = models.CharField(max_length=40)
    entry_id = models.CharField(max_length=80)
    listed_name = models.CharField(max_length=500)
    listed = models.JSONField()
    legal_basis = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    release_ground = models.CharField(max_length=20, blank=True)
    release_reason = models.TextField(blank=True)
    release_proposed_at = models.DateTimeField(null=True)
    release_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["OPEN", "ANSWERED", "RELEASED"]), name="freeze_status_known"
            ),
            models.CheckConstraint(
                condition=Q(released_by=None)
                | Q(release_proposed_by=None)
                | ~Q(released_by=models.F("release_proposed_by")),
                name="freeze_release_four_eyes",
            ),
            models.UniqueConstraint(
                fields=["party_key", "country", "list_code", "entry_id"],
                condition=~Q(status="RELEASED"),
                name="freeze_stands_once",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"screening.freeze:{self.public_id}"


class FreezeStop(models.Model):
    """One agency on the road of a referral: when it was sent there, received, and answered, with what."""

    class Outcome(models.TextChoices):
        FORWARDED = "FORWARDED"
        ORDER_MADE = "ORDER_MADE"
        NO_ORDER = "NO_ORDER"
        FROZEN = "FROZEN"
        NIL = "NIL"

    freeze = models.ForeignKey(Freeze, on_delete=models.PROTECT, related_name="stops")
    number = models.PositiveIntegerField()
    agency = models.ForeignKey("accounts.Agency", on_delete=models.PROTECT, related_name="+")
    task = models.CharField(max_length=10)
    hours = models.PositiveIntegerField()
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    paper = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["freeze", "number"], name="freeze_stop_once"),
            models.CheckConstraint(
                condition=Q(done_at=None) | ~Q(outcome=""), name="freeze_stop_done_has_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.freeze_id} {self.number}"


class FreezeMatter(models.Model):
    """Goods or a payment in which the listed party has a part: what there is to stop or to freeze."""

    freeze = models.ForeignKey(Freeze, on_delete=models.PROTECT, related_name="matters")
    subject = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    role = models.CharField(max_length=120, blank=True)
    description = models.CharField(max_length=500)
    quantity = models.DecimalField(max_digits=24, decimal_places=9, null=True)
    unit = models.CharField(max_length=10, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["freeze", "subject", "kind", "number"], name="freeze_matter_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"


class FinancialReference(models.Model):
    """A letter between us and the financial intelligence unit about a party or a payment, with its answer."""

    class Direction(models.TextChoices):
        OUT = "OUT"
        IN = "IN"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    reference = models.CharField(max_length=60, unique=True)
    direction = models.CharField(max_length=3, choices=Direction)
    their_reference = models.CharField(max_length=120, blank=True)
    about = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=300)
    country = models.CharField(max_length=2, blank=True)
    text = models.TextField()
    hours = models.PositiveIntegerField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=12, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.reference

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"screening.financial:{self.public_id}"
