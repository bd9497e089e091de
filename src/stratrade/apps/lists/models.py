"""Editions of the control list, their entries and HS links, and the days from which they are in force."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from stratrade.apps.audit.identity import uuid7


class EditionRow(models.Model):
    """One state of the list, known by its digest and never overwritten.

    `documents` holds the plain content of its files, so that a past decision can be asked again with
    the very list it was taken on, whatever a later release carries.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    code = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    titles = models.JSONField()
    legal_status = models.TextField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    documents = models.JSONField()
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["code", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="edition_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.digest[:12]}"

    def title(self, language: str) -> str:
        """Its title in a language, else in English."""
        return str(self.titles.get(language) or self.titles["en"])


class Adoption(models.Model):
    """The authority applies an edition from a day on, until another adoption takes its place."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    edition = models.ForeignKey(EditionRow, on_delete=models.PROTECT, related_name="adoptions")
    in_force_from = models.DateField()
    adopted_at = models.DateTimeField()
    adopted_by = models.CharField(max_length=200)
    instrument = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-in_force_from", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "in_force_from"], name="edition_adopted_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.edition} from {self.in_force_from}"


class Proposal(models.Model):
    """One person proposes that an edition applies from a day on; another adopts it or sends it back.

    `impact` is what it was found to change, `impact_at` when that was worked out; until then `impact_done` says
    how many stored items have been looked at. `impact_round` counts how often that was asked anew: what an earlier
    round comes to is put aside.
    """

    class Status(models.TextChoices):
        PROPOSED = "PROPOSED"
        ADOPTED = "ADOPTED"
        SENT_BACK = "SENT_BACK"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    edition = models.ForeignKey(EditionRow, on_delete=models.PROTECT, related_name="proposals")
    instrument = models.CharField(max_length=300)
    in_force_from = models.DateField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    reason = models.TextField(blank=True)
    impact = models.JSONField(default=dict)
    impact_at = models.DateTimeField(null=True, blank=True)
    impact_done = models.PositiveIntegerField(default=0)
    impact_round = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["PROPOSED", "ADOPTED", "SENT_BACK"]), name="proposal_status_known"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="proposal_by_two_people",
            ),
            models.UniqueConstraint(
                fields=["edition"], condition=Q(status="PROPOSED"), name="proposal_open_once_an_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} from {self.in_force_from}"

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"lists.proposal:{self.public_id}"


class Preparation(models.Model):
    """A file on its way to an edition: handed in by a person, read in a job, looked at, then proposed.

    `step`, `done` and `of` say how far the job is. `faults` is what is wrong with the file, by row; `notes` is what
    a person should know of it all the same. `base` is the digest of the edition that a table was laid over.
    """

    class Kind(models.TextChoices):
        EDITION = "EDITION"
        NATIONAL = "NATIONAL"
        LINKS = "LINKS"
        TARIFF = "TARIFF"

    class Status(models.TextChoices):
        WAITING = "WAITING"
        READY = "READY"
        FAULTY = "FAULTY"
        PROPOSED = "PROPOSED"
        DISCARDED = "DISCARDED"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=200)
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=5, default="named")
    carry = models.BooleanField(default=True)
    instrument = models.CharField(max_length=300)
    in_force_from = models.DateField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=10, blank=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    count = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    base = models.CharField(max_length=64, blank=True)
    edition = models.ForeignKey(
        EditionRow, on_delete=models.PROTECT, related_name="preparations", null=True, blank=True
    )
    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, related_name="preparation", null=True, blank=True
    )
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["WAITING", "READY", "FAULTY", "PROPOSED", "DISCARDED"]),
                name="preparation_status_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["EDITION", "NATIONAL", "LINKS", "TARIFF"]),
                name="preparation_kind_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["READY", "PROPOSED"]) | Q(edition__isnull=False),
                name="preparation_ready_with_edition",
            ),
            models.CheckConstraint(
                condition=~Q(status="PROPOSED") | Q(proposal__isnull=False),
                name="preparation_proposed_with_proposal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"lists.preparation:{self.public_id}"


class EntryRow(models.Model):
    """One entry of an edition, for lists and links; its criteria are read from the edition itself."""

    edition = models.ForeignKey(EditionRow, on_delete=models.CASCADE, related_name="entries")
    code = models.CharField(max_length=20)
    titles = models.JSONField()
    category = models.CharField(max_length=4)
    group = models.CharField(max_length=4, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="entry_once_an_edition")]

    def __str__(self) -> str:
        return self.code

    def title(self, language: str) -> str:
        """Its title in a language, else in English."""
        return str(self.titles.get(language) or self.titles["en"])


class HsLink(models.Model):
    """An HS 2022 subheading that goods of an entry are often declared under."""

    entry = models.ForeignKey(EntryRow, on_delete=models.CASCADE, related_name="hs_links")
    hs = models.CharField(max_length=6, db_index=True)
    strength = models.CharField(max_length=8)
    reason = models.TextField(blank=True)
    source = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["hs"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "hs"], name="hs_link_once_an_entry"),
            models.CheckConstraint(
                condition=Q(strength__in=["direct", "partial", "possible"]), name="hs_link_strength_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hs} {self.entry} {self.strength}"
