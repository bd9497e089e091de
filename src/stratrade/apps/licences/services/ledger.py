"""The quantity ledger: reserve at declaration, commit at exit, release at cancellation, reverse on correction.

Every function runs inside the caller's transaction and locks the line before it reads a balance; callers that
touch several lines do so in ascending key order.
"""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.licences.events import QuantityMoved
from stratrade.apps.licences.models import Licence, Line, Movement
from stratrade.apps.measures.services import ledger as approvals
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.quantity import Quantity, unit

_TYPE = Movement.Type


class Overdraw(Exception):
    """More was asked for than remains; nothing was written.

    Args:
        remaining: what may still be taken, in `unit` of the line.
    """

    def __init__(self, *, asked: Decimal, remaining: Decimal, unit: str, reference: str, line: int) -> None:
        self.remaining = remaining
        self.unit = unit
        self.finding = Finding(
            "licences.ledger.overdraw",
            Severity.BLOCK,
            {
                "asked": asked.normalize(),
                "remaining": remaining.normalize(),
                "unit": unit,
                "licence": reference,
                "line": line,
            },
        )
        super().__init__(f"{reference}/{line}: asked {asked}, remaining {remaining} {unit}")


class NothingToMove(Exception):
    """There is no reservation or write-off of that declaration line to move.

    Args:
        finding: names declaration and item.
    """

    def __init__(self, code: str, *, declaration: str, item: int) -> None:
        self.finding = Finding(code, Severity.BLOCK, {"declaration": declaration, "item": item})
        super().__init__(f"{code}: {declaration}/{item}")


class NotUsable(Exception):
    """The licence is suspended, revoked or surrendered.

    Args:
        finding: names licence and status.
    """

    def __init__(self, licence: Licence) -> None:
        self.finding = Finding(
            "licences.licence.not_usable",
            Severity.BLOCK,
            {"licence": licence.reference, "status": licence.status},
        )
        super().__init__(f"{licence.reference} is {licence.status}")


def lock(line_ids: Iterable[int]) -> dict[int, Line]:
    """Lock lines in ascending key order and return them by key."""
    rows = Line.objects.select_for_update(of=("self",)).select_related("licence").order_by("pk")
    return {row.pk: row for row in rows.filter(pk__in=set(line_ids))}


def reserve(
    line_id: int,
    *,
    declaration: str,
    item: int,
    quantity: Decimal,
    unit: str,
    value: Decimal | None = None,
    by: User,
) -> Line:
    """Set the open reservation of one declaration line to `quantity`.

    A repeated message changes nothing; an amended declaration moves only the difference.

    Args:
        line_id: key of the licence line.
        declaration: office/number of the declaration.
        item: its line number.
        quantity: in `unit`, which is converted to the unit of the licence line.

    Returns:
        The line with its new balances.

    Raises:
        Overdraw: more than remains.
        NotUsable: the licence does not stand.
        DimensionError: the units do not measure the same thing.
    """
    line = _locked(line_id)
    if line.licence.status != Licence.Status.ISSUED:
        raise NotUsable(line.licence)
    wanted = _in_line_unit(line, quantity, unit)
    held, written_off = _position(line, declaration, item)
    difference = wanted - held - written_off
    if difference > 0:
        if difference > line.remaining:
            raise Overdraw(
                asked=wanted,
                remaining=line.remaining + held + written_off,
                unit=line.unit,
                reference=line.licence.reference,
                line=line.number,
            )
        line.reserved += difference
        _write(line, _TYPE.RESERVE, declaration, item, difference, value, by)
    elif difference < 0 and held > 0:
        less = min(-difference, held)
        line.reserved -= less
        _write(line, _TYPE.RELEASE, declaration, item, less, value, by)
    return line


def commit(
    line_id: int,
    *,
    declaration: str,
    item: int,
    quantity: Decimal | None = None,
    unit: str = "",
    value: Decimal | None = None,
    by: User,
) -> Line:
    """Write off what left; once per declaration line, a repeated message changes nothing.

    Args:
        quantity: what left; None for all that is reserved. A smaller quantity than was reserved frees the rest.

    Raises:
        Overdraw: more than was reserved and more than remains.
        NothingToMove: nothing is reserved and no quantity is given.
    """
    line = _locked(line_id)
    held, written_off = _position(line, declaration, item)
    if written_off > 0:
        return line
    wanted = held if quantity is None else _in_line_unit(line, quantity, unit)
    if wanted <= 0:
        raise NothingToMove("licences.ledger.nothing_reserved", declaration=declaration, item=item)
    if wanted > held + line.remaining:
        raise Overdraw(
            asked=wanted,
            remaining=held + line.remaining,
            unit=line.unit,
            reference=line.licence.reference,
            line=line.number,
        )
    line.reserved -= held
    line.committed += wanted
    if held > wanted:
        _write(line, _TYPE.RELEASE, declaration, item, held - wanted, None, by)
    elif wanted > held:
        _write(line, _TYPE.RESERVE, declaration, item, wanted - held, None, by)
    _write(line, _TYPE.COMMIT, declaration, item, wanted, value, by)
    return line


def release(line_id: int, *, declaration: str, item: int, by: User) -> Line:
    """Give back what is reserved for a declaration line that will not leave; idempotent."""
    line = _locked(line_id)
    held, _ = _position(line, declaration, item)
    if held > 0:
        line.reserved -= held
        _write(line, _TYPE.RELEASE, declaration, item, held, None, by)
    return line


def reverse(line_id: int, *, declaration: str, item: int, by: User) -> Line:
    """Undo the write-off of a declaration line that did not leave after all.

    Raises:
        NothingToMove: nothing is written off for it.
    """
    line = _locked(line_id)
    _, written_off = _position(line, declaration, item)
    if written_off <= 0:
        raise NothingToMove("licences.ledger.nothing_committed", declaration=declaration, item=item)
    line.committed -= written_off
    _write(line, _TYPE.REVERSE, declaration, item, written_off, None, by)
    return line


@use_case
def move(
    reference: str,
    line_number: int,
    type_: str,
    *,
    declaration: str,
    item: int,
    quantity: Decimal | None,
    unit: str,
    value: Decimal | None = None,
    by: User,
) -> Line:
    """One movement asked for by another system or by an officer, in a transaction of its own.

    Raises:
        Line.DoesNotExist: no such licence line.
        Overdraw, NothingToMove, NotUsable, DimensionError: see the single functions.
        ValueError: an unknown type.
    """
    access.require(by, Permission.LICENCES_LEDGER_MOVE)
    unchanged()  # a message that comes twice moves nothing
    line_id = Line.objects.get(licence__reference=reference, number=line_number).pk
    match type_.upper():
        case _TYPE.RESERVE:
            if quantity is None:
                raise NothingToMove("licences.ledger.no_quantity", declaration=declaration, item=item)
            return reserve(
                line_id, declaration=declaration, item=item, quantity=quantity, unit=unit, value=value, by=by
            )
        case _TYPE.COMMIT:
            return commit(
                line_id, declaration=declaration, item=item, quantity=quantity, unit=unit, value=value, by=by
            )
        case _TYPE.RELEASE:
            return release(line_id, declaration=declaration, item=item, by=by)
        case _TYPE.REVERSE:
            approvals.reverse(declaration, item=item, by=by)
            return reverse(line_id, declaration=declaration, item=item, by=by)
        case other:
            raise ValueError(other)


def _locked(line_id: int) -> Line:
    return Line.objects.select_for_update(of=("self",)).select_related("licence").get(pk=line_id)


def _in_line_unit(line: Line, quantity: Decimal, code: str) -> Decimal:
    return Quantity(quantity, unit(code or line.unit).code).to(line.unit).value


def _position(line: Line, declaration: str, item: int) -> tuple[Decimal, Decimal]:
    """(open reservation, standing write-off) of one declaration line, from its movements."""
    sums = {
        row["type"]: row["total"]
        for row in Movement.objects.filter(line=line, declaration=declaration, item=item)
        .order_by()
        .values("type")
        .annotate(total=Sum("quantity"))
    }
    zero = Decimal(0)
    reserved, committed = sums.get(_TYPE.RESERVE, zero), sums.get(_TYPE.COMMIT, zero)
    return reserved - sums.get(_TYPE.RELEASE, zero) - committed, committed - sums.get(_TYPE.REVERSE, zero)


def _write(
    line: Line, type_: str, declaration: str, item: int, quantity: Decimal, value: Decimal | None, by: User
) -> None:
    Movement.objects.create(
        line=line,
        type=type_,
        declaration=declaration,
        item=item,
        quantity=quantity,
        value=value,
        at=timezone.now(),
        by=by if by.pk else None,
    )
    line.save(update_fields=["reserved", "committed"])
    record(
        QuantityMoved(
            reference=line.licence.reference,
            line=line.number,
            type=type_,
            declaration=declaration,
            item=item,
            quantity=format(quantity.normalize(), "f"),
            unit=line.unit,
            remaining=format(line.remaining.normalize(), "f"),
        ),
        subject=line.licence.subject,
        by=by,
    )
