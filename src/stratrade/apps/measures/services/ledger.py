"""The ledger of a committee's approval: reserve at licence or declaration, commit at exit, release, reverse.

Every function runs inside the caller's transaction and locks the approval before it reads a balance; callers lock
several with `lock`, in ascending key order and before any licence line.
"""

from collections.abc import Collection, Iterable
from decimal import Decimal

from django.utils import timezone

from stratrade.apps.accounts.models import User
from stratrade.apps.audit.services import record
from stratrade.apps.measures.events import ApprovalMoved
from stratrade.apps.measures.models import ApprovalMovement, CommitteeApproval
from stratrade.engines.determination.approved import plain
from stratrade.kernel.finding import Finding, Severity

_TYPE = ApprovalMovement.Type
_ZERO = Decimal(0)


class Overdraw(Exception):
    """More was asked for than the committee approved; nothing was written.

    Args:
        finding: names the approval, what was asked and what remains.
    """

    def __init__(self, row: CommitteeApproval, *, asked: Decimal, remaining: Decimal) -> None:
        self.finding = Finding(
            "determination.approval.exhausted",
            Severity.BLOCK,
            {
                "approval": row.reference,
                "rule": row.rule,
                "asked": plain(asked),
                "remaining": plain(remaining),
                "unit": row.unit,
            },
            row.citation,
        )
        super().__init__(f"{row.reference}: asked {asked}, remaining {remaining} {row.unit}")


class NotStanding(Exception):
    """The approval is not confirmed, or is being or was withdrawn.

    Args:
        finding: names it.
    """

    def __init__(self, row: CommitteeApproval) -> None:
        self.finding = Finding(
            "determination.approval.withdrawn",
            Severity.BLOCK,
            {"approval": row.reference, "rule": row.rule},
            row.citation,
        )
        super().__init__(row.reference)


def lock(keys: Iterable[int]) -> dict[int, CommitteeApproval]:
    """Lock approvals in ascending key order and return them by key."""
    rows = CommitteeApproval.objects.select_for_update(of=("self",)).select_related("company").order_by("pk")
    return {row.pk: row for row in rows.filter(pk__in=set(keys))}


def reserve(
    key: int, *, matter: str, item: int, quantity: Decimal, licences: Collection[str] = (), by: User
) -> CommitteeApproval:
    """Set what is reserved for one line of a licence or declaration to `quantity`, in the unit of the approval.

    A repeated message changes nothing; an amended declaration moves only the difference.

    Args:
        licences: references of licences whose own reservations are drawn upon first.

    Raises:
        Overdraw: more than is free and than those licences hold.
        NotStanding: it lifts nothing.
    """
    row = lock([key])[key]
    if row.status != CommitteeApproval.Status.CONFIRMED:
        raise NotStanding(row)
    held, written_off = _position(row, matter, item)
    difference = quantity - held - written_off
    if difference < 0:
        _give_back(row, matter, item, min(-difference, held), list(licences), by)
    elif difference > 0:
        sources = [(name, have) for name in dict.fromkeys(licences) for have in [_of(row, name)] if have > 0]
        free = row.remaining + sum((have for _name, have in sources), _ZERO)
        if difference > free:
            raise Overdraw(row, asked=quantity, remaining=free + held + written_off)
        for name, have in sources:
            part = min(have, difference)
            if part > 0:
                _draw(row, name, part, by)
                _write(row, _TYPE.RESERVE, matter, item, part, by, under=name)
                difference -= part
        if difference > 0:
            row.reserved += difference
            _write(row, _TYPE.RESERVE, matter, item, difference, by)
    return row


def commit(matter: str, *, by: User) -> int:
    """Write off everything that is reserved for a declaration whose goods left; a second time changes nothing."""
    done = 0
    for row, item, held, _written in _lines(matter):
        if held > 0:
            row.reserved -= held
            row.committed += held
            _write(row, _TYPE.COMMIT, matter, item, held, by)
            done += 1
    return done


def release(
    matter: str,
    *,
    but: Collection[tuple[int, int]] = (),
    back_to: Collection[str] = (),
    by: User,
) -> None:
    """Give back what is reserved for a declaration or licence that will not be used.

    Args:
        but: (approval, line) of what is kept.
        back_to: licences under which goods may still move; what was drawn from one of them goes back to it.
    """
    for row, item, held, _written in _lines(matter):
        if held > 0 and (row.pk, item) not in but:
            _give_back(row, matter, item, held, back_to, by)


def under(matter: str) -> frozenset[str]:
    """The licences whose reservations a declaration drew upon."""
    rows = ApprovalMovement.objects.filter(matter=matter).exclude(under="")
    return frozenset(rows.values_list("under", flat=True))


def reverse(matter: str, *, item: int, by: User) -> None:
    """Undo the write-off of a line of a declaration whose goods did not leave after all."""
    for row, number, _held, written in _lines(matter):
        if number == item and written > 0:
            row.committed -= written
            _write(row, _TYPE.REVERSE, matter, item, written, by)


def _lines(matter: str) -> list[tuple[CommitteeApproval, int, Decimal, Decimal]]:
    """(approval, line, open reservation, standing write-off) of a matter; the approvals are locked."""
    moves = ApprovalMovement.objects.filter(matter=matter).order_by("approval_id", "item")
    touched = list(dict.fromkeys(moves.values_list("approval_id", "item")))
    rows = lock(key for key, _item in touched)
    return [(rows[key], item, *_position(rows[key], matter, item)) for key, item in touched]


def _position(row: CommitteeApproval, matter: str, item: int | None) -> tuple[Decimal, Decimal]:
    """(open reservation, standing write-off) of one line, from its movements; of every line where `item` is None."""
    moves = ApprovalMovement.objects.filter(approval=row, matter=matter)
    if item is not None:
        moves = moves.filter(item=item)
    sums = dict.fromkeys(_TYPE, _ZERO)
    for type_, quantity in moves.values_list("type", "quantity"):
        sums[_TYPE(type_)] += quantity
    reserved = sums[_TYPE.RESERVE] - sums[_TYPE.RELEASE] - sums[_TYPE.COMMIT]
    return reserved, sums[_TYPE.COMMIT] - sums[_TYPE.REVERSE]


def _of(row: CommitteeApproval, licence: str) -> Decimal:
    return _position(row, licence, None)[0]


def _draw(row: CommitteeApproval, licence: str, quantity: Decimal, by: User) -> None:
    """Take from what a licence holds, line by line, so that a declaration under it can hold it instead."""
    for item in sorted(set(row.movements.filter(matter=licence).values_list("item", flat=True))):
        part = min(_position(row, licence, item)[0], quantity)
        if part > 0:
            _write(row, _TYPE.RELEASE, licence, item, part, by)
            quantity -= part


def _give_back(
    row: CommitteeApproval, matter: str, item: int, quantity: Decimal, back_to: Collection[str], by: User
) -> None:
    """Release a part of a reservation; what was drawn from a licence that still stands goes back to it."""
    returned = []
    free = quantity
    for licence, drawn in _drawn(row, matter, item):
        part = min(drawn, free)
        if part > 0 and licence in back_to:
            returned.append((licence, part))
            free -= part
    row.reserved -= free
    if free > 0:
        _write(row, _TYPE.RELEASE, matter, item, free, by)
    for licence, part in returned:
        first = row.movements.filter(matter=licence).order_by("pk").values_list("item", flat=True)[0]
        _write(row, _TYPE.RELEASE, matter, item, part, by, under=licence)
        _write(row, _TYPE.RESERVE, licence, first, part, by)


def _drawn(row: CommitteeApproval, matter: str, item: int) -> list[tuple[str, Decimal]]:
    """Licence -> what a line drew from it and has not given back to it."""
    sums: dict[str, Decimal] = {}
    for type_, under, quantity in (
        row.movements.filter(matter=matter, item=item, type__in=[_TYPE.RESERVE, _TYPE.RELEASE])
        .exclude(under="")
        .values_list("type", "under", "quantity")
    ):
        sums[under] = sums.get(under, _ZERO) + (quantity if type_ == _TYPE.RESERVE else -quantity)
    return list(sums.items())


def _write(
    row: CommitteeApproval,
    type_: str,
    matter: str,
    item: int,
    quantity: Decimal,
    by: User,
    *,
    under: str = "",
) -> None:
    ApprovalMovement.objects.create(
        approval=row,
        type=type_,
        matter=matter,
        item=item,
        under=under,
        quantity=quantity,
        at=timezone.now(),
        by=by if by.pk else None,
    )
    row.save(update_fields=["reserved", "committed"])
    record(
        ApprovalMoved(
            reference=row.reference,
            type=type_,
            matter=matter,
            item=item,
            quantity=plain(quantity),
            unit=row.unit,
            remaining=plain(row.remaining),
        ),
        subject=row.subject,
        by=by,
    )
