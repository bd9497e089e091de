"""What may happen next to a case, and by whom."""

from dataclasses import dataclass

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.casework import workflow
from stratrade.apps.casework.models import Case


@dataclass(frozen=True, slots=True)
class Step:
    """One action on a case as a person sees it: a button where they may, words where another must."""

    action: str
    target: str
    permission: str
    mine: bool


def steps(case: Case, *, for_: User) -> list[Step]:
    """What may happen next, and whether it is this person who may do it."""
    return [
        Step(
            action=row.action,
            target=row.target,
            permission=row.permission,
            mine=bool(row.permission) and access.may(for_, Permission(row.permission)),
        )
        for row in workflow.CASE.actions(case.status)
    ]
