"""Tables made for others: CSV that a spreadsheet opens, or a workbook; no cell is taken for a formula."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def made(form: str, rows: Sequence[Sequence[str]]) -> bytes:
    """A table in one of the forms of `MEDIA`; the first row holds the headings.

    >>> made("csv", [["a", "b"], ["=1+1", "x"]]).decode("utf-8-sig").splitlines()
    ['a,b', "'=1+1,x"]

    Raises:
        KeyError: no such form.
    """
    return {"csv": _csv, "xlsx": _xlsx}[form](rows)


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([[_plain(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell, bold if number == 0 else None)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return out.getvalue()
