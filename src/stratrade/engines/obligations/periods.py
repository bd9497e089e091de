"""Periods for which the users of a general authorisation report, and the days their returns fall due."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = {"quarterly": 3, "half_yearly": 6, "yearly": 12}
"""How often -> months in a period. Periods are those of the calendar year."""
_YEAR = 12
_LETTER = {3: "Q", 6: "H"}


@dataclass(frozen=True, slots=True)
class Period:
    """One period; both days belong to it. `due_on` is the last day to report."""

    label: str
    first: dt.date
    last: dt.date
    due_on: dt.date


def ended(returns: str, *, since: dt.date, on: dt.date, days: int) -> Iterator[Period]:
    """The periods that ended before a day and in which a registration stood, the oldest first.

    Args:
        returns: quarterly, half_yearly or yearly; anything else gives none.
        since: the first day of the registration.
        days: days after the end until a return is due.

    >>> [p.label for p in ended("quarterly", since=dt.date(2026, 5, 2), on=dt.date(2026, 10, 1), days=30)]
    ['2026-Q2', '2026-Q3']
    >>> [p.due_on.isoformat() for p in ended("yearly", since=dt.date(2025, 5, 2), on=dt.date(2026, 1, 1), days=31)]
    ['2026-01-31']
    >>> list(ended("yearly", since=dt.date(2026, 5, 2), on=dt.date(2026, 12, 31), days=31))
    []
    """
    months = MONTHS.get(returns)
    if months is None:
        return
    year, start = since.year, (since.month - 1) // months
    while True:
        first = dt.date(year, start * months + 1, 1)
        month = (start + 1) * months + 1
        after = dt.date(year + 1, 1, 1) if month > _YEAR else dt.date(year, month, 1)
        if after > on:
            return
        last = after - dt.timedelta(days=1)
        label = str(year) if months == _YEAR else f"{year}-{_LETTER[months]}{start + 1}"
        yield Period(label, first, last, last + dt.timedelta(days=days))
        year, start = after.year, (after.month - 1) // months
