"""Declarations to treaty bodies, what agencies are asked for them, own and partner figures, facilities, feeds."""

from types import MappingProxyType

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from stratrade.apps.audit.identity import uuid7

_USER = settings.AUTH_USER_MODEL


class Declaration(models.Model):
    """What is declared for one duty and period, or on one event: drafted, reviewed and signed by three people."""

    class Status(models.TextChoices):
        DRAFT = "DRAFT"
        REVIEW = "REVIEW"
        REVIEWED = "REVIEWED"
        SIGNED = "SIGNED"
        SENT = "SENT"
        SUPERSEDED = "SUPERSEDED"
        DISCARDED = "DISCARDED"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    reference = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=40)
    period = models.CharField(max_length=10, blank=True)
    about = models.CharField(max_length=200, blank=True)
    event_date = models.DateField(null=True)
    due_on = models.DateField()
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(default=1)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    content = models.JSONField(default=dict)
    frozen = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    sent_back_reason = models.TextField(blank=True)
    drafted_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    sent_on = models.DateField(null=True)
    channel = models.CharField(max_length=200, blank=True)
    receipt = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=["DRAFT", "REVIEW", "REVIEWED", "SIGNED", "SENT", "SUPERSEDED", "DISCARDED"]
                ),
                name="treaty_declaration_status_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["DRAFT", "DISCARDED"]) | Q(frozen__isnull=False) & ~Q(sha256=""),
                name="treaty_declaration_frozen_once_handed_on",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("drafted_by")),
                name="treaty_declaration_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True)
                | (~Q(signed_by=F("drafted_by")) & ~Q(signed_by=F("reviewed_by"))),
                name="treaty_declaration_signed_by_a_third",
            ),
            models.UniqueConstraint(
                fields=["kind", "period"],
                condition=~Q(period="") & ~Q(status__in=["SUPERSEDED", "DISCARDED"]) & Q(replaces=None),
                name="treaty_declaration_once_a_period",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"nation.declaration:{self.public_id}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be written."""
        return self.status == Declaration.Status.DRAFT


class DataCall(models.Model):
    """What an agency is asked to contribute to one section."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    declaration = models.ForeignKey(Declaration, on_delete=models.CASCADE, related_name="calls")
    section = models.CharField(max_length=40)
    agency = models.ForeignKey("accounts.Agency", on_delete=models.PROTECT, related_name="data_calls")
    question = models.TextField()
    due_on = models.DateField()
    asked_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    nothing = models.BooleanField(default=False)
    answered_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "section", "agency"],
                condition=Q(answered_at__isnull=True),
                name="data_call_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.declaration_id} {self.section}"


class LineAnswer(models.Model):
    """What was found out about a line of the national data: the share by weight, with the paper that shows it."""

    key = models.CharField(max_length=160, unique=True)
    reference = models.CharField(max_length=160)
    cas = models.CharField(max_length=20)
    concentration_pct = models.DecimalField(max_digits=7, decimal_places=4)
    mass_g = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    evidence = models.TextField()
    answered_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(concentration_pct__gte=0, concentration_pct__lte=100),
                name="line_answer_is_a_share",
            )
        ]

    def __str__(self) -> str:
        return self.key


class OwnRecord(models.Model):
    """A figure of ours that customs declarations do not hold: activity at a site, or a border paper from before."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    facility = models.ForeignKey("Facility", null=True, on_delete=models.PROTECT, related_name="records")
    on = models.DateField()
    activity = models.CharField(max_length=12)
    cas = models.CharField(max_length=20)
    partner = models.CharField(max_length=2, blank=True)
    mass_g = models.DecimalField(max_digits=18, decimal_places=4)
    concentration_pct = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    paper = models.CharField(max_length=160)
    entered_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "cas", "activity"], name="own_record_once_a_paper"),
            models.CheckConstraint(
                condition=Q(activity__in=["production", "processing", "consumption", "import", "export"]),
                name="own_record_activity_known",
            ),
        ]

    def __str__(self) -> str:
        return self.paper


class PartnerFigure(models.Model):
    """What a partner State reports of its trade with us in a year; `activity` as seen from here."""

    year = models.PositiveIntegerField()
    cas = models.CharField(max_length=20)
    activity = models.CharField(max_length=12)
    partner = models.CharField(max_length=2)
    grams = models.DecimalField(max_digits=18, decimal_places=4)
    source = models.CharField(max_length=200)
    explanation = models.TextField(blank=True)
    explained_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["year", "cas", "partner"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "cas", "activity", "partner"], name="partner_figure_once"
            ),
            models.CheckConstraint(
                condition=Q(activity__in=["import", "export"]), name="partner_figure_activity_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.cas} {self.partner}"


class Facility(models.Model):
    """A site that treaties speak of. What it is and where it roughly lies; nothing about how it is guarded.

    `parts` are what it is declared as: of Schedule 1 facilities their type, of biological sites the form. `level` is
    the containment level of a laboratory, `scope` its field of work or the diseases its vaccines are for.
    """

    class Kind(models.TextChoices):
        SCHEDULE_1 = "SCHEDULE_1"
        SCHEDULE_2 = "SCHEDULE_2"
        SCHEDULE_3 = "SCHEDULE_3"
        OTHER_CHEMICAL = "OTHER_CHEMICAL"
        BIOLOGICAL = "BIOLOGICAL"
        NUCLEAR = "NUCLEAR"
        SOURCES = "SOURCES"

    PARTS = MappingProxyType(
        {
            "BIOLOGICAL": ("RESEARCH", "VACCINES"),
            "SCHEDULE_1": ("SMALL_SCALE", "PROTECTIVE", "OTHER_PURPOSES", "LABORATORY"),
        }
    )

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=14, choices=Kind)
    name = models.CharField(max_length=200)
    operator = models.CharField(max_length=200, blank=True)
    province = models.CharField(max_length=100)
    agency = models.ForeignKey("accounts.Agency", on_delete=models.PROTECT, related_name="facilities")
    parts = models.JSONField(default=list)
    level = models.CharField(max_length=40, blank=True)
    scope = models.CharField(max_length=300, blank=True)
    declared_since = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "name"]
        verbose_name_plural = "facilities"
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="facility_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"nation.facility:{self.public_id}"

    @property
    def standing(self) -> str:
        """Declared, not declared, or closed."""
        if self.closed_on is not None:
            return "facility_closed"
        return "facility_declared" if self.declared_since else "facility_known"


class Inspection(models.Model):
    """A visit of an organisation or of our own inspectors; findings in general words, no detail of security."""

    class By(models.TextChoices):
        NATIONAL = "NATIONAL"
        OPCW = "OPCW"
        IAEA = "IAEA"

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="inspections")
    made_by = models.CharField(max_length=10, choices=By)
    began_on = models.DateField()
    ended_on = models.DateField()
    outcome = models.TextField()
    follow_up_due = models.DateField(null=True)
    follow_up_done = models.DateField(null=True)
    entered_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-began_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ended_on__gte=F("began_on")), name="inspection_ends_after")
        ]

    def __str__(self) -> str:
        return f"{self.made_by} {self.began_on}"


class CalendarFeed(models.Model):
    """A private address of the obligations calendar; only a digest of it is kept."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="calendar_feeds")
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at__isnull=True), name="calendar_feed_one_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"feed of {self.user_id}"

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"nation.feed:{self.public_id}"
