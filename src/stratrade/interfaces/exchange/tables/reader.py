"""One door to the tables: a file and the edition it is laid over, to a file of the next edition."""

from collections.abc import Mapping
from dataclasses import dataclass

from stratrade.engines.lists import compose
from stratrade.engines.lists import national as engine
from stratrade.engines.lists.faults import RowFault
from stratrade.engines.lists.model import Edition
from stratrade.interfaces.exchange.tables import links, national, tariff

KINDS: Mapping[str, str] = {
    "national": compose.NATIONAL,
    "links": compose.LINKS,
    "tariff": compose.TARIFF,
}
"""Kind of table -> the file of an edition that it becomes."""
SECTIONS: Mapping[str, str] = {"national": "entries", "links": "links", "tariff": "tariff"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read.

    Args:
        kind: one of `KINDS`.
        content: plain content of the file of the edition; not to be used where there are faults.
        faults: what is wrong, by row.
        count: entries, pairs or lines.
        codes: entries of the State's own list, with the row each began in.
    """

    kind: str
    content: Mapping[str, object]
    faults: tuple[RowFault, ...]
    count: int
    codes: Mapping[str, int]


def read(
    kind: str, raw: bytes, name: str, *, documents: Mapping[str, object], base: Edition, scope: str = "named"
) -> Table:
    """Read a table against the edition that it is laid over.

    Args:
        kind: national, links or tariff.
        raw: the file; `name` says XLSX or CSV by its ending.
        documents: plain content of the files of that edition, `base` what they come to.
        scope: for links, which of our own give way.

    Raises:
        Unreadable: the file as a whole cannot be read.
        KeyError: there is no such kind.
    """
    if kind == "national":
        entries, faults = national.parse(raw, name)
        content, more = engine.document(entries, base, taken=compose.entry_codes(documents))
        return Table(kind, content, _sorted([*faults, *more]), len(entries), {e.code: e.row for e in entries})
    if kind == "links":
        page, faults = links.parse(raw, name, entries=base.entries, scope=scope)
        body = page["links"]
        count = len(body["pairs"]) if isinstance(body, dict) else 0
        return Table(kind, page, _sorted(faults), count, {})
    page, faults = {"tariff": tariff.parse}[kind](raw, name)
    lines = page["tariff"]
    return Table(kind, page, _sorted(faults), len(lines) if isinstance(lines, list) else 0, {})


def _sorted(faults: list[RowFault]) -> tuple[RowFault, ...]:
    return tuple(sorted(faults, key=lambda fault: fault.row))
