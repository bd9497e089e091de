"""When what is due: duties of a State with their rules, computed for a year, a quarter or an event."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from stratrade.kernel.validity import Interval

_QUARTERS = 4
_MONTHS = 3


class Rule(StrEnum):
    """How a day follows from what a duty is about.

    Days before a period are counted from the eve of its first day, so that a year that begins on 1 January with
    60 days gives 1 November; days after a period from its last day, so that leap years fall on 30 March.
    """

    AFTER_PERIOD = "after_period"
    BEFORE_PERIOD = "before_period"
    FIXED = "fixed"
    BEFORE_EVENT = "before_event"
    AFTER_EVENT = "after_event"


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty to a treaty body or partner State.

    Args:
        id: the kind of declaration that fulfils it.
        every: year, quarter, event, or return for what companies owe by their own periods.
        days: for rules that count days.
        month: and `day`: for the rule `fixed`, in the year after the period.
        interval: periods that end inside it are owed.
        source: how we know; `unverified` where nobody who keeps the file has read the text.
    """

    id: str
    treaty: str
    body: str
    titles: Mapping[str, str]
    every: str
    rule: Rule
    days: int
    month: int
    day: int
    interval: Interval
    reference: str
    source: str

    @property
    def is_event(self) -> bool:
        """Whether it is owed on an event and not for a period."""
        return self.every == "event"

    @property
    def is_return(self) -> bool:
        """Whether companies owe it to the State, by periods of their own."""
        return self.every == "return"


@dataclass(frozen=True, slots=True)
class Period:
    """A year ("2026") or a quarter ("2026-Q3"), with its first and last day."""

    name: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Due:
    """A duty for one period, and the day by which it is owed."""

    duty: Duty
    period: Period
    on: dt.date


YEARS = range(1900, 2200)
"""Years for which anything is owed; others are slips of the hand, and days cannot be counted from the last of all."""


class NoPeriod(ValueError):
    """The text names neither a year nor a quarter within `YEARS`."""


def period(name: str) -> Period:
    """The period of a name.

    >>> period("2027-Q1").last, period("2024").first
    (datetime.date(2027, 3, 31), datetime.date(2024, 1, 1))

    Raises:
        NoPeriod: it is neither.
    """
    head, _, tail = name.partition("-Q")
    if not (len(head) == 4 and head.isascii() and head.isdigit() and int(head) in YEARS):  # noqa: PLR2004 - a year
        raise NoPeriod(name)
    year = int(head)
    if not _:
        return Period(name, dt.date(year, 1, 1), dt.date(year, 12, 31))
    if tail not in {"1", "2", "3", "4"}:
        raise NoPeriod(name)
    start = (int(tail) - 1) * _MONTHS + 1
    after = dt.date(year + 1, 1, 1) if int(tail) == _QUARTERS else dt.date(year, start + _MONTHS, 1)
    return Period(name, dt.date(year, start, 1), after - dt.timedelta(days=1))


def due_for_period(duty: Duty, of: Period) -> dt.date:
    """The day by which a duty for a period is owed.

    >>> law = Duty("x", "CWC", "", {}, "year", Rule.AFTER_PERIOD, 90, 0, 0, Interval(), "", "")
    >>> due_for_period(law, period("2026")), due_for_period(law, period("2027"))
    (datetime.date(2027, 3, 31), datetime.date(2028, 3, 30))
    """
    if duty.rule is Rule.AFTER_PERIOD:
        return of.last + dt.timedelta(days=duty.days)
    if duty.rule is Rule.BEFORE_PERIOD:
        return of.first - dt.timedelta(days=duty.days + 1)
    if duty.rule is Rule.FIXED:
        return dt.date(of.last.year + 1, duty.month, duty.day)
    raise ValueError(f"{duty.id} is owed on an event")


def due_for_event(duty: Duty, on: dt.date) -> dt.date:
    """The day by which a duty about an event is owed.

    >>> law = Duty("x", "AP", "", {}, "event", Rule.AFTER_EVENT, 60, 0, 0, Interval(), "", "")
    >>> due_for_event(law, dt.date(2026, 1, 1))
    datetime.date(2026, 3, 2)
    """
    if duty.rule is Rule.BEFORE_EVENT:
        return on - dt.timedelta(days=duty.days)
    if duty.rule is Rule.AFTER_EVENT:
        return on + dt.timedelta(days=duty.days)
    raise ValueError(f"{duty.id} is owed for a period")


def calendar(duties: Iterable[Duty], *, first: dt.date, last: dt.date) -> list[Due]:
    """Everything owed for a period with its day from `first` to `last`, both included, by day."""
    found = [
        Due(duty, of, due)
        for duty in duties
        if not duty.is_event and not duty.is_return
        for of in _periods(duty.every, first.year - 2, last.year + 2)
        if duty.interval.contains(of.last) and first <= (due := due_for_period(duty, of)) <= last
    ]
    return sorted(found, key=lambda one: (one.on, one.duty.id))


def parse(rows: Iterable[Mapping[str, Any]]) -> tuple[Duty, ...]:
    """Duties as their file writes them.

    Raises:
        KeyError: a row lacks a field; every row names reference and source.
        ValueError: no such rule.
    """
    return tuple(
        Duty(
            id=row["id"],
            treaty=row["treaty"],
            body=row["body"],
            titles=row["titles"],
            every=row["every"],
            rule=Rule(row["rule"]),
            days=row.get("days", 0),
            month=row.get("month", 0),
            day=row.get("day", 0),
            interval=Interval(row.get("from"), row.get("to")),
            reference=row["reference"],
            source=row["source"],
        )
        for row in rows
    )


def _periods(every: str, first: int, last: int) -> Iterator[Period]:
    for year in range(first, last + 1):
        if every == "year":
            yield period(str(year))
        else:
            yield from (period(f"{year}-Q{quarter}") for quarter in range(1, _QUARTERS + 1))
