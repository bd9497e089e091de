"""Notices, concerns that exporters notify, determinations that set a switch, approvals of committees."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from stratrade.apps.audit.identity import uuid7


class InformNotice(models.Model):
    """That a transfer may serve a use of concern and therefore needs a licence, until a day or withdrawal.

    What it is about is the marks that are filled: a company, a name, a range of HS codes, a destination. All of
    those must fit a transfer. `text` is what the company reads; why stands in `Basis`.
    """

    class Status(models.TextChoices):
        PROPOSED = "PROPOSED"
        SERVED = "SERVED"
        SENT_BACK = "SENT_BACK"
        WITHDRAWN = "WITHDRAWN"

    class Concern(models.TextChoices):
        WMD = "WMD"
        MISSILE = "MISSILE"
        MILITARY_END_USE = "MILITARY_END_USE"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    version = models.PositiveIntegerField(default=1)
    company = models.ForeignKey(
        "parties.Party", null=True, on_delete=models.PROTECT, related_name="inform_notices"
    )
    name = models.CharField(max_length=300, blank=True)
    hs_from = models.CharField(max_length=12, blank=True)
    hs_to = models.CharField(max_length=12, blank=True)
    destination = models.CharField(max_length=2, blank=True)
    concern = models.CharField(max_length=16, choices=Concern, default=Concern.WMD)
    text = models.TextField()
    legal_basis = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    review_on = models.DateField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    end_proposed_at = models.DateTimeField(null=True)
    end_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["PROPOSED", "SERVED", "SENT_BACK", "WITHDRAWN"]),
                name="inform_notice_status_known",
            ),
            models.CheckConstraint(
                condition=Q(concern__in=["WMD", "MISSILE", "MILITARY_END_USE"]),
                name="inform_notice_concern_known",
            ),
            models.CheckConstraint(
                condition=Q(company__isnull=False) | ~Q(name="") | ~Q(hs_from="") | ~Q(destination=""),
                name="inform_notice_about_something",
            ),
            models.CheckConstraint(
                condition=Q(hs_from="", hs_to="") | (~Q(hs_from="") & ~Q(hs_to="")),
                name="inform_notice_range_has_two_ends",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="inform_notice_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="inform_notice_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by=None)
                | Q(end_proposed_by=None)
                | ~Q(withdrawn_by=F("end_proposed_by")),
                name="inform_notice_withdrawn_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"measures.notice:{self.public_id}"


class Basis(models.Model):
    """Why a notice is served: confidential, never shown with the notice, each reading in the trail."""

    notice = models.OneToOneField(InformNotice, on_delete=models.PROTECT, related_name="basis")
    text = models.TextField()

    class Meta:
        verbose_name_plural = "bases"

    def __str__(self) -> str:
        return f"basis of {self.notice_id}"


CONCERN_STATUSES = ["OPEN", "ASKED", "PROPOSED", "LICENCE_REQUIRED", "NO_OBJECTION"]


class NotifiedConcern(models.Model):
    """What an exporter knows or suspects of its own planned transfer, and the authority's answer.

    From the moment it is notified it stands for this exporter, these goods and these parties, until the authority
    answers that it has no objection.
    """

    class Status(models.TextChoices):
        OPEN = "OPEN"
        ASKED = "ASKED"
        PROPOSED = "PROPOSED"
        LICENCE_REQUIRED = "LICENCE_REQUIRED"
        NO_OBJECTION = "NO_OBJECTION"

    class How(models.TextChoices):
        AWARE = "AWARE"
        SUSPECT = "SUSPECT"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=16, choices=Status, default=Status.OPEN)
    version = models.PositiveIntegerField(default=1)
    company = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="notified_concerns")
    activity = models.CharField(max_length=24)
    description = models.TextField()
    entry = models.CharField(max_length=40, blank=True)
    hs = models.CharField(max_length=12)
    quantity = models.CharField(max_length=80, blank=True)
    destination = models.CharField(max_length=2)
    consignee = models.CharField(max_length=300, blank=True)
    end_user = models.CharField(max_length=300, blank=True)
    how = models.CharField(max_length=8, choices=How)
    concern = models.CharField(max_length=16, choices=InformNotice.Concern)
    statement = models.TextField()
    planned_on = models.DateField(null=True)
    rule = models.CharField(max_length=300, blank=True)
    notified_at = models.DateTimeField()
    notified_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=16, blank=True)
    answer = models.TextField(blank=True)
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    legal_basis = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=CONCERN_STATUSES), name="notified_concern_status_known"
            ),
            models.CheckConstraint(
                condition=Q(how__in=["AWARE", "SUSPECT"]), name="notified_concern_how_known"
            ),
            models.CheckConstraint(
                condition=~Q(consignee="") | ~Q(end_user=""), name="notified_concern_names_a_party"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="notified_concern_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"measures.concern:{self.public_id}"


class ConcernQuestion(models.Model):
    """Something the authority asked the exporter about a concern it notified."""

    concern = models.ForeignKey(NotifiedConcern, on_delete=models.PROTECT, related_name="questions")
    question = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"question on {self.concern_id}"


class SwitchDetermination(models.Model):
    """That the foreign ministry finds a body of measures to hold or not to hold, by its paper, signed by two people."""

    class Status(models.TextChoices):
        PROPOSED = "PROPOSED"
        SET = "SET"
        SENT_BACK = "SENT_BACK"

    class Position(models.TextChoices):
        ON = "ON"
        OFF = "OFF"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    version = models.PositiveIntegerField(default=1)
    switch = models.CharField(max_length=60)
    position = models.CharField(max_length=3, choices=Position)
    paper = models.CharField(max_length=120)
    dated_on = models.DateField()
    authority = models.CharField(max_length=40)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    set_on = models.DateField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["PROPOSED", "SET", "SENT_BACK"]), name="switch_status_known"
            ),
            models.CheckConstraint(condition=Q(position__in=["ON", "OFF"]), name="switch_position_known"),
            models.CheckConstraint(
                condition=~Q(status="SET") | Q(decided_by__isnull=False, set_on__isnull=False),
                name="switch_set_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="switch_by_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.switch} {self.position}"

    @property
    def subject(self) -> str:
        """What the audit calls the switch: every determination of it is one chain."""
        return f"measures.switch:{self.switch}"

    @property
    def papers(self) -> str:
        """What the audit calls this determination, for its document."""
        return f"measures.determination:{self.public_id}"


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


class RuleChange(models.Model):
    """A rule of the sanctions pack added, changed or closed here, or a set of items changed; the shipped pack stays.

    Drafted by a steward, put in force by another person once it is known what it changes. `content` is the rule as a
    row of sanctions.yaml without its days, `before` the row that stood when it was drafted. While a withdrawal awaits
    its second signature the change stays in force.
    """

    class Kind(models.TextChoices):
        ADD = "ADD"
        CHANGE = "CHANGE"
        CLOSE = "CLOSE"
        LIST = "LIST"

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
                condition=Q(kind__in=["ADD", "CHANGE", "CLOSE", "LIST"]), name="rule_change_kind_known"
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
