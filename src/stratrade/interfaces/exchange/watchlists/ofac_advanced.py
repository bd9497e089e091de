"""The lists of OFAC in the advanced form: sdn_advanced.xml and cons_advanced.xml.

Everything that repeats stands once, in tables of values, places and papers, and is named by its number where it is
used; `sdn.xml` says the same of each party in a fifth of the size.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from stratrade.engines.matching.model import ListedName, ListedParty
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.watchlists import facts, un
from stratrade.interfaces.exchange.watchlists.ofac_xml import CONSOLIDATED, SDN
from stratrade.interfaces.exchange.xml import open_xml

_KINDS = {"individual": "person", "entity": "organisation", "vessel": "vessel", "aircraft": "aircraft"}
_GIVEN = ("first name", "middle name", "patronymic", "matronymic")
_UNKNOWN = "unknown"
_NATIONS = ("nationality country", "citizenship country", "vessel flag", "nationality of registration")
_CALLED = {
    "vessel call sign": "call_sign",
    "other vessel call sign": "call_sign",
    "aircraft tail number": "tail",
    "aircraft construction number (also called l/n or s/n or f/n)": "tail",
    "aircraft manufacturer's serial number (msn)": "tail",
    "aircraft manufacturer’s serial number (msn)": "tail",
    "swift/bic": "registration",
    "duns number": "registration",
    "bik (ru)": "registration",
}


@dataclass(frozen=True, slots=True)
class _Tables:
    """What the file names by numbers: set -> number -> text; places and papers by number."""

    values: Mapping[str, Mapping[str, str]]
    kinds: Mapping[str, str]
    places: Mapping[str, tuple[str, str]]
    papers: Mapping[str, tuple[tuple[str, str], ...]]
    listed: Mapping[str, dt.date]

    def value(self, table: str, number: str | None) -> str:
        """The text of a number, in lower case; nothing where it has none."""
        return self.values.get(table, {}).get(number or "", "").lower()


def parse(raw: bytes) -> tuple[str, list[ListedParty], dt.date | None]:
    """Read either list.

    Returns:
        The code of the list, its parties and the day it was issued.

    Raises:
        Unreadable: hostile or broken XML, another root, no parties, or one without number, kind or name.
    """
    root = open_xml(raw, root="Sanctions", max_bytes=un.MAX_BYTES)
    tables = _tables(root)
    lists = {
        tables.value("ListValues", e.get("ListID"))
        for e in root.iterfind("{*}SanctionsEntries/{*}SanctionsEntry")
    }
    code = CONSOLIDATED if lists and not any("sdn list" in text for text in lists) else SDN
    parties = [_party(code, e, tables) for e in root.iterfind("{*}DistinctParties/{*}DistinctParty")]
    if not parties:
        raise Unreadable("exchange.watchlist.empty", list=code)
    return code, parties, _whole_day(root.find("{*}DateOfIssue"))


def _tables(root: etree._Element) -> _Tables:
    values: dict[str, dict[str, str]] = {}
    types: dict[str, str] = {}
    for table in root.iterfind("{*}ReferenceValueSets/*"):
        name = etree.QName(table).localname
        values[name] = {e.get("ID", ""): " ".join((e.text or "").split()) for e in table}
        if name == "PartySubTypeValues":
            types = {e.get("ID", ""): e.get("PartyTypeID", "") for e in table}
    kinds = {}
    for number, said in values.get("PartySubTypeValues", {}).items():
        of_type = values.get("PartyTypeValues", {}).get(types.get(number, ""), "")
        kinds[number] = of_type if said.lower() in {"", _UNKNOWN} else said
    papers: dict[str, list[tuple[str, str]]] = {}
    for paper in root.iterfind("{*}IDRegDocuments/{*}IDRegDocument"):
        what = values.get("IDRegDocTypeValues", {}).get(paper.get("IDRegDocTypeID", ""), "")
        papers.setdefault(paper.get("IdentityID", ""), []).append((what, _text(paper, "{*}IDRegistrationNo")))
    entries = root.iterfind("{*}SanctionsEntries/{*}SanctionsEntry")
    days = [(e.get("ProfileID", ""), _whole_day(e.find("{*}EntryEvent/{*}Date"))) for e in entries]
    return _Tables(
        values,
        kinds,
        {e.get("ID", ""): _place(e, values) for e in root.iterfind("{*}Locations/{*}Location")},
        {identity: tuple(found) for identity, found in papers.items()},
        {profile: day for profile, day in days if day is not None},
    )


def _place(location: etree._Element, values: Mapping[str, Mapping[str, str]]) -> tuple[str, str]:
    """A place as one line, and its country."""
    parts = {
        values.get("LocPartTypeValues", {}).get(part.get("LocPartTypeID", ""), "").lower(): _text(
            part, "{*}LocationPartValue/{*}Value"
        )
        for part in location.iterfind("{*}LocationPart")
    }
    at = location.find("{*}LocationCountry")
    nation = values.get("CountryValues", {}).get(at.get("CountryID", "") if at is not None else "", "")
    nation = nation or parts.get(_UNKNOWN, "")  # a country alone stands in a part whose kind nobody names
    order = ("address1", "address2", "address3", "city", "state/province", "postal code", "region")
    return facts.line([*(parts.get(name) for name in order), nation]), nation


def _party(code: str, party: etree._Element, tables: _Tables) -> ListedParty:
    number = party.get("FixedRef", "").strip()
    profile = party.find("{*}Profile")
    if not number or profile is None:
        raise Unreadable("exchange.field.missing", field="DistinctParty/FixedRef")
    said = tables.kinds.get(profile.get("PartySubTypeID", ""), "")
    kind = _KINDS.get(said.lower())
    if kind is None:
        raise Unreadable(
            "exchange.watchlist.field", list=code, entry=number, field="PartySubTypeID", value=said[:60]
        )
    found = facts.names(_names(profile, kind, tables))
    if not found:
        raise Unreadable("exchange.field.missing", field=f"DistinctParty[{number}]/Alias")
    features = [
        (tables.value("FeatureTypeValues", f.get("FeatureTypeID")), f) for f in profile.iterfind("{*}Feature")
    ]
    places = [(what, tables.places.get(v.get("LocationID", ""), ("", ""))) for what, f in features
              for v in f.iterfind("{*}FeatureVersion/{*}VersionLocation")]  # fmt: skip
    details = [(what, d) for what, f in features for d in f.iterfind("{*}FeatureVersion/{*}VersionDetail")]
    papers = [p for i in profile.iterfind("{*}Identity") for p in tables.papers.get(i.get("ID", ""), ())]
    numbers = [
        (facts.kind_of(what), value)
        for what, value in papers
        if facts.is_number(what) and any(c.isdigit() for c in value)
    ]
    numbers += [(_CALLED[what], (d.text or "")) for what, d in details if what in _CALLED]
    nations = [nation for what, (_, nation) in places if what in _NATIONS]
    nations += [d.text or "" for what, d in details if what in _NATIONS]
    sexes = (
        tables.value("DetailReferenceValues", d.get("DetailReferenceID")) for w, d in details if w == "gender"
    )
    born = (b for w, f in features if w == "birthdate" for b in f.iterfind("{*}FeatureVersion/{*}DatePeriod"))
    return ListedParty(
        list=code,
        entry_id=number,
        kind=kind,
        names=found,
        dates_of_birth=tuple(dict.fromkeys(day for period in born for day in _births(period))),
        nationalities=facts.countries(nations),
        identifiers=facts.numbers(numbers),
        reference=number,
        listed_on=tables.listed.get(profile.get("ID", "")),
        sex=next((s for text in sexes if (s := facts.sex(text))), ""),
        addresses=tuple(dict.fromkeys(line for what, (line, _) in places if what == "location" and line)),
    )


def _names(profile: etree._Element, kind: str, tables: _Tables) -> Iterator[ListedName | None]:
    """The primary names first; of one name in two scripts both."""
    found = []
    for identity in profile.iterfind("{*}Identity"):
        groups = {
            g.get("ID", ""): tables.value("NamePartTypeValues", g.get("NamePartTypeID"))
            for g in identity.iterfind("{*}NamePartGroups/{*}MasterNamePartGroup/{*}NamePartGroup")
        }
        for alias in identity.iterfind("{*}Alias"):
            weak = alias.get("LowQuality", "false").lower() == "true"
            first = alias.get("Primary", "false").lower() == "true"
            for documented in alias.iterfind("{*}DocumentedName"):
                values = documented.iterfind("{*}DocumentedNamePart/{*}NamePartValue")
                parts = [
                    (groups.get(v.get("NamePartGroupID", ""), ""), " ".join((v.text or "").split()))
                    for v in values
                ]
                found.append((not first, facts.name(_whole(parts, kind), "weak" if weak else "strong")))
    yield from (name for _, name in sorted(found, key=lambda f: f[0]))


def _whole(parts: list[tuple[str, str]], kind: str) -> str:
    if kind != "person":
        return " ".join(text for _, text in parts)
    given = [text for wanted in _GIVEN for what, text in parts if what == wanted]
    return " ".join([*given, *(text for what, text in parts if what not in _GIVEN)])


def _births(period: etree._Element) -> tuple[str, ...]:
    start, end = period.find("{*}Start/{*}From"), period.find("{*}End/{*}To")
    first, last = _whole_day(start), _whole_day(end)
    if first is not None and first == last:
        return (first.isoformat(),)
    years = [y for e in (start, end) if e is not None and (y := _text(e, "{*}Year"))]
    return facts.days(" to ".join(dict.fromkeys(years)))


def _whole_day(element: etree._Element | None) -> dt.date | None:
    if element is None:
        return None
    try:
        return dt.date(*(int(_text(element, f"{{*}}{part}")) for part in ("Year", "Month", "Day")))
    except ValueError:
        return None


def _text(element: etree._Element, path: str) -> str:
    return " ".join((element.findtext(path) or "").split())
