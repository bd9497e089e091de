"""What a change of a watch list costs where very many names are stored, of which only those near it are screened."""

import random
import time
from collections.abc import Sequence
from importlib.resources import files

from stratrade.engines.matching.index import Matcher
from stratrade.engines.matching.model import ListedParty, PartyQuery
from stratrade.engines.matching.policy import ALERT
from stratrade.engines.matching.stored import Near, StoredNames
from stratrade.interfaces.exchange.watchlists import lines

SNAPSHOT = "un-2026-02-27.jsonl"
STORED = 100_000
CHANGED = 100
_SHARE = 0.25  # of the stored names put together from words of listed ones
_KNOWN = 200  # stored names of listed parties
_SAMPLE = 500  # stored names that are screened in full, to tell what all would take
_WORDS = 25_000
_SEED = 1540
_BEGIN = "b ch d f g h j k kh l m n p ph r s sr t th v s k m".split()
_MIDDLE = "a e i o u ai ea ou ie oa".split()
_END = ["", "", "n", "ng", "r", "l", "s", "t", "k", "m", "rd", "st"]
_FIRMS = ("Trading Co Ltd", "Logistics LLC", "Instruments", "Foods JSC", "Import Export", "Group")


def run() -> dict[str, dict[str, object]]:
    """Hold stored names against changed entries of the packaged list, and a sample of them against everything."""
    listed = lines.parse((files("stratrade") / "data" / "watchlists" / SNAPSHOT).read_bytes())
    return {"figures": figures(listed, Matcher(listed)), "versions": {"watchlist": SNAPSHOT}}


def figures(listed: Sequence[ListedParty], matcher: Matcher) -> dict[str, object]:
    """What a change of some entries costs.

    Returns:
        Seconds by the clock and of the processor on one core, from the mapped block of names to the hits on the
        changed entries; what screening every name would take, reckoned from a sample; and the share of the hits of
        the sample that were found.
    """
    rng = random.Random(_SEED)  # noqa: S311 - to be repeated, not to be secret
    names = stored_names(listed, rng)
    changed = rng.sample(list(listed), min(CHANGED, len(listed)))
    begun = time.process_time()
    block = StoredNames.build(names).packed()
    build = time.process_time() - begun
    clock, begun = time.perf_counter(), time.process_time()
    stored = StoredNames.opened(block)
    search = Near(stored, matcher, floor=ALERT)
    near = {number for party in changed for number in search.find(party)}
    hits = {number for number in near if _hit(matcher, stored.names[number], changed)}
    delta, delta_cpu = time.perf_counter() - clock, time.process_time() - begun
    sample = sorted({*range(0, len(names), max(1, len(names) // _SAMPLE)), *range(_KNOWN)})
    begun = time.process_time()
    full = {number for number in sample if _hit(matcher, names[number], changed)}
    full_cpu = (time.process_time() - begun) * len(names) / len(sample)
    return {
        "delta_s": round(delta, 3),
        "delta_cpu_s": round(delta_cpu, 3),
        "delta_full_s": round(full_cpu, 1),
        "delta_found_share": round(len(full & hits) / len(full), 3) if full else 1.0,
        "delta_near_names": len(near),
        "delta_names_hit": len(hits),
        "delta_stored_names": len(names),
        "delta_changed_entries": len(changed),
        "stored_build_s": round(build, 3),
        "stored_block_mb": round(len(block) / 2**20, 2),
    }


def stored_names(listed: Sequence[ListedParty], rng: random.Random) -> list[str]:
    """Names as a register may hold them: most of nobody on a list, some of words of listed names, few listed."""
    words = ["".join(_syllable(rng) for _ in range(rng.choice((1, 2, 2, 3)))).title() for _ in range(_WORDS)]
    every = [name.text for party in listed for name in party.names]
    theirs = sorted({word for name in every for word in name.split()})
    names: dict[str, None] = dict.fromkeys(rng.sample(every, _KNOWN))
    while len(names) < STORED:
        of = theirs if rng.random() < _SHARE else words
        taken = [of[int(len(of) * rng.random() ** 2)] for _ in range(rng.choice((2, 2, 3)))]
        firm = [rng.choice(_FIRMS)] if rng.random() < 0.5 else []  # noqa: PLR2004 - every second
        names[" ".join([*taken, *firm])] = None
    return list(names)


def _hit(matcher: Matcher, name: str, changed: Sequence[ListedParty]) -> bool:
    entries = {party.entry_id for party in changed}
    return any(hit.entry_id in entries for hit in matcher.screen(PartyQuery(name), floor=ALERT))


def _syllable(rng: random.Random) -> str:
    return rng.choice(_BEGIN) + rng.choice(_MIDDLE) + rng.choice(_END)
