"""A sheet that somebody hands in, XLSX or CSV, opened as what it may be: rows of plain text under known headings."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from stratrade.engines.lists.faults import RowFault, fault
from stratrade.interfaces.exchange.unreadable import Unreadable

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 60 * 1024 * 1024
MAX_PARTS = 200
MAX_ROWS = 30_000
MAX_COLUMNS = 60
MAX_CELL = 4_000
HEADINGS_WITHIN = 10  # rows; tables write a title and a day above their headings

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_FORMULA = re.compile(rb"<(?!xm:)(?:\w+:)?f[\s/>]")  # xm: names the source of a drop-down list
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,4})?([0-9]{1,10})["']""")
_LOOKS_LIKE_FORMULA = re.compile(r"[=@]|[+-][^(|!]*[(|!]")
_XLS = b"\xd0\xcf\x11\xe0"  # the old binary form, and every encrypted file


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet counts, and its cells by column."""

    number: int
    cells: Mapping[str, str]

    def several(self, column: str) -> tuple[str, ...]:
        """The values of a cell that holds several, parted by semicolons."""
        return tuple(part.strip() for part in self.cells.get(column, "").split(";") if part.strip())


def read(
    raw: bytes, name: str, *, columns: Mapping[str, Sequence[str]], needed: Sequence[str]
) -> tuple[list[Row], list[RowFault]]:
    """The rows of the first sheet under its headings.

    Args:
        raw: the file.
        name: its name, whose ending says the kind.
        columns: column -> other headings that mean it.
        needed: columns without which it is another table; none of their cells may be empty in a row that has
            anything in it, unless the reader of the table allows it.

    Returns:
        The rows that hold anything, and what is wrong with headings and lengths.

    Raises:
        Unreadable: too large packed or unpacked, broken, encrypted, of another kind or encoding, too many rows or
            columns, a formula, no rows, or no headings.
    """
    if len(raw) > MAX_BYTES:
        raise Unreadable("exchange.message.too_large", limit_mb=MAX_BYTES // 1024**2)
    suffix = PurePath(name).suffix.lower()
    if suffix == ".csv":
        cells = _csv(raw)
    elif suffix == ".xlsx":
        cells = _xlsx(raw)
    else:
        raise Unreadable("lists.table.kind", name=PurePath(name).name[:80])
    return _under_headings(cells, columns, needed)


def _under_headings(
    cells: Sequence[Sequence[str]], columns: Mapping[str, Sequence[str]], needed: Sequence[str]
) -> tuple[list[Row], list[RowFault]]:
    meaning = {_plain(word): column for column, words in columns.items() for word in (column, *words)}
    at, headings = _headings(cells, meaning, needed)
    places, faults = _places(headings, meaning, at + 1, ", ".join(columns))
    rows: list[Row] = []
    for number, row in enumerate(cells[at + 1 :], start=at + 2):
        if not any(text.strip() for text in row):
            continue
        if any(text.strip() for text in row[len(headings) :]):
            faults.append(fault(number, "", "row_wide"))
        found = {column: row[place].strip() if place < len(row) else "" for place, column in places.items()}
        for column, text in found.items():
            if len(text) > MAX_CELL:
                faults.append(fault(number, column, "cell_long", limit=MAX_CELL))
        rows.append(Row(number, found))
    if not rows:
        raise Unreadable("lists.table.empty")
    return rows, faults


def _places(
    headings: Sequence[str], meaning: Mapping[str, str], row: int, known: str
) -> tuple[dict[int, str], list[RowFault]]:
    """Which column stands where, and headings that mean nothing or stand twice."""
    faults: list[RowFault] = []
    places: dict[int, str] = {}
    for place, heading in enumerate(headings):
        text = heading.strip()[:40]
        column = meaning.get(_plain(heading), "")
        if text and not column:
            faults.append(fault(row, text, "heading_unknown", value=text, known=known))
        elif column and column in places.values():
            faults.append(fault(row, column, "heading_twice", value=text))
        elif column:
            places[place] = column
    return places, faults


def _headings(
    cells: Sequence[Sequence[str]], meaning: Mapping[str, str], needed: Sequence[str]
) -> tuple[int, Sequence[str]]:
    nearest = list(needed)
    for number, row in enumerate(cells[:HEADINGS_WITHIN]):
        found = {meaning.get(_plain(text)) for text in row}
        missing = [column for column in needed if column not in found]
        if not missing:
            return number, row
        if len(missing) < len(nearest):
            nearest = missing
    raise Unreadable("lists.table.no_headings", column=nearest[0])


def _plain(heading: str) -> str:
    return "_".join(heading.casefold().replace("_", " ").replace("-", " ").split())


def _csv(raw: bytes) -> list[list[str]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("exchange.message.encoding", expected="UTF-8") from None
    if "\x00" in text:
        raise Unreadable("exchange.message.encoding", expected="UTF-8")
    top = "\n".join(text[:MAX_CELL].splitlines()[:HEADINGS_WITHIN])
    delimiter = max(",;\t", key=top.count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(row)
            _check_shape(len(rows), len(row))
            for place, cell in enumerate(row):
                _check_plain(cell, place, len(rows))
    except csv.Error as problem:
        raise Unreadable("exchange.file.broken", reason=str(problem)[:200]) from None
    return rows


def _xlsx(raw: bytes) -> list[list[str]]:
    from python_calamine import load_workbook  # noqa: PLC0415 - only sheets need it

    if raw.startswith(_XLS):
        raise Unreadable("exchange.file.broken", reason="XLS or encrypted")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for content in _sheets(archive):
                _check_sheet(content)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as problem:
        raise Unreadable("exchange.file.broken", reason=str(problem)[:200]) from None
    try:
        found = load_workbook(io.BytesIO(raw)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as problem:  # noqa: BLE001 - the reader panics, past Exception, on broken sheets
        raise Unreadable("exchange.file.broken", reason=str(problem)[:200]) from None
    rows = [[_text(value) for value in row] for row in found]
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            _check_plain(cell, place, number)
    return rows


def _sheets(archive: zipfile.ZipFile) -> Iterator[bytes]:
    """The sheets, after every part has been unpacked once within the limit, whatever its header claims."""
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise Unreadable("exchange.archive.too_many", limit=MAX_PARTS)
    room = MAX_UNPACKED
    for part in parts:
        with archive.open(part) as member:
            content = member.read(room + 1)
        room -= len(content)
        if room < 0:
            raise Unreadable("exchange.message.too_large", limit_mb=MAX_UNPACKED // 1024**2)
        if _SHEET.fullmatch(part.filename):
            yield content


def _check_sheet(content: bytes) -> None:
    """Refuse formulas, and a sheet whose outermost cells span more than a table, before it is laid out."""
    if b"\x00" in content[:200]:
        raise Unreadable("exchange.message.encoding", expected="UTF-8")
    formula = _FORMULA.search(content)
    if formula:
        before = [b"".join(place.groups(b"")) for place in _PLACE.finditer(content[: formula.start()])]
        raise Unreadable("lists.table.formula", cell=before[-1].decode() if before else "?")
    rows, columns = 0, 0
    for place in _PLACE.finditer(content):
        rows = max(rows, int(place.group(2)))
        columns = max(columns, _column_number(place.group(1) or b""))
    chunks = _ROW.split(content)[1:]
    widest = max((len(_CELL.findall(chunk)) for chunk in chunks), default=0)
    _check_shape(max(rows, len(chunks)), max(columns, widest))


def _check_shape(rows: int, columns: int) -> None:
    if rows > MAX_ROWS:
        raise Unreadable("lists.table.rows_many", limit=MAX_ROWS)
    if columns > MAX_COLUMNS:
        raise Unreadable("lists.table.columns_many", limit=MAX_COLUMNS)


def _check_plain(cell: str, place: int, row: int) -> None:
    """Refuse what a spreadsheet would run when the cell is opened in it again."""
    if _LOOKS_LIKE_FORMULA.match(cell.lstrip()):
        raise Unreadable("lists.table.formula", cell=f"{_column_letters(place)}{row}")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number


def _column_letters(place: int) -> str:
    return (_column_letters(place // 26 - 1) if place >= 26 else "") + chr(65 + place % 26)  # noqa: PLR2004


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value)
