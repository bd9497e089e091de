"""A State's own control list as a table.

| heading | what it holds |
|---|---|
| code | number of the entry, KH-001 |
| title_en, title_km, title_fr | its title; English is needed |
| description | what it covers |
| terms_en, terms_km, terms_fr | nouns of the trade, several parted by semicolons |
| hs, strength | customs codes, several parted by semicolons; direct, partial (where nothing is said) or possible |
| cas | CAS numbers, several parted by semicolons |
| regime | where the entry comes from |
| valid_from, valid_to | first and last day |
| parameter, op, value, unit | one criterion; a further row with the same code and no title adds the next |
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from stratrade.engines.lists.faults import RowFault, fault
from stratrade.engines.lists.load import STRENGTHS
from stratrade.engines.lists.national import Criterion, NationalEntry
from stratrade.interfaces.exchange.tables import cells, sheet
from stratrade.interfaces.exchange.tables.sheet import Row

LANGUAGES = ("en", "km", "fr")
COLUMNS: Mapping[str, Sequence[str]] = {
    "code": ("entry", "number"),
    "title_en": ("title",),
    "title_km": (),
    "title_fr": (),
    "description": (),
    "terms_en": ("terms",),
    "terms_km": (),
    "terms_fr": (),
    "hs": ("hs_code", "hs_codes"),
    "strength": (),
    "cas": ("cas_number", "cas_numbers"),
    "regime": (),
    "valid_from": ("from",),
    "valid_to": ("to",),
    "parameter": (),
    "op": ("operator",),
    "value": (),
    "unit": (),
}
NEEDED = ("code", "title_en")
_CRITERION = ("parameter", "op", "value", "unit")


def parse(raw: bytes, name: str) -> tuple[list[NationalEntry], list[RowFault]]:
    """The entries of the table and what is wrong by row; what depends on the edition is looked at later.

    Raises:
        Unreadable: see `sheet.read`.
    """
    rows, faults = sheet.read(raw, name, columns=COLUMNS, needed=NEEDED)
    entries: list[NationalEntry] = []
    for row in rows:
        code = row.cells["code"]
        goes_on = bool(entries) and code in {"", entries[-1].code} and not row.cells["title_en"]
        if goes_on:
            more = _criterion(row, faults, needed=True)
            entries[-1] = replace(entries[-1], criteria=(*entries[-1].criteria, *more))
            continue
        faults += [fault(row.number, column, "cell_missing") for column in NEEDED if not row.cells[column]]
        if all(row.cells[column] for column in NEEDED):
            entries.append(_entry(row, faults))
    return entries, faults


def _entry(row: Row, faults: list[RowFault]) -> NationalEntry:
    strength = row.cells.get("strength", "").lower() or "partial"
    if strength not in STRENGTHS:
        faults.append(fault(row.number, "strength", "strength_unfit", value=strength[:40]))
    codes = [cells.subheading(row, "hs", text, faults, longer=True) for text in row.several("hs")]
    start, end = cells.days(row, faults)
    return NationalEntry(
        row=row.number,
        code=row.cells["code"].upper(),
        title={
            language: title for language in LANGUAGES if (title := row.cells.get(f"title_{language}", ""))
        },
        description=row.cells.get("description", ""),
        terms={language: row.several(f"terms_{language}") for language in LANGUAGES},
        hs=tuple(code for code in codes if code),
        strength=strength,
        cas=row.several("cas"),
        regime=row.cells.get("regime", ""),
        valid_from=start,
        valid_to=end,
        criteria=_criterion(row, faults, needed=False),
    )


def _criterion(row: Row, faults: list[RowFault], *, needed: bool) -> tuple[Criterion, ...]:
    parameter, op, value, unit = (row.cells.get(column, "") for column in _CRITERION)
    if not any((parameter, op, value, unit)) and not needed:
        return ()
    if not (parameter and op and value):
        column = next(c for c, text in zip(_CRITERION, (parameter, op, value), strict=False) if not text)
        faults.append(fault(row.number, column, "criteria_part"))
        return ()
    return (Criterion(row.number, parameter, op, value, unit),)
