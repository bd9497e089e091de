"""A licence, its lines with their balances, and the movements that explain each balance."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from stratrade.apps.audit.identity import uuid7


class Licence(models.Model):
    """A permission that was granted. Never overwritten: a change is a new licence that names the old one."""

    class Status(models.TextChoices):
        ISSUED = "ISSUED"
        SUSPENDED = "SUSPENDED"
        REVOKED = "REVOKED"
        SURRENDERED = "SURRENDERED"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    reference = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=40)
    activity = models.CharField(max_length=30)
    status = models.CharField(max_length=12, choices=Status, default=Status.ISSUED)
    version = models.PositiveIntegerField(default=1)
    case_subject = models.CharField(max_length=120, db_index=True)
    holder = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="licences_held")
    holder_name = models.CharField(max_length=300)
    consignee_name = models.CharField(max_length=300)
    end_user_name = models.CharField(max_length=300, blank=True)
    destination = models.CharField(max_length=2)
    end_use = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField()
    conditions = models.JSONField(default=list)
    legal_basis = models.CharField(max_length=300)
    edition = models.CharField(max_length=64, blank=True)
    papers_needed = models.JSONField(default=list)
    flagged = models.BooleanField(default=False)
    flag_reason = models.CharField(max_length=300, blank=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__lte=F("valid_to")), name="licence_validity_ordered"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["ISSUED", "SUSPENDED", "REVOKED", "SURRENDERED"]),
                name="licence_status_known",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"licences.licence:{self.public_id}"


class TreatyPaper(models.Model):
    """A notification or an end-use certificate that a treaty asks for, kept with the case that asks for it."""

    class Kind(models.TextChoices):
        NOTIFICATION = "NOTIFICATION"
        END_USE_CERTIFICATE = "END_USE_CERTIFICATE"

    class Counterpart(models.TextChoices):
        UNKNOWN = "UNKNOWN"
        NOTIFIED = "NOTIFIED"
        NOT_NOTIFIED = "NOT_NOTIFIED"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    case_subject = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=20, choices=Kind)
    version = models.PositiveIntegerField(default=1)
    reference = models.CharField(max_length=120, blank=True)
    received_on = models.DateField()
    not_before = models.DateField(null=True)
    counterpart = models.CharField(max_length=12, choices=Counterpart, default=Counterpart.UNKNOWN)
    issuer = models.CharField(max_length=200, blank=True)
    states = models.JSONField(default=list)
    lacking = models.JSONField(default=list)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["case_subject", "kind"], name="treaty_paper_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["NOTIFICATION", "END_USE_CERTIFICATE"]), name="treaty_paper_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(counterpart__in=["UNKNOWN", "NOTIFIED", "NOT_NOTIFIED"]),
                name="treaty_paper_counterpart_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind="NOTIFICATION") | Q(not_before__isnull=False),
                name="treaty_paper_notification_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class Line(models.Model):
    """One kind of goods on a licence. `reserved` and `committed` are the sums of its movements."""

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    entry = models.CharField(max_length=40)
    description = models.CharField(max_length=500)
    hs = models.CharField(max_length=14, blank=True)
    cas = models.CharField(max_length=20, blank=True)
    concentration_pct = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    quantity = models.DecimalField(max_digits=24, decimal_places=9)
    unit = models.CharField(max_length=10)
    value = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    tolerance_pct = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    ceiling = models.DecimalField(max_digits=24, decimal_places=9)
    reserved = models.DecimalField(max_digits=24, decimal_places=9, default=0)
    committed = models.DecimalField(max_digits=24, decimal_places=9, default=0)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["licence", "number"], name="licence_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="licence_line_quantity_positive"),
            models.CheckConstraint(
                condition=Q(reserved__gte=0) & Q(committed__gte=0), name="licence_line_balances_positive"
            ),
            models.CheckConstraint(
                condition=Q(ceiling__gte=F("reserved") + F("committed")), name="licence_line_never_exceeded"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.licence_id}/{self.number} {self.entry}"

    @property
    def remaining(self) -> Decimal:
        """What may still be reserved, in the line's unit."""
        return self.ceiling - self.reserved - self.committed


class Movement(models.Model):
    """One step of the ledger; rows are added, never changed."""

    class Type(models.TextChoices):
        RESERVE = "RESERVE"
        COMMIT = "COMMIT"
        RELEASE = "RELEASE"
        REVERSE = "REVERSE"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="movements")
    type = models.CharField(max_length=8, choices=Type)
    declaration = models.CharField(max_length=140)
    item = models.PositiveIntegerField()
    quantity = models.DecimalField(max_digits=24, decimal_places=9)
    value = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["line", "declaration", "item"])]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="movement_quantity_positive"),
            models.CheckConstraint(
                condition=Q(type__in=["RESERVE", "COMMIT", "RELEASE", "REVERSE"]), name="movement_type_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.quantity} {self.declaration}/{self.item}"


REGISTRATION_STATUSES = ["REQUESTED", "REGISTERED", "REFUSED", "SUSPENDED", "ENDED"]


class Registration(models.Model):
    """That a company registered to use a general authorisation, with what it undertakes.

    Where two people accept, `proposed_by` is the first, and it waits for the second, `seconded_by`.
    """

    class Status(models.TextChoices):
        REQUESTED = "REQUESTED"
        REGISTERED = "REGISTERED"
        REFUSED = "REFUSED"
        SUSPENDED = "SUSPENDED"
        ENDED = "ENDED"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    authorisation = models.CharField(max_length=60)
    company = models.ForeignKey(
        "parties.Party", on_delete=models.PROTECT, related_name="general_registrations"
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.REQUESTED)
    version = models.PositiveIntegerField(default=1)
    undertakings = models.JSONField(default=list)
    contact = models.CharField(max_length=300)
    legal_basis = models.CharField(max_length=300)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    seconded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    registered_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=REGISTRATION_STATUSES), name="registration_status_known"
            ),
            models.CheckConstraint(
                condition=Q(seconded_by=None) | ~Q(seconded_by=F("proposed_by")),
                name="registration_by_two_people",
            ),
            models.UniqueConstraint(
                fields=["company", "authorisation"],
                condition=Q(status__in=["REQUESTED", "REGISTERED", "SUSPENDED"]),
                name="registration_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"licences.registration:{self.public_id}"


class GeneralUse(models.Model):
    """Goods that left under a general authorisation, as customs confirmed; one row for each line of a declaration."""

    authorisation = models.CharField(max_length=60)
    company = models.ForeignKey(
        "parties.Party", null=True, on_delete=models.PROTECT, related_name="general_uses"
    )
    holder_name = models.CharField(max_length=500)
    declaration = models.CharField(max_length=140)
    item = models.PositiveIntegerField()
    on = models.DateField()
    destination = models.CharField(max_length=2, blank=True)
    consignee = models.CharField(max_length=500, blank=True)
    entry = models.CharField(max_length=60, blank=True)
    hs = models.CharField(max_length=14, blank=True)
    description = models.TextField()
    quantity = models.DecimalField(max_digits=24, decimal_places=9, null=True)
    unit = models.CharField(max_length=10, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["declaration", "item"], name="general_use_once")]

    def __str__(self) -> str:
        return f"{self.authorisation} {self.declaration}/{self.item}"


class UsageReturn(models.Model):
    """What a company reports of its use in a period: the figures of customs, and what it adds itself."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="returns")
    period = models.CharField(max_length=10)
    first = models.DateField()
    last = models.DateField()
    due_on = models.DateField()
    uses = models.JSONField(default=list)
    besides = models.TextField(blank=True)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-last", "-pk"]
        constraints = [models.UniqueConstraint(fields=["registration", "period"], name="usage_return_once")]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.period}"
