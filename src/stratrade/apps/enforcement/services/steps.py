"""What may happen next to a declaration, and by whom."""

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.enforcement import workflow
from stratrade.apps.enforcement.models import Declaration


def actions(declaration: Declaration, *, for_: User) -> set[str]:
    """The actions of the table that the person may take on a declaration as it stands, and `report`."""
    rows = workflow.DECLARATION.actions(declaration.status)
    mine = {r.action for r in rows if r.permission and access.may(for_, Permission(r.permission))}
    if access.may(for_, Permission.ENFORCEMENT_DECLARATION_RELEASE):
        mine.add("report")
    return mine
