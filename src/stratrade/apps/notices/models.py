"""What people are told: an inbox on the site, and mail that a job sends."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from stratrade.apps.audit.identity import uuid7


class Notice(models.Model):
    """One message to one person: a code with parameters, worded in their language when they read it."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    code = models.CharField(max_length=80)
    params = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="notice_unread_of_user")
        ]

    def __str__(self) -> str:
        return f"{self.code} to {self.user_id}"


class Mail(models.Model):
    """A notice on its way by mail. Only the job sends it; a failure is kept and tried again."""

    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="mail")
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=Q(sent_at__isnull=True), name="mail_waiting_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"mail of notice {self.notice_id}"
