"""Figures that decisions of the States Parties lay down: each holds in an interval and names its source."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from stratrade.kernel.validity import Interval

UNVERIFIED = "unverified"


class NoParameter(LookupError):
    """No row of a table covers what is asked for on that day."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """Above how many grams in a year the national total of a schedule part is declared.

    Args:
        part: 2A*, 2A, 2B or 3.
        grams: the amount itself is not yet declarable, more than it is.
        unit: in which it is printed.
    """

    part: str
    grams: Decimal
    unit: str
    interval: Interval
    reference: str
    source: str


@dataclass(frozen=True, slots=True)
class Dilution:
    """Up to which share by weight a mixture stays out of declarations (not: out of transfer rules).

    Args:
        over_pct: the row speaks of mixtures above this share.
        up_to_pct: and up to this one, included.
        below_grams: only while all such mixtures of the chemical and activity in the year hold less than this;
            None where they stay out whatever the amount.
    """

    part: str
    over_pct: Decimal
    up_to_pct: Decimal
    below_grams: Decimal | None
    interval: Interval
    reference: str
    source: str


@dataclass(frozen=True, slots=True)
class Rounding:
    """How printed amounts are rounded; what is summed is never rounded."""

    significant_digits: int
    interval: Interval
    reference: str
    source: str


@dataclass(frozen=True, slots=True)
class Difference:
    """From where on own and partner figures differ enough to be looked at.

    Args:
        relative_pct: the difference as a share of the larger figure must exceed this,
        grams: and the difference itself this.
    """

    relative_pct: Decimal
    grams: Decimal
    interval: Interval
    reference: str
    source: str


_Row = TypeVar("_Row", Threshold, Rounding, Difference)


@dataclass(frozen=True, slots=True)
class Parameters:
    """The tables of one State Party to the Chemical Weapons Convention.

    Args:
        starred: CAS numbers of Schedule 2A that carry the star.
    """

    starred: frozenset[str]
    thresholds: tuple[Threshold, ...]
    dilutions: tuple[Dilution, ...]
    roundings: tuple[Rounding, ...]
    differences: tuple[Difference, ...]

    def part(self, part: str, cas: str) -> str:
        """The part as declarations divide the schedules: 2A with its star apart, 3A and 3B together.

        >>> Parameters(frozenset({"6581-06-2"}), (), (), (), ()).part("2A", "6581-06-2")
        '2A*'
        """
        if part == "2A" and cas in self.starred:
            return "2A*"
        return "3" if part.startswith("3") else part

    def threshold(self, part: str, *, on: dt.date) -> Threshold:
        """The declaration threshold of a part on a day."""
        return _held((row for row in self.thresholds if row.part == part), on, f"threshold of {part}")

    def rounding(self, *, on: dt.date) -> Rounding:
        """How amounts are printed on a day."""
        return _held(self.roundings, on, "rounding")

    def difference(self, *, on: dt.date) -> Difference:
        """From where on figures differ on a day."""
        return _held(self.differences, on, "difference")

    def dilution(self, part: str, pct: Decimal, *, on: dt.date) -> Dilution | None:
        """The row that speaks of a mixture of that share; None where it is declared like the pure chemical."""
        return next(
            (
                row
                for row in self.dilutions
                if row.part == part and row.over_pct < pct <= row.up_to_pct and row.interval.contains(on)
            ),
            None,
        )


def parse(page: Mapping[str, Any]) -> Parameters:
    """The tables as their file writes them.

    Args:
        page: keys starred, thresholds, dilutions, rounding, differences.

    Raises:
        KeyError: a row lacks a field; every row names reference and source.
    """
    return Parameters(
        starred=frozenset(page["starred"]),
        thresholds=tuple(
            Threshold(r["part"], _number(r["grams"]), r["unit"], *_origin(r)) for r in page["thresholds"]
        ),
        dilutions=tuple(
            Dilution(
                r["part"],
                _number(r.get("over_pct", -1)),
                _number(r["up_to_pct"]),
                None if r.get("below_grams") is None else _number(r["below_grams"]),
                *_origin(r),
            )
            for r in page["dilutions"]
        ),
        roundings=tuple(Rounding(r["significant_digits"], *_origin(r)) for r in page["rounding"]),
        differences=tuple(
            Difference(_number(r["relative_pct"]), _number(r["grams"]), *_origin(r))
            for r in page["differences"]
        ),
    )


def _origin(row: Mapping[str, Any]) -> tuple[Interval, str, str]:
    return Interval(row.get("from"), row.get("to")), row["reference"], row["source"]


def _number(value: Any) -> Decimal:
    return Decimal(str(value))


def _held(rows: Iterable[_Row], on: dt.date, what: str) -> _Row:
    for row in rows:
        if row.interval.contains(on):
            return row
    raise NoParameter(f"no {what} on {on}")
