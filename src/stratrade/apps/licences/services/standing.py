"""Suspend, reinstate, revoke, surrender; flags that screening sets and lifts."""

from collections.abc import Callable
from uuid import UUID

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.events import Event
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.documents.services import revoke as revoke_document
from stratrade.apps.licences import workflow
from stratrade.apps.licences.events import (
    LicenceFlagged,
    LicenceReinstated,
    LicenceRevoked,
    LicenceSurrendered,
    LicenceSuspended,
    LicenceUnflagged,
)
from stratrade.apps.licences.models import Licence
from stratrade.apps.licences.queries import visible
from stratrade.apps.measures.services import ledger as approvals

_EVENTS: dict[str, Callable[..., Event]] = {
    "suspend": LicenceSuspended,
    "reinstate": LicenceReinstated,
    "revoke": LicenceRevoked,
    "surrender": LicenceSurrendered,
}


@use_case
def change(public_id: UUID, action: str, *, reason: str, version: int | None, by: User) -> Licence:
    """Suspend, reinstate, revoke or surrender a licence, with a reason.

    Args:
        action: an action of `workflow.LICENCE`.
        reason: said in the audit and to the holder; must not be empty.
        version: the version the person saw.

    Raises:
        Licence.DoesNotExist: not among those the person may see.
        IllegalTransition, AccessDenied, StaleVersion: see `transitions`.
        ValueError: no reason.
    """
    if not reason.strip():
        raise ValueError("reason")
    licence = visible(by).select_for_update(of=("self",)).get(public_id=public_id)
    access.require(by, Permission.LICENCES_LICENCE_READ, licence)
    check_version(licence, version)
    workflow.LICENCE.advance(licence, action, by=by)
    if action in {"revoke", "surrender"}:
        revoke_document(licence.subject, "licence", by=by)
        approvals.release(licence.reference, by=by)
    record(
        _EVENTS[action](reference=licence.reference, reason=reason.strip()), subject=licence.subject, by=by
    )
    return licence


@use_case
def flag(subject: str, *, reason: str, by: User) -> None:
    """Mark the licences whose audit subject or holder an alert concerns; customs sees the mark.

    Args:
        subject: a licence's own subject.
        reason: shown to customs and to officers.
    """
    access.require(by, Permission.LICENCES_LICENCE_FLAG)
    licence = Licence.objects.select_for_update().get(public_id=UUID(subject.split(":", 1)[1]))
    licence.flagged, licence.flag_reason = True, reason[:300]
    licence.save(update_fields=["flagged", "flag_reason"])
    record(LicenceFlagged(reference=licence.reference, reason=reason[:300]), subject=subject, by=by)


@use_case
def unflag(subject: str, *, by: User) -> None:
    """Lift the mark of `flag`."""
    access.require(by, Permission.LICENCES_LICENCE_FLAG)
    licence = Licence.objects.select_for_update().get(public_id=UUID(subject.split(":", 1)[1]))
    licence.flagged, licence.flag_reason = False, ""
    licence.save(update_fields=["flagged", "flag_reason"])
    record(LicenceUnflagged(reference=licence.reference), subject=subject, by=by)
