"""Intake: an officer accepts a complete file or sends it back without action."""

from uuid import UUID

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.casework import queries, workflow
from stratrade.apps.casework.events import CaseAccepted, CaseReturned
from stratrade.apps.casework.models import Case


class ReasonMissing(ValueError):
    """An act that binds somebody needs a reason."""


@use_case
def accept(public_id: UUID, *, version: int | None, by: User) -> Case:
    """Take the case on: the officer becomes its case officer."""
    access.require(by, Permission.CASEWORK_CASE_TRIAGE)
    case = queries.visible(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(case, version)
    workflow.CASE.advance(case, "accept", by=by)
    case.officer = by
    case.save(update_fields=["officer"])
    record(CaseAccepted(reference=case.reference, officer=by.name), subject=case.subject, by=by)
    return case


@use_case
def send_back(public_id: UUID, *, reason: str, version: int | None, by: User) -> Case:
    """Return an application without action; the applicant learns the reason.

    Raises:
        ReasonMissing: no reason was given.
    """
    access.require(by, Permission.CASEWORK_CASE_TRIAGE)
    if not reason.strip():
        raise ReasonMissing("reason")
    case = queries.visible(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(case, version)
    workflow.CASE.advance(case, "return", by=by)
    record(CaseReturned(reference=case.reference, reason=reason.strip()), subject=case.subject, by=by)
    return case
