"""What cases would be answered under a law that is only supposed; nothing is written."""

from collections.abc import Iterator

from django.db.models import QuerySet

from stratrade.apps.casework.models import Case
from stratrade.apps.casework.services import assess
from stratrade.apps.classification.services import transaction
from stratrade.apps.measures.supposed import Supposition, Turned, reasons

_GONE = [Case.Status.DRAFT, Case.Status.WITHDRAWN, Case.Status.RETURNED]


def looked_at(supposition: Supposition) -> QuerySet[Case]:
    """The cases handed in since a day, but for those that were taken back."""
    rows = Case.objects.filter(submitted_at__date__gte=supposition.since)
    return rows.exclude(status__in=_GONE).select_related("applicant").order_by("pk")


def turned(supposition: Supposition) -> Iterator[list[Turned]]:
    """For each case, the items whose outcome would be another."""
    books = [transaction.supposed(law, on=supposition.on) for law in (supposition.before, supposition.after)]
    for case in looked_at(supposition).iterator(chunk_size=200):
        items = list(case.items.all())
        places = {case.destination, case.applicant.country, *(item.origin for item in items)}
        if not supposition.touches(places - {""}):
            yield []
            continue
        before, after = (assess.answers(case, on=supposition.on, book=book) for book in books)
        yield [
            Turned(
                "case",
                case.reference,
                f"/officer/cases/{case.public_id}/",
                item.number,
                item.description[:200],
                old.outcome.value,
                new.outcome.value,
                reasons(old.findings, new.findings),
            )
            for item, old, new in zip(items, before, after, strict=True)
            if old.outcome != new.outcome
        ]
