"""Notices, concerns that exporters notify, determinations that set a switch, approvals of committees, rules."""

from stratrade.apps.measures.models.approval import ApprovalMovement, CommitteeApproval
from stratrade.apps.measures.models.concern import CONCERN_STATUSES, ConcernQuestion, NotifiedConcern
from stratrade.apps.measures.models.notice import Basis, InformNotice
from stratrade.apps.measures.models.rule import RuleChange
from stratrade.apps.measures.models.switch import SwitchDetermination

__all__ = [
    "CONCERN_STATUSES",
    "ApprovalMovement",
    "Basis",
    "CommitteeApproval",
    "ConcernQuestion",
    "InformNotice",
    "NotifiedConcern",
    "RuleChange",
    "SwitchDetermination",
]
