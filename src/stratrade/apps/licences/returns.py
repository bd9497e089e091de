"""How many returns of general authorisations are owed and filed by period: figures for the calendar, no company."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.licences import general
from stratrade.apps.measures import standing


@dataclass(frozen=True, slots=True)
class Awaited:
    """The returns of one authorisation for one period.

    Args:
        reference: of the authorisation, as its file says; `source` how that is known.
        due_on: the last day to file.
        owed: how many companies owe one; `filed` how many have filed.
    """

    authorisation: str
    reference: str
    source: str
    period: str
    due_on: date
    owed: int
    filed: int


def awaited(first: date, last: date, *, for_: User) -> list[Awaited]:
    """Returns that fall due from a day to another, both included, by day and authorisation.

    For periods that have not ended every company counts that is registered now.
    """
    if not access.may(for_, Permission.NATION_DUTY_READ):
        return []
    found: dict[tuple[date, str, str], list[bool]] = {}
    for code, due_on, label, filed in _single(last):
        if first <= due_on <= last:
            found.setdefault((due_on, code, label), []).append(filed)
    of = {relief.id: relief for relief in standing.law().reliefs}
    return [
        Awaited(code, of[code].reference, of[code].source, label, due_on, len(filed), sum(filed))
        for (due_on, code, label), filed in sorted(found.items())
    ]


def _single(last: date) -> Iterator[tuple[str, date, str, bool]]:
    for row in general.reporting().prefetch_related("returns"):
        for owed in general.returns(row, on=last):
            yield row.authorisation, owed.period.due_on, owed.period.label, owed.filed is not None
