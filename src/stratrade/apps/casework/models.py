"""A case: what is applied for, what the ministries say, what is decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from stratrade.apps.audit.identity import uuid7


class Case(models.Model):
    """One dossier for all ministries."""

    class Status(models.TextChoices):
        DRAFT = "DRAFT"
        SUBMITTED = "SUBMITTED"
        ASSESSMENT = "ASSESSMENT"
        CONSULTATION = "CONSULTATION"
        CONSOLIDATION = "CONSOLIDATION"
        DECISION = "DECISION"
        GRANTED = "GRANTED"
        REFUSED = "REFUSED"
        RETURNED = "RETURNED"
        WITHDRAWN = "WITHDRAWN"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    reference = models.CharField(max_length=60, blank=True, db_index=True)
    kind = models.CharField(max_length=40)
    activity = models.CharField(max_length=30)
    status = models.CharField(max_length=14, choices=Status, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    applicant = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="cases")
    title = models.CharField(max_length=200)
    destination = models.CharField(max_length=2, blank=True)
    end_use = models.TextField(blank=True)
    purpose = models.CharField(max_length=60, blank=True)
    end_user_type = models.CharField(max_length=40, blank=True)
    flags = models.JSONField(default=list)
    responsible_person = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="cases_handled"
    )
    held = models.BooleanField(default=False)
    hold_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "DRAFT",
                        "SUBMITTED",
                        "ASSESSMENT",
                        "CONSULTATION",
                        "CONSOLIDATION",
                        "DECISION",
                        "GRANTED",
                        "REFUSED",
                        "RETURNED",
                        "WITHDRAWN",
                    ]
                ),
                name="case_status_known",
            ),
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="case_reference_once"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["DRAFT", "WITHDRAWN"]) | ~Q(reference=""),
                name="case_numbered_once_submitted",
            ),
        ]

    def __str__(self) -> str:
        return self.reference or f"draft {self.title}"

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"casework.case:{self.public_id}"

    @property
    def editable(self) -> bool:
        """The applicant may still change it."""
        return self.status == self.Status.DRAFT


class CaseItem(models.Model):
    """A line of goods. `claimed_entry` is the applicant's view, `entry` the authority's."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    description = models.CharField(max_length=500)
    claimed_entry = models.CharField(max_length=40, blank=True)
    hs = models.CharField(max_length=14, blank=True)
    cas = models.CharField(max_length=20, blank=True)
    concentration_pct = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    parameters = models.JSONField(default=dict)
    quantity = models.DecimalField(max_digits=24, decimal_places=9)
    unit = models.CharField(max_length=10)
    value = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    origin = models.CharField(max_length=2, blank=True)
    entry = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="case_item_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="case_item_quantity_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.description}"


class CaseParty(models.Model):
    """Somebody in the transaction, as the applicant names them."""

    class Role(models.TextChoices):
        CONSIGNEE = "CONSIGNEE"
        END_USER = "END_USER"
        INTERMEDIARY = "INTERMEDIARY"
        CARRIER = "CARRIER"
        BROKER = "BROKER"
        FINANCIER = "FINANCIER"
        PAYER = "PAYER"
        NOTIFY = "NOTIFY"
        VESSEL = "VESSEL"
        SIGNATORY = "SIGNATORY"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=12, choices=Role)
    name = models.CharField(max_length=300)
    native_name = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=500, blank=True)
    country = models.CharField(max_length=2)
    identifier = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "role"],
                condition=Q(role__in=["CONSIGNEE", "END_USER"]),
                name="case_one_consignee_one_end_user",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.name}"


class Submission(models.Model):
    """The frozen copy of what was handed in; rows are added, never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    declared_by = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="submission_once")]

    def __str__(self) -> str:
        return f"{self.case} #{self.number}"


class Assessment(models.Model):
    """What the engines answered about one item, with the edition and engine that answered."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    item = models.ForeignKey(CaseItem, on_delete=models.PROTECT, related_name="assessments")
    edition = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=20)
    identification = models.JSONField()
    determination = models.JSONField()
    outcome = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.item}: {self.outcome}"


class Referral(models.Model):
    """A question to one agency. Silence escalates; it is never consent."""

    class Status(models.TextChoices):
        OPEN = "OPEN"
        ANSWERED = "ANSWERED"
        ESCALATED = "ESCALATED"
        RECALLED = "RECALLED"

    class Position(models.TextChoices):
        NO_OBJECTION = "NO_OBJECTION"
        CONDITIONS = "CONDITIONS"
        OBJECTION = "OBJECTION"
        NOT_COMPETENT = "NOT_COMPETENT"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    agency = models.ForeignKey("accounts.Agency", on_delete=models.PROTECT, related_name="referrals")
    reason = models.CharField(max_length=300)
    question = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    version = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    position = models.CharField(max_length=14, choices=Position, blank=True)
    answer = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "agency"], name="referral_once_per_agency"),
            models.CheckConstraint(
                condition=Q(status__in=["OPEN", "ANSWERED", "ESCALATED", "RECALLED"]),
                name="referral_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="ANSWERED") | ~Q(position=""), name="referral_answer_has_position"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} → {self.agency}"


class Decision(models.Model):
    """A proposal and, by a second person, the decision on it."""

    class Outcome(models.TextChoices):
        GRANT = "GRANT"
        REFUSE = "REFUSE"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=6, choices=Outcome)
    reason = models.TextField()
    conditions = models.JSONField(default=list)
    valid_months = models.PositiveIntegerField(default=12)
    level = models.CharField(max_length=4, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decision_reason = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    sent_back = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("proposed_by")),
                name="decision_four_eyes",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(decided_at__isnull=True, sent_back=False),
                name="decision_one_open_proposal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.outcome}"
