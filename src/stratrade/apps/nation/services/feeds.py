"""Private addresses of the obligations calendar: opened, shown once, closed. Only their digest is kept."""

import hashlib
import secrets

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.nation.events import FeedOpened, FeedRevoked
from stratrade.apps.nation.models import CalendarFeed


@use_case
def open_feed(*, by: User) -> str:
    """Open a new address; the one before is closed.

    Returns:
        The secret part of the address. It is shown to the person now and cannot be shown again.
    """
    access.require(by, Permission.NATION_DUTY_READ)
    _close(by)
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        user=by, token_sha256=hashlib.sha256(token.encode()).hexdigest(), created_at=timezone.now()
    )
    record(FeedOpened(address=str(feed.public_id)), subject=feed.subject, by=by)
    return token


@use_case
def revoke(*, by: User) -> bool:
    """Close the person's address; a second time changes nothing.

    Returns:
        Whether there was one.
    """
    access.require(by, Permission.NATION_DUTY_READ)
    if _close(by):
        return True
    unchanged()
    return False


def _close(by: User) -> bool:
    feed = CalendarFeed.objects.select_for_update().filter(user=by, revoked_at__isnull=True).first()
    if feed is None:
        return False
    feed.revoked_at = timezone.now()
    feed.save(update_fields=["revoked_at"])
    record(FeedRevoked(address=str(feed.public_id)), subject=feed.subject, by=by)
    return True
