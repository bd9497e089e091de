"""The states of a licence. Expiry and exhaustion are facts of date and ledger, not states."""

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import Workflow
from stratrade.apps.licences.models import Licence, Registration
from stratrade.kernel.machine import Transition

_SUSPEND = Permission.LICENCES_LICENCE_SUSPEND

LICENCE = Workflow[Licence](
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


_ANSWER = Permission.LICENCES_REGISTRATION_ANSWER

REGISTRATION = Workflow[Registration](
    "licences.registration",
    "REQUESTED",
    [
        Transition("REQUESTED", "accept", "REGISTERED"),
        Transition("REQUESTED", "refuse", "REFUSED", _ANSWER),
        Transition("REGISTERED", "suspend", "SUSPENDED", _ANSWER),
        Transition("SUSPENDED", "reinstate", "REGISTERED", _ANSWER),
        Transition("REQUESTED", "end", "ENDED", Permission.LICENCES_REGISTRATION_WRITE),
        Transition("REGISTERED", "end", "ENDED", Permission.LICENCES_REGISTRATION_WRITE),
    ],
)
"""`accept` is the system's own step where the authorisation accepts by itself; an officer's is asked for before it.
What is suspended cannot be given up: a company would be registered anew, and the suspension be gone."""
