"""The one writer of `status`: a step in a machine, allowed to the person, counted in `version`."""

from typing import Any, Generic, TypeVar

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import Machine

T = TypeVar("T")


class StaleVersion(Exception):
    """Somebody changed the thing since the person opened it; nothing was written.

    Args:
        finding: names the version the person had and the one that stands.
    """

    def __init__(self, *, had: int, stands: int) -> None:
        self.finding = Finding("accounts.version.stale", Severity.WARNING, {"had": had, "stands": stands})
        super().__init__(f"version {had}, now {stands}")


def check_version(thing: Any, version: int | None) -> None:
    """Refuse an edit of a version that no longer stands.

    Args:
        thing: a row with `version`, locked by the caller.
        version: the version the person saw; None where the caller has just read it under lock.

    Raises:
        StaleVersion: the versions differ.
    """
    if version is not None and version != thing.version:
        raise StaleVersion(had=version, stands=thing.version)


class Workflow(Machine, Generic[T]):
    """A table of states whose steps are taken by people: what a row says is written by nothing else.

    Takes the same arguments as `Machine`; `T` is the row it governs, with `status` and `version`.
    """

    def advance(self, thing: T, action: str, *, by: User) -> T:
        """Move `thing` along the table and write the new status.

        Args:
            thing: the row, locked by the caller.
            action: an action of the table.
            by: who acts; must hold the permission of the transition, where it names one.

        Returns:
            `thing`, with the new status saved.

        Raises:
            IllegalTransition: not in the table, or a guard refused.
            AccessDenied: the person may not.
        """
        row: Any = thing
        step = self.next(row.status, action, row)
        if step.permission:
            access.require(by, Permission(step.permission), row)
        row.status = step.target
        row.version += 1
        row.save(update_fields=["status", "version"])
        return thing
