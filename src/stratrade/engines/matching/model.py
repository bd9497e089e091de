"""Listed parties, what is asked of them, and what is found."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from stratrade.kernel.finding import Finding


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
        identifiers: kind -> values, e.g. {"passport": ("A123",), "imo": ("9111111",)}.
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


@dataclass(frozen=True, slots=True)
class PartyQuery:
    """Somebody to be held against the lists. What is empty is unknown, which is not the same as different."""

    name: str
    kind: str = ""
    date_of_birth: str = ""
    country: str = ""
    identifier: str = ""
    imo: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A likeness: which entry, under which of its names, how strong (0 to 1), and why."""

    list: str
    entry_id: str
    name: str
    score: float
    reasons: tuple[Finding, ...] = ()
