"""Empty tables to fill in, with two plainly fictional rows each."""

import csv
import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from stratrade.interfaces.exchange.tables import links, national, tariff

_ROWS: Mapping[str, Sequence[Mapping[str, str]]] = {
    "national": (
        {
            "code": "KH-001",
            "title_en": "Crop spraying drones",
            "title_km": "ដ្រូនបាញ់ថ្នាំកសិកម្ម",
            "title_fr": "Drones d'épandage agricole",
            "description": "An example: replace this row. Unmanned aircraft that spray liquids from a tank.",
            "terms_en": "spraying drone; agricultural drone",
            "terms_km": "ដ្រូនកសិកម្ម",
            "terms_fr": "drone agricole",
            "hs": "880622; 880623",
            "strength": "partial",
            "regime": "NATIONAL",
            "valid_from": "2027-01-01",
            "parameter": "tank volume",
            "op": ">=",
            "value": "20",
            "unit": "l",
        },
        {"code": "KH-001", "parameter": "payload", "op": ">", "value": "10", "unit": "kg"},
    ),
    "links": (
        {"entry": "2B230", "hs": "902620", "strength": "direct", "reason": "An example: replace this row."},
        {"entry": "2B350", "hs": "841989", "strength": "possible", "reason": "An example: replace this row."},
    ),
    "tariff": (
        {
            "code": "90262010",
            "hs": "902620",
            "description_en": "An example: pressure gauges of motor vehicles",
            "description_km": "ឧទាហរណ៍៖ ឧបករណ៍វាស់សម្ពាធ",
            "unit": "u",
            "valid_from": "2022-01-01",
        },
        {
            "code": "90262090",
            "hs": "902620",
            "description_en": "An example: other",
            "description_km": "ឧទាហរណ៍៖ ផ្សេងទៀត",
            "unit": "u",
        },
    ),
}
_COLUMNS: Mapping[str, Sequence[str]] = {
    "national": tuple(national.COLUMNS),
    "links": tuple(links.COLUMNS),
    "tariff": tuple(tariff.COLUMNS),
}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA: Mapping[str, str] = {"csv": "text/csv; charset=utf-8", "xlsx": _XLSX}


def made(kind: str, form: str) -> bytes:
    """The template of a table.

    Args:
        kind: national, links or tariff.
        form: csv or xlsx.

    Raises:
        KeyError: there is no such table or form.
    """
    table = [
        list(_COLUMNS[kind]),
        *([row.get(column, "") for column in _COLUMNS[kind]] for row in _ROWS[kind]),
    ]
    return {"csv": _csv, "xlsx": _sheet}[form](table)


def _csv(table: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(table)
    return out.getvalue().encode("utf-8-sig")  # so that spreadsheets read Khmer


def _sheet(table: Sequence[Sequence[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("table")
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})
        page.set_column(0, len(table[0]) - 1, 18, text)
        page.freeze_panes(1, 0)
        for number, row in enumerate(table):
            for place, cell in enumerate(row):
                page.write_string(number, place, cell, text if number else bold)
    return out.getvalue()
