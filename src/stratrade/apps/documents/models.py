"""Files by their content, documents issued by the State, and papers handed in."""

from django.conf import settings
from django.db import models

from stratrade.apps.audit.identity import uuid7


class StoredFile(models.Model):
    """Bytes on disk, known by their SHA-256; the row is written after the file is safe."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256


class Document(models.Model):
    """A document the State issued: frozen context, file, check code and the token of its QR code."""

    class Status(models.TextChoices):
        ISSUED = "ISSUED"
        REPLACED = "REPLACED"
        REVOKED = "REVOKED"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=120, db_index=True)
    reference = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    check_code = models.CharField(max_length=20, unique=True)
    token = models.TextField(blank=True)
    context = models.JSONField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT)
    status = models.CharField(max_length=10, choices=Status, default=Status.ISSUED)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "about", "version"], name="document_version_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=["ISSUED", "REPLACED", "REVOKED"]), name="document_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class Attachment(models.Model):
    """A paper handed in with an application or an answer. `name` is shown, never used as a path."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    about = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name


class Counter(models.Model):
    """The last number drawn of a pattern in a year."""

    pattern = models.CharField(max_length=60)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pattern", "year"], name="counter_once")]

    def __str__(self) -> str:
        return f"{self.pattern} {self.year}: {self.last}"
