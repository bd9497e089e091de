"""Aggregate national data: how much of each Schedule 2 and 3 chemical moved in a year, to the gram.

Sources: Verification Annex Part VII paragraph 1 and Part VIII paragraph 1 with decision C-7/DEC.14 (national totals
and their split by country, transit left out); the figures stand in tables with their own sources.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum

from stratrade.engines.obligations.parameters import Dilution, Parameters, Threshold
from stratrade.kernel.finding import Finding, Severity

_PER_UNIT = {"KGM": Decimal(1000), "TNE": Decimal(1_000_000), "GRM": Decimal(1)}
_HUNDRED = Decimal(100)


class Activity(StrEnum):
    """What was done with a chemical; only imports and exports have a partner."""

    PRODUCTION = "production"
    PROCESSING = "processing"
    CONSUMPTION = "consumption"
    IMPORT = "import"
    EXPORT = "export"
    TRANSIT = "transit"


class Standing(StrEnum):
    """How far customs got with the goods."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class Bearing(StrEnum):
    """What a line does to the total."""

    COUNTED = "counted"
    EXCLUDED = "excluded"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Movement:
    """One chemical on one line of a declaration or of a return.

    Args:
        key: its own name: the same line asked about twice has the same key.
        reference: the declaration or paper, as people know it.
        part: schedule part 2A, 2B, 3A or 3B.
        partner: ISO code of the State it came from or went to; empty for activities at home.
        mass_g: of the goods, in grams; None where it is not known.
        concentration_pct: by weight, of the chemical in the goods; None where it is not known.
        on: the day on which it crossed the border or, for activities at home, a day of the year.
        link: where officials look at it.
    """

    key: str
    reference: str
    cas: str
    part: str
    activity: Activity
    standing: Standing
    on: dt.date
    partner: str = ""
    mass_g: Decimal | None = None
    concentration_pct: Decimal | None = None
    text: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A movement with what it does to the total and why; `grams` of the chemical where it is known."""

    movement: Movement
    bearing: Bearing
    finding: Finding
    grams: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """The part of a total that one country has; `below` where it stays under the threshold."""

    country: str
    grams: Decimal
    printed: Decimal
    below: bool


@dataclass(frozen=True, slots=True)
class Total:
    """One chemical and activity in a year.

    Args:
        grams: exact sum of what is counted.
        printed: the sum in `threshold.unit`, rounded.
        declarable: whether the national total is above the threshold; None while open lines could decide.
        splits: by country, largest first.
        lines: everything that was looked at, whatever it does to the total.
    """

    cas: str
    part: str
    activity: Activity
    grams: Decimal
    printed: Decimal
    threshold: Threshold
    declarable: bool | None
    splits: tuple[Split, ...]
    lines: tuple[Line, ...]

    @property
    def open_lines(self) -> tuple[Line, ...]:
        """Lines that wait for a fact."""
        return tuple(line for line in self.lines if line.bearing is Bearing.OPEN)


def aggregate(movements: Iterable[Movement], parameters: Parameters, *, year: int) -> tuple[Total, ...]:
    """The national data of a year.

    Args:
        movements: every line that may bear on it; those of other years are passed over.
        parameters: thresholds, dilutions and rounding, of which those in force on 31 December hold.
        year: calendar year.

    Returns:
        A total for each chemical and activity, by schedule part, CAS number and activity. Goods in transit
        stand with the import and with the export that they would have been, excluded.
    """
    on = dt.date(year, 12, 31)
    groups: dict[tuple[str, str, Activity], list[Movement]] = defaultdict(list)
    for movement in movements:
        if movement.on.year == year:
            part = parameters.part(movement.part, movement.cas)
            groups[part, movement.cas, movement.activity].append(movement)
    return tuple(
        _total(cas, part, activity, groups[part, cas, activity], parameters, on)
        for part, cas, activity in sorted(groups, key=lambda k: (k[0], k[1], list(Activity).index(k[2])))
    )


def declarable(totals: Iterable[Total]) -> tuple[Total, ...]:
    """The totals that must be declared."""
    return tuple(total for total in totals if total.declarable)


def printed(grams: Decimal, unit: str, digits: int) -> Decimal:
    """An amount in a unit, rounded half up to significant digits.

    >>> printed(Decimal("1234567"), "TNE", 3), printed(Decimal("1005"), "KGM", 3)
    (Decimal('1.23'), Decimal('1.01'))
    """
    return Context(prec=digits, rounding="ROUND_HALF_UP").plus(grams / _PER_UNIT[unit])


def _total(
    cas: str, part: str, activity: Activity, rows: Sequence[Movement], parameters: Parameters, on: dt.date
) -> Total:
    threshold = parameters.threshold(part, on=on)
    digits = parameters.rounding(on=on).significant_digits
    lines = _lines(rows, part, parameters, on)
    by_country: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        if line.bearing is Bearing.COUNTED and line.grams is not None:
            by_country[line.movement.partner] += line.grams
    grams = sum(by_country.values(), Decimal(0))
    return Total(
        cas=cas,
        part=part,
        activity=activity,
        grams=grams,
        printed=printed(grams, threshold.unit, digits),
        threshold=threshold,
        declarable=_declarable(grams, threshold, lines),
        splits=tuple(
            Split(code, amount, printed(amount, threshold.unit, digits), amount <= threshold.grams)
            for code, amount in sorted(by_country.items(), key=lambda pair: (-pair[1], pair[0]))
            if code
        ),
        lines=lines,
    )


def _declarable(grams: Decimal, threshold: Threshold, lines: Sequence[Line]) -> bool | None:
    if grams > threshold.grams:
        return True
    waiting = [line.movement for line in lines if line.bearing is Bearing.OPEN]
    if any(movement.mass_g is None for movement in waiting):
        return None
    most = grams + sum((_most(movement) for movement in waiting), Decimal(0))
    return None if most > threshold.grams else False


def _most(movement: Movement) -> Decimal:
    share = _HUNDRED if movement.concentration_pct is None else movement.concentration_pct
    return (movement.mass_g or Decimal(0)) * share / _HUNDRED


def _lines(rows: Sequence[Movement], part: str, parameters: Parameters, on: dt.date) -> tuple[Line, ...]:
    """Every movement judged; mixtures that a row lets out up to an amount are weighed together first."""
    diluted: dict[Dilution, Decimal] = defaultdict(Decimal)
    for row in rows:
        limit = _limit(row, part, parameters, on)
        if limit is not None and limit.below_grams is not None and row.mass_g is not None:
            diluted[limit] += _most(row)
    return tuple(_line(row, _limit(row, part, parameters, on), diluted) for row in rows)


def _limit(row: Movement, part: str, parameters: Parameters, on: dt.date) -> Dilution | None:
    """The row of the table of dilutions that speaks of a movement which would count otherwise."""
    if _standing(row) is not None or row.concentration_pct is None:
        return None
    return parameters.dilution(part, row.concentration_pct, on=on)


def _standing(row: Movement) -> Finding | None:
    """Why a movement does not count whatever it holds; None where it crossed the border."""
    if row.activity is Activity.TRANSIT:
        return Finding("obligations.line.transit", reference="C-7/DEC.14")
    if row.standing is Standing.CANCELLED:
        return Finding("obligations.line.cancelled", reference="C-7/DEC.14")
    if row.standing is Standing.WAITING:
        return Finding("obligations.line.not_moved", reference="C-7/DEC.14")
    return None


def _line(row: Movement, limit: Dilution | None, diluted: Mapping[Dilution, Decimal]) -> Line:
    out = _standing(row)
    if out is not None:
        return Line(row, Bearing.EXCLUDED, out)
    if row.concentration_pct is None:
        return Line(row, Bearing.OPEN, Finding("obligations.line.no_concentration", Severity.WARNING))
    if row.mass_g is None:
        return Line(row, Bearing.OPEN, Finding("obligations.line.no_mass", Severity.WARNING))
    grams = row.mass_g * row.concentration_pct / _HUNDRED
    if limit is not None and (limit.below_grams is None or diluted[limit] < limit.below_grams):
        code = "obligations.line.diluted" if limit.below_grams is None else "obligations.line.diluted_small"
        params = {"pct": row.concentration_pct, "limit": limit.up_to_pct}
        return Line(row, Bearing.EXCLUDED, Finding(code, params=params, reference=limit.reference), grams)
    params = {"mass": row.mass_g, "pct": row.concentration_pct, "grams": grams}
    return Line(row, Bearing.COUNTED, Finding("obligations.line.counted", params=params), grams)
