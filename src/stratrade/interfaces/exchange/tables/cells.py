"""What single cells of a table say: days, customs codes."""

from datetime import date

from stratrade.engines.lists.faults import RowFault, fault
from stratrade.interfaces.exchange import nomenclature
from stratrade.interfaces.exchange.tables.sheet import Row

SIX, EIGHT = 6, 8


def day(row: Row, column: str, faults: list[RowFault]) -> date | None:
    """The day in a cell; None where it is empty or no day, which is then a fault."""
    text = row.cells.get(column, "")
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        faults.append(fault(row.number, column, "day_unfit", value=text[:40]))
        return None


def days(row: Row, faults: list[RowFault]) -> tuple[date | None, date | None]:
    """First and last day of a row."""
    start, end = day(row, "valid_from", faults), day(row, "valid_to", faults)
    if start and end and end < start:
        faults.append(fault(row.number, "valid_to", "days_turned"))
    return start, end


def subheading(row: Row, column: str, text: str, faults: list[RowFault], *, longer: bool = False) -> str:
    """Six digits out of "8806.22" or "880622"; empty where they are none, which is then a fault.

    Args:
        longer: a code of eight digits is taken too, by its first six.
    """
    digits = text.replace(".", "").replace(" ", "")
    fits = (
        digits.isdecimal() and digits.isascii() and (len(digits) == SIX or (longer and len(digits) == EIGHT))
    )
    if not fits:
        faults.append(fault(row.number, column, "hs_unfit", value=text[:40]))
        return ""
    if not nomenclature.known(digits[:SIX]):
        faults.append(fault(row.number, column, "hs_unknown", value=digits[:SIX]))
        return ""
    return digits[:SIX]
