"""The states of a licence. Expiry and exhaustion are facts of date and ledger, not states."""

from stratrade.apps.accounts import transitions
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.licences.models import Licence
from stratrade.kernel.machine import Machine, Transition

_SUSPEND = Permission.LICENCES_LICENCE_SUSPEND

LICENCE = Machine(
    "licences.licence",
    "ISSUED",
    [
        Transition("ISSUED", "suspend", "SUSPENDED", _SUSPEND),
        Transition("SUSPENDED", "reinstate", "ISSUED", _SUSPEND),
        Transition("ISSUED", "revoke", "REVOKED", _SUSPEND),
        Transition("SUSPENDED", "revoke", "REVOKED", _SUSPEND),
        Transition("ISSUED", "surrender", "SURRENDERED", Permission.LICENCES_LICENCE_SURRENDER),
        Transition("SUSPENDED", "surrender", "SURRENDERED", Permission.LICENCES_LICENCE_SURRENDER),
    ],
)


def advance(licence: Licence, action: str, *, by: User) -> Licence:
    """Move a locked licence along its table; see `transitions.advance`."""
    moved: Licence = transitions.advance(LICENCE, licence, action, by=by)
    return moved
