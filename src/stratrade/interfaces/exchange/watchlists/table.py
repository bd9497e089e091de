"""A table of a list with a row of headings, read row by row with the line each began on."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stratrade.interfaces.exchange.unreadable import Unreadable

_HEADINGS_WITHIN = 5  # lines within which the headings stand; above them lists write a title and a day


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line on which it ends, and its cells by heading, in lower case."""

    line: int
    cells: dict[str, str]


def read(raw: bytes, code: str, needed: Sequence[str]) -> tuple[list[Row], str]:
    """The rows under the headings.

    Args:
        code: of the list, for what is said of it.
        needed: headings, in lower case, without which it is another table.

    Returns:
        The rows, and what stands above the headings in one line.

    Raises:
        Unreadable: no UTF-8, no such headings, a row with more or fewer cells than there are headings, or a cell that
            never ends because the file is cut off.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("exchange.message.encoding", expected="UTF-8") from None
    reader = csv.reader(io.StringIO(text.replace("\x00", "")), strict=True)
    above: list[str] = []
    seen: list[list[str]] = []
    headings: list[str] = []
    rows: list[Row] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if headings:
                rows.append(_row(reader.line_num, headings, cells, code))
            elif not missing(cells, needed):
                headings = [_plain(c) for c in cells]
            else:
                above.append(" ".join(cells))
                seen.append(cells)
                if len(above) >= _HEADINGS_WITHIN:
                    break
    except csv.Error:
        raise Unreadable("exchange.watchlist.cut", list=code, line=len(rows)) from None
    if not headings:
        nearest = max((missing(cells, needed) for cells in seen), key=lambda m: -len(m), default=list(needed))
        raise Unreadable("exchange.watchlist.column", list=code, column=nearest[0])
    return rows, " ".join(above)


def missing(cells: Sequence[str], needed: Sequence[str]) -> list[str]:
    """Which of the headings that are needed do not stand in a row."""
    found = {_plain(c) for c in cells}
    return [heading for heading in needed if heading not in found]


def _row(line: int, headings: Sequence[str], cells: Sequence[str], code: str) -> Row:
    if len(cells) != len(headings):
        raise Unreadable("exchange.watchlist.row", list=code, line=line)
    return Row(line, dict(zip(headings, (c.strip() for c in cells), strict=True)))


def several(cell: str) -> Iterator[str]:
    """The values of a cell that holds several, parted by semicolons."""
    return (part.strip() for part in cell.split(";") if part.strip())


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().split())
