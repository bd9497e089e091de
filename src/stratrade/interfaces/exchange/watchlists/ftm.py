"""Entities of the FollowTheMoney form, one JSON object a line, as OpenSanctions publishes its collections."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
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
)


def parse(raw: bytes) -> list[ListedParty]:
    """Read the parties; things that are no parties are passed over.

    Raises:
        Unreadable: no UTF-8, a line that is no such entity (cut off, or without id, schema or properties), or no party.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("exchange.message.encoding", expected="UTF-8") from None
    parties = [
        p
        for number, row in enumerate(text.splitlines(), start=1)
        if row.strip() and (p := _party(number, row))
    ]
    if not parties:
        raise Unreadable("exchange.watchlist.empty", list=CODE)
    return parties


def _party(line: int, text: str) -> ListedParty | None:
    try:
        row = json.loads(text)
        identifier, schema, found = row["id"], row["schema"], row["properties"]
        if not (isinstance(identifier, str) and identifier and isinstance(found, Mapping)):
            raise TypeError
    except (ValueError, KeyError, TypeError):
        raise Unreadable("exchange.watchlist.row", list=CODE, line=line) from None
    kind = KINDS.get(schema)
    if kind is None:
        return None
    names = facts.names(_names(str(row.get("caption") or ""), found))
    if not names:
        raise Unreadable("exchange.watchlist.field", list=CODE, entry=identifier[:80], field="name", value="")
    numbers = [(k, v) for k, keys in _NUMBERS for key in keys for v in _values(found, key)]
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
        listed_on=_day(str(row.get("first_seen") or "")),
        sex=next((s for v in _values(found, "gender") if (s := facts.sex(v))), ""),
        addresses=tuple(dict.fromkeys(" ".join(v.split()) for v in _values(found, "address"))),
    )


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
