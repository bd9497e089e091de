"""The trail as people read it: who may, which rows, in which words."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from stratrade.apps import wording
from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit import queries
from stratrade.apps.audit.models import EventRow


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words; `actor` is the lasting name of who did it, `actor_name` how they signed in then."""

    at: datetime
    actor: str
    actor_name: str
    sentence: str
    name: str
    subject: str
    seq: int
    hash: str


def line(row: EventRow) -> Line:
    """An event in the language of the moment; the system is named in words."""
    return Line(
        at=row.occurred_at,
        actor=row.actor,
        actor_name=row.actor_name,
        sentence=wording.event_sentence(row.name, row.payload),
        name=row.name,
        subject=row.subject,
        seq=row.seq,
        hash=row.hash,
    )


def history(subject: str) -> list[Line]:
    """What happened to one thing, oldest first; who only saw it is told apart (`readings`).

    The caller has read the thing from its own scoped query.
    """
    return [line(row) for row in queries.changes_of_subject(subject)]


def page(*, for_: User, subject: str = "", actor: str = "", name: str = "") -> QuerySet[EventRow]:
    """The whole trail for those who may read it, newest first; nothing for others.

    Args:
        actor: part of the name or the address of who did it.
    """
    named = User.objects.filter(Q(name__icontains=actor) | Q(name_native__icontains=actor)) if actor else ()
    actors = [user.audit_id for user in named]
    rows = queries.page(subject=subject, actor=actor, actors=actors, name=name)
    return rows if access.may(for_, Permission.AUDIT_TRAIL_READ) else rows.none()
