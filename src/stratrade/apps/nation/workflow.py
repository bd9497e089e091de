"""The states of a declaration to a treaty body, and who may move it. Nothing leaves by itself."""

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import Workflow
from stratrade.apps.nation.models import Declaration
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import Transition

_P = Permission


def _calls_answered(declaration: Declaration) -> Finding | None:
    waiting = declaration.calls.filter(answered_at__isnull=True).select_related("agency").first()
    if waiting is None:
        return None
    return Finding("nation.declaration.call_open", Severity.BLOCK, {"agency": waiting.agency.code})


DECLARATION = Workflow[Declaration](
    "nation.declaration",
    "DRAFT",
    [
        Transition("DRAFT", "hand_on", "REVIEW", _P.NATION_DECLARATION_DRAFT, _calls_answered),
        Transition("DRAFT", "discard", "DISCARDED", _P.NATION_DECLARATION_DRAFT),
        Transition("REVIEW", "send_back", "DRAFT", _P.NATION_DECLARATION_REVIEW),
        Transition("REVIEW", "review", "REVIEWED", _P.NATION_DECLARATION_REVIEW),
        Transition("REVIEWED", "send_back", "DRAFT", _P.NATION_DECLARATION_SIGN),
        Transition("REVIEWED", "sign", "SIGNED", _P.NATION_DECLARATION_SIGN),
        Transition("SIGNED", "record_sent", "SENT", _P.NATION_DECLARATION_DRAFT),
        Transition("SIGNED", "supersede", "SUPERSEDED"),
        Transition("SENT", "supersede", "SUPERSEDED"),
    ],
)
"""`supersede` is the system's own step, when the amended declaration is signed."""
