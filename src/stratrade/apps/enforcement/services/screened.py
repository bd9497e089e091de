"""Whom a declaration names: for screening when it is judged, and whenever a list changes."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from stratrade.apps.enforcement.models import Declaration
from stratrade.apps.parties import services as parties
from stratrade.apps.screening import services as screening
from stratrade.engines.verdict import record as records
from stratrade.engines.verdict.declaration import Declaration as Message

PREFIX = "enforcement.declaration:"
"""How the audit calls a declaration."""
_LEAVING = timedelta(days=14)
"""How long released goods whose exit nobody has confirmed may still be within reach."""


def subjects(message: Message) -> list[screening.Subject]:
    """Everybody a declaration names, the means of transport too."""
    found = [
        screening.Subject(
            role=p.role, name=p.name, country=p.country, identifier=p.id, address=", ".join(p.address)
        )
        for p in message.parties
    ]
    if message.transport.conveyance:
        found.append(
            screening.Subject(
                role="conveyance",
                name=message.transport.conveyance,
                country=message.transport.nationality,
                identifier=message.transport.imo,
                kind="vessel" if message.transport.imo else "",
            )
        )
    return found


def named(message: Message) -> list[parties.Named]:
    """Everybody a declaration names, the ship too, for their records."""
    found = [
        parties.Named(p.role, p.name, p.country, p.id, address=", ".join(p.address)) for p in message.parties
    ]
    transport = message.transport
    if transport.conveyance and transport.imo:
        found.append(
            parties.Named(
                "conveyance", transport.conveyance, transport.nationality, transport.imo, kind="VESSEL"
            )
        )
    return found


def matters(message: Message, role: str) -> list[screening.Matter]:
    """The goods of a declaration, and what is to be paid for them through whom."""
    found = [
        screening.Matter(
            "GOODS", item.number, item.description, role, item.quantity, item.unit, item.value, item.currency
        )
        for item in message.items
    ]
    if message.invoice_total is not None:
        banks = ", ".join(p.name for p in message.parties if p.role == "financial")
        found.append(
            screening.Matter(
                "PAYMENT", 1, banks, role, value=message.invoice_total, currency=message.currency
            )
        )
    return found


def stored() -> Iterator[screening.Stored]:
    """Declarations whose goods are still within reach, with whom they name."""
    for row in _within_reach().order_by("pk").iterator(chunk_size=500):
        yield screening.Stored(row.subject, tuple(subjects(records.load(row.content))))


def newest_of(called: Iterable[str]) -> Declaration | None:
    """The newest declaration whose goods are still within reach, of some.

    Args:
        called: as the audit calls them.
    """
    ids = [UUID(subject.removeprefix(PREFIX)) for subject in called]
    return _within_reach().filter(public_id__in=ids).order_by("-pk").first()


def _within_reach() -> QuerySet[Declaration]:
    status = Declaration.Status
    recent = Q(status=status.RELEASED, judged_at__gte=timezone.now() - _LEAVING)
    return Declaration.objects.filter(Q(status__in=[status.WAITING, status.HELD]) | recent)
