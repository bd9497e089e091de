"""How fast the lines of declarations are judged: identified, their parties screened, the lane given."""

import datetime as dt
import time
from collections.abc import Iterator
from importlib.resources import files
from itertools import cycle, islice

from stratrade.apps import pack, shelf
from stratrade.engines.classify.identify import ENGINE_VERSION, Query, identify
from stratrade.engines.classify.index import Index
from stratrade.engines.lists.model import Edition
from stratrade.engines.matching.index import Matcher
from stratrade.engines.matching.model import PartyQuery
from stratrade.engines.matching.policy import ALERT
from stratrade.engines.verdict.declaration import Declaration, Item, Party, Regime
from stratrade.engines.verdict.judge import Bench
from stratrade.interfaces.cli.benches.classify import ORDINARY
from stratrade.interfaces.cli.timing import peak_mb, timed
from stratrade.interfaces.exchange.watchlists import lines

PACK = "kh"
DAY = dt.date(2026, 11, 20)
SNAPSHOT = "un-2026-02-27.jsonl"
DECLARATIONS = 120
LINES = 5
_CONTROLLED = 10  # one line in so many is a term of the list
_THRESHOLD = ALERT


def run() -> dict[str, dict[str, object]]:
    """Judge made-up declarations of five lines and two parties against list, watch list and rules.

    Returns:
        Figures on one core; `p95_ms` is for a whole declaration. There is no peer that does all of it.
    """
    begun = time.perf_counter()
    edition = shelf.read_edition()
    index = Index.build(edition)
    chosen = pack.read(PACK)
    matcher = Matcher(lines.parse((files("stratrade") / "data" / "watchlists" / SNAPSHOT).read_bytes()))
    bench = Bench(chosen.jurisdiction, edition, pack.memberships(), chosen.rules, on=DAY)
    load = time.perf_counter() - begun
    asked = list(islice(declarations(edition), DECLARATIONS))
    rate, p95 = timed(asked, lambda declaration: _judge(declaration, index, matcher, bench), rounds=2)
    return {
        "figures": {
            "lines_per_s": round(rate * LINES),
            "declarations_per_s": round(rate),
            "p95_ms": round(p95, 3),
            "lines": len(asked) * LINES,
            "load_s": round(load, 3),
            "peak_mb": peak_mb(),
        },
        "versions": {"engine": ENGINE_VERSION, "edition": edition.digest[:12], "watchlist": SNAPSHOT},
    }


def declarations(edition: Edition) -> Iterator[Declaration]:
    """Declarations without end; one line in ten is of a term of the control list, the rest are ordinary goods."""
    terms = cycle(term for entry in edition.entries.values() for term in entry.terms.get("en", ()))
    goods = cycle(ORDINARY)
    number = 0
    while True:
        items = []
        for place in range(1, LINES + 1):
            number += 1
            words = next(terms) if number % _CONTROLLED == 0 else next(goods)
            items.append(Item(place, words))
        yield Declaration(
            "BENCH",
            str(number),
            1,
            Regime.EXPORT,
            tuple(items),
            DAY,
            destination="VN",
            parties=(
                Party("exporter", f"Sample Exporter {number % 40} Co., Ltd.", "KH"),
                Party("consignee", f"Placeholder Trading {number % 400} JSC", "VN"),
            ),
        )


def _judge(declaration: Declaration, index: Index, matcher: Matcher, bench: Bench) -> object:
    found = {item.number: identify(Query(item.description), index) for item in declaration.items}
    hits = [
        {"role": party.role, "list": hit.list, "entry_id": hit.entry_id, "name": hit.name, "score": hit.score}
        for party in declaration.parties
        for hit in matcher.screen(PartyQuery(name=party.name, country=party.country), floor=_THRESHOLD)
    ]
    return bench.judge(declaration, identifications=found, licences=[], hits=hits)
