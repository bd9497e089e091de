"""Hold a case while an alert about one of its parties is open."""

from uuid import UUID

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.casework.events import CaseHeld, CaseUnheld
from stratrade.apps.casework.models import Case


@use_case
def hold(subject: str, *, reason: str, by: User) -> None:
    """Nothing may be granted until the hold is lifted; referrals and assessment go on.

    Args:
        subject: audit subject of the case.
        reason: for officers; the applicant sees a neutral sentence only.
    """
    access.require(by, Permission.CASEWORK_CASE_HOLD)
    case = Case.objects.select_for_update().get(public_id=UUID(subject.split(":", 1)[1]))
    case.held, case.hold_reason = True, reason[:300]
    case.save(update_fields=["held", "hold_reason"])
    record(CaseHeld(reference=case.reference, reason=reason[:300]), subject=subject, by=by)


@use_case
def unhold(subject: str, *, by: User) -> None:
    """Lift the hold of `hold`."""
    access.require(by, Permission.CASEWORK_CASE_HOLD)
    case = Case.objects.select_for_update().get(public_id=UUID(subject.split(":", 1)[1]))
    case.held, case.hold_reason = False, ""
    case.save(update_fields=["held", "hold_reason"])
    record(CaseUnheld(reference=case.reference), subject=subject, by=by)
