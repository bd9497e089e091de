"""Products of a company, with what they were last identified as."""

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
