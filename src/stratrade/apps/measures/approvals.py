"""Approvals of committees of the Security Council: which stand, who may read and keep them, as the engines ask."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.measures import queries
from stratrade.apps.measures.models import ApprovalMovement, CommitteeApproval
from stratrade.engines.determination.approved import Approval
from stratrade.engines.determination.rules import SanctionRule
from stratrade.engines.determination.served import name_key, number_key

_STATUS = CommitteeApproval.Status
_SIGN = {
    ApprovalMovement.Type.RESERVE: 1,
    ApprovalMovement.Type.RELEASE: -1,
    ApprovalMovement.Type.COMMIT: -1,
    ApprovalMovement.Type.REVERSE: 0,
}


def visible(for_: User) -> QuerySet[CommitteeApproval]:
    """Every approval for officials who may see them; nothing for others."""
    if not access.may(for_, Permission.MEASURES_APPROVAL_READ):
        return CommitteeApproval.objects.none()
    return CommitteeApproval.objects.select_related("proposed_by", "decided_by", "ending_by", "ended_by")


def page(*, for_: User) -> QuerySet[CommitteeApproval]:
    """Approvals the person may see, the newest first."""
    return visible(for_).order_by("-pk")


def one(public_id: UUID, *, for_: User) -> CommitteeApproval | None:
    """One approval, or None where the person may not see it."""
    return visible(for_).filter(public_id=public_id).first()


def may_keep(by: User) -> bool:
    """Whether a person speaks for the agency that the law register charges with approvals."""
    code = by.agency.code if by.agency else ""
    return (
        access.may(by, Permission.MEASURES_APPROVAL_KEEP)
        and bool(code)
        and code == queries.switch_authority(today())
    )


def awaiting(for_: User) -> list[CommitteeApproval]:
    """Those that wait for this person's signature: entered, or to be withdrawn, by somebody else."""
    if not may_keep(for_):
        return []
    rows = visible(for_).filter(status__in=[_STATUS.PROPOSED, _STATUS.ENDING]).order_by("pk")
    return [row for row in rows if waits_for(row, for_)]


def waits_for(row: CommitteeApproval, person: User) -> bool:
    """Whether an approval waits for a second signature that this person may give."""
    first = {_STATUS.PROPOSED: row.proposed_by_id, _STATUS.ENDING: row.ending_by_id}.get(
        _STATUS(row.status), person.pk
    )
    return first != person.pk


def movements(row: CommitteeApproval) -> QuerySet[ApprovalMovement]:
    """The ledger of an approval the person may see already, the oldest first."""
    return row.movements.select_related("by").order_by("pk")


def approvable() -> tuple[SanctionRule, ...]:
    """The rules of the standing pack that name a committee whose approval lifts them."""
    return tuple(rule for rule in queries.rules() if rule.approval)


def concerning(countries: Collection[str]) -> list[int]:
    """Keys of the approvals that could speak of a transfer to any of these countries, in ascending order."""
    rows = CommitteeApproval.objects.filter(
        destination__in=countries, status__in=[_STATUS.CONFIRMED, _STATUS.ENDING, _STATUS.WITHDRAWN]
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def drawn_by(matter: str) -> list[int]:
    """Keys of the approvals that the ledger of a declaration or licence speaks of."""
    return sorted(set(ApprovalMovement.objects.filter(matter=matter).values_list("approval_id", flat=True)))


def unlocked(keys: Collection[int]) -> list[CommitteeApproval]:
    """Approvals by key, in ascending order, for a question that draws nothing."""
    return list(CommitteeApproval.objects.filter(pk__in=keys).select_related("company").order_by("pk"))


def as_asked(rows: Iterable[CommitteeApproval], *, own: str = "") -> list[Approval]:
    """Approvals as the engines ask for them, with what is held for each licence.

    Args:
        own: the declaration that asks; what it holds already counts as free for it.
    """
    listed = list(rows)
    held = _held([row.pk for row in listed])
    mine = {row.pk: _own(row, own) for row in listed} if own else {}
    return [_asked(row, held.get(row.pk, {}), mine.get(row.pk, Decimal(0))) for row in listed]


def of_destination(destination: str) -> list[Approval]:
    """What could speak of a case to a country; read without locks."""
    if not destination:
        return []
    return as_asked(unlocked(concerning([destination])))


def destination_of(public_id: UUID) -> str:
    """Where the goods of an approval go, for reactions; empty where there is none."""
    found = CommitteeApproval.objects.filter(public_id=public_id).values_list("destination", flat=True)
    return found.first() or ""


def holders() -> list[str]:
    """The licences and declarations for which something is reserved and not drawn."""
    found: dict[str, Decimal] = {}
    for held in _held(
        list(CommitteeApproval.objects.filter(reserved__gt=0).values_list("pk", flat=True))
    ).values():
        for matter, quantity in held.items():
            found[matter] = found.get(matter, Decimal(0)) + quantity
    return sorted(matter for matter, quantity in found.items() if quantity > 0)


def of_matter(matter: str) -> list[tuple[CommitteeApproval, Decimal, Decimal]]:
    """(approval, reserved, committed) of everything that a licence or declaration drew upon."""
    found: dict[int, list[Decimal]] = {}
    for move in ApprovalMovement.objects.filter(matter=matter):
        sums = found.setdefault(move.approval_id, [Decimal(0), Decimal(0)])
        sums[0] += _SIGN[ApprovalMovement.Type(move.type)] * move.quantity
        if move.type == ApprovalMovement.Type.COMMIT:
            sums[1] += move.quantity
        elif move.type == ApprovalMovement.Type.REVERSE:
            sums[1] -= move.quantity
    rows = CommitteeApproval.objects.in_bulk(found)
    return [(rows[key], found[key][0], found[key][1]) for key in sorted(found) if any(found[key])]


def _held(keys: Collection[int]) -> dict[int, dict[str, Decimal]]:
    """Approval -> licence -> what is reserved for it and not drawn by a declaration yet."""
    held: dict[int, dict[str, Decimal]] = {}
    for move in ApprovalMovement.objects.filter(approval__in=keys, under=""):
        of = held.setdefault(move.approval_id, {})
        sign = _SIGN[ApprovalMovement.Type(move.type)]
        of[move.matter] = of.get(move.matter, Decimal(0)) + sign * move.quantity
    return held


def _own(row: CommitteeApproval, matter: str) -> Decimal:
    moves = ApprovalMovement.objects.filter(approval=row, matter=matter).values_list("type", "quantity")
    return sum((_SIGN[ApprovalMovement.Type(kind)] * amount for kind, amount in moves), Decimal(0))


def _asked(row: CommitteeApproval, held: dict[str, Decimal], own: Decimal) -> Approval:
    names, ids = {name_key(row.applicant)}, set()
    if row.company is not None:
        company = row.company.merged_into or row.company
        names |= {name_key(text) for text in (company.name, company.native_name, company.trade_name) if text}
        ids = {number_key(value) for value in company.identifiers.values_list("value", flat=True)}
    return Approval(
        key=row.pk,
        reference=row.reference,
        letter=row.letter,
        rule=row.rule,
        lifts=row.lifts,
        citation=row.citation,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        destination=row.destination,
        remaining=row.remaining + own,
        unit=row.unit,
        by_value=row.by_value,
        standing=row.status == _STATUS.CONFIRMED,
        names=frozenset(names - {""}),
        ids=frozenset(ids - {""}),
        recipients=frozenset(name_key(name) for name in row.recipients),
        entries=tuple(row.entries),
        hs=tuple(row.hs),
        route=frozenset(row.route),
        held=held,
    )
