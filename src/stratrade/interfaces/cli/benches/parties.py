"""How fast names are held against the packaged watch list, beside a plain comparison with every name."""

import time
from collections.abc import Callable
from importlib.resources import files
from itertools import cycle

from rapidfuzz import fuzz, process

from stratrade.engines.matching.index import Matcher
from stratrade.engines.matching.model import ListedParty, PartyQuery
from stratrade.engines.matching.normalise import tokens
from stratrade.engines.matching.policy import ALERT
from stratrade.interfaces.cli.benches import delta
from stratrade.interfaces.cli.timing import peak_mb, timed
from stratrade.interfaces.exchange.watchlists import lines

SNAPSHOT = "un-2026-02-27.jsonl"
ASKED = 400
_CUTOFF = 85  # percent from which the plain comparison counts as found
_FIRST = ("Sok", "Chan", "Sample", "Tran", "Nguyen", "Example", "Marie", "Somchai", "Placeholder", "Jean")
_LAST = (
    "Dara",
    "Vuthy",
    "Instruments Co Ltd",
    "Van Minh",
    "Trading LLC",
    "Dupont",
    "Logistics",
    "Bopha",
    "Foods JSC",
)


def run() -> dict[str, dict[str, object]]:
    """Ask for listed names as other people write them, and for names on no list.

    Returns:
        Figures of the matcher, of a change of the list where very many names are stored, and of a comparison of each
        name with every listed one as peer. Times are per name on one core, without what is remembered of a name that
        was asked before.
    """
    raw = (files("stratrade") / "data" / "watchlists" / SNAPSHOT).read_bytes()
    listed = lines.parse(raw)
    begun = time.perf_counter()
    matcher = Matcher(listed)
    load = time.perf_counter() - begun
    names = queries(listed)
    right = {name: party.entry_id for name, party in zip(names, _asked(listed), strict=False)}
    every = [_sorted(n.text) for party in listed for n in party.names]
    owners = [party.entry_id for party in listed for _ in party.names]
    rate, p95 = timed(names, lambda name: matcher.screen(PartyQuery(name=name)))
    peer_rate, peer_p95 = timed(names, lambda name: _likest(every, owners, name))
    return {
        "figures": {
            "queries_per_s": round(rate),
            "p95_ms": round(p95, 3),
            "found_share": _share(right, lambda name: _best(matcher, name)),
            "queries": len(names),
            "listed_parties": len(listed),
            "listed_names": len(every),
            "load_s": round(load, 3),
            "peak_mb": peak_mb(),
            **delta.figures(listed, matcher),
        },
        "peers": {
            "every_name_compared": {
                "queries_per_s": round(peer_rate),
                "p95_ms": round(peer_p95, 3),
                "found_share": _share(right, lambda name: _likest(every, owners, name)),
            }
        },
        "versions": {"watchlist": SNAPSHOT},
    }


def queries(listed: list[ListedParty]) -> list[str]:
    """Half listed names with their words turned, a letter left out or a first name cut to its initial; half others."""
    ways = cycle((_turned, _misspelt, _initialled))
    known = [way(party.names[0].text) for way, party in zip(ways, _asked(listed), strict=False)]
    others = [f"{first} {last} {n}" for n in range(9) for first in _FIRST for last in _LAST]
    return known + others[: ASKED // 2]


def _asked(listed: list[ListedParty]) -> list[ListedParty]:
    """The listed parties that are asked for: so many, spread over the list."""
    return listed[:: max(1, len(listed) // (ASKED // 2))][: ASKED // 2]


def _best(matcher: Matcher, name: str) -> str:
    hits = matcher.screen(PartyQuery(name=name))
    return hits[0].entry_id if hits and hits[0].score >= ALERT else ""


def _likest(every: list[str], owners: list[str], name: str) -> str:
    found = process.extractOne(_sorted(name), every, scorer=fuzz.ratio, score_cutoff=_CUTOFF)
    return owners[found[2]] if found else ""


def _sorted(name: str) -> str:
    return " ".join(sorted(tokens(name)))


def _share(right: dict[str, str], found: Callable[[str], str]) -> float:
    """The share of the names of listed parties for which the right one comes first."""
    return round(sum(found(name) == entry for name, entry in right.items()) / len(right), 3)


def _turned(name: str) -> str:
    words = name.split()
    return " ".join([*words[1:], words[0]])


def _misspelt(name: str) -> str:
    middle = len(name) // 2
    return name[:middle] + name[middle + 1 :]


def _initialled(name: str) -> str:
    words = name.split()
    return " ".join([words[0][0], *words[1:]])
