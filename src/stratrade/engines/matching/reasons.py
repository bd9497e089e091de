"""What speaks for and against a likeness besides the name, and how it is told."""

import re
from collections.abc import Sequence

from stratrade.engines.matching.align import CONTRADICTED, Alignment
from stratrade.engines.matching.model import ListedName, ListedParty, PartyQuery
from stratrade.engines.matching.normalise import script, tokens
from stratrade.engines.matching.policy import (
    ADDRESS_SAME,
    BIRTH_DATE_DIFFERS,
    BIRTH_DATE_SAME,
    COUNTRY_DIFFERS,
    NO_CRAFT,
    OTHER_KIND,
    SEX_DIFFERS,
)
from stratrade.kernel import country
from stratrade.kernel.finding import Finding, Severity

_IMO_DIGITS = 7
_SHORT = 3  # letters of words that are everywhere
_STREETS = frozenset(
    "street road avenue lane building floor suite office room city district province village commune region state "
    "north south east west central town house block unit apartment calle ulitsa near area zone center".split()
)
_CRAFT = frozenset({"vessel", "aircraft"})
_PERSONAL = frozenset({"person"})


def is_imo(number: str) -> bool:
    """Whether a ship number carries the right check digit (IMO resolution A.1117(30)).

    >>> is_imo("IMO 9074729"), is_imo("9074728")
    (True, False)
    """
    digits = [int(c) for c in number if c in "0123456789"]
    if len(digits) != _IMO_DIGITS:
        return False
    return sum(d * w for d, w in zip(digits, range(7, 1, -1), strict=False)) % 10 == digits[-1]


def bare(value: str) -> str:
    """A number without what people put around it.

    >>> bare("imo 9074729"), bare("N-00 123")
    ('9074729', 'N00123')
    """
    return "".join(c for c in value.upper() if c.isalnum()).removeprefix("IMO")


def shared_number(query: PartyQuery, party: ListedParty) -> str:
    """The number by which a party was found, as it was asked for."""
    listed = {bare(value) for values in party.identifiers.values() for value in values}
    asked = [query.imo, query.identifier, *query.identifiers.values()]
    return next((value for value in asked if value and bare(value) in listed), "")


def qualify(score: float, query: PartyQuery, party: ListedParty) -> tuple[float, list[Finding]]:
    """Birth date, country and kind: what is missing says nothing, what differs takes away."""
    said = []
    if query.kind and party.kind and (query.kind in _PERSONAL) != (party.kind in _PERSONAL):
        score += OTHER_KIND
        said.append(Finding("matching.other_kind", Severity.NOTICE, {"kind": party.kind}))
    elif query.kind and party.kind and (query.kind in _CRAFT) != (party.kind in _CRAFT):
        score += NO_CRAFT
        said.append(Finding("matching.other_kind", Severity.NOTICE, {"kind": party.kind}))
    if query.date_of_birth and party.dates_of_birth:
        change, finding = _born(query.date_of_birth, party.dates_of_birth)
        score += change
        said.append(finding)
    if query.country and party.nationalities:
        if query.country in party.nationalities:
            said.append(Finding("matching.country.same", Severity.INFO, {"country": query.country}))
        elif party.kind in _PERSONAL:
            score += COUNTRY_DIFFERS
            said.append(Finding("matching.country.differs", Severity.INFO, {"country": query.country}))
    if query.sex and party.sex and query.sex != party.sex:
        score += SEX_DIFFERS
        said.append(Finding("matching.sex.differs", Severity.NOTICE, {"listed": party.sex}))
    shared = address_in_common(query.address, party.addresses) if query.address else ""
    if shared:
        score += ADDRESS_SAME
        said.append(Finding("matching.address.same", Severity.NOTICE, {"words": shared}))
    return score, said


def address_in_common(ours: str, theirs: Sequence[str]) -> str:
    """The words of a street or city that two addresses share; countries and numbers are none.

    >>> address_in_common("12 Example Road, Sampletown, France", ("PO Box 3, Sampletown, France",))
    'sampletown'
    """
    asked = _places(ours)
    shared = {word for address in theirs for word in _places(address) & asked}
    return " ".join(sorted(shared))


def _places(address: str) -> set[str]:
    parts = [part for part in re.split(r"[,;\n]", address[:1000]) if part.strip()]
    return {
        word
        for part in parts
        if country.parse(part.strip()) is None
        for word in tokens(part)
        if len(word) > _SHORT and word not in _STREETS and not any(c.isdigit() for c in word)
    }


def _born(asked: str, listed: tuple[str, ...]) -> tuple[float, Finding]:
    if any(day[:10] == asked[:10] for day in listed):
        return BIRTH_DATE_SAME, Finding("matching.birth_date.same", Severity.NOTICE, {"date": asked})
    if any(day[:4] == asked[:4] for day in listed):
        return 0.0, Finding("matching.birth_year.same", Severity.INFO, {"year": asked[:4]})
    return BIRTH_DATE_DIFFERS, Finding("matching.birth_date.differs", Severity.NOTICE, {"listed": listed[0]})


def explained(found: Alignment, query: PartyQuery, name: ListedName) -> Finding:
    """The alignment as one reason: word by word, so that an officer sees what matched what."""
    lines = "; ".join(
        f"{p.ours or '–'} {'≠' if p.outcome == CONTRADICTED else '='} {p.theirs or '–'}" for p in found.pairs
    )
    return Finding(
        "matching.name",
        Severity.WARNING,
        {
            "ours": query.name[:200],
            "theirs": name.text[:200],
            "words": lines[:500],
            "script": script(name.text),
        },
    )
