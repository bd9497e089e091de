"""The list of specially designated nationals of OFAC, as its three CSV files: sdn, alt, add."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Mapping

from stratrade.engines.matching.model import ListedName, ListedParty
from stratrade.engines.matching.normalise import script
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.watchlists import facts

CODE = "OFAC"
_NULL = "-0-"
_BORN = re.compile(r"\bDOB (?:circa )?(?:(\d{1,2}) (\w{3}) )?(\d{4})")
_NUMBERED = (
    ("imo", re.compile(r"\bIMO (\d{7})\b")),
    ("mmsi", re.compile(r"\bMMSI (\d{9})\b")),
    ("passport", re.compile(r"\bPassport ([A-Z0-9-]{5,})")),
    ("tax", re.compile(r"\b(?:Tax ID No\.|R\.F\.C\.|NIT #|C\.U\.I\.T\.|RUC #) ?([A-Z0-9.-]*\d[A-Z0-9-]*)")),
    ("registration", re.compile(r"\b(?:Registration (?:ID|Number)|Business Number"
                                r"|Commercial Registry Number|RTN"
                                r"|Matricula Mercantil No|Public Registration Number) ([A-Z0-9/-]*\d[A-Z0-9/-]*)")),
    ("national_id", re.compile(r"\b(?:National ID No\.|Cedula No\.|Identification Number|SSN|C\.U\.R\.P\.)"
                               r" ([A-Z0-9-]*\d[A-Z0-9-]*)")),
    ("tail", re.compile(r"\bAircraft (?:Tail Number|Manufacturer's Serial Number \(MSN\)) ([A-Z0-9-]{4,})")),
)  # fmt: skip
_SEX = re.compile(r"\bGender (Male|Female)\b")
_CALL_SIGN = 5  # column
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
    numbers = [(what, number) for what, written in _NUMBERED for number in written.findall(remarks)]
    numbers.append(("call_sign", row[_CALL_SIGN]))
    if kind == "aircraft":
        numbers.append(("tail", row[1]))
    sex = _SEX.search(remarks)
    nation = _NATION.search(remarks)
    return ListedParty(
        list=CODE,
        entry_id=row[0].strip(),
        kind=kind,
        names=(ListedName(name, "strong", script(name)), *aliases.get(row[0], ())),
        dates_of_birth=tuple(_born(m) for m in _BORN.finditer(remarks)),
        nationalities=facts.countries([nation.group(1)] if nation else []),
        identifiers=facts.numbers(numbers),
        reference=row[0].strip(),
        sex=facts.sex(sex.group(1)) if sex else "",
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
