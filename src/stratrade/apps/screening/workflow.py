"""The states of an alert, and of an entry of a list that is kept here."""

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import Workflow
from stratrade.apps.screening.models import Alert, Freeze, KeptEntry
from stratrade.kernel.machine import Transition

_DECIDE = Permission.SCREENING_ALERT_DECIDE

ALERT = Workflow[Alert](
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

KEPT = Workflow[KeptEntry](
    "screening.kept",
    "PROPOSED",
    [
        Transition("PROPOSED", "enter", "LISTED", _KEEP),
        Transition("PROPOSED", "dismiss", "DISMISSED", _KEEP),
        Transition("LISTED", "withdraw", "WITHDRAWN", _KEEP),
        Transition("LISTED", "expire", "EXPIRED"),
    ],
)


FREEZE = Workflow[Freeze](
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
