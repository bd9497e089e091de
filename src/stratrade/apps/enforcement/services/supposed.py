"""What stored declarations would have been answered under a law that is only supposed; nothing is written."""

from collections.abc import Iterator

from django.db.models import QuerySet

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.enforcement.models import Declaration
from stratrade.apps.enforcement.services import again, touched, weigh
from stratrade.apps.measures.supposed import Supposition, Turned, reasons
from stratrade.engines.verdict import record as records

_GONE = [Declaration.Status.SUPERSEDED, Declaration.Status.CANCELLED]


def looked_at(supposition: Supposition) -> QuerySet[Declaration]:
    """The declarations judged since a day, but for those that no longer count."""
    rows = Declaration.objects.filter(judged_at__date__gte=supposition.since)
    return rows.exclude(status__in=_GONE).order_by("pk")


def turned(supposition: Supposition) -> Iterator[list[Turned]]:
    """For each declaration, the lines whose lane or reasons would be others."""
    for row in looked_at(supposition).iterator(chunk_size=200):
        message = records.load(row.content)
        yield _lines(row, supposition) if supposition.touches(touched.places(message)) else []


def _lines(row: Declaration, supposition: Supposition) -> list[Turned]:
    message = records.load(row.content)
    before, after = (
        weigh.weigh(
            message,
            hits=again.hits(row),
            held=weigh.own(row),
            matter=row.ledger_key,
            law=law,
            on=supposition.on,
            by=SYSTEM,
        )[0]
        for law in (supposition.before, supposition.after)
    )
    texts = {item.number: item.description for item in message.items}
    return [
        Turned(
            "declaration",
            str(row),
            f"/customs/declarations/{row.public_id}/",
            old.number,
            texts[old.number][:200],
            old.lane.value,
            new.lane.value,
            reasons(old.findings, new.findings),
        )
        for old, new in zip(before.items, after.items, strict=True)
        if old.lane != new.lane
    ]
