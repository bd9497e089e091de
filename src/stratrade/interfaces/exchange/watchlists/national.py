"""A list that a State draws up itself, as a table with the headings below.

| heading | what it holds |
|---|---|
| list | code of the list, the same in every row |
| entry_id | its own number there, once in the table |
| kind | person, organisation, vessel or aircraft |
| name | the primary name |
| other_names, weak_names, native_names | further names, several parted by semicolons |
| date_of_birth | days (2001-12-31, 31/12/2001) or years, several parted by semicolons |
| nationality | countries by name or code |
| sex | f or m |
| passport, national_id, tax, registration, imo, mmsi, call_sign, tail | numbers, several parted by semicolons |
| address | addresses, several parted by semicolons |
| reference | of the act by which the party was listed |
| legal_basis | the law under which the list is kept, the same in every row |
| listed_on | day of listing, 2001-12-31 |

Only the first four are needed; a table may leave out any other column.
"""

import datetime as dt
from collections.abc import Mapping

from stratrade.engines.matching.model import IDENTIFIERS, ListedParty
from stratrade.engines.matching.reasons import is_imo
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.watchlists import facts, table

NEEDED = ("list", "entry_id", "kind", "name")
COLUMNS = (
    *NEEDED, "other_names", "weak_names", "native_names", "date_of_birth", "nationality", "sex",
    *(k for k in IDENTIFIERS if k != "document"), "address", "reference", "legal_basis", "listed_on",
)  # fmt: skip
KINDS = ("person", "organisation", "vessel", "aircraft")
_NAMED = "national"


def parse(raw: bytes) -> tuple[list[ListedParty], str]:
    """Read the table.

    Returns:
        The parties, and the law under which the list is kept where it says so.

    Raises:
        Unreadable: another table, an unknown heading, rows of several lists, or a cell that cannot be read; line,
            heading and value are named.
    """
    rows, _ = table.read(raw, _NAMED, NEEDED)
    if not rows:
        raise Unreadable("exchange.watchlist.empty", list=_NAMED)
    unknown = [heading for heading in rows[0].cells if heading and heading not in COLUMNS]
    if unknown:
        raise Unreadable("exchange.watchlist.heading", column=unknown[0][:60])
    parties = [_party(row) for row in rows]
    codes = sorted({p.list for p in parties})
    if len(codes) > 1:
        raise Unreadable("exchange.watchlist.mixed", lists=", ".join(codes[:5]))
    return parties, next((row.cells["legal_basis"] for row in rows if row.cells.get("legal_basis")), "")


def one(cells: Mapping[str, str]) -> ListedParty:
    """One party from cells by heading, as a form or another system hands it in.

    Args:
        cells: `list` and `kind` and `name` at least; its number may be given later.

    Raises:
        Unreadable: an unknown heading, or a cell that cannot be read.
    """
    unknown = [heading for heading in cells if heading not in COLUMNS]
    if unknown:
        raise Unreadable("exchange.watchlist.heading", column=unknown[0][:60])
    return _party(table.Row(1, {**dict.fromkeys(NEEDED, ""), "entry_id": "-", **cells}))


def _party(row: table.Row) -> ListedParty:
    cells = row.cells
    for needed in NEEDED:
        if not cells[needed]:
            raise _refused(row, needed)
    if cells["kind"].lower() not in KINDS:
        raise _refused(row, "kind")
    births = [(text, facts.days(text)) for text in table.several(cells.get("date_of_birth", ""))]
    nations = [(text, facts.countries([text])) for text in table.several(cells.get("nationality", ""))]
    for column, read in (("date_of_birth", births), ("nationality", nations)):
        if any(not found for _, found in read):
            raise _refused(row, column)
    if cells.get("sex") and not facts.sex(cells["sex"]):
        raise _refused(row, "sex")
    ships = list(table.several(cells.get("imo", "")))
    if not all(is_imo(ship) for ship in ships):
        raise _refused(row, "imo")
    names = [facts.name(cells["name"])]
    for column in ("other_names", "native_names", "weak_names"):
        quality = "weak" if column == "weak_names" else "strong"
        names += [facts.name(text, quality) for text in table.several(cells.get(column, ""))]
    return ListedParty(
        list=cells["list"],
        entry_id=cells["entry_id"],
        kind=cells["kind"].lower(),
        names=facts.names(names),
        dates_of_birth=tuple(dict.fromkeys(day for _, found in births for day in found)),
        nationalities=tuple(dict.fromkeys(code for _, found in nations for code in found)),
        identifiers=facts.numbers(
            (kind, value) for kind in IDENTIFIERS for value in table.several(cells.get(kind, ""))
        ),
        reference=cells.get("reference", ""),
        listed_on=_day(row),
        sex=facts.sex(cells.get("sex", "")),
        addresses=tuple(table.several(cells.get("address", ""))),
    )


def _day(row: table.Row) -> dt.date | None:
    text = row.cells.get("listed_on", "")
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise _refused(row, "listed_on") from None


def _refused(row: table.Row, column: str) -> Unreadable:
    return Unreadable(
        "exchange.watchlist.cell",
        list=_NAMED,
        line=row.line,
        field=column,
        value=row.cells.get(column, "")[:60],
    )
