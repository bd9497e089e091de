"""What may be read of the trail, and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q, QuerySet

from stratrade.apps.audit.events import Event
from stratrade.apps.audit.models import EventRow, Head


def of_subject(subject: str) -> list[EventRow]:
    """The history of one thing, oldest first. The caller has read the thing from its own scoped query."""
    return list(EventRow.objects.filter(subject=subject).order_by("seq"))


def readings() -> list[str]:
    """The names of the events that say that somebody saw something confidential."""
    return sorted(name for name, event in Event.known.items() if event.reading)


def changes_of_subject(subject: str) -> QuerySet[EventRow]:
    """The history of one thing without those who only saw it, oldest first; see `of_subject`."""
    return EventRow.objects.filter(subject=subject).exclude(name__in=readings()).order_by("seq")


def last_change(subject: str) -> EventRow | None:
    """What was done last to one thing, whoever saw it since."""
    return changes_of_subject(subject).reverse().first()


def has_seen(subject: str, name: str, *, actor: str, since: datetime) -> bool:
    """Whether a reading of a thing by somebody is in the trail since an instant."""
    return EventRow.objects.filter(subject=subject, name=name, actor=actor, occurred_at__gte=since).exists()


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who saw a thing: from when to when, and how many entries of the trail say so."""

    actor: str
    actor_name: str
    first: datetime
    last: datetime
    times: int


def readers(subject: str, *, most: int) -> list[Reader]:
    """Who has seen one thing, the last one first, no more than `most` people."""
    rows = (
        EventRow.objects.filter(subject=subject, name__in=readings())
        .values("actor", "actor_name")
        .annotate(first=Min("occurred_at"), last=Max("occurred_at"), times=Count("pk"))
        .order_by("-last")
    )
    return [Reader(**row) for row in rows[:most]]


def page(
    *,
    subject: str = "",
    actor: str = "",
    actors: Sequence[str] = (),
    name: str = "",
    names: Sequence[str] = (),
    since: datetime | None = None,
) -> QuerySet[EventRow]:
    """The whole trail, newest first, narrowed. For `accounts.trail`, which asks who may read it."""
    rows = EventRow.objects.order_by("-pk")
    if subject:
        rows = rows.filter(subject__startswith=subject)
    if actor:
        rows = rows.filter(Q(actor_name__icontains=actor) | Q(actor__in=actors))
    if name:
        rows = rows.filter(name=name)
    if names:
        rows = rows.filter(name__in=names)
    return rows if since is None else rows.filter(occurred_at__gte=since)


def heads() -> dict[str, tuple[int, str]]:
    """Every head, read in one statement."""
    return {h.subject: (h.count, h.hash) for h in Head.objects.iterator()}
