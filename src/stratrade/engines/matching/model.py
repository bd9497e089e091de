"""Listed parties, what is asked of them, and what is found."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stratrade.kernel.finding import Finding

IDENTIFIERS = (
    "passport",
    "national_id",
    "tax",
    "registration",
    "imo",
    "mmsi",
    "call_sign",
    "tail",
    "document",
)
"""The kinds of numbers that identify a party; `document` is one whose kind the list does not say."""


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of a listed party; `quality` is strong or weak, `script` e.g. Latin, Arabic, Hangul."""

    text: str
    quality: str = "strong"
    script: str = ""


@dataclass(frozen=True, slots=True)
class ListedParty:
    """A party on a watch list: facts only.

    Args:
        list: code of the list.
        entry_id: its own identifier there.
        kind: person, organisation, vessel or aircraft.
        names: the primary name first, then aliases and original scripts.
        dates_of_birth: ISO dates, or years alone.
        nationalities: ISO codes where they could be read.
        identifiers: kind -> values, e.g. {"passport": ("A123",), "imo": ("9111111",)}; the kinds are `IDENTIFIERS`.
        sex: f, m, or empty where the list does not say.
        addresses: as the list writes them, each in one line.
    """

    list: str
    entry_id: str
    kind: str
    names: tuple[ListedName, ...]
    dates_of_birth: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    identifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reference: str = ""
    listed_on: dt.date | None = None
    sex: str = ""
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyQuery:
    """Somebody to be held against the lists. What is empty is unknown, which is not the same as different.

    Args:
        identifier: a number of a kind nobody knows.
        identifiers: kind (see `IDENTIFIERS`) -> number, where the kind is known.
    """

    name: str
    kind: str = ""
    date_of_birth: str = ""
    country: str = ""
    identifier: str = ""
    imo: str = ""
    sex: str = ""
    address: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """A likeness: which entry, under which of its names, how strong (0 to 1), and why."""

    list: str
    entry_id: str
    name: str
    score: float
    reasons: tuple[Finding, ...] = ()


def as_row(party: ListedParty) -> dict[str, Any]:
    """A party as plain values, empty ones left out."""
    plain = {
        "list": party.list,
        "entry_id": party.entry_id,
        "kind": party.kind,
        "names": [[n.text, n.quality, n.script] for n in party.names],
        "dates_of_birth": list(party.dates_of_birth),
        "nationalities": list(party.nationalities),
        "identifiers": {k: list(v) for k, v in party.identifiers.items()},
        "reference": party.reference,
        "listed_on": party.listed_on.isoformat() if party.listed_on else "",
        "sex": party.sex,
        "addresses": list(party.addresses),
    }
    return {k: v for k, v in plain.items() if v or k == "kind"}


def from_row(row: Mapping[str, Any]) -> ListedParty:
    """The party that `as_row` wrote.

    Raises:
        KeyError, ValueError, TypeError: another form.
    """
    return ListedParty(
        list=row["list"],
        entry_id=row["entry_id"],
        kind=row["kind"],
        names=tuple(ListedName(*n) for n in row["names"]),
        dates_of_birth=tuple(row.get("dates_of_birth", ())),
        nationalities=tuple(row.get("nationalities", ())),
        identifiers={k: tuple(v) for k, v in row.get("identifiers", {}).items()},
        reference=row.get("reference", ""),
        listed_on=dt.date.fromisoformat(row["listed_on"]) if row.get("listed_on") else None,
        sex=row.get("sex", ""),
        addresses=tuple(row.get("addresses", ())),
    )


def written(party: ListedParty) -> str:
    """A party as one line of JSON."""
    return json.dumps(as_row(party), ensure_ascii=False, separators=(",", ":"))


def read(line: str) -> ListedParty:
    """The party of a line that `written` gave.

    >>> party = ListedParty("T", "1", "person", (ListedName("Sample Name"),), sex="f")
    >>> read(written(party)) == party
    True
    """
    return from_row(json.loads(line))
