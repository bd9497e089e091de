"""The states of a notice. That its last day has passed is a fact of date, not a state."""

from stratrade.apps.accounts import transitions
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.measures.models import InformNotice
from stratrade.kernel.machine import Machine, Transition

_SERVE = Permission.MEASURES_NOTICE_SERVE

NOTICE = Machine(
    "measures.notice",
    "PROPOSED",
    [
        Transition("PROPOSED", "serve", "SERVED", _SERVE),
        Transition("PROPOSED", "send_back", "SENT_BACK", _SERVE),
        Transition("SERVED", "withdraw", "WITHDRAWN", _SERVE),
    ],
)


def advance(notice: InformNotice, action: str, *, by: User) -> InformNotice:
    """Move a locked notice along its table; see `transitions.advance`."""
    moved: InformNotice = transitions.advance(NOTICE, notice, action, by=by)
    return moved
