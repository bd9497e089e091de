"""Alerts by the party they are about, so that one party with many does not fill the queue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from stratrade.apps.parties import queries as parties
from stratrade.apps.screening.models import Alert


def of_party(rows: QuerySet[Alert], party: str, country: str) -> QuerySet[Alert]:
    """Those of some alerts that are about one party, whatever of its names they stand under.

    Args:
        party: key of its first name.
    """
    found: QuerySet[Alert] = _named(rows).filter(party=party, country=country)
    return found


def _named(rows: QuerySet[Alert]) -> Any:
    """Alerts with the key of the first name of their party: as the register has it, else as the paper names it."""
    first = Subquery(parties.first_name_of(OuterRef("party_key"), OuterRef("country")))
    return rows.annotate(party=Coalesce(first, F("party_key")))


@dataclass(frozen=True, slots=True)
class Grouped:
    """The alerts of one party that some rows have.

    Args:
        party: key of its first name, with `country` what `queue` takes.
        first: the strongest of them.
        count: how many they are.
        entries: about how many entries of lists.
        since: when the oldest was raised.
        escalated: how many were handed up.
        second: how many wait for a second person.
    """

    party: str
    country: str
    first: Alert
    count: int
    entries: int
    since: datetime
    escalated: int
    second: int

    @property
    def others(self) -> int:
        """Entries besides that of the strongest alert."""
        return self.entries - 1


def groups(rows: QuerySet[Alert]) -> Any:
    """Alerts by party, the strongest likeness first; a page of it is opened by `opened`."""
    return (
        _named(rows.order_by())
        .values("party", "country")
        .annotate(
            count=Count("pk"),
            entries=Count("entry_id", distinct=True),
            top=Max("score"),
            since=Min("raised_at"),
            escalated=Count("pk", filter=Q(status="ESCALATED")),
            second=Count("pk", filter=~Q(proposed_by=None)),
        )
        .order_by("-top", "since", "party", "country")
    )


def opened(found: Iterable[Mapping[str, Any]], rows: QuerySet[Alert]) -> list[Grouped]:
    """The groups of a page with the strongest alert of each.

    Args:
        found: a part of what `groups` gives of the same rows.
    """
    page = list(found)
    here = _named(rows).filter(party__in=[each["party"] for each in page])
    strongest = here.order_by("party", "country", "-score", "pk").distinct("party", "country")
    first = {(alert.party, alert.country): alert for alert in strongest}
    return [
        Grouped(first=first[each["party"], each["country"]], **{k: v for k, v in each.items() if k != "top"})
        for each in page
        if (each["party"], each["country"]) in first
    ]


def party_of(alert: Alert) -> str:
    """The key of the first name of the party of an alert, as `queue` takes it."""
    return parties.first_name_of(alert.party_key, alert.country).first() or alert.party_key
