"""The states of a declaration at the border."""

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import Workflow
from stratrade.apps.enforcement.models import Declaration
from stratrade.kernel.machine import Transition

_P = Permission

DECLARATION = Workflow[Declaration](
    "enforcement.declaration",
    "WAITING",
    [
        Transition("WAITING", "pass", "RELEASED"),
        Transition("WAITING", "stop", "HELD"),
        Transition("RELEASED", "stop", "HELD"),
        Transition("RELEASED", "recall", "WAITING"),
        Transition("HELD", "free", "RELEASED"),
        Transition("HELD", "return", "WAITING"),
        Transition("WAITING", "release", "RELEASED", _P.ENFORCEMENT_DECLARATION_RELEASE),
        Transition("WAITING", "hold", "HELD", _P.ENFORCEMENT_DECLARATION_HOLD),
        Transition("RELEASED", "hold", "HELD", _P.ENFORCEMENT_DECLARATION_HOLD),
        Transition("HELD", "lift", "RELEASED", _P.ENFORCEMENT_DECLARATION_LIFT),
        Transition("RELEASED", "exit", "EXITED", _P.ENFORCEMENT_DECLARATION_EXIT),
        Transition("WAITING", "cancel", "CANCELLED", _P.ENFORCEMENT_DECLARATION_CANCEL),
        Transition("RELEASED", "cancel", "CANCELLED", _P.ENFORCEMENT_DECLARATION_CANCEL),
        Transition("HELD", "cancel", "CANCELLED", _P.ENFORCEMENT_DECLARATION_LIFT),
        Transition("WAITING", "supersede", "SUPERSEDED"),
        Transition("RELEASED", "supersede", "SUPERSEDED"),
        Transition("HELD", "supersede", "SUPERSEDED"),
    ],
)
"""`pass`, `stop` and `supersede` are the system's own steps at judgement: a lane of release or audit passes, a
hold that a provision in force carries stops, and everything else waits for an officer. When a declaration is judged
again, `recall` brings back what was let go, and `free` and `return` end a hold of the system whose reason is gone."""
