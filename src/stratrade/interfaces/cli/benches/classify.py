"""How fast goods are identified, beside a plain word search over the same list."""

import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from stratrade.apps import shelf
from stratrade.engines.classify.identify import ENGINE_VERSION, Query, identify
from stratrade.engines.classify.words import clean, content, words
from stratrade.engines.lists.model import Edition, QuantityTest

ROUNDS = 3
SLOW = 0.95
ORDINARY = (
    "cotton t-shirts 500 pcs", "jasmine rice 5 % broken 25 kg bags", "motorcycle spare parts",
    "LED tubes 18 W 4000 K", "stainless steel water bottle 750 ml", "bicycle pump", "sugar 45 ICUMSA",
    "PVC pipe 110 mm", "wooden furniture", "frozen shrimp 12 kg cartons",
)  # fmt: skip


def run() -> dict[str, dict[str, object]]:
    """Identify made-up descriptions: one a term of each entry, half of them with values, and ordinary goods.

    Returns:
        Figures of the engine, and of a word search alone as peer. Times are per description on one core.
    """
    begun = time.perf_counter()
    index = shelf.read_index()
    edition = index.edition
    load = time.perf_counter() - begun
    texts = list(_descriptions(edition))
    engine = _timed(texts, lambda text: identify(Query(text), index))
    search = _timed(texts, lambda text: index.bm25(content([w.key for w in words(clean(text))])))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "figures": {
            **engine,
            "descriptions": len(texts),
            "load_s": round(load, 3),
            "peak_mb": round(peak, 1),
            **_private(),
        },
        "peers": {"bm25_alone": search},
        "versions": {"engine": ENGINE_VERSION, "edition": edition.digest[:12]},
    }


def _private() -> dict[str, object]:
    """Memory that no other process shares, where the system tells; what is mapped from the index is shared."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return {}
    kilobytes = sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))
    return {"private_mb": round(kilobytes / 1024, 1)}


def _descriptions(edition: Edition) -> Iterator[str]:
    for entry in edition.entries.values():
        tests = [node.test for node in entry.criteria.walk() if isinstance(node.test, QuantityTest)]
        for number, term in enumerate(entry.terms.get("en", ())):
            yield term
            if tests:
                test = tests[number % len(tests)]
                label = edition.parameters[test.parameter].label.get("en", test.parameter)
                yield f"{term.upper()}, {label} {test.value} {test.unit}, 2 pcs"
    yield from ORDINARY


def _timed(texts: list[str], work: Callable[[str], object]) -> dict[str, object]:
    taken = []
    for number in range(ROUNDS + 1):
        for text in texts:
            begun = time.perf_counter()
            work(text)
            if number:  # the first round warms up
                taken.append(time.perf_counter() - begun)
    # Not by numpy, whose quantiles take 8 MB that the engine never needs.
    slow = sorted(taken)[int(SLOW * (len(taken) - 1))]
    return {"descriptions_per_s": round(len(taken) / sum(taken)), "p95_ms": round(slow * 1000, 3)}
