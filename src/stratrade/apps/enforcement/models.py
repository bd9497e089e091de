"""A declaration as it was received and judged, its holds, and the answers given under a key."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from stratrade.apps.audit.identity import uuid7

LANES = ["release", "audit", "documentary", "inspect", "hold"]
STATUSES = ["WAITING", "RELEASED", "HELD", "EXITED", "CANCELLED", "SUPERSEDED"]


class Declaration(models.Model):
    """One version of one declaration; office + number + version never changes whatever key it came under."""

    class Status(models.TextChoices):
        WAITING = "WAITING"
        RELEASED = "RELEASED"
        HELD = "HELD"
        EXITED = "EXITED"
        CANCELLED = "CANCELLED"
        SUPERSEDED = "SUPERSEDED"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    office = models.CharField(max_length=32)
    number = models.CharField(max_length=64)
    revision = models.PositiveIntegerField()
    regime = models.CharField(max_length=2)
    destination = models.CharField(max_length=2, blank=True)
    exporter = models.CharField(max_length=500, blank=True)
    consignee = models.CharField(max_length=500, blank=True)
    status = models.CharField(max_length=12, choices=Status)
    version = models.PositiveIntegerField(default=1)
    lane = models.CharField(max_length=12)
    mode = models.CharField(max_length=10)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    file = models.ForeignKey("documents.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    editions = models.JSONField()
    engine_version = models.CharField(max_length=20)
    judged_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    exited_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["status", "lane", "judged_at"]),
            models.Index(fields=["office", "status"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "number", "revision"], name="declaration_identity_once"
            ),
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="declaration_status_known"),
            models.CheckConstraint(condition=Q(lane__in=LANES), name="declaration_lane_known"),
        ]

    def __str__(self) -> str:
        return f"{self.office}/{self.number}/{self.revision}"

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"enforcement.declaration:{self.public_id}"

    @property
    def ledger_key(self) -> str:
        """What the quantity ledger calls it: the same for every version."""
        return f"{self.office}/{self.number}"

    @property
    def reserved_lines(self) -> list[tuple[int, int]]:
        """(licence line key, item number) of every reservation, in ascending key order."""
        return sorted((use["line_id"], item.number) for item in self.items.all() for use in item.licences)


class Item(models.Model):
    """One line of a declaration with its verdict.

    `substances` are what accounts of treaties look for: the CAS numbers stated, and parts of the schedules or
    entries of category 0 that the goods meet or may meet.
    """

    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveIntegerField()
    description = models.TextField()
    hs = models.CharField(max_length=14, blank=True)
    lane = models.CharField(max_length=12)
    findings = models.JSONField(default=list)
    entries = models.JSONField(default=list)
    hits = models.JSONField(default=list)
    licences = models.JSONField(default=list)
    general = models.CharField(max_length=60, blank=True)
    substances = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        ordering = ["number"]
        indexes = [
            GinIndex(fields=["substances"], name="declaration_item_substances", condition=~Q(substances=[]))
        ]
        constraints = [
            models.UniqueConstraint(fields=["declaration", "number"], name="declaration_item_once"),
            models.CheckConstraint(condition=Q(lane__in=LANES), name="declaration_item_lane_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.description[:60]}"


class Hold(models.Model):
    """Goods kept back: by whom, under which provision, and how it ended."""

    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField(blank=True)
    because = models.JSONField(default=dict, blank=True)
    legal_basis = models.CharField(max_length=300)
    advisory = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    lift_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration"], condition=Q(lifted_at__isnull=True), name="hold_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"hold on {self.declaration_id}"


class Rejudgement(models.Model):
    """That a declaration was judged again before its goods left: why, and what changed.

    `cause` is the name of the event, `reference` what the event is about: a notice, a switch. `fresh` are the reasons
    that were not there before.
    """

    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="rejudgements")
    at = models.DateTimeField(db_index=True)
    cause = models.CharField(max_length=60)
    reference = models.CharField(max_length=120)
    lane_before = models.CharField(max_length=12)
    lane_after = models.CharField(max_length=12)
    status_before = models.CharField(max_length=12)
    status_after = models.CharField(max_length=12)
    fresh = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lane_before__in=LANES, lane_after__in=LANES), name="rejudgement_lanes_known"
            ),
            models.CheckConstraint(
                condition=Q(status_before__in=STATUSES, status_after__in=STATUSES),
                name="rejudgement_statuses_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.declaration_id}: {self.lane_before} > {self.lane_after}"


class Outcome(models.Model):
    """What an examination found: the truth that rules are measured against."""

    class Finding(models.TextChoices):
        CONTROLLED = "CONTROLLED"
        NOT_CONTROLLED = "NOT_CONTROLLED"
        UNDETERMINED = "UNDETERMINED"

    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="outcomes")
    item = models.PositiveIntegerField(null=True)
    examined = models.BooleanField()
    finding = models.CharField(max_length=14, choices=Finding)
    evidence = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.declaration_id}: {self.finding}"


class Answer(models.Model):
    """The answer given to a key, so that a repeated message gets the same one (contracts.md, HTTP)."""

    client = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    route = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    body_sha256 = models.CharField(max_length=64)
    content = models.JSONField(null=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "route", "key"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.route} {self.key}"


class Received(models.Model):
    """A long declaration that was taken in and waits to be judged; then what came of it."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    client = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=120)
    content = models.JSONField()
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    media_type = models.CharField(max_length=100)
    at = models.DateTimeField()
    declaration = models.ForeignKey(Declaration, null=True, on_delete=models.PROTECT, related_name="+")
    refused = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "key"], name="received_once"),
            models.CheckConstraint(
                condition=Q(declaration=None) | Q(refused=None), name="received_judged_or_refused"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.at}"

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"enforcement.received:{self.public_id}"
