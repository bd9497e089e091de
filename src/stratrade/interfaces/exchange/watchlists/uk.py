"""The lists of the United Kingdom as CSV: the UK Sanctions List, and the older consolidated list of targets.

Both write one row for each name and each address of a party; what belongs together carries the same number.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from stratrade.engines.matching.model import ListedName, ListedParty
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.watchlists import facts, table

CODE = "UK"
NEEDED = ("name 6", "name 1")
KINDS = {"individual": "person", "entity": "organisation", "ship": "vessel"}
_GIVEN = tuple(f"name {n}" for n in range(1, 6))
_ADDRESS = (*(f"address line {n}" for n in range(1, 7)), "address postal code", "address country")
_OLD_ADDRESS = (*(f"address {n}" for n in range(1, 7)), "post/zip code", "country")
_DAY = re.compile(r"(\d{1,2})[/ -](\d{1,2}|[A-Za-z]{3})[a-z]*[/ -](\d{4})")
_NUMBERED = re.compile(r"\(\d+\)")
_NUMBERS = (
    ("passport", ("passport number",)),
    ("national_id", ("national identifier number", "national identification number")),
    ("registration", ("business registration number (s)", "business registration number")),
    ("imo", ("imo number",)),
)


def parse(raw: bytes) -> tuple[list[ListedParty], dt.date | None]:
    """Read either table; which it is shows in its headings.

    Returns:
        The parties, and the day the table says it was made.

    Raises:
        Unreadable: another table, a row that is no such row, or one without number, kind or name.
    """
    rows, above = table.read(raw, CODE, NEEDED)
    if not rows:
        raise Unreadable("exchange.watchlist.empty", list=CODE)
    number = "unique id" if "unique id" in rows[0].cells else "group id"
    groups: dict[str, list[table.Row]] = {}
    for row in rows:
        key = row.cells.get(number, "")
        if not key:
            raise Unreadable(
                "exchange.watchlist.field", list=CODE, entry=f"{row.line}", field=number, value=""
            )
        groups.setdefault(key, []).append(row)
    return [_party(key, found) for key, found in groups.items()], _day(above)


def _party(number: str, rows: Sequence[table.Row]) -> ListedParty:
    cells = [row.cells for row in rows]
    said = facts.gathered(cells, "designation type", "individual, entity, ship", "group type", "entity type")
    kind = next((k for text in said if (k := KINDS.get(text.lower()))), None)
    if kind is None:
        raise Unreadable(
            "exchange.watchlist.field",
            list=CODE,
            entry=number,
            field="group type",
            value=", ".join(said)[:60],
        )
    primary_first = sorted(cells, key=lambda c: not _is_primary(c))
    found = facts.names(name for c in primary_first for name in _names(c))
    if not found:
        raise Unreadable("exchange.watchlist.field", list=CODE, entry=number, field="name 6", value="")
    listed = facts.gathered(cells, "date designated", "uk sanctions list date designated", "listed on")
    return ListedParty(
        list=CODE,
        entry_id=number,
        kind=kind,
        names=found,
        dates_of_birth=_births(cells),
        nationalities=facts.countries(
            facts.gathered(cells, "nationality(/ies)", "nationality", "current believed flag of ship")
        ),
        identifiers=facts.numbers(
            (k, number)
            for k, columns in _NUMBERS
            for text in facts.gathered(cells, *columns)
            for part in _parts(text)
            for number in ([part] if k == "imo" else facts.picked(part))
        ),
        reference=next(iter(facts.gathered(cells, "un reference number", "unique id", "group id")), ""),
        listed_on=next((d for text in listed if (d := _day(text))), None),
        sex=next((s for text in facts.gathered(cells, "gender") if (s := facts.sex(text))), ""),
        addresses=tuple(
            dict.fromkeys(
                a
                for c in cells
                for part in (_ADDRESS, _OLD_ADDRESS)
                if (a := facts.line(c.get(p) for p in part))
            )
        ),
    )


def _is_primary(cells: Mapping[str, str]) -> bool:
    return (cells.get("name type") or cells.get("alias type") or "").lower().startswith("primary name")


def _names(cells: Mapping[str, str]) -> Iterator[ListedName | None]:
    strength = (cells.get("alias strength") or cells.get("alias quality") or "").lower()
    weak = "low" in strength or "weak" in strength
    whole = " ".join([*(cells.get(part, "") for part in _GIVEN), cells.get("name 6", "")])
    yield facts.name(whole, "weak" if weak else "strong")
    yield facts.name(cells.get("name non-latin script", ""), "weak" if weak else "strong")


def _births(cells: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    texts = (part for text in facts.gathered(cells, "d.o.b", "dob") for part in _parts(text))
    return tuple(dict.fromkeys(day for text in texts for day in facts.days(text.replace("dd/mm/", "00/00/"))))


def _parts(text: str) -> list[str]:
    """The values of a cell that numbers them: "(1) A (2) B"."""
    return [part.strip(" ;,.") for part in _NUMBERED.split(text) if part.strip(" ;,.")]


def _day(text: str) -> dt.date | None:
    found = _DAY.search(text)
    days = (
        facts.days(
            " ".join(found.groups()) if found and found.group(2).isalpha() else "/".join(found.groups())
        )
        if found
        else ()
    )
    try:
        return dt.date.fromisoformat(days[0]) if days else None
    except ValueError:
        return None
