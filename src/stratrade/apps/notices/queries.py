"""What a person has been told."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.notices.models import Mail, Notice


def inbox(for_: User, *, unread: bool = False) -> QuerySet[Notice]:
    """A person's own notices, newest first."""
    if not access.may(for_, Permission.NOTICES_INBOX_READ) or for_.pk is None:
        return Notice.objects.none()
    rows = Notice.objects.filter(user=for_)
    return rows.filter(read_at__isnull=True) if unread else rows


def one(public_id: UUID, *, for_: User) -> Notice | None:
    """One of the person's own notices."""
    return inbox(for_).filter(public_id=public_id).first()


def unread_count(for_: User) -> int:
    """How many notices a person has not read."""
    return inbox(for_, unread=True).count()


def after(public_id: UUID | None, *, for_: User, limit: int = 100) -> list[Notice]:
    """Notices that came after one a machine has seen, oldest first.

    Args:
        public_id: the last one seen; None for the beginning.
        for_: whose inbox.
        limit: at most so many.
    """
    rows = inbox(for_).order_by("pk")
    if public_id is not None:
        seen = rows.filter(public_id=public_id).values("pk")
        rows = rows.filter(pk__gt=seen[:1])
    return list(rows[:limit])


def waiting_mail(now: datetime, *, limit: int = 100) -> list[int]:
    """Keys of the mail whose turn has come, for the job that sends it."""
    rows = Mail.objects.filter(sent_at__isnull=True, next_try_at__lte=now).order_by("next_try_at", "pk")
    return list(rows.values_list("pk", flat=True)[:limit])
