"""The list of specially designated nationals of OFAC, as its three CSV files: sdn, alt, add."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Mapping

from stratrade.engines.matching.model import ListedName, ListedParty
from stratrade.engines.matching.normalise import script
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.kernel import country

CODE = "OFAC"
_NULL = "-0-"
_BORN = re.compile(r"\bDOB (?:circa )?(?:(\d{1,2}) (\w{3}) )?(\d{4})")
_IMO = re.compile(r"Vessel Registration Identification IMO (\d{7})")
_PASSPORT = re.compile(r"Passport ([A-Z0-9-]{5,})")
_NATION = re.compile(r"\bnationality ([A-Za-z ,'-]+?)(?:;|\.|$)")
_MONTHS = {
    m: n + 1
    for n, m in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    )
}
_KINDS = {"individual": "person", "vessel": "vessel", "aircraft": "aircraft"}
_COLUMNS = 12
_ALIAS_COLUMNS = 4  # number, alias number, type, name


def parse(sdn: bytes, alt: bytes = b"") -> list[ListedParty]:
    """Read sdn.csv and, where given, alt.csv.

    Raises:
        Unreadable: a row that is no such row.
    """
    aliases: dict[str, list[ListedName]] = defaultdict(list)
    for number, row in enumerate(_rows(alt), start=1):
        if len(row) < _ALIAS_COLUMNS or not row[0].strip().isdigit():
            raise Unreadable("exchange.watchlist.row", list=f"{CODE} alt", line=number)
        quality = "weak" if "weak" in (row[4].lower() if len(row) > _ALIAS_COLUMNS else "") else "strong"
        name = _turned(row[3])
        aliases[row[0]].append(ListedName(name, quality, script(name)))
    parties = []
    for number, row in enumerate(_rows(sdn), start=1):
        if len(row) < _COLUMNS or not row[0].strip().isdigit() or not row[1].strip():
            raise Unreadable("exchange.watchlist.row", list=CODE, line=number)
        parties.append(_party(row, aliases))
    if not parties:
        raise Unreadable("exchange.watchlist.empty", list=CODE)
    return parties


def _party(row: list[str], aliases: Mapping[str, list[ListedName]]) -> ListedParty:
    kind = _KINDS.get(row[2].strip().lower(), "organisation")
    name = _turned(row[1]) if kind == "person" else row[1].strip()
    remarks = row[11]
    identifiers = {
        "imo": tuple(_IMO.findall(remarks)),
        "passport": tuple(_PASSPORT.findall(remarks)),
    }
    nation = _NATION.search(remarks)
    code = country.parse(nation.group(1)) if nation else None
    return ListedParty(
        list=CODE,
        entry_id=row[0].strip(),
        kind=kind,
        names=(ListedName(name, "strong", script(name)), *aliases.get(row[0], ())),
        dates_of_birth=tuple(_born(m) for m in _BORN.finditer(remarks)),
        nationalities=(code,) if code else (),
        identifiers={k: v for k, v in identifiers.items() if v},
        reference=row[0].strip(),
    )


def _born(found: re.Match[str]) -> str:
    day, month, year = found.groups()
    return f"{year}-{_MONTHS.get(month, 1):02d}-{int(day):02d}" if day and month in _MONTHS else year


def _turned(name: str) -> str:
    """LAST, First becomes First LAST."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma else name.strip()


def _rows(raw: bytes) -> list[list[str]]:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    rows = csv.reader(io.StringIO(text.replace("\x1a", "").replace("\x00", "")), strict=True)
    found: list[list[str]] = []
    try:
        found.extend(row for row in rows if any(cell.strip() for cell in row))
    except csv.Error:
        raise Unreadable("exchange.watchlist.cut", list=CODE, line=len(found)) from None
    return [["" if cell.strip() == _NULL else cell for cell in row] for row in found]
