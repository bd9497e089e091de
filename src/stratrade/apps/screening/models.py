"""Watch lists by edition, screenings as evidence, alerts and what was decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from stratrade.apps.audit.identity import uuid7


class WatchList(models.Model):
    """A list that names parties, e.g. that of the Security Council."""

    code = models.CharField(max_length=40, unique=True)
    names = models.JSONField(default=dict)
    publisher = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class ListEdition(models.Model):
    """One received state of a list; an edition is never changed, only replaced."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    list = models.ForeignKey(WatchList, on_delete=models.PROTECT, related_name="editions")
    digest = models.CharField(max_length=64)
    label = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True)
    received_at = models.DateTimeField()
    adopted_at = models.DateTimeField()
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    count = models.PositiveIntegerField()
    stands = models.BooleanField(default=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["list", "digest"], name="list_edition_once"),
            models.UniqueConstraint(
                fields=["list"], condition=Q(stands=True), name="list_one_standing_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list_id} {self.digest[:12]}"


class ListedEntry(models.Model):
    """One party on an edition, with its own digest, so that a change of it alone is seen."""

    edition = models.ForeignKey(ListEdition, on_delete=models.PROTECT, related_name="entries")
    entry_id = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=500)
    content = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "entry_id"], name="listed_entry_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.name}"


class Receipt(models.Model):
    """A file of a list as it arrived, kept until it is put in force; `edition` is what it became."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    code = models.CharField(max_length=40, db_index=True)
    names = models.JSONField(default=dict)
    publisher = models.CharField(max_length=200, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    label = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True)
    form = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    alias_file = models.ForeignKey(
        "documents.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    edition = models.ForeignKey(ListEdition, null=True, on_delete=models.PROTECT, related_name="receipts")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "digest"], condition=Q(edition=None), name="receipt_waits_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.digest[:12]}"


class Screening(models.Model):
    """Evidence: who was screened, against what, with what result. Rows are added, never changed.

    `set_aside` are the likenesses that raised nothing, each with why: cleared before, or trusted.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    subject = models.CharField(max_length=120, db_index=True)
    query = models.JSONField()
    editions = models.JSONField()
    configuration = models.CharField(max_length=64)
    hits = models.JSONField()
    set_aside = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.subject} {self.at}"


class Alert(models.Model):
    """A likeness between a party of ours and one on a list, for an officer to settle.

    `party_state` is the state of our party, `asked` what was known of it; `proposed_*` is what a first person
    found where a second one must agree, `release*` who undid a confirmed match, and why.
    """

    class Status(models.TextChoices):
        OPEN = "OPEN"
        ESCALATED = "ESCALATED"
        TRUE = "TRUE"
        FALSE = "FALSE"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    subject = models.CharField(max_length=120, db_index=True)
    party_key = models.CharField(max_length=300, db_index=True)
    party_state = models.CharField(max_length=64, blank=True)
    asked = models.JSONField(default=dict)
    role = models.CharField(max_length=40)
    name = models.CharField(max_length=500)
    country = models.CharField(max_length=2, blank=True)
    list_code = models.CharField(max_length=40)
    entry_id = models.CharField(max_length=80)
    entry_digest = models.CharField(max_length=64)
    edition = models.CharField(max_length=64, blank=True)
    listed_name = models.CharField(max_length=500)
    listed = models.JSONField()
    score = models.DecimalField(max_digits=4, decimal_places=3)
    reasons = models.JSONField()
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    version = models.PositiveIntegerField(default=1)
    raised_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    identifiers_used = models.CharField(max_length=300, blank=True)
    proposed_action = models.CharField(max_length=10, blank=True)
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    release_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-score", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["OPEN", "ESCALATED", "TRUE", "FALSE"]), name="alert_status_known"
            ),
            models.UniqueConstraint(
                fields=["subject", "party_key", "party_state", "list_code", "entry_id", "entry_digest"],
                name="alert_once",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(proposed_by=None) | ~Q(decided_by=models.F("proposed_by")),
                name="alert_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ~ {self.listed_name}"

    @property
    def subject_of_trail(self) -> str:
        """What the audit calls it."""
        return f"screening.alert:{self.public_id}"


class Disposition(models.Model):
    """What was decided about a party and an entry; it lapses when either changes."""

    party_key = models.CharField(max_length=300)
    party_state = models.CharField(max_length=64, blank=True)
    list_code = models.CharField(max_length=40)
    entry_id = models.CharField(max_length=80)
    entry_digest = models.CharField(max_length=64)
    is_true = models.BooleanField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party_key", "party_state", "list_code", "entry_id", "entry_digest"],
                name="disposition_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_key} / {self.entry_id}: {self.is_true}"


class Trusted(models.Model):
    """A party that resembles an entry and is known to be somebody else: it raises no alert until a day.

    The entry may change meanwhile. It lapses when the party changes, and never covers a shared number.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="trusted")
    party_key = models.CharField(max_length=300, db_index=True)
    party_state = models.CharField(max_length=64)
    name = models.CharField(max_length=500)
    country = models.CharField(max_length=2, blank=True)
    list_code = models.CharField(max_length=40)
    entry_id = models.CharField(max_length=80)
    listed_name = models.CharField(max_length=500)
    reason = models.TextField()
    valid_to = models.DateField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["valid_to", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["party_key", "party_state", "list_code", "entry_id"],
                condition=Q(ended_at=None),
                name="trusted_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} until {self.valid_to}"

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"screening.trusted:{self.public_id}"


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


class Batch(models.Model):
    """A table of names handed in to be screened; the result is a workbook, and alerts where they were asked for."""

    class Status(models.TextChoices):
        WAITING = "WAITING"
        RUNNING = "RUNNING"
        DONE = "DONE"
        FAILED = "FAILED"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=200)
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    result = models.ForeignKey("documents.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    matched = models.PositiveIntegerField(default=0)
    alerting = models.BooleanField(default=False)
    raised = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["WAITING", "RUNNING", "DONE", "FAILED"]), name="batch_status_known"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"screening.batch:{self.public_id}"


class KeptEntry(models.Model):
    """An entry of a list that is kept here one by one: of the national list, or of what this State denied."""

    class Code(models.TextChoices):
        NATIONAL = "NATIONAL"
        DENIALS = "DENIALS"

    class Status(models.TextChoices):
        PROPOSED = "PROPOSED"
        LISTED = "LISTED"
        DISMISSED = "DISMISSED"
        WITHDRAWN = "WITHDRAWN"
        EXPIRED = "EXPIRED"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    list_code = models.CharField(max_length=40, choices=Code)
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    version = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=500)
    content = models.JSONField()
    legal_basis = models.CharField(max_length=300)
    reason = models.TextField(blank=True)
    about = models.CharField(max_length=100, blank=True)
    listed_on = models.DateField()
    ends_on = models.DateField(null=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["PROPOSED", "LISTED", "DISMISSED", "WITHDRAWN", "EXPIRED"]),
                name="kept_status_known",
            ),
            models.UniqueConstraint(
                fields=["list_code", "about", "name"],
                condition=~Q(about=""),
                name="kept_once_of_a_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list_code} {self.name}"

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"screening.kept:{self.public_id}"
