"""An official table of customs codes and entries.

| heading | what it holds |
|---|---|
| entry | an entry or a paragraph of the list |
| hs | a subheading of the nomenclature of 2022 |
| strength | direct, partial or possible |
| reason | why they belong together; may be left out |
"""

from collections.abc import Collection, Mapping, Sequence

from stratrade.engines.lists.faults import RowFault, fault
from stratrade.engines.lists.load import STRENGTHS
from stratrade.interfaces.exchange.tables import cells, sheet

COLUMNS: Mapping[str, Sequence[str]] = {
    "entry": ("code", "control_entry", "list_entry"),
    "hs": ("hs_code", "hs6", "subheading"),
    "strength": ("relation",),
    "reason": ("note", "remark"),
}
NEEDED = ("entry", "hs", "strength")
_ORDER = ("possible", "partial", "direct")


def parse(
    raw: bytes, name: str, *, entries: Collection[str], scope: str
) -> tuple[dict[str, object], list[RowFault]]:
    """The file of an edition that the table comes to, and what is wrong by row.

    Args:
        entries: codes of the entries of the edition it is laid over.
        scope: which of our own links give way, see `engines.lists.load.SCOPES`.

    Raises:
        Unreadable: see `sheet.read`.
    """
    rows, faults = sheet.read(raw, name, columns=COLUMNS, needed=NEEDED)
    pairs: dict[tuple[str, str], dict[str, str]] = {}
    seen: dict[tuple[str, str], tuple[int, str]] = {}
    for row in rows:
        faults += [fault(row.number, column, "cell_missing") for column in NEEDED if not row.cells[column]]
        if not all(row.cells[column] for column in NEEDED):
            continue
        said = row.cells["entry"]
        entry = _entry_of(said, entries) or _entry_of(said.upper(), entries)
        if not entry:
            faults.append(fault(row.number, "entry", "entry_unknown", value=said[:40]))
        hs = cells.subheading(row, "hs", row.cells["hs"], faults)
        strength = row.cells["strength"].lower()
        if strength not in STRENGTHS:
            faults.append(fault(row.number, "strength", "strength_unfit", value=strength[:40]))
        if not (entry and hs and strength in STRENGTHS):
            continue
        first, other = seen.setdefault((said.upper(), hs), (row.number, strength))
        if first != row.number and other == strength:
            faults.append(fault(row.number, "hs", "pair_twice", row=first))
        elif first != row.number:
            faults.append(fault(row.number, "strength", "strength_contradicts", row=first, other=other))
        elif (entry, hs) not in pairs or _stronger(strength, pairs[entry, hs]["strength"]):
            reason = row.cells.get("reason", "")
            pairs[entry, hs] = {"entry": entry, "code": hs, "strength": strength}
            if reason:
                pairs[entry, hs]["reason"] = reason
    return {"links": {"scope": scope, "pairs": [pairs[key] for key in sorted(pairs)]}}, faults


def _stronger(one: str, other: str) -> bool:
    """Two paragraphs of an entry may be linked unlike; the entry is linked as its strongest paragraph is."""
    return _ORDER.index(one) > _ORDER.index(other)


def _entry_of(said: str, entries: Collection[str]) -> str:
    """The entry that a code or paragraph belongs to; empty where there is none."""
    while said not in entries and "." in said:
        said = said.rpartition(".")[0]
    return said if said in entries else ""
