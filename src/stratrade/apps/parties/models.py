"""A party with its names, identifiers, relations and dealings, and the users who act for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from stratrade.apps.audit.identity import uuid7


class Party(models.Model):
    """A company or a person, once, whatever cases it stands in.

    `KNOWN` is somebody whom others name, such as a consignee; `MERGED` one that turned out to be `merged_into`.
    Its kind is `UNKNOWN` where nobody said: it is then held against listed persons and organisations alike; a `BODY`
    is one of a State, such as a ministry. The keys are what names, addresses and telephone numbers are compared by.
    """

    class Kind(models.TextChoices):
        ORGANISATION = "ORGANISATION"
        PERSON = "PERSON"
        VESSEL = "VESSEL"
        AIRCRAFT = "AIRCRAFT"
        BODY = "BODY"
        UNKNOWN = "UNKNOWN"

    class Status(models.TextChoices):
        PENDING = "PENDING"
        REGISTERED = "REGISTERED"
        REFUSED = "REFUSED"
        CLOSED = "CLOSED"
        KNOWN = "KNOWN"
        MERGED = "MERGED"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.UNKNOWN)
    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=300)
    native_name = models.CharField(max_length=300, blank=True)
    trade_name = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=2)
    address = models.CharField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    date_of_birth = models.CharField(max_length=10, blank=True)
    registered_at = models.DateTimeField(null=True)
    name_key = models.CharField(max_length=300, blank=True, db_index=True)
    address_key = models.CharField(max_length=300, blank=True, db_index=True)
    phone_key = models.CharField(max_length=40, blank=True, db_index=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="absorbed")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "parties"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["PENDING", "REGISTERED", "REFUSED", "CLOSED", "KNOWN", "MERGED"]),
                name="party_status_known",
            ),
            models.CheckConstraint(
                condition=Q(status="MERGED", merged_into__isnull=False)
                | (~Q(status="MERGED") & Q(merged_into=None)),
                name="party_merged_into_another",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """What the audit calls it."""
        return f"parties.party:{self.public_id}"


class Identifier(models.Model):
    """A number that names a party: registration, tax, customs, passport, IMO."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="identifiers")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=60)
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "value", "country"], name="identifier_names_one_party")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Membership(models.Model):
    """A user who acts for a party."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "user"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user_id} for {self.party_id}"


class PartyName(models.Model):
    """Another name of a party: in its own script, in Latin letters, of trade, of old, or as somebody wrote it."""

    class Kind(models.TextChoices):
        NATIVE = "NATIVE"
        LATIN = "LATIN"
        TRADE = "TRADE"
        FORMER = "FORMER"
        SPELLING = "SPELLING"

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="other_names")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=300)
    key = models.CharField(max_length=300, db_index=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["party", "key"], name="party_name_once")]

    def __str__(self) -> str:
        return self.text


class PartyAddress(models.Model):
    """An address of a party, from when it was known until it ended; a correction ends it and begins another.

    The one in force that is `main` stands on the party itself too. `was_main_of` is the record whose main address it
    was until that record became part of this party.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="addresses")
    text = models.CharField(max_length=500)
    country = models.CharField(max_length=2)
    key = models.CharField(max_length=300, blank=True, db_index=True)
    main = models.BooleanField(default=False)
    source = models.CharField(max_length=300)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.CharField(max_length=300, blank=True)
    corrected_to = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrects")
    was_main_of = models.CharField(max_length=300, blank=True)
    was_main_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-main", "pk"]
        verbose_name_plural = "party addresses"
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=Q(main=True, ended_at=None), name="party_one_main_address"
            )
        ]

    def __str__(self) -> str:
        return self.text


class Relation(models.Model):
    """One party owns, controls or directs another, by somebody's word and from a day to a day."""

    class Kind(models.TextChoices):
        OWNS = "OWNS"
        CONTROLS = "CONTROLS"
        DIRECTS = "DIRECTS"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="holds")
    owned = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="held_by")
    kind = models.CharField(max_length=8, choices=Kind)
    share_pct = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(owner=models.F("owned")), name="relation_between_two"),
            models.CheckConstraint(
                condition=Q(share_pct=None) | (Q(share_pct__gt=0) & Q(share_pct__lte=100)),
                name="relation_share_of_hundred",
            ),
            models.CheckConstraint(
                condition=~Q(kind="OWNS") | Q(share_pct__isnull=False), name="relation_owner_has_share"
            ),
            models.UniqueConstraint(
                fields=["owner", "owned", "kind"], condition=Q(ended_at=None), name="relation_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.kind} {self.owned_id}"


class Dealing(models.Model):
    """A party stands in a thing: an application, a licence, a declaration, a ruling.

    Rows are added, never changed but by a merge or a split.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="dealings")
    subject = models.CharField(max_length=120, db_index=True)
    role = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["party", "subject", "role"], name="dealing_once_per_role")
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.role} {self.subject}"


class IdentityStep(models.Model):
    """One person proposes to merge, part or set apart records; another agrees or sends it back.

    `content` is what a split gives to the new record.
    """

    class Action(models.TextChoices):
        MERGE = "MERGE"
        UNMERGE = "UNMERGE"
        SPLIT = "SPLIT"

    class Status(models.TextChoices):
        PROPOSED = "PROPOSED"
        DONE = "DONE"
        SENT_BACK = "SENT_BACK"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    action = models.CharField(max_length=8, choices=Action)
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="steps")
    other = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    merge = models.ForeignKey("Merge", null=True, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField(default=dict)
    reason = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["PROPOSED", "DONE", "SENT_BACK"]), name="identity_step_status_known"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("proposed_by")),
                name="identity_step_by_two_people",
            ),
            models.UniqueConstraint(
                fields=["party", "action"], condition=Q(status="PROPOSED"), name="identity_step_waits_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.party_id}"


class Merge(models.Model):
    """Two records were found to be one party. `moved` holds what went over, so that it can go back."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    survivor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="merged_by")
    status_before = models.CharField(max_length=10)
    moved = models.JSONField(default=dict)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    undo_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"], condition=Q(undone_at=None), name="party_merged_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} into {self.survivor_id}"
