"""The states of an alert, and of an entry of a list that is kept here."""

from stratrade.apps.accounts import transitions
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening.models import Alert, Freeze, KeptEntry
from stratrade.kernel.machine import Machine, Transition

_DECIDE = Permission.SCREENING_ALERT_DECIDE

ALERT = Machine(
    "screening.alert",
    "OPEN",
    [
        Transition("OPEN", "escalate", "ESCALATED", _DECIDE),
        Transition("OPEN", "clear", "FALSE", _DECIDE),
        Transition("OPEN", "confirm", "TRUE", _DECIDE),
        Transition("ESCALATED", "clear", "FALSE", _DECIDE),
        Transition("ESCALATED", "confirm", "TRUE", _DECIDE),
        Transition("TRUE", "release", "FALSE", Permission.SCREENING_FREEZE_RELEASE),
        Transition("TRUE", "agree_release", "FALSE", Permission.SCREENING_FREEZE_AGREE),
    ],
)

_KEEP = Permission.SCREENING_LIST_ADOPT

KEPT = Machine(
    "screening.kept",
    "PROPOSED",
    [
        Transition("PROPOSED", "enter", "LISTED", _KEEP),
        Transition("PROPOSED", "dismiss", "DISMISSED", _KEEP),
        Transition("LISTED", "withdraw", "WITHDRAWN", _KEEP),
        Transition("LISTED", "expire", "EXPIRED"),
    ],
)


def move(entry: KeptEntry, action: str, *, by: User) -> KeptEntry:
    """Move a locked entry of a kept list along its table."""
    moved: KeptEntry = transitions.advance(KEPT, entry, action, by=by)
    return moved


def advance(alert: Alert, action: str, *, by: User) -> Alert:
    """Move a locked alert along its table; see `transitions.advance`."""
    moved: Alert = transitions.advance(ALERT, alert, action, by=by)
    return moved


FREEZE = Machine(
    "screening.freeze",
    "OPEN",
    [
        Transition("OPEN", "answer", "ANSWERED", Permission.SCREENING_FREEZE_ANSWER),
        Transition("OPEN", "release", "RELEASED", Permission.SCREENING_FREEZE_RELEASE),
        Transition("ANSWERED", "release", "RELEASED", Permission.SCREENING_FREEZE_RELEASE),
        Transition("OPEN", "agree_release", "RELEASED", Permission.SCREENING_FREEZE_AGREE),
        Transition("ANSWERED", "agree_release", "RELEASED", Permission.SCREENING_FREEZE_AGREE),
    ],
)


def advance_freeze(freeze: Freeze, action: str, *, by: User) -> Freeze:
    """Move a locked freeze referral along its table; see `transitions.advance`."""
    moved: Freeze = transitions.advance(FREEZE, freeze, action, by=by)
    return moved
