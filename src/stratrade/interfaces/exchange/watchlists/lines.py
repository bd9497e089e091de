"""Listed parties as JSON lines: our own snapshot form, and the entity form of the party benchmarks."""

import json
from collections.abc import Iterable

from stratrade.engines.matching import benchmark
from stratrade.engines.matching.model import ListedParty
from stratrade.engines.matching.model import as_row as dump
from stratrade.engines.matching.model import from_row as load
from stratrade.interfaces.exchange.unreadable import Unreadable


def parse(raw: bytes) -> list[ListedParty]:
    """Read either form, one object a line.

    Raises:
        Unreadable: a line that is neither; its number is named.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("exchange.message.encoding", expected="UTF-8") from None
    return list(_parties(text.split("\n")))


def _parties(lines: Iterable[str]) -> Iterable[ListedParty]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield load(row) if "entry_id" in row else benchmark.listed(row)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Unreadable("exchange.watchlist.row", list="JSON lines", line=number) from None


__all__ = ["dump", "load", "parse"]
