"""Entities of the FollowTheMoney form, one JSON object a line, as OpenSanctions publishes its collections."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stratrade.engines.matching.model import ListedName, ListedParty
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.watchlists import facts

CODE = "OPENSANCTIONS"
KINDS = {
    "Person": "person",
    "Organization": "organisation",
    "Company": "organisation",
    "LegalEntity": "organisation",
    "PublicBody": "organisation",
    "Vessel": "vessel",
    "Airplane": "aircraft",
}
"""Schemata that are parties. The others (addresses, passports as things, ownership, the acts of listing) are links."""
_NUMBERS = (
    ("imo", ("imoNumber",)),
    ("mmsi", ("mmsi",)),
    ("call_sign", ("callSign",)),
    ("passport", ("passportNumber",)),
    ("tax", ("taxNumber", "innCode", "vatCode")),
    (
        "registration",
        ("registrationNumber", "ogrnCode", "leiCode", "uscCode", "okpoCode", "swiftBic", "dunsCode"),
    ),
    ("national_id", ("idNumber", "socialSecurityNumber", "npiCode")),
    ("tail", ("serialNumber",)),
)
_PAPERS = {"Passport": "passport", "Identification": "national_id"}
"""Schemata of papers, which stand in lines of their own and name their holder."""


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands in lines of its own and belongs to parties: by id of an address, or of the party.

    Args:
        says: whether the collection says who is listed; in one that does not, everybody is.
    """

    addresses: Mapping[str, str]
    papers: Mapping[str, Sequence[tuple[str, str]]]
    since: Mapping[str, dt.date]
    says: bool


def parse(raw: bytes) -> list[ListedParty]:
    """Read the parties that are listed; things that are no parties, and people who are only named, are passed over.

    Raises:
        Unreadable: no UTF-8, a line that is no such entity (cut off, or without id, schema or properties), or no party.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("exchange.message.encoding", expected="UTF-8") from None
    # Lines end with a newline alone: other ends of lines that Unicode knows may stand inside a name.
    rows = [_row(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    beside = _beside(rows)
    parties = [p for row in rows if (p := _party(row, beside))]
    if not parties:
        raise Unreadable("exchange.watchlist.empty", list=CODE)
    return parties


def _row(line: int, text: str) -> Mapping[str, Any]:
    try:
        row = json.loads(text)
        identifier, _schema, found = row["id"], row["schema"], row["properties"]
        if not (isinstance(identifier, str) and identifier and isinstance(found, Mapping)):
            raise TypeError
    except (ValueError, KeyError, TypeError):
        raise Unreadable("exchange.watchlist.row", list=CODE, line=line) from None
    return row  # type: ignore[no-any-return]


def _beside(rows: Iterable[Mapping[str, Any]]) -> _Beside:
    addresses: dict[str, str] = {}
    papers: dict[str, list[tuple[str, str]]] = {}
    since: dict[str, dt.date] = {}
    says = False
    for row in rows:
        schema, found = row["schema"], row["properties"]
        says = says or "target" in row or bool(_values(found, "topics"))
        if schema == "Address":
            addresses[row["id"]] = _line(found)
        elif schema in _PAPERS:
            numbers = [*_values(found, "number"), *_values(found, "passportNumber")]
            for holder in _values(found, "holder"):
                papers.setdefault(holder, []).extend((_PAPERS[schema], number) for number in numbers)
        elif schema == "Sanction":
            days = [d for key in ("startDate", "listingDate") for v in _values(found, key) if (d := _day(v))]
            for holder in _values(found, "entity") if days else ():
                since[holder] = min([*days, *([since[holder]] if holder in since else [])])
    return _Beside(addresses, papers, since, says)


def _line(found: Mapping[str, Any]) -> str:
    full = _values(found, "full")
    parts = ("street", "street2", "postalCode", "city", "state", "country")
    return " ".join(full[0].split()) if full else facts.line(v for key in parts for v in _values(found, key))


def _listed(row: Mapping[str, Any], beside: _Beside) -> bool:
    """Whether an entity is on a list, and not only named with one that is: its owner, a relative."""
    if "target" in row:
        return bool(row["target"])
    return not beside.says or bool(_values(row["properties"], "topics"))


def _party(row: Mapping[str, Any], beside: _Beside) -> ListedParty | None:
    identifier, schema, found = row["id"], row["schema"], row["properties"]
    kind = KINDS.get(schema)
    if kind is None or not _listed(row, beside):
        return None
    names = facts.names(_names(str(row.get("caption") or ""), found))
    if not names:
        raise Unreadable("exchange.watchlist.field", list=CODE, entry=identifier[:80], field="name", value="")
    numbers = [(k, v) for k, keys in _NUMBERS for key in keys for v in _values(found, key)]
    numbers += beside.papers.get(identifier, ())
    if kind == "aircraft":
        numbers = [("tail" if k == "registration" else k, v) for k, v in numbers]
    countries = [*_values(found, "nationality"), *_values(found, "citizenship")]
    births = (day for text in _values(found, "birthDate") for day in facts.days(text))
    return ListedParty(
        list=CODE,
        entry_id=identifier,
        kind=kind,
        names=names,
        dates_of_birth=tuple(dict.fromkeys(births)),
        nationalities=facts.countries(countries or _values(found, "country") or _values(found, "flag")),
        identifiers=facts.numbers(numbers),
        reference=identifier,
        listed_on=beside.since.get(identifier) or _day(str(row.get("first_seen") or "")),
        sex=next((s for v in _values(found, "gender") if (s := facts.sex(v))), ""),
        addresses=tuple(dict.fromkeys(_addresses(found, beside))),
    )


def _addresses(found: Mapping[str, Any], beside: _Beside) -> Iterator[str]:
    yield from (" ".join(value.split()) for value in _values(found, "address"))
    written = found.get("addressEntity")
    for one in written if isinstance(written, list) else ():
        nested = one.get("properties") if isinstance(one, Mapping) else None
        line = _line(nested) if isinstance(nested, Mapping) else beside.addresses.get(str(one), "")
        if line:
            yield line


def _names(caption: str, found: Mapping[str, Any]) -> Iterator[ListedName | None]:
    strong = [v for key in ("name", "alias", "previousName") for v in _values(found, key)]
    yield facts.name(caption if caption in strong else "")
    yield from (facts.name(v) for v in strong)
    yield from (facts.name(v, "weak") for key in ("weakAlias", "abbreviation") for v in _values(found, key))


def _values(found: Mapping[str, Any], key: str) -> list[str]:
    values = found.get(key) or ()
    return [v for v in values if isinstance(v, str)] if isinstance(values, list) else []


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
