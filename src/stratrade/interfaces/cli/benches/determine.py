"""How fast it is said what a transfer needs, over every entry of the list, every activity and many destinations."""

import datetime as dt
import time
from collections.abc import Iterator

from stratrade.apps import pack, shelf
from stratrade.engines.determination.determine import Rulebook
from stratrade.engines.determination.model import Transaction
from stratrade.interfaces.cli.timing import peak_mb, timed

PACK = "kh"
DAY = dt.date(2026, 11, 20)
ACTIVITIES = ("export", "import", "transit", "transhipment", "brokering", "re_export")
DESTINATIONS = ("VN", "TH", "SG", "JP", "FR", "US", "CN", "KP", "IR", "IL", "EG", "SS")
EVERY = 7  # of all combinations, one in so many is asked


def run() -> dict[str, dict[str, object]]:
    """Ask for entries, activities and destinations in turn, with and without a doubtful end use.

    Returns:
        Figures per transaction on one core. There is no peer: no other tool answers the question.
    """
    begun = time.perf_counter()
    edition = shelf.read_edition()
    book = Rulebook(pack.read(PACK).jurisdiction, edition, pack.memberships())
    load = time.perf_counter() - begun
    asked = list(transactions(list(edition.entries)))[::EVERY]
    rate, p95 = timed(asked, lambda transaction: book.determine(transaction, on=DAY))
    return {
        "figures": {
            "determinations_per_s": round(rate),
            "p95_ms": round(p95, 3),
            "transactions": len(asked),
            "load_s": round(load, 3),
            "peak_mb": peak_mb(),
        },
        "versions": {"edition": edition.digest[:12], "pack": PACK},
    }


def transactions(entries: list[str]) -> Iterator[Transaction]:
    """Every combination, in an order that does not change."""
    for entry in (*entries, ""):
        for activity in ACTIVITIES:
            for number, destination in enumerate(DESTINATIONS):
                yield Transaction(
                    activity=activity,
                    date=DAY,
                    entry=entry,
                    destination=destination,
                    description="goods" if not entry else "",
                    flags=("suspicious_end_use",) if number % 4 == 0 else (),
                )
