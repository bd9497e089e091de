"""Scheduled chemicals told by their name alone, where neither a CAS number nor an entry is stated."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from stratrade.engines.lists.model import Edition, SubstanceTest

_TOKEN = re.compile(r"[a-z0-9]+")
_SHORT = 4
"""Letters and digits up to which a name is also a mark of other goods: trusted only where a chemical is asked about."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What else scheduled chemicals are called, beside the names of the list.

    Args:
        names: CAS number -> further names.
        beside: words that make a name speak of other goods: a detector, a kit, an antidote.
    """

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    beside: frozenset[str] = frozenset()


class Names:
    """The names of an edition's chemicals, looked up in a description."""

    __slots__ = ("_beside", "_by_first")

    def __init__(self, edition: Edition, spoken: Spoken) -> None:
        self._beside = spoken.beside
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, cas in _named(edition, spoken):
            if key := tuple(_tokens(name)):
                self._by_first.setdefault(key[0], []).append((key, cas))
        for found in self._by_first.values():
            found.sort(key=lambda one: -len(one[0]))

    def cas(self, description: str, *, short: bool) -> Iterator[str]:
        """The CAS numbers a description names, in its order; none where it speaks of other goods.

        Args:
            short: whether names of a few letters count: "VX" in an answer about chemicals, not in one about goods.
        """
        tokens = _tokens(description)
        if not self._beside.isdisjoint(tokens):
            return
        place = 0
        while place < len(tokens):
            taken = 1
            for key, cas in self._by_first.get(tokens[place], ()):
                long = short or sum(map(len, key)) > _SHORT
                if long and tuple(tokens[place : place + len(key)]) == key:
                    yield cas
                    taken = len(key)
                    break
            place += taken


def _named(edition: Edition, spoken: Spoken) -> Iterable[tuple[str, str]]:
    for code, entry in edition.entries.items():
        if not code.startswith("CWC-"):
            continue
        for node in entry.criteria.walk():
            if isinstance(node.test, SubstanceTest) and node.test.cas:
                named = (node.test.name or node.title.get("en", ""), *node.test.synonyms)
                yield from ((name, node.test.cas[0]) for name in named)
    for cas, names in spoken.names.items():
        yield from ((name, cas) for name in names)


def _tokens(text: str) -> list[str]:
    """Runs of letters and digits in lower case, "sulphur" as "sulfur", "phosphorous" as "phosphorus"."""
    return _TOKEN.findall(text.lower().replace("sulph", "sulf").replace("phosphorous", "phosphorus"))
