"""The Consolidated List of the United Nations Security Council, XML."""

import datetime as dt
import re
from collections.abc import Iterator

from lxml import etree

from stratrade.engines.matching.model import ListedName, ListedParty
from stratrade.engines.matching.normalise import script
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.watchlists import facts
from stratrade.interfaces.exchange.xml import open_xml

CODE = "UN"
MAX_BYTES = 160 * 1024 * 1024
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_WEAK = {"low"}
_DOCUMENTS = {"passport": "passport", "national identification number": "national_id"}


def parse(raw: bytes) -> tuple[list[ListedParty], dt.date | None]:
    """Read the list.

    Returns:
        Its parties, and the day it was generated.

    Raises:
        Unreadable: hostile or broken XML, another root, or no parties.
    """
    root = open_xml(raw, root="CONSOLIDATED_LIST", max_bytes=MAX_BYTES)
    parties = [
        *(_party(e, "person", "INDIVIDUAL") for e in root.iterfind("INDIVIDUALS/INDIVIDUAL")),
        *(_party(e, "organisation", "ENTITY") for e in root.iterfind("ENTITIES/ENTITY")),
    ]
    if not parties:
        raise Unreadable("exchange.watchlist.empty", list=CODE)
    stamp = (root.get("dateGenerated") or "")[:10]
    return parties, _day(stamp)


def _party(element: etree._Element, kind: str, prefix: str) -> ListedParty:
    reference = _text(element, "REFERENCE_NUMBER")
    identifier = _text(element, "DATAID") or reference
    if not identifier:
        raise Unreadable("exchange.field.missing", field=f"{prefix}/DATAID")
    names = dict.fromkeys(_names(element, prefix))
    if not names:
        raise Unreadable("exchange.field.missing", field=f"{prefix}[{identifier}]/FIRST_NAME")
    nationalities = [" ".join((v.text or "").split()) for v in element.iterfind("NATIONALITY/VALUE")]
    return ListedParty(
        list=CODE,
        entry_id=identifier,
        kind=kind,
        names=tuple(names),
        dates_of_birth=tuple(dict.fromkeys(_births(element))),
        nationalities=facts.countries(nationalities),
        identifiers=_documents(element),
        reference=reference,
        listed_on=_day(_text(element, "LISTED_ON")[:10]),
        sex=facts.sex(_text(element, "GENDER")),
        addresses=tuple(
            dict.fromkeys(a for e in element.iterfind(f"{prefix}_ADDRESS") if (a := _address(e)))
        ),
    )


def _address(element: etree._Element) -> str:
    return facts.line(
        _text(element, tag) for tag in ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
    )


def _names(element: etree._Element, prefix: str) -> Iterator[ListedName]:
    """The primary name from its four parts, the original script, then every alias; one element may hold several."""
    primary = " ".join(p for p in (_text(element, part) for part in _NAME_PARTS) if p)
    if primary:
        yield ListedName(primary, "strong", script(primary))
    for original in re.split(r"[;/]| - ", _text(element, "NAME_ORIGINAL_SCRIPT")):
        if original.strip():
            yield ListedName(original.strip(), "strong", script(original))
    for alias in element.iterfind(f"{prefix}_ALIAS"):
        quality = "weak" if _text(alias, "QUALITY").lower() in _WEAK else "strong"
        for name in _text(alias, "ALIAS_NAME").split(";"):
            clean = re.sub(r"^\s*(?:\(?[a-z]\)|\d+[.)])\s*", "", name).strip(" ,.")
            if len(clean) > 1:
                yield ListedName(clean, quality, script(clean))


def _births(element: etree._Element) -> Iterator[str]:
    for born in element.iterfind("INDIVIDUAL_DATE_OF_BIRTH"):
        day, year = _text(born, "DATE")[:10], _text(born, "YEAR")
        if day:
            yield day
        elif year:
            yield year[:4]
        else:
            first, last = _text(born, "FROM_YEAR"), _text(born, "TO_YEAR")
            if first.isdigit() and last.isdigit() and int(last) - int(first) <= 10:  # noqa: PLR2004 - a decade
                yield from (str(y) for y in range(int(first), int(last) + 1))


def _documents(element: etree._Element) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for document in element.iterfind("INDIVIDUAL_DOCUMENT"):
        number = _text(document, "NUMBER")
        if number:
            kind = _DOCUMENTS.get(_text(document, "TYPE_OF_DOCUMENT").lower(), "document")
            found.setdefault(kind, []).append(number)
    return {kind: tuple(dict.fromkeys(numbers)) for kind, numbers in found.items()}


def _text(element: etree._Element, path: str) -> str:
    return " ".join((element.findtext(path) or "").split())


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
