"""What the use cases of declarations share: finding the row under lock, and asking whose hands it is in."""

from uuid import UUID

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.nation import queries, rules
from stratrade.apps.nation.models import Declaration
from stratrade.kernel.finding import Finding, Severity


class Refused(ValueError):
    """What was asked for cannot be done.

    Args:
        finding: the coded reason.
    """

    def __init__(self, code: str, **params: str | int) -> None:
        self.finding = Finding(code, Severity.BLOCK, params)
        super().__init__(code)


def locked(public_id: UUID, permission: Permission, version: int | None, *, by: User) -> Declaration:
    """The declaration under lock.

    Raises:
        AccessDenied: the person may not.
        Declaration.DoesNotExist: they may not see it.
        StaleVersion: it was changed since they opened it.
    """
    access.require(by, permission)
    found = queries.visible(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(found, version)
    return found


def require_hand(kind: str, hand: str, *, by: User) -> None:
    """Refuse unless the person's agency has this hand in declarations of a kind.

    Args:
        hand: owner, review or sign.

    Raises:
        Refused: another agency has it.
    """
    given = rules.hands().get(kind)
    codes = () if given is None else (given.owner,) if hand == "owner" else getattr(given, hand)
    if by.agency is None or by.agency.code not in codes:
        raise Refused("nation.declaration.not_your_agency", agency=", ".join(codes))
