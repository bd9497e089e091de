"""Who may do what: the first line of every use case."""

from typing import Any

from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.roles import ROLES, Desk
from stratrade.apps.audit.services import access_decided
from stratrade.kernel.finding import Finding, Severity

SYSTEM = User(email="system", name="Stratrade", role="system")
"""The system itself, for jobs and reactions. It has no row: `SYSTEM.pk` is None."""

PUBLIC = User(email="public", name="Public pages", role="public")
"""Whoever uses the public pages without signing in. It has no row: `PUBLIC.pk` is None."""


class AccessDenied(PermissionError):
    """The person may not do this.

    Args:
        by: who asked.
        permission: what was asked for.
        thing: what it was asked about, where there is one.
    """

    def __init__(self, by: User, permission: Permission, thing: Any = None) -> None:
        self.finding = Finding(
            "accounts.access.denied", Severity.BLOCK, {"permission": permission.value, "role": by.role}
        )
        super().__init__(f"{by.audit_name} may not {permission.value}" + (f" on {thing}" if thing else ""))


class SamePerson(PermissionError):
    """Four eyes are needed and the same person came twice.

    Args:
        by: who came twice.
    """

    def __init__(self, by: User) -> None:
        self.finding = Finding("accounts.access.same_person", Severity.BLOCK, {"person": by.name})
        super().__init__(f"{by.audit_name} may not act on their own proposal")


def may(by: User, permission: Permission) -> bool:
    """Whether a person holds a permission; nobody does who has left."""
    role = ROLES.get(by.role)
    return role is not None and by.is_active and permission in role.permissions


def require(by: User, permission: Permission, thing: Any = None) -> None:
    """Refuse unless the person holds the permission; the running use case notes that it asked.

    Args:
        by: who acts.
        permission: the act.
        thing: what it is done to, named in the refusal. Which rows a person may see is for queries.

    Raises:
        AccessDenied: they do not.
    """
    access_decided()
    if not may(by, permission):
        raise AccessDenied(by, permission, thing)


def require_other_person(by: User, *, not_: User | None) -> None:
    """Refuse where the same person acted before: four eyes.

    Args:
        by: who acts now.
        not_: who acted before; None where nobody did.

    Raises:
        SamePerson: it is the same.
    """
    if not_ is not None and by.public_id == not_.public_id:
        raise SamePerson(by)


def desks(by: User) -> tuple[Desk, ...]:
    """The desks a person may enter, the one they land on first."""
    role = ROLES.get(by.role)
    return role.desks if role is not None and by.is_active else ()
