"""A table of names to be screened, and the workbook that comes of it."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from stratrade.engines.lists.faults import RowFault, fault
from stratrade.interfaces.exchange.tables import sheet
from stratrade.kernel import country

COLUMNS: Mapping[str, Sequence[str]] = {
    "id": ("reference", "no", "number", "លេខ", "numéro"),
    "name": ("party", "company", "ឈ្មោះ", "nom"),
    "country": ("ប្រទេស", "pays"),
    "kind": ("schema", "type", "ប្រភេទ"),
    "date_of_birth": ("dob", "born", "birth date", "ថ្ងៃកំណើត", "date de naissance"),
    "identifier": ("id number", "passport", "registration", "imo", "tax", "លេខសម្គាល់", "identifiant"),
    "address": ("អាសយដ្ឋាន", "adresse"),
}
_KINDS = {
    "person": "person",
    "individual": "person",
    "organisation": "organisation",
    "organization": "organisation",
    "company": "organisation",
    "vessel": "vessel",
    "aircraft": "aircraft",
}
_WIDTHS = (14, 34, 10, 12, 34, 10, 14, 60)


@dataclass(frozen=True, slots=True)
class Name:
    """One line of the table; the row as a spreadsheet counts."""

    row: int
    id: str
    name: str
    country: str
    kind: str
    date_of_birth: str
    identifier: str
    address: str


def read(raw: bytes, file: str) -> tuple[list[Name], list[RowFault]]:
    """The names of a table, and what is wrong with its rows.

    Raises:
        Unreadable: see `sheet.read`.
    """
    rows, faults = sheet.read(raw, file, columns=COLUMNS, needed=("name",))
    names = []
    for row in rows:
        cells = row.cells
        if not cells.get("name"):
            faults.append(fault(row.number, "name", "cell_missing"))
            continue
        where = country.parse(cells["country"]) if cells.get("country") else ""
        if where is None:
            faults.append(fault(row.number, "country", "country_unknown", value=cells["country"][:40]))
            where = ""
        names.append(
            Name(
                row.number,
                cells.get("id", ""),
                cells["name"],
                where,
                _KINDS.get(cells.get("kind", "").casefold(), ""),
                cells.get("date_of_birth", ""),
                cells.get("identifier", ""),
                cells.get("address", ""),
            )
        )
    return names, faults


def workbook(
    headings: Sequence[str],
    rows: Sequence[Sequence[Any]],
    about: Sequence[tuple[str, str]],
    *,
    sheets: tuple[str, str],
) -> bytes:
    """The result as a workbook: one sheet with a line for each likeness, one with what it rests on.

    Args:
        headings: of the first sheet.
        rows: cells; numbers stay numbers, everything else is text and never a formula.
        about: name and value, for the second sheet.
        sheets: their titles.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
        page = book.add_worksheet(sheets[0][:31])
        page.freeze_panes(1, 0)
        for place, (heading, width) in enumerate(zip(headings, _WIDTHS, strict=False)):
            page.set_column(place, place, width)
            page.write_string(0, place, heading, bold)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if isinstance(cell, int | float):
                    page.write_number(number, place, cell)
                else:
                    page.write_string(number, place, str(cell), text)
        page.autofilter(0, 0, max(1, len(rows)), len(headings) - 1)
        second = book.add_worksheet(sheets[1][:31])
        second.set_column(0, 1, 40)
        for number, (name, value) in enumerate(about):
            second.write_string(number, 0, name, bold)
            second.write_string(number, 1, value, text)
    return out.getvalue()
