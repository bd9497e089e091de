"""Begin a declaration and write it, section by section."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.documents import numbers
from stratrade.apps.documents import services as documents
from stratrade.apps.nation import queries, rules
from stratrade.apps.nation.events import (
    TreatyDeclarationDiscarded,
    TreatyDeclarationStarted,
    TreatyDeclarationWritten,
)
from stratrade.apps.nation.models import Declaration
from stratrade.apps.nation.rules import Column, Section
from stratrade.apps.nation.services.steps import Refused, locked, require_hand
from stratrade.apps.nation.workflow import DECLARATION
from stratrade.engines.lists.cas import is_valid_cas
from stratrade.engines.obligations import deadlines
from stratrade.kernel import country
from stratrade.kernel.text import ascii_digits, nfc

_PATTERN = "TD-{year}-{number:05d}-{check}"
_LONGEST = 8000
_SHORT = 300
_DIGITS = 30
MOST_ROWS = 500
_CHOICES = {
    "direction": ("export", "import"),
    "category": ("1", "2"),
    "activity": ("production", "consumption", "storage"),
}


@use_case
def start(
    kind: str, *, period: str = "", event_date: dt.date | None = None, about: str = "", by: User
) -> Declaration:
    """Begin the declaration of a period, or one about an event.

    Args:
        kind: of the duty.
        period: year or quarter; for duties owed for a period.
        event_date: the day the duty turns on; for duties owed on an event.
        about: the event in a few words.

    Raises:
        Refused: no such duty or period, one stands already, a word about the event is missing, or the
            person's agency does not draft it.
    """
    access.require(by, Permission.NATION_DECLARATION_DRAFT)
    duty = rules.duties().get(kind)
    if duty is None or duty.is_return:
        raise Refused("nation.declaration.no_duty")
    require_hand(kind, "owner", by=by)
    if duty.is_event:
        if event_date is None or not about.strip():
            raise Refused("nation.declaration.event_missing")
        due_on, period = deadlines.due_for_event(duty, event_date), ""
    else:
        due_on, event_date = _due_on(duty, period), None
        if queries.standing(kind, period, for_=by) is not None:
            raise Refused("nation.declaration.stands", period=period)
    row = Declaration.objects.create(
        reference=numbers.draw(_PATTERN, year=today().year),
        kind=kind,
        period=period,
        about=nfc(about).strip()[:200] if duty.is_event else "",
        event_date=event_date,
        due_on=due_on,
        content={"authority": {"fields": {"authority": by.agency.name("en") if by.agency else ""}}},
        drafted_by=by,
        drafted_at=timezone.now(),
    )
    said = TreatyDeclarationStarted(reference=row.reference, kind=kind, period=period, due_on=due_on)
    record(said, subject=row.subject, by=by)
    return row


@use_case
def write(
    public_id: UUID, section: str, values: Mapping[str, str], *, version: int | None, by: User
) -> Declaration:
    """Write the fields of a section; what is written says that there is something to declare.

    Raises:
        Refused: handed on already, no such section, or a value is not of its kind.
    """
    row, part = _open(public_id, section, version, by)
    if not part.fields:
        raise Refused("nation.declaration.no_section")
    fields = {one.id: checked(one, values.get(one.id, "")) for one in part.fields}
    return _written(row, section, {"fields": fields, "nothing": False}, by)


@use_case
def add_row(
    public_id: UUID, section: str, values: Mapping[str, str], *, version: int | None, by: User
) -> Declaration:
    """Add a row to a section that people write.

    Raises:
        Refused: as `write`; or a needed cell is empty, or there are too many rows.
    """
    row, part = _open(public_id, section, version, by)
    if not part.is_written or not part.columns:
        raise Refused("nation.declaration.no_section")
    cells = {one.id: checked(one, values.get(one.id, ""), needed=one.needed) for one in part.columns}
    rows = [*row.content.get(section, {}).get("rows", []), cells]
    if len(rows) > MOST_ROWS:
        raise Refused("nation.declaration.too_many_rows", most=MOST_ROWS)
    return _written(row, section, {"rows": rows, "nothing": False}, by)


@use_case
def take_out_row(public_id: UUID, section: str, number: int, *, version: int | None, by: User) -> Declaration:
    """Take the row of that number (from 1) out of a section.

    Raises:
        Refused: there is no such row.
    """
    row, _part = _open(public_id, section, version, by)
    rows = list(row.content.get(section, {}).get("rows", []))
    if not 1 <= number <= len(rows):
        raise Refused("nation.declaration.no_row")
    del rows[number - 1]
    return _written(row, section, {"rows": rows}, by)


@use_case
def say_nothing(public_id: UUID, section: str, *, version: int | None, by: User) -> Declaration:
    """Say that a section has nothing to declare, or nothing new; what stood in it is put away.

    Raises:
        Refused: the section must be filled in.
    """
    row, part = _open(public_id, section, version, by)
    if not part.nothing:
        raise Refused("nation.declaration.no_section")
    return _written(row, section, {"nothing": True, "rows": [], "fields": {}}, by)


@use_case
def attach(public_id: UUID, raw: bytes, name: str, *, version: int | None, by: User) -> Declaration:
    """Keep a paper as evidence with a declaration; also after it was sent, as receipts come later.

    Raises:
        UploadRefused: not a kind that is accepted.
    """
    row = locked(public_id, Permission.NATION_DECLARATION_DRAFT, version, by=by)
    require_hand(row.kind, "owner", by=by)
    documents.keep(raw, name, kind="evidence", about=row.subject, by=by)
    return row


@use_case
def discard(public_id: UUID, *, reason: str, version: int | None, by: User) -> Declaration:
    """Give a draft up.

    Raises:
        Refused: no reason.
        IllegalTransition: it was handed on.
    """
    row = locked(public_id, Permission.NATION_DECLARATION_DRAFT, version, by=by)
    require_hand(row.kind, "owner", by=by)
    if not reason.strip():
        raise Refused("nation.declaration.reason_missing")
    DECLARATION.advance(row, "discard", by=by)
    said = TreatyDeclarationDiscarded(reference=row.reference, reason=reason.strip())
    record(said, subject=row.subject, by=by)
    return row


def checked(column: Column, typed: str, *, needed: bool = False) -> str:
    """A value as it is kept.

    Raises:
        Refused: it is not of the column's kind, or is needed and missing.
    """
    value = nfc(typed.replace("\x00", "")).strip()
    if not value:
        if needed:
            raise Refused("nation.declaration.cell_missing", column=column.titles["en"])
        return ""
    kept = _READERS.get(column.kind, _text)(value)
    if kept is None or len(kept) > (_LONGEST if column.kind == "long" else _SHORT):
        raise Refused("nation.declaration.cell_unfit", column=column.titles["en"], value=value[:60])
    return kept


def _text(value: str) -> str | None:
    return value


def _number(value: str) -> str | None:
    try:
        number = Decimal(ascii_digits(value).replace(" ", "").replace(",", "."))
    except InvalidOperation:
        return None
    fit = number.is_finite() and number >= 0 and abs(number.adjusted()) <= _DIGITS
    return format(number, "f") if fit else None  # written out, 1e999999999 would fill the memory


def _date(value: str) -> str | None:
    try:
        return dt.date.fromisoformat(ascii_digits(value)).isoformat()
    except ValueError:
        return None


def _cas(value: str) -> str | None:
    plain = ascii_digits(value)
    return plain if is_valid_cas(plain) else None


def _direction(value: str) -> str | None:
    return value if value in _CHOICES["direction"] else None


def _activity(value: str) -> str | None:
    return value if value in _CHOICES["activity"] else None


def _category(value: str) -> str | None:
    plain = ascii_digits(value)
    return plain if plain in _CHOICES["category"] else None


_READERS = {
    "number": _number,
    "date": _date,
    "country": country.parse,
    "cas": _cas,
    "direction": _direction,
    "category": _category,
    "activity": _activity,
}


def _due_on(duty: deadlines.Duty, period: str) -> dt.date:
    try:
        span = deadlines.period(period)
    except deadlines.NoPeriod:
        raise Refused("nation.declaration.no_period", period=period[:20]) from None
    if ("Q" in period) is not (duty.every == "quarter") or not duty.interval.contains(span.last):
        raise Refused("nation.declaration.no_period", period=period)
    return deadlines.due_for_period(duty, span)


def _open(public_id: UUID, section: str, version: int | None, by: User) -> tuple[Declaration, Section]:
    row = locked(public_id, Permission.NATION_DECLARATION_DRAFT, version, by=by)
    require_hand(row.kind, "owner", by=by)
    if not row.is_open:
        raise Refused("nation.declaration.not_editable")
    part = rules.section(row.kind, section)
    if part is None:
        raise Refused("nation.declaration.no_section")
    return row, part


def _written(row: Declaration, section: str, part: Mapping[str, object], by: User) -> Declaration:
    row.content = {**row.content, section: {**row.content.get(section, {}), **part}}
    row.version += 1
    row.save(update_fields=["content", "version"])
    record(TreatyDeclarationWritten(reference=row.reference, section=section), subject=row.subject, by=by)
    return row
