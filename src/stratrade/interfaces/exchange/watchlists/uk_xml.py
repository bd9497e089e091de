"""The UK Sanctions List as XML: one element for each party, with everything that is known of it inside."""

import datetime as dt
from collections.abc import Iterator

from lxml import etree

from stratrade.engines.matching.model import ListedName, ListedParty
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.watchlists import facts, un
from stratrade.interfaces.exchange.watchlists.uk import CODE, KINDS
from stratrade.interfaces.exchange.xml import open_xml

_NUMBERS = (
    ("passport", "PassportNumber"),
    ("national_id", "NationalIdentifierNumber"),
    ("registration", "BusinessRegistrationNumber"),
    ("imo", "ShipIMONumber"),
    ("imo", "IMONumber"),
)
_ADDRESS = (*(f"AddressLine{n}" for n in range(1, 7)), "AddressPostalCode", "AddressCountry")


def parse(raw: bytes) -> tuple[list[ListedParty], dt.date | None]:
    """Read the list.

    Returns:
        Its parties, and the day it was generated.

    Raises:
        Unreadable: hostile or broken XML, another root, no parties, or one without number, kind or name.
    """
    root = open_xml(raw, root="Designations", max_bytes=un.MAX_BYTES)
    parties = [_party(e) for e in root.iterfind("{*}Designation")]
    if not parties:
        raise Unreadable("exchange.watchlist.empty", list=CODE)
    return parties, _day(_first(root, "DateGenerated"))


def _party(designation: etree._Element) -> ListedParty:
    number = _first(designation, "UniqueID")
    if not number:
        raise Unreadable("exchange.field.missing", field="Designation/UniqueID")
    said = _first(designation, "IndividualEntityShip") or _first(designation, "DesignationType")
    kind = KINDS.get(said.lower())
    if kind is None:
        raise Unreadable(
            "exchange.watchlist.field", list=CODE, entry=number, field="IndividualEntityShip", value=said[:60]
        )
    found = facts.names(_names(designation))
    if not found:
        raise Unreadable("exchange.field.missing", field=f"Designation[{number}]/Names")
    births = (text.replace("dd/mm/", "00/00/") for text in _all(designation, "DOB"))
    flags = _all(designation, "CurrentBelievedFlagOfShip")
    return ListedParty(
        list=CODE,
        entry_id=number,
        kind=kind,
        names=found,
        dates_of_birth=tuple(dict.fromkeys(day for text in births for day in facts.days(text))),
        nationalities=facts.countries([*_all(designation, "Nationality"), *flags]),
        identifiers=facts.numbers(
            (k, number)
            for k, tag in _NUMBERS
            for value in _all(designation, tag)
            for number in ([value] if k == "imo" else facts.picked(value))
        ),
        reference=_first(designation, "UNReferenceNumber") or number,
        listed_on=_day(_first(designation, "DateDesignated")),
        sex=next((s for text in _all(designation, "Gender") if (s := facts.sex(text))), ""),
        addresses=tuple(
            dict.fromkeys(a for a in map(_address, designation.iterfind("{*}Addresses/{*}Address")) if a)
        ),
    )


def _names(designation: etree._Element) -> Iterator[ListedName | None]:
    written = list(designation.iterfind("{*}Names/{*}Name"))
    written.sort(key=lambda e: not _first(e, "NameType").lower().startswith("primary name"))
    for one in written:
        strength = (_first(one, "AliasStrength") or _first(one, "AliasQuality")).lower()
        whole = " ".join(_first(one, f"Name{n}") for n in range(1, 7))
        yield facts.name(whole, "weak" if "low" in strength or "weak" in strength else "strong")
    yield from (facts.name(text) for text in _all(designation, "NameNonLatinScript"))


def _address(element: etree._Element) -> str:
    return facts.line(_first(element, tag) for tag in _ADDRESS)


def _first(element: etree._Element, tag: str) -> str:
    return " ".join((element.findtext(f"{{*}}{tag}") or "").split())


def _all(element: etree._Element, tag: str) -> list[str]:
    """What stands in the elements of a name that hold no others, wherever they are."""
    found = (" ".join((e.text or "").split()) for e in element.iter(f"{{*}}{tag}") if not len(e))
    return [text for text in dict.fromkeys(found) if text]


def _day(text: str) -> dt.date | None:
    found = facts.days(text)
    try:
        return dt.date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
