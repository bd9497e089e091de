"""The lists of OFAC as XML: sdn.xml and consolidated.xml, which share one form."""

import datetime as dt
from collections.abc import Iterator

from lxml import etree

from stratrade.engines.matching.model import ListedName, ListedParty
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.watchlists import facts, un
from stratrade.interfaces.exchange.xml import open_xml

SDN, CONSOLIDATED = "OFAC", "OFAC-CONS"
_UNBLOCKED = ("13599", "NS-PLC", "561", "EO13662", "SSI", "MBS", "CAPTA", "CMIC", "EO14024-D")
"""Signs of the programmes of the consolidated list: sectoral, bank account, menu-based."""
_KINDS = {"individual": "person", "entity": "organisation", "vessel": "vessel", "aircraft": "aircraft"}


def parse(raw: bytes) -> tuple[str, list[ListedParty], dt.date | None]:
    """Read either list.

    Returns:
        The code of the list, its parties and the day it was published.

    Raises:
        Unreadable: hostile or broken XML, another root, an entry without number, name or known kind, or fewer entries
            than the file says it holds.
    """
    root = open_xml(raw, root="sdnList", max_bytes=un.MAX_BYTES)
    code = CONSOLIDATED if _is_consolidated(root) else SDN
    entries = root.findall("{*}sdnEntry")
    said = _text(root, "{*}publshInformation/{*}Record_Count")
    if said.isdigit() and int(said) != len(entries):
        raise Unreadable("exchange.watchlist.count", list=code, said=int(said), found=len(entries))
    if not entries:
        raise Unreadable("exchange.watchlist.empty", list=code)
    stamp = _text(root, "{*}publshInformation/{*}Publish_Date")
    return code, [_party(code, e) for e in entries], _published(stamp)


def _is_consolidated(root: etree._Element) -> bool:
    """Whether every programme is one of those that restrict without blocking, which the file itself does not say."""
    programmes = {
        (e.text or "").strip().upper() for e in root.iterfind("{*}sdnEntry/{*}programList/{*}program")
    }
    return bool(programmes) and all(any(sign in p for sign in _UNBLOCKED) for p in programmes)


def _party(code: str, entry: etree._Element) -> ListedParty:
    number = _text(entry, "{*}uid")
    if not number:
        raise Unreadable("exchange.field.missing", field="sdnEntry/uid")
    kind = _KINDS.get(_text(entry, "{*}sdnType").lower())
    if kind is None:
        raise Unreadable(
            "exchange.watchlist.field",
            list=code,
            entry=number,
            field="sdnType",
            value=_text(entry, "{*}sdnType")[:60],
        )
    found = facts.names(_names(entry, kind))
    if not found:
        raise Unreadable("exchange.field.missing", field=f"sdnEntry[{number}]/lastName")
    births = (e.text or "" for e in entry.iterfind("{*}dateOfBirthList/{*}dateOfBirthItem/{*}dateOfBirth"))
    nations = [
        e.text or ""
        for path in (
            "{*}nationalityList/{*}nationality/{*}country",
            "{*}citizenshipList/{*}citizenship/{*}country",
        )
        for e in entry.iterfind(path)
    ]
    return ListedParty(
        list=code,
        entry_id=number,
        kind=kind,
        names=found,
        dates_of_birth=tuple(dict.fromkeys(day for text in births for day in facts.days(text))),
        nationalities=facts.countries([*nations, _text(entry, "{*}vesselInfo/{*}vesselFlag")]),
        identifiers=facts.numbers(_numbers(entry)),
        reference=number,
        sex=next((facts.sex(v) for t, v in _ids(entry) if t.lower() == "gender"), ""),
        addresses=tuple(
            dict.fromkeys(a for a in map(_address, entry.iterfind("{*}addressList/{*}address")) if a)
        ),
    )


def _names(entry: etree._Element, kind: str) -> Iterator[ListedName | None]:
    yield facts.name(_whole(entry, kind))
    for alias in entry.iterfind("{*}akaList/{*}aka"):
        weak = _text(alias, "{*}category").lower() == "weak"
        yield facts.name(_whole(alias, kind), "weak" if weak else "strong")


def _whole(element: etree._Element, kind: str) -> str:
    last, first = _text(element, "{*}lastName"), _text(element, "{*}firstName")
    return f"{first} {last}" if kind == "person" else f"{last} {first}"


def _ids(entry: etree._Element) -> list[tuple[str, str]]:
    return [(_text(e, "{*}idType"), _text(e, "{*}idNumber")) for e in entry.iterfind("{*}idList/{*}id")]


def _numbers(entry: etree._Element) -> Iterator[tuple[str, str]]:
    for kind, number in _ids(entry):
        if facts.is_number(kind) and any(c.isdigit() for c in number):
            yield facts.kind_of(kind), number
    yield "call_sign", _text(entry, "{*}vesselInfo/{*}callSign")


def _address(element: etree._Element) -> str:
    tags = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")
    return facts.line(_text(element, f"{{*}}{tag}") for tag in tags)


def _text(element: etree._Element, path: str) -> str:
    return " ".join((element.findtext(path) or "").split())


def _published(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007 - a day, not an instant
    except ValueError:
        return None
