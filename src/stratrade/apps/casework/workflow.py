"""The states of a case and of a referral, and who may move them."""

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import Workflow
from stratrade.apps.casework.models import Case, Referral
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import Transition

_P = Permission


def _complete(case: Case) -> Finding | None:
    """A file without goods, consignee, end user, end use and destination never starts the clock."""
    roles = set(case.parties.values_list("role", flat=True))
    for present, field in (
        (case.items.exists(), "items"),
        ("CONSIGNEE" in roles, "consignee"),
        ("END_USER" in roles, "end_user"),
        (bool(case.destination), "destination"),
        (bool(case.end_use.strip()), "end_use"),
    ):
        if not present:
            return Finding("casework.case.incomplete", Severity.BLOCK, {"field": field})
    return None


def _all_rated(case: Case) -> Finding | None:
    missing = case.items.filter(entry="").values_list("number", flat=True).first()
    return None if missing is None else Finding("casework.case.unrated", Severity.BLOCK, {"item": missing})


def _proposable(case: Case) -> Finding | None:
    return _all_rated(case) or _no_open_referral(case)


def _no_open_referral(case: Case) -> Finding | None:
    waiting = case.referrals.filter(status__in=["OPEN", "ESCALATED"]).select_related("agency").first()
    if waiting is None:
        return None
    return Finding("casework.case.waiting", Severity.BLOCK, {"agency": waiting.agency.code})


def _not_held(case: Case) -> Finding | None:
    if not case.held:
        return None
    return Finding("casework.case.held", Severity.BLOCK, {"reason": case.hold_reason})


CASE = Workflow[Case](
    "casework.case",
    "DRAFT",
    [
        Transition("DRAFT", "submit", "SUBMITTED", _P.CASEWORK_DRAFT_WRITE, _complete),
        Transition("DRAFT", "withdraw", "WITHDRAWN", _P.CASEWORK_DRAFT_WRITE),
        Transition("SUBMITTED", "accept", "ASSESSMENT", _P.CASEWORK_CASE_TRIAGE),
        Transition("SUBMITTED", "return", "RETURNED", _P.CASEWORK_CASE_TRIAGE),
        Transition("SUBMITTED", "withdraw", "WITHDRAWN", _P.CASEWORK_DRAFT_WRITE),
        Transition("ASSESSMENT", "return", "RETURNED", _P.CASEWORK_CASE_TRIAGE),
        Transition("ASSESSMENT", "refer", "CONSULTATION", _P.CASEWORK_CASE_REFER, _all_rated),
        Transition("ASSESSMENT", "propose", "DECISION", _P.CASEWORK_CASE_PROPOSE, _proposable),
        Transition("ASSESSMENT", "withdraw", "WITHDRAWN", _P.CASEWORK_DRAFT_WRITE),
        Transition("CONSULTATION", "consolidate", "CONSOLIDATION", "", _no_open_referral),
        Transition("CONSULTATION", "withdraw", "WITHDRAWN", _P.CASEWORK_DRAFT_WRITE),
        Transition("CONSOLIDATION", "refer", "CONSULTATION", _P.CASEWORK_CASE_REFER),
        Transition("CONSOLIDATION", "propose", "DECISION", _P.CASEWORK_CASE_PROPOSE, _proposable),
        Transition("CONSOLIDATION", "withdraw", "WITHDRAWN", _P.CASEWORK_DRAFT_WRITE),
        Transition("DECISION", "send_back", "CONSOLIDATION", _P.CASEWORK_CASE_DECIDE),
        Transition("DECISION", "grant", "GRANTED", _P.CASEWORK_CASE_DECIDE, _not_held),
        Transition("DECISION", "refuse", "REFUSED", _P.CASEWORK_CASE_DECIDE),
    ],
)

REFERRAL = Workflow[Referral](
    "casework.referral",
    "OPEN",
    [
        Transition("OPEN", "answer", "ANSWERED", _P.CASEWORK_REFERRAL_ANSWER),
        Transition("OPEN", "escalate", "ESCALATED"),
        Transition("ESCALATED", "answer", "ANSWERED", _P.CASEWORK_REFERRAL_ANSWER),
        Transition("OPEN", "recall", "RECALLED", _P.CASEWORK_CASE_REFER),
        Transition("ESCALATED", "recall", "RECALLED", _P.CASEWORK_CASE_REFER),
    ],
)
