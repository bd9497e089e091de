"""What a licence that has run out still holds elsewhere is given back."""

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import unchanged, use_case
from stratrade.apps.licences.models import Licence
from stratrade.apps.measures import approvals
from stratrade.apps.measures.services import ledger


@use_case
def free(*, by: User) -> int:
    """Give back what licences whose last day has passed hold of committees' approvals.

    Returns:
        How many licences held something.
    """
    access.require(by, Permission.LICENCES_LEDGER_MOVE)
    unchanged()  # most nights nothing has run out
    lapsed = Licence.objects.filter(reference__in=approvals.holders(), valid_to__lt=today())
    references = list(lapsed.order_by("pk").values_list("reference", flat=True))
    for reference in references:
        ledger.release(reference, by=by)
    return len(references)
