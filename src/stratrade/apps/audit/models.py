"""The audit trail: rows that are only ever added, one hash chain a subject, one head a chain."""

from django.db import models

from stratrade.apps.audit import chain
from stratrade.apps.audit.identity import uuid7


class EventRow(models.Model):
    """One event. The database refuses UPDATE, DELETE and TRUNCATE (see the first migration)."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    subject = models.CharField(max_length=120)
    seq = models.PositiveBigIntegerField()
    name = models.CharField(max_length=80, db_index=True)
    actor = models.CharField(max_length=80, db_index=True)
    actor_name = models.CharField(max_length=254)
    occurred_at = models.DateTimeField(db_index=True)
    payload = models.JSONField()
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_event"
        constraints = [
            models.UniqueConstraint(fields=["subject", "seq"], name="audit_event_seq_once"),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="audit_event_seq_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.subject}#{self.seq} {self.name}"

    def computed_hash(self, seq: int | None = None) -> str:
        """The hash that the content calls for, at its own place or at another one.

        Args:
            seq: the place to compute for; its own where None.
        """
        return chain.event_hash(
            subject=self.subject,
            seq=self.seq if seq is None else seq,
            public_id=self.public_id,
            name=self.name,
            actor=self.actor,
            actor_name=self.actor_name,
            occurred_at=self.occurred_at,
            payload=self.payload,
            prev_hash=self.prev_hash,
        )


class Head(models.Model):
    """How many events a subject has and the hash of the last; locked before one is added, only advances."""

    subject = models.CharField(max_length=120, primary_key=True)
    count = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_head"

    def __str__(self) -> str:
        return f"{self.subject} ({self.count})"


class Applied(models.Model):
    """A reaction was applied to an event; written in the reaction's own transaction, so that is once."""

    event = models.ForeignKey(EventRow, on_delete=models.PROTECT, related_name="reactions")
    reaction = models.CharField(max_length=200)
    applied_at = models.DateTimeField()

    class Meta:
        db_table = "audit_applied"
        constraints = [models.UniqueConstraint(fields=["event", "reaction"], name="audit_applied_once")]

    def __str__(self) -> str:
        return f"{self.reaction} of {self.event_id}"
