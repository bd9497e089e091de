"""Watch lists by edition, their entries, and files that wait to be put in force."""

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
