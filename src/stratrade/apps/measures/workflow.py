"""The states of notices, concerns, determinations and approvals. That a last day has passed is a fact of date."""

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import Workflow
from stratrade.apps.measures.models import (
    CommitteeApproval,
    InformNotice,
    NotifiedConcern,
    RuleChange,
    SwitchDetermination,
)
from stratrade.kernel.machine import Transition

_SERVE = Permission.MEASURES_NOTICE_SERVE

NOTICE = Workflow[InformNotice](
    "measures.notice",
    "PROPOSED",
    [
        Transition("PROPOSED", "serve", "SERVED", _SERVE),
        Transition("PROPOSED", "send_back", "SENT_BACK", _SERVE),
        Transition("SERVED", "withdraw", "WITHDRAWN", _SERVE),
    ],
)


_WRITE, _ANSWER = Permission.MEASURES_CONCERN_NOTIFY, Permission.MEASURES_CONCERN_ANSWER
_SIGN = Permission.MEASURES_CONCERN_SIGN

CONCERN = Workflow[NotifiedConcern](
    "measures.concern",
    "OPEN",
    [
        Transition("OPEN", "ask", "ASKED", _ANSWER),
        Transition("ASKED", "reply", "OPEN", _WRITE),
        Transition("OPEN", "propose", "PROPOSED", _ANSWER),
        Transition("ASKED", "propose", "PROPOSED", _ANSWER),
        Transition("PROPOSED", "send_back", "OPEN", _SIGN),
        Transition("PROPOSED", "require", "LICENCE_REQUIRED", _SIGN),
        Transition("PROPOSED", "clear", "NO_OBJECTION", _SIGN),
        Transition("LICENCE_REQUIRED", "propose", "PROPOSED", _ANSWER),
        Transition("PROPOSED", "keep", "LICENCE_REQUIRED", _SIGN),
    ],
)


_SET = Permission.MEASURES_SWITCH_SET

SWITCH = Workflow[SwitchDetermination](
    "measures.switch",
    "PROPOSED",
    [
        Transition("PROPOSED", "set", "SET", _SET),
        Transition("PROPOSED", "send_back", "SENT_BACK", _SET),
    ],
)


_KEEP = Permission.MEASURES_APPROVAL_KEEP

APPROVAL = Workflow[CommitteeApproval](
    "measures.approval",
    "PROPOSED",
    [
        Transition("PROPOSED", "confirm", "CONFIRMED", _KEEP),
        Transition("PROPOSED", "send_back", "SENT_BACK", _KEEP),
        Transition("CONFIRMED", "end", "ENDING", _KEEP),
        Transition("ENDING", "withdraw", "WITHDRAWN", _KEEP),
        Transition("ENDING", "keep", "CONFIRMED", _KEEP),
    ],
)


_DRAFT = Permission.MEASURES_RULE_DRAFT
_ADOPT = Permission.MEASURES_RULE_ADOPT

RULE = Workflow[RuleChange](
    "measures.rule",
    "DRAFT",
    [
        Transition("DRAFT", "offer", "OFFERED", _DRAFT),
        Transition("DRAFT", "discard", "DISCARDED", _DRAFT),
        Transition("OFFERED", "adopt", "IN_FORCE", _ADOPT),
        Transition("OFFERED", "send_back", "DRAFT", _ADOPT),
        Transition("IN_FORCE", "leave", "LEAVING", _DRAFT),
        Transition("LEAVING", "withdraw", "WITHDRAWN", _ADOPT),
        Transition("LEAVING", "keep", "IN_FORCE", _ADOPT),
    ],
)
