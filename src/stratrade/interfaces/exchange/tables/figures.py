"""Tables of chemical figures: what partner States report, and own records from outside customs.

| heading | what it holds |
|---|---|
| year | of the partner's figure; own records have `day` |
| cas | CAS number of the chemical |
| activity | export or import; for own records also production, processing, consumption |
| partner | the other State, by code or name |
| kilograms | of the chemical, for partner figures; of the goods, for own records |
| per_cent | by weight, of the chemical in the goods (own records) |
| paper, site | what the record rests on, and the name of the site where it is one (own records) |
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from stratrade.engines.lists.cas import is_valid_cas
from stratrade.interfaces.exchange.tables import sheet
from stratrade.interfaces.exchange.tables.sheet import Row
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.kernel import country

PARTNER: Mapping[str, Sequence[str]] = {
    "year": (),
    "cas": ("cas_number",),
    "activity": ("direction",),
    "partner": ("country", "state"),
    "kilograms": ("kg", "quantity_kg"),
}
OWN: Mapping[str, Sequence[str]] = {
    "day": ("date",),
    "cas": ("cas_number",),
    "activity": (),
    "partner": ("country", "state"),
    "kilograms": ("kg", "quantity_kg"),
    "per_cent": ("pct", "concentration"),
    "paper": ("reference",),
    "site": ("facility",),
}
_BOTH = ("import", "export")
_AT_HOME = ("production", "processing", "consumption")
_FIRST_YEAR, _LAST_YEAR = 1997, 2100
_GRAMS = Decimal(1000)
_MOST = Decimal(10) ** 10
"""Kilograms; what is kept in grams has fourteen digits before the point, and nothing weighs so much."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row; `when` is the first day of the year for partner figures."""

    when: date
    cas: str
    activity: str
    partner: str
    grams: Decimal
    per_cent: Decimal | None = None
    paper: str = ""
    site: str = ""


def partner(raw: bytes, name: str) -> list[Figure]:
    """Figures of partner States.

    Raises:
        Unreadable: the file as a whole, or its first unfit cell.
    """
    rows, _faults = sheet.read(raw, name, columns=PARTNER, needed=tuple(PARTNER))
    return [
        Figure(
            when=_year(row),
            cas=_cas(row),
            activity=_one_of(row, _BOTH),
            partner=_state(row),
            grams=_number(row, "kilograms") * _GRAMS,
        )
        for row in rows
    ]


def own(raw: bytes, name: str) -> list[Figure]:
    """Own records.

    Raises:
        Unreadable: as `partner`.
    """
    needed = ("day", "cas", "activity", "kilograms", "paper")
    rows, _faults = sheet.read(raw, name, columns=OWN, needed=needed)
    return [_own(row) for row in rows]


def _own(row: Row) -> Figure:
    activity = _one_of(row, (*_BOTH, *_AT_HOME))
    share = _number(row, "per_cent") if row.cells.get("per_cent") else None
    if share is not None and share > 100:  # noqa: PLR2004 - per cent
        raise _unfit(row, "per_cent")
    if not row.cells["paper"]:
        raise _unfit(row, "paper")
    return Figure(
        when=_day(row),
        cas=_cas(row),
        activity=activity,
        partner=_state(row) if activity in _BOTH else "",
        grams=_number(row, "kilograms") * _GRAMS,
        per_cent=share,
        paper=row.cells["paper"][:160],
        site=row.cells.get("site", ""),
    )


def _year(row: Row) -> date:
    text = row.cells["year"]
    if not (text.isascii() and text.isdigit() and _FIRST_YEAR <= int(text) <= _LAST_YEAR):
        raise _unfit(row, "year")
    return date(int(text), 1, 1)


def _day(row: Row) -> date:
    try:
        return date.fromisoformat(row.cells["day"][:10])
    except ValueError:
        raise _unfit(row, "day") from None


def _cas(row: Row) -> str:
    if not is_valid_cas(row.cells["cas"]):
        raise _unfit(row, "cas")
    return row.cells["cas"]


def _one_of(row: Row, known: Sequence[str]) -> str:
    activity = row.cells["activity"].casefold()
    if activity not in known:
        raise _unfit(row, "activity")
    return activity


def _state(row: Row) -> str:
    found = country.parse(row.cells.get("partner", ""))
    if found is None:
        raise _unfit(row, "partner")
    return found


def _number(row: Row, column: str) -> Decimal:
    try:
        number = Decimal(row.cells[column].replace(" ", ""))
    except InvalidOperation:
        raise _unfit(row, column) from None
    if not number.is_finite() or number < 0 or number >= _MOST:
        raise _unfit(row, column)
    return number


def _unfit(row: Row, column: str) -> Unreadable:
    value = row.cells.get(column, "")[:40]
    return Unreadable("nation.figures.faulty", row=row.number, column=column, value=value)
