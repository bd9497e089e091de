"""Products of a company, and rulings asked for: what goods were identified as, by engine and by officer."""

from django.conf import settings
from django.db import models

from stratrade.apps.audit.identity import uuid7


class Product(models.Model):
    """Goods a company makes or sells, described once and identified against an edition of the list."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    company = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="products")
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=200)
    maker = models.CharField(max_length=200, blank=True)
    model = models.CharField(max_length=100, blank=True)
    description = models.CharField(max_length=500)
    hs = models.CharField(max_length=14, blank=True)
    cas = models.CharField(max_length=20, blank=True)
    answers = models.JSONField(default=dict)
    edition = models.CharField(max_length=64, blank=True)
    verdict = models.CharField(max_length=20, blank=True)
    identification = models.JSONField(default=dict)
    identified_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(identified_at__isnull=True) | ~models.Q(edition=""),
                name="product_identified_with_an_edition",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"classification.product:{self.public_id}"


class RulingRequest(models.Model):
    """What a company or customs asks the technical officers about goods, and what was answered."""

    class Kind(models.TextChoices):
        CLASSIFICATION = "CLASSIFICATION"
        LICENCE_NEEDED = "LICENCE_NEEDED"
        ADVANCE = "ADVANCE"
        ENQUIRY = "ENQUIRY"

    class Status(models.TextChoices):
        DRAFT = "DRAFT"
        SUBMITTED = "SUBMITTED"
        ASSESSING = "ASSESSING"
        QUESTION_ASKED = "QUESTION_ASKED"
        PROPOSED = "PROPOSED"
        ANSWERED = "ANSWERED"
        REJECTED = "REJECTED"
        WITHDRAWN = "WITHDRAWN"
        SUPERSEDED = "SUPERSEDED"
        REVOKED = "REVOKED"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    reference = models.CharField(max_length=60, blank=True, db_index=True)
    kind = models.CharField(max_length=14, choices=Kind)
    status = models.CharField(max_length=14, choices=Status, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    company = models.ForeignKey(
        "parties.Party", null=True, on_delete=models.PROTECT, related_name="ruling_requests"
    )
    agency = models.ForeignKey(
        "accounts.Agency", null=True, on_delete=models.PROTECT, related_name="ruling_requests"
    )
    about = models.CharField(max_length=120, blank=True, db_index=True)
    about_label = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=200)
    question = models.TextField(blank=True)
    activity = models.CharField(max_length=30, default="export")
    destination = models.CharField(max_length=2, blank=True)
    end_use = models.TextField(blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    edition = models.CharField(max_length=64, blank=True)
    engine_version = models.CharField(max_length=20, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="rulings_handled"
    )
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    reply = models.TextField(blank=True)
    no_licence_letter = models.BooleanField(default=False)
    valid_months = models.PositiveIntegerField(null=True)
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_back_reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    legal_basis = models.CharField(max_length=300, blank=True)
    ruled_with = models.CharField(max_length=64, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    closing_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    status__in=[
                        "DRAFT",
                        "SUBMITTED",
                        "ASSESSING",
                        "QUESTION_ASKED",
                        "PROPOSED",
                        "ANSWERED",
                        "REJECTED",
                        "WITHDRAWN",
                        "SUPERSEDED",
                        "REVOKED",
                    ]
                ),
                name="ruling_status_known",
            ),
            models.UniqueConstraint(
                fields=["reference"], condition=~models.Q(reference=""), name="ruling_reference_once"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["DRAFT", "WITHDRAWN"]) | ~models.Q(reference=""),
                name="ruling_numbered_once_submitted",
            ),
            models.CheckConstraint(
                condition=models.Q(company__isnull=False, agency__isnull=True)
                | models.Q(company__isnull=True, agency__isnull=False),
                name="ruling_asked_by_company_or_agency",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("proposed_by")),
                name="ruling_four_eyes",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="ANSWERED")
                | models.Q(decided_by__isnull=False, valid_from__isnull=False, valid_to__isnull=False),
                name="ruling_answered_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.reference or f"draft {self.title}"

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"classification.ruling:{self.public_id}"

    @property
    def asker(self) -> str:
        """The name of the company or agency that asks."""
        if self.company is not None:
            return str(self.company.name)
        return str(self.agency.code) if self.agency is not None else ""


class RulingItem(models.Model):
    """Goods that a ruling is asked about: as described, as the engine answered, as the officer found.

    `cas` is the number that counts; where an officer corrected it, `cas_reason` says why and `cas_stated` keeps
    what the asker stated.
    """

    request = models.ForeignKey(RulingRequest, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    product = models.ForeignKey(Product, null=True, on_delete=models.PROTECT, related_name="ruling_items")
    name = models.CharField(max_length=200, blank=True)
    maker = models.CharField(max_length=200, blank=True)
    model = models.CharField(max_length=100, blank=True)
    description = models.CharField(max_length=500)
    hs = models.CharField(max_length=14, blank=True)
    cas = models.CharField(max_length=20, blank=True)
    cas_stated = models.CharField(max_length=20, blank=True)
    cas_reason = models.TextField(blank=True)
    answers = models.JSONField(default=dict)
    identification = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    entry = models.CharField(max_length=40, blank=True)
    reasons = models.TextField(blank=True)
    precedent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followed_by")
    determination = models.JSONField(default=dict)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="ruling_item_once"),
            models.CheckConstraint(
                condition=models.Q(entry="") | ~models.Q(reasons=""), name="ruling_finding_has_reasons"
            ),
            models.CheckConstraint(
                condition=models.Q(cas_stated="") | ~models.Q(cas_reason=""),
                name="ruling_cas_corrected_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.description}"

    @property
    def words(self) -> str:
        """Everything it is described with."""
        return " ".join(part for part in (self.name, self.maker, self.model, self.description) if part)


class RulingQuestion(models.Model):
    """What an officer asks the applicant before going on: a sentence, and parameters of one item."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    request = models.ForeignKey(RulingRequest, on_delete=models.CASCADE, related_name="questions")
    item = models.ForeignKey(RulingItem, null=True, on_delete=models.CASCADE, related_name="questions")
    text = models.TextField(blank=True)
    parameters = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=models.Q(answered_at__isnull=True),
                name="ruling_one_open_question",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class SelfAssessment(models.Model):
    """What somebody without an account answers about goods of theirs; found by a code only, kept until a day.

    The code itself is not kept, only its digest. A finished one never changes (a trigger refuses it).
    """

    class Status(models.TextChoices):
        OPEN = "OPEN"
        FINISHED = "FINISHED"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    code_digest = models.CharField(max_length=64, unique=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    description = models.CharField(max_length=2000)
    hs = models.CharField(max_length=14, blank=True)
    cas = models.CharField(max_length=20, blank=True)
    answers = models.JSONField(default=dict)
    unknown = models.JSONField(default=list)
    edition = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=20, blank=True)
    outcome = models.JSONField(default=dict)
    file = models.ForeignKey("documents.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    expires_on = models.DateField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="OPEN", finished_at__isnull=True, file__isnull=True)
                | models.Q(status="FINISHED", finished_at__isnull=False, file__isnull=False),
                name="self_assessment_finished_is_whole",
            )
        ]

    def __str__(self) -> str:
        return f"self-assessment {self.public_id}"

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"classification.self_assessment:{self.public_id}"

    @property
    def finished(self) -> bool:
        """Whether the outcome is frozen."""
        return self.status == self.Status.FINISHED
