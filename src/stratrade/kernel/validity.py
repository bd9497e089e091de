"""Dates that the law counts: intervals with both days included, legal days, working days."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Interval:
    """From `start` to `end`, both days included; None is open.

    >>> Interval(date(2026, 1, 1), date(2026, 1, 31)).contains(date(2026, 1, 31))
    True
    >>> Interval(None, date(2026, 1, 31)).contains(date(2026, 2, 1))
    False
    """

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        """Refuse an interval that ends before it starts."""
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValueError(f"{self.end} is before {self.start}")

    def contains(self, day: date) -> bool:
        """Whether `day` lies inside."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def overlaps(self, other: "Interval") -> bool:
        """Whether at least one day lies in both."""
        starts = [s for s in (self.start, other.start) if s is not None]
        ends = [e for e in (self.end, other.end) if e is not None]
        return not starts or not ends or max(starts) <= min(ends)


def legal_date(instant: datetime, zone: str) -> date:
    """The day an instant falls on in a time zone.

    >>> from datetime import UTC
    >>> legal_date(datetime(2026, 1, 1, 20, tzinfo=UTC), "Asia/Phnom_Penh")
    datetime.date(2026, 1, 2)

    Raises:
        ValueError: the instant names no time zone.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(ZoneInfo(zone)).date()


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Monday to Friday and no public holiday."""
    return day.weekday() < _SATURDAY and day not in holidays


def add_working_days(day: date, number: int, holidays: Collection[date]) -> date:
    """The working day that lies `number` working days after `day`.

    >>> add_working_days(date(2026, 11, 20), 1, set())
    datetime.date(2026, 11, 23)
    """
    while number > 0:
        day += timedelta(days=1)
        if is_working_day(day, holidays):
            number -= 1
    return day


def months_later(day: date, months: int) -> date:
    """The same day `months` later, or the last day of that month where it has no such day.

    >>> months_later(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    >>> months_later(date(2026, 11, 24), 14)
    datetime.date(2028, 1, 24)
    """
    year, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))
