"""What is wrong in a row of a table that somebody handed in."""

from dataclasses import dataclass

from stratrade.kernel.finding import Finding, Scalar, Severity


@dataclass(frozen=True, slots=True)
class RowFault:
    """One cell, or one row, that cannot be taken.

    Args:
        row: number of the row as a spreadsheet counts, the headings included; 0 for the table as a whole.
        column: heading of the column; empty for the row as a whole.
        finding: the reason.
    """

    row: int
    column: str
    finding: Finding


def fault(row: int, column: str, what: str, /, **params: Scalar) -> RowFault:
    """A fault with the reason `lists.table.<what>`.

    >>> fault(3, "hs", "hs_unknown", value="999999").finding.code
    'lists.table.hs_unknown'
    """
    return RowFault(row, column, Finding(f"lists.table.{what}", Severity.BLOCK, params))
