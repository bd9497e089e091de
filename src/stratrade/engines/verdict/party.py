"""Parties that look like listed ones: the surest of them keeps goods back, or asks for a look at the papers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from stratrade.engines.verdict.lane import Lane
from stratrade.engines.verdict.line import Line
from stratrade.engines.verdict.sheet import Sheet
from stratrade.kernel.finding import Severity

SURE_HIT = Decimal("0.92")
"""Party score from which goods are kept back until an officer has looked; below it papers are looked at."""


def weigh(line: Line, sheet: Sheet, hits: Sequence[Mapping[str, Any]]) -> None:
    """Note the surest hit.

    Args:
        hits: each with role, query, name, list, entry_id, score.
    """
    best = max(hits, key=lambda h: float(h["score"]), default=None)
    if best is None:
        return
    score = Decimal(str(best["score"]))
    sheet.facts["hit_score"] = score
    sure = score >= SURE_HIT
    sheet.put(
        Lane.RELEASE if sure else Lane.DOCUMENTARY,
        "enforcement.party.listed",
        Severity.BLOCK if sure else Severity.WARNING,
        line.basis,
        role=str(best.get("role", "")),
        name=str(best["query"]),
        listed=str(best["name"]),
        list=str(best["list"]),
        entry=str(best["entry_id"]),
    )
    if sure:
        sheet.stop(line.basis)
