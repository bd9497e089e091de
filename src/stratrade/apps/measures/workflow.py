"""The states of notices, concerns, determinations and approvals. That a last day has passed is a fact of date."""

from stratrade.apps.accounts import transitions
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.measures.models import (
    CommitteeApproval,
    InformNotice,
    NotifiedConcern,
    RuleChange,
    SwitchDetermination,
)
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


_WRITE, _ANSWER = Permission.MEASURES_CONCERN_NOTIFY, Permission.MEASURES_CONCERN_ANSWER
_SIGN = Permission.MEASURES_CONCERN_SIGN

CONCERN = Machine(
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


def step(concern: NotifiedConcern, action: str, *, by: User) -> NotifiedConcern:
    """Move a locked concern along its table."""
    moved: NotifiedConcern = transitions.advance(CONCERN, concern, action, by=by)
    return moved


_SET = Permission.MEASURES_SWITCH_SET

SWITCH = Machine(
    "measures.switch",
    "PROPOSED",
    [
        Transition("PROPOSED", "set", "SET", _SET),
        Transition("PROPOSED", "send_back", "SENT_BACK", _SET),
    ],
)


def move(row: SwitchDetermination, action: str, *, by: User) -> SwitchDetermination:
    """Move a locked determination along its table."""
    moved: SwitchDetermination = transitions.advance(SWITCH, row, action, by=by)
    return moved


_KEEP = Permission.MEASURES_APPROVAL_KEEP

APPROVAL = Machine(
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


def walk(row: CommitteeApproval, action: str, *, by: User) -> CommitteeApproval:
    """Move a locked approval along its table."""
    moved: CommitteeApproval = transitions.advance(APPROVAL, row, action, by=by)
    return moved


_DRAFT = Permission.MEASURES_RULE_DRAFT
_ADOPT = Permission.MEASURES_RULE_ADOPT

RULE = Machine(
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


def pass_on(row: RuleChange, action: str, *, by: User) -> RuleChange:
    """Move a locked change of a rule along its table."""
    moved: RuleChange = transitions.advance(RULE, row, action, by=by)
    return moved
