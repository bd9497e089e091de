"""Licence lines as CSV, for judging files away from the register."""

import csv
import datetime as dt
import io
from decimal import Decimal, InvalidOperation

from stratrade.engines.verdict.licence import LicenceView
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.kernel.quantity import UnitError, unit

REQUIRED = (
    "reference",
    "line",
    "entry",
    "destination",
    "activity",
    "valid_from",
    "valid_to",
    "remaining",
    "unit",
)


def parse(raw: bytes) -> list[LicenceView]:
    """Read lines.

    Columns: reference, line, entry, destination, activity, valid_from, valid_to, remaining, unit and, optionally,
    status, hs, cas, holder, consignee.

    Raises:
        Unreadable: a column is missing or a value does not fit; line and field are named.
    """
    try:
        reader = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise Unreadable("exchange.message.encoding", expected="UTF-8") from None
    missing = [c for c in REQUIRED if c not in (reader.fieldnames or ())]
    if missing:
        raise Unreadable("exchange.field.missing", field=", ".join(missing))
    return [_line(number, row) for number, row in enumerate(reader, start=1)]


def _day(written: str | None) -> dt.date | None:
    return dt.date.fromisoformat(written.strip()) if written and written.strip() else None


def _line(number: int, row: dict[str, str]) -> LicenceView:
    try:
        return LicenceView(
            line_id=number,
            reference=row["reference"].strip(),
            line=int(row["line"]),
            entry=row["entry"].strip(),
            destination=row["destination"].strip().upper(),
            activity=row["activity"].strip(),
            status=(row.get("status") or "ISSUED").strip(),
            valid_from=dt.date.fromisoformat(row["valid_from"].strip()),
            valid_to=dt.date.fromisoformat(row["valid_to"].strip()),
            remaining=Decimal(row["remaining"].strip()),
            unit=unit(row["unit"]).code,
            hs=(row.get("hs") or "").strip(),
            cas=(row.get("cas") or "").strip(),
            holder=(row.get("holder") or "").strip(),
            consignee=(row.get("consignee") or "").strip(),
            not_before=_day(row.get("not_before")),
            papers=tuple((row.get("papers") or "").split()),
        )
    except (ValueError, InvalidOperation, UnitError, AttributeError) as problem:
        raise Unreadable(
            "exchange.field.unfit", field=f"line {number + 1}", reason=str(problem)[:200]
        ) from None
