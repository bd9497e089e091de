"""The national tariff below the HS, as a table.

| heading | what it holds |
|---|---|
| code | eight digits |
| hs | the subheading of 2022 that it stands under; its first six digits where nothing is said |
| description_en, description_km, description_fr | its words; English is needed |
| unit | the unit in which quantities are declared |
| valid_from, valid_to | first and last day |
"""

from collections.abc import Mapping, Sequence

from stratrade.engines.lists.faults import RowFault, fault
from stratrade.interfaces.exchange import nomenclature
from stratrade.interfaces.exchange.tables import cells, sheet
from stratrade.interfaces.exchange.tables.sheet import Row

LANGUAGES = ("en", "km", "fr")
COLUMNS: Mapping[str, Sequence[str]] = {
    "code": ("ahtn", "ahtn_code", "tariff_code", "national_code"),
    "hs": ("parent", "parent_hs6", "hs6"),
    "description_en": ("description",),
    "description_km": (),
    "description_fr": (),
    "unit": ("uom",),
    "valid_from": ("from",),
    "valid_to": ("to",),
}
NEEDED = ("code", "description_en")
EIGHT, SIX = 8, 6


def parse(raw: bytes, name: str) -> tuple[dict[str, object], list[RowFault]]:
    """The file of an edition that the table comes to, and what is wrong by row.

    Raises:
        Unreadable: see `sheet.read`.
    """
    rows, faults = sheet.read(raw, name, columns=COLUMNS, needed=NEEDED)
    lines: dict[str, dict[str, object]] = {}
    at: dict[str, int] = {}
    for row in rows:
        missing = [fault(row.number, column, "cell_missing") for column in NEEDED if not row.cells[column]]
        faults += missing
        if missing:
            continue
        code = row.cells["code"].replace(".", "").replace(" ", "")
        if len(code) != EIGHT or not (code.isdecimal() and code.isascii()):
            faults.append(fault(row.number, "code", "eight_unfit", value=row.cells["code"][:40]))
        elif at.setdefault(code, row.number) != row.number:
            faults.append(fault(row.number, "code", "eight_twice", value=code, row=at[code]))
        else:
            lines[code] = _line(row, code, faults)
    return {"tariff": [lines[code] for code in sorted(lines)]}, faults


def _line(row: Row, code: str, faults: list[RowFault]) -> dict[str, object]:
    said = row.cells.get("hs", "")
    hs = cells.subheading(row, "hs" if said else "code", said or code[:SIX], faults)
    if hs and hs != code[:SIX] and nomenclature.known(code[:SIX]):
        faults.append(fault(row.number, "hs", "parent_unfit", value=code, hs=hs))
    title = {language: row.cells.get(f"description_{language}", "") for language in LANGUAGES}
    line: dict[str, object] = {
        "code": code,
        "hs": hs or code[:SIX],
        "title": {language: text for language, text in title.items() if text},
    }
    if row.cells.get("unit"):
        line["unit"] = row.cells["unit"]
    start, end = cells.days(row, faults)
    return line | {
        key: day.isoformat() for key, day in (("valid_from", start), ("valid_to", end)) if day is not None
    }
