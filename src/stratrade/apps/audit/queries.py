"""What may be read of the trail, and by whom."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from stratrade.apps.audit.models import EventRow, Head


def of_subject(subject: str) -> list[EventRow]:
    """The history of one thing, oldest first. The caller has read the thing from its own scoped query."""
    return list(EventRow.objects.filter(subject=subject).order_by("seq"))


def page(
    *,
    subject: str = "",
    actor: str = "",
    actors: Sequence[str] = (),
    name: str = "",
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
    return rows if since is None else rows.filter(occurred_at__gte=since)


def heads() -> dict[str, tuple[int, str]]:
    """Every head, read in one statement."""
    return {h.subject: (h.count, h.hash) for h in Head.objects.iterator()}
