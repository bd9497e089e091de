"""What live licences would be answered under a law that is only supposed; nothing is written."""

from collections.abc import Iterator

from django.db.models import QuerySet

from stratrade.apps.classification.services import transaction
from stratrade.apps.licences import queries
from stratrade.apps.licences.models import Licence, Line
from stratrade.apps.measures.supposed import Supposition, Turned, reasons
from stratrade.engines.determination.model import Transaction

_UNLISTED = "NOT_LISTED"


def looked_at(supposition: Supposition) -> QuerySet[Licence]:
    """The licences under which goods may still move, whenever they were issued."""
    del supposition
    return queries.live().select_related("holder").prefetch_related("lines").order_by("pk")


def turned(supposition: Supposition) -> Iterator[list[Turned]]:
    """For each licence, the lines whose outcome would be another."""
    books = [transaction.supposed(law, on=supposition.on) for law in (supposition.before, supposition.after)]
    for licence in looked_at(supposition).iterator(chunk_size=200):
        found: list[Turned] = []
        places = {licence.destination, licence.holder.country} - {""}
        for line in licence.lines.all() if supposition.touches(places) else ():
            asked = _transaction(licence, line, supposition)
            old, new = (book.determine(asked, on=supposition.on) for book in books)
            if old.outcome != new.outcome:
                found.append(
                    Turned(
                        "licence",
                        licence.reference,
                        f"/officer/licences/{licence.public_id}/",
                        line.number,
                        line.description[:200],
                        old.outcome.value,
                        new.outcome.value,
                        reasons(old.findings, new.findings),
                    )
                )
        yield found


def _transaction(licence: Licence, line: Line, supposition: Supposition) -> Transaction:
    return Transaction(
        activity=licence.activity,
        date=supposition.on,
        entry="" if line.entry == _UNLISTED else line.entry,
        entry_met=line.entry != _UNLISTED,
        cas=line.cas,
        hs_code=line.hs,
        description=line.description,
        quantity=line.quantity,
        unit=line.unit,
        origin=licence.holder.country,
        destination=licence.destination,
        approvals=("licence",),
    )
