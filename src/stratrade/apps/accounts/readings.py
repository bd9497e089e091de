"""Who saw what is confidential: noted once a person, thing and day, before it is shown."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit import queries
from stratrade.apps.audit.events import Event
from stratrade.apps.audit.models import EventRow
from stratrade.apps.audit.queries import Reader
from stratrade.apps.audit.services import record, unchanged, use_case

SHOWN = 100
"""So many people are named as readers of one thing; the page of all readings has everybody."""


def note(said: Event, *, subject: str, needs: Permission, by: User) -> None:
    """Note that somebody opened a thing; a second time on the same legal day adds nothing.

    A thing seen today already costs one look-up and no transaction.

    Args:
        said: a reading (`Event.reading`).
        needs: the permission by which the person sees it.

    Raises:
        AccessDenied: without that permission.
    """
    since = datetime.combine(today(), time.min, ZoneInfo(settings.LEGAL_TIME_ZONE))
    if not queries.has_seen(subject, said.event_name(), actor=by.audit_id, since=since):
        _note(said, subject, needs, since, by=by)


@use_case
def _note(said: Event, subject: str, needs: Permission, since: datetime, *, by: User) -> None:
    access.require(by, needs)
    if queries.has_seen(subject, said.event_name(), actor=by.audit_id, since=since):
        unchanged()
    else:
        record(said, subject=subject, by=by)


def of(subject: str, *, for_: User) -> list[Reader]:
    """Who has seen one thing, the last one first, for those who may read the trail; nobody for others."""
    if not access.may(for_, Permission.AUDIT_TRAIL_READ):
        return []
    return queries.readers(subject, most=SHOWN)


def kinds() -> list[str]:
    """The names of the readings that there are."""
    return queries.readings()


def page(*, for_: User, subject: str = "", actor: str = "", name: str = "") -> QuerySet[EventRow]:
    """Every reading, newest first, for those who may read the trail; nothing for others.

    Args:
        subject: beginning of what it is called in the trail.
        actor: part of the name or address of the reader.
        name: a kind of reading; every kind where it is none.
    """
    kinds = queries.readings()
    named = User.objects.filter(name__icontains=actor) | User.objects.filter(name_native__icontains=actor)
    actors = [user.audit_id for user in named] if actor else []
    rows = queries.page(subject=subject, actor=actor, actors=actors, names=[name] if name in kinds else kinds)
    return rows if access.may(for_, Permission.AUDIT_TRAIL_READ) else rows.none()
