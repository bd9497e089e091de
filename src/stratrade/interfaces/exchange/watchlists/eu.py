"""The consolidated list of persons, groups and entities subject to financial sanctions of the European Union, XML."""

import datetime as dt
from collections.abc import Iterator

from lxml import etree

from stratrade.engines.matching.model import ListedName, ListedParty
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.watchlists import facts, un
from stratrade.interfaces.exchange.xml import open_xml

CODE = "EU"
_NUMBERS = {
    "passport": "passport",
    "id": "national_id",
    "ssn": "national_id",
    "nrn": "national_id",
    "regnumber": "registration",
    "tradelic": "registration",
    "swiftbic": "registration",
    "fiscalcode": "tax",
    "imo": "imo",
}
"""Codes of kinds of numbers; the others are papers of a person, such as a certificate of birth."""
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
    citizenships = [_nation(e) for e in entity.iterfind("{*}citizenship")]
    ids = [
        (_kind_of(e), e.get(written, ""))
        for e in entity.iterfind("{*}identification")
        for written in ("number", "latinNumber")
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
        low = any("low quality" in (e.text or "").lower() for e in alias.iterfind("{*}remark"))
        weak = low or alias.get("strong", "true").lower() == "false"
        yield facts.name(whole, "weak" if weak else "strong")


def _kind_of(number: etree._Element) -> str:
    code = number.get("identificationTypeCode", "").strip().lower()
    if not code:
        return facts.kind_of(number.get("identificationTypeDescription", ""))
    return _NUMBERS.get(code, "document")


def _nation(element: etree._Element) -> str:
    """A country by its code; "00" is none, then its name may be one."""
    code = element.get("countryIso2Code", "")
    return code if code.isalpha() else element.get("countryDescription", "")


def _births(entity: etree._Element) -> Iterator[str]:
    for born in entity.iterfind("{*}birthdate"):
        first, last = born.get("yearRangeFrom", ""), born.get("yearRangeTo", "")
        if born.get("calendarType", "GREGORIAN") != "GREGORIAN":
            continue  # a day of another calendar tells nothing beside ours
        if born.get("birthdate"):
            day = born.get("birthdate", "")
            yield from facts.days(day[:4] if born.get("circa") == "true" else day)
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
