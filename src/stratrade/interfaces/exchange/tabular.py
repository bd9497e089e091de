"""Declaration lines in CSV, Excel or Parquet, by a profile that says which column is which.

Header rows stand on line 1 or further down and are found by their names; HS codes are kept as text so that
leading zeros survive.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath

import yaml

from stratrade.engines.verdict.declaration import Declaration, Item, Party, Regime
from stratrade.interfaces.exchange.amounts import amount
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.kernel import country
from stratrade.kernel.finding import Finding

PARSER_VERSION = "tabular-1"
HEADER_SEARCH_ROWS = 12
"""Header rows of national extracts stand at line 1 to 6; twice that is looked at."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "declaration": ("declaration", "declaration_no", "declaration number", "sad", "sad_no", "entry_no", "id"),
    "office": ("office", "custom", "customs", "customs office", "office_code"),
    "item": ("item", "item_no", "item number", "line", "line_no"),
    "regime": ("regime", "flow", "type", "direction"),
    "date": ("date", "declaration_date", "registration_date"),
    "hs": ("hs", "hs_code", "hs code", "hscode", "commodity_code", "tariff"),
    "description": (
        "description",
        "product_description",
        "goods description",
        "goods_description",
        "commercial_description",
        "commodity",
    ),
    "cas": ("cas", "cas_no", "cas number"),
    "quantity": ("quantity", "qty", "suppl_qty"),
    "unit": ("unit", "uom", "quantity_unit"),
    "net_kg": ("net_kg", "net weight", "net_weight", "net mass"),
    "gross_kg": ("gross_kg", "gross weight", "gross_weight", "gross mass"),
    "value": ("value", "total_value_usd", "usd_cif", "usd_fob", "invoice_value"),
    "currency": ("currency", "currency_code"),
    "origin": ("origin", "country_of_origin", "origin country", "origin_country"),
    "destination": ("destination", "country_of_destination", "destination_country", "destination country"),
    "exporter": ("exporter", "exporter_name", "supplier", "seller", "shipper"),
    "consignee": ("consignee", "importer", "importer_name", "buyer_name", "buyer"),
    "declarant": ("declarant", "declarant_name", "broker"),
    "licence": ("licence", "licence_no", "licence number", "permit"),
}
_REQUIRED = ("description",)
_ITEM = re.compile(r"[0-9]{1,6}(\.0)?")


@dataclass(frozen=True, slots=True)
class Profile:
    """How one source lays out its columns.

    Args:
        columns: our field name to the header it has in the source.
        regime: direction of the whole file where no column says so.
        office: office where no column says so.
        date_format: strptime format of the date column.
        decimal_comma: numbers are written 1.234,5.
    """

    columns: Mapping[str, str]
    regime: str = "IM"
    office: str = "FILE"
    date_format: str = "%Y-%m-%d"
    decimal_comma: bool = False


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that could not be read: its line, the raw cells, the reason."""

    line: int
    row: Mapping[str, str]
    finding: Finding


def read_profile(text: str) -> Profile:
    """A profile from YAML.

    Raises:
        Unreadable: no mapping, unknown keys or unknown fields.
    """
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as problem:
        raise Unreadable("exchange.profile.broken", reason=str(problem).splitlines()[0]) from None
    if not isinstance(data, dict) or not isinstance(data.get("columns"), dict):
        raise Unreadable("exchange.profile.broken", reason="columns is no mapping")
    unknown = sorted(set(data) - set(Profile.__slots__)) + sorted(set(data["columns"]) - set(COLUMNS))
    if unknown:
        raise Unreadable("exchange.profile.unknown", field=", ".join(unknown))
    return Profile(**data)


def read_rows(raw: bytes, name: str) -> list[list[str]]:
    """All cells of a CSV, XLSX or Parquet file as text, row by row.

    Raises:
        Unreadable: unknown kind, broken file, wrong encoding.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in {".csv", ".txt", ".tsv"}:
        return _read_csv(raw)
    if suffix in {".xlsx", ".xls", ".ods"}:
        return _read_sheet(raw)
    if suffix == ".parquet":
        return _read_parquet(raw)
    raise Unreadable("exchange.file.kind", name=PurePath(name).name)


def parse(raw: bytes, name: str, *, profile: Profile | None = None) -> tuple[list[Declaration], list[Reject]]:
    """Read declaration lines and put them together by declaration number.

    Args:
        raw: the file.
        name: its name, whose ending says the kind.
        profile: the columns; without one the header names are recognised.

    Returns:
        Declarations in the order of their first line, and the rows that could not be read.

    Raises:
        Unreadable: the file as a whole cannot be read, or no header row is found.
    """
    rows = read_rows(raw, name)
    start, columns = _find_header(rows, profile)
    used = profile or Profile(columns={})
    sha256 = hashlib.sha256(raw).hexdigest()
    groups: dict[tuple[str, str], list[tuple[Item, Mapping[str, str]]]] = {}
    rejects: list[Reject] = []
    for line, row in enumerate(rows[start + 1 :], start=start + 2):
        cells = {f: row[i].strip() for f, i in columns.items() if i < len(row)}
        if not any(cells.values()):
            continue
        key = (cells.get("office") or used.office, cells.get("declaration") or f"L{line}")
        try:
            item = _item(cells, used, fallback=len(groups.get(key, ())) + 1)
            if any(other.number == item.number for other, _ in groups.get(key, ())):
                raise Unreadable("exchange.items.twice", number=item.number)
        except Unreadable as problem:
            rejects.append(Reject(line, cells, problem.finding))
            continue
        groups.setdefault(key, []).append((item, cells))
    declarations = [_declaration(key, lines, used, sha256) for key, lines in groups.items()]
    return declarations, rejects


def _declaration(
    key: tuple[str, str], lines: Sequence[tuple[Item, Mapping[str, str]]], profile: Profile, sha256: str
) -> Declaration:
    head = lines[0][1]
    return Declaration(
        office=key[0],
        number=key[1],
        version=1,
        regime=Regime((head.get("regime") or profile.regime).upper()[:2]),
        items=tuple(item for item, _ in lines),
        date=_day(head.get("date", ""), profile),
        destination=country.parse(head.get("destination", "")) or "",
        origin=country.parse(head.get("origin", "")) or "",
        parties=tuple(
            Party(role=role, name=head[role])
            for role in ("exporter", "consignee", "declarant")
            if head.get(role)
        ),
        source_system=PARSER_VERSION,
        sha256=sha256,
    )


def _item(cells: Mapping[str, str], profile: Profile, *, fallback: int) -> Item:
    regime = (cells.get("regime") or profile.regime).upper()[:2]
    if regime not in {r.value for r in Regime}:
        raise Unreadable("exchange.field.unfit", field="regime", reason=f"{regime} is none of EX IM TR RE TS")
    description = cells.get("description", "")
    if not description and not cells.get("hs"):
        raise Unreadable("exchange.field.missing", field="description")
    number = cells.get("item", "")
    if number and not _ITEM.fullmatch(number):
        raise Unreadable("exchange.field.not_a_number", field="item", value=number[:40])
    _day(cells.get("date", ""), profile)
    hs = "".join(c for c in cells.get("hs", "").removesuffix(".0") if c.isdigit())
    return Item(
        number=int(number.removesuffix(".0")) if number else fallback,
        description=description,
        hs=hs,
        cas=tuple(c.strip() for c in cells.get("cas", "").split(";") if c.strip()),
        net_kg=_number("net_kg", cells, profile),
        gross_kg=_number("gross_kg", cells, profile),
        quantity=_number("quantity", cells, profile),
        unit=cells.get("unit", ""),
        value=_number("value", cells, profile),
        currency=cells.get("currency", "").upper()[:3],
        origin=country.parse(cells.get("origin", "")) or "",
        destination=country.parse(cells.get("destination", "")) or "",
        licences=(cells["licence"],) if cells.get("licence") else (),
    )


def _number(field: str, cells: Mapping[str, str], profile: Profile) -> Decimal | None:
    raw = cells.get(field, "").replace(" ", "")
    if not raw:
        return None
    text = raw.replace(".", "").replace(",", ".") if profile.decimal_comma else raw.replace(",", "")
    try:
        value = amount(text)
    except ValueError:
        value = Decimal(-1)
    if value < 0:
        raise Unreadable("exchange.field.not_a_number", field=field, value=raw[:40])
    return value


def _day(raw: str, profile: Profile) -> date | None:
    if not raw:
        return None
    try:
        return datetime.strptime(raw[:10], profile.date_format).date()  # noqa: DTZ007 - a day, not an instant
    except ValueError:
        raise Unreadable("exchange.field.not_a_date", field="date", value=raw[:40]) from None


def _find_header(rows: list[list[str]], profile: Profile | None) -> tuple[int, dict[str, int]]:
    for number, row in enumerate(rows[:HEADER_SEARCH_ROWS]):
        names = [cell.strip().casefold() for cell in row]
        columns: dict[str, int] = {}
        wanted = (
            {f: (h.casefold(),) for f, h in profile.columns.items()}
            if profile and profile.columns
            else COLUMNS
        )
        for field, candidates in wanted.items():
            for candidate in candidates:
                if candidate in names:
                    columns[field] = names.index(candidate)
                    break
        if all(field in columns for field in _REQUIRED):
            return number, columns
    raise Unreadable("exchange.header.none", rows=min(len(rows), HEADER_SEARCH_ROWS))


def _read_csv(raw: bytes) -> list[list[str]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("exchange.message.encoding", expected="UTF-8") from None
    if "\x00" in text:
        raise Unreadable("exchange.message.encoding", expected="UTF-8")
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:4096], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        return list(csv.reader(io.StringIO(text), dialect))
    except csv.Error as problem:
        raise Unreadable("exchange.file.broken", reason=str(problem)) from None


def _read_sheet(raw: bytes) -> list[list[str]]:
    from python_calamine import CalamineError, load_workbook  # noqa: PLC0415 - only sheets need it

    try:
        book = load_workbook(io.BytesIO(raw))
        cells = book.get_sheet_by_index(0).to_python()
    except (CalamineError, OSError, ValueError) as problem:
        raise Unreadable("exchange.file.broken", reason=str(problem)[:200]) from None
    return [[_cell(value) for value in row] for row in cells]


def _read_parquet(raw: bytes) -> list[list[str]]:
    import polars as pl  # noqa: PLC0415 - takes longer to import than a CSV takes to read

    try:
        frame = pl.read_parquet(io.BytesIO(raw))
    except (pl.exceptions.PolarsError, OSError) as problem:
        raise Unreadable("exchange.file.broken", reason=str(problem).splitlines()[0][:200]) from None
    return [list(frame.columns), *([_cell(v) for v in row] for row in frame.iter_rows())]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value)


def iter_rejects(rejects: Sequence[Reject]) -> Iterator[dict[str, object]]:
    """Rejected rows as they are written to `<output>.rejects.jsonl`."""
    for reject in rejects:
        yield {"line": reject.line, "row": dict(reject.row), "finding": reject.finding.as_dict()}
