"""The consolidated list of persons, groups and entities subject to financial sanctions of the European Union, XML."""

import datetime as dt
from collections.abc import Iterator

from lxml import etree

from stratrade.engines.matching.model import ListedName, ListedParty
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.watchlists import facts, un
from stratrade.interfaces.exchange.xml import open_xml

CODE = "EU"
_KINDS = {"P": "person", "E": "organisation", "PERSON": "person", "ENTERPRISE": "organisation"}


def parse(raw: bytes) -> tuple[list[ListedParty], dt.date | None]:
    """Read the list (form 1.1: facts stand in attributes).

    Returns:
        Its parties, and the day it was generated.

    Raises:
        Unreadable: hostile or broken XML, another root, no parties, or one without number, kind or name.
    """
    root = open_xml(raw, root="export", max_bytes=un.MAX_BYTES)
    parties = [_party(e) for e in root.iterfind("{*}sanctionEntity")]
    if not parties:
        raise Unreadable("exchange.watchlist.empty", list=CODE)
    return parties, _day(root.get("generationDate", ""))


def _party(entity: etree._Element) -> ListedParty:
    number = entity.get("logicalId", "").strip()
    if not number:
        raise Unreadable("exchange.field.missing", field="sanctionEntity/logicalId")
    subject = entity.find("{*}subjectType")
    said = (subject.get("classificationCode") or subject.get("code") or "") if subject is not None else ""
    kind = _KINDS.get(said.strip().upper())
    if kind is None:
        raise Unreadable(
            "exchange.watchlist.field", list=CODE, entry=number, field="subjectType", value=said[:60]
        )
    found = facts.names(_names(entity))
    if not found:
        raise Unreadable("exchange.field.missing", field=f"sanctionEntity[{number}]/nameAlias")
    aliases = entity.findall("{*}nameAlias")
    citizenships = [
        e.get("countryIso2Code") or e.get("countryDescription") or ""
        for e in entity.iterfind("{*}citizenship")
    ]
    ids = [
        (
            facts.kind_of(e.get("identificationTypeCode") or e.get("identificationTypeDescription") or ""),
            e.get("number", ""),
        )
        for e in entity.iterfind("{*}identification")
    ]
    return ListedParty(
        list=CODE,
        entry_id=number,
        kind=kind,
        names=found,
        dates_of_birth=tuple(dict.fromkeys(_births(entity))),
        nationalities=facts.countries(citizenships),
        identifiers=facts.numbers(ids),
        reference=entity.get("euReferenceNumber", "").strip(),
        listed_on=_day(entity.get("designationDate", "")) or _entered(entity),
        sex=next((s for a in aliases if (s := facts.sex(a.get("gender", "")))), "")
        if kind == "person"
        else "",
        addresses=tuple(dict.fromkeys(a for a in map(_address, entity.iterfind("{*}address")) if a)),
    )


def _names(entity: etree._Element) -> Iterator[ListedName | None]:
    for alias in entity.iterfind("{*}nameAlias"):
        parts = (alias.get(p) or "" for p in ("firstName", "middleName", "lastName"))
        whole = alias.get("wholeName") or " ".join(parts)
        yield facts.name(whole, "weak" if alias.get("strong", "true").lower() == "false" else "strong")


def _births(entity: etree._Element) -> Iterator[str]:
    for born in entity.iterfind("{*}birthdate"):
        first, last = born.get("yearRangeFrom", ""), born.get("yearRangeTo", "")
        if born.get("birthdate"):
            yield from facts.days(born.get("birthdate", ""))
        elif born.get("year"):
            yield from facts.days(born.get("year", ""))
        elif first and last:
            yield from facts.days(f"{first} to {last}")


def _entered(entity: etree._Element) -> dt.date | None:
    days = [d for e in entity.iterfind("{*}regulation") if (d := _day(e.get("entryIntoForceDate", "")))]
    return min(days, default=None)


def _address(element: etree._Element) -> str:
    names = ("street", "poBox", "zipCode", "city", "region", "place", "countryDescription")
    return facts.line(element.get(n) for n in names if element.get(n) != "UNKNOWN")


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
