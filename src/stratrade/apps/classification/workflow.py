"""The states of a ruling request, and who may move it."""

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import Workflow
from stratrade.apps.classification.models import RulingRequest
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import Transition

_P = Permission
_NEEDS_DESTINATION = (RulingRequest.Kind.LICENCE_NEEDED, RulingRequest.Kind.ADVANCE)


def _complete(request: RulingRequest) -> Finding | None:
    """Goods are needed for every kind but an enquiry; a destination where the licence duty is asked about."""
    enquiry = request.kind == RulingRequest.Kind.ENQUIRY
    for present, field in (
        (enquiry or request.items.exists(), "items"),
        (not enquiry or bool(request.question.strip()), "question"),
        (request.kind not in _NEEDS_DESTINATION or bool(request.destination), "destination"),
    ):
        if not present:
            return Finding("classification.ruling.incomplete", Severity.BLOCK, {"field": field})
    return None


def _all_found(request: RulingRequest) -> Finding | None:
    missing = request.items.filter(entry="").values_list("number", flat=True).first()
    if missing is None:
        return None
    return Finding("classification.ruling.unrated", Severity.BLOCK, {"item": missing})


RULING = Workflow[RulingRequest](
    "classification.ruling",
    "DRAFT",
    [
        Transition("DRAFT", "submit", "SUBMITTED", _P.CLASSIFICATION_RULING_ASK, _complete),
        Transition("DRAFT", "withdraw", "WITHDRAWN", _P.CLASSIFICATION_RULING_ASK),
        Transition("SUBMITTED", "take", "ASSESSING", _P.CLASSIFICATION_RULING_MAKE),
        Transition("SUBMITTED", "reject", "REJECTED", _P.CLASSIFICATION_RULING_MAKE),
        Transition("SUBMITTED", "withdraw", "WITHDRAWN", _P.CLASSIFICATION_RULING_ASK),
        Transition("ASSESSING", "inquire", "QUESTION_ASKED", _P.CLASSIFICATION_RULING_MAKE),
        Transition("ASSESSING", "propose", "PROPOSED", _P.CLASSIFICATION_RULING_MAKE, _all_found),
        Transition("ASSESSING", "reject", "REJECTED", _P.CLASSIFICATION_RULING_MAKE),
        Transition("ASSESSING", "withdraw", "WITHDRAWN", _P.CLASSIFICATION_RULING_ASK),
        Transition("QUESTION_ASKED", "reply", "ASSESSING", _P.CLASSIFICATION_RULING_ASK),
        Transition("QUESTION_ASKED", "reject", "REJECTED", _P.CLASSIFICATION_RULING_MAKE),
        Transition("QUESTION_ASKED", "withdraw", "WITHDRAWN", _P.CLASSIFICATION_RULING_ASK),
        Transition("PROPOSED", "send_back", "ASSESSING", _P.CLASSIFICATION_RULING_DECIDE),
        Transition("PROPOSED", "answer", "ANSWERED", _P.CLASSIFICATION_RULING_DECIDE),
        Transition("ANSWERED", "supersede", "SUPERSEDED", _P.CLASSIFICATION_RULING_DECIDE),
        Transition("ANSWERED", "revoke", "REVOKED", _P.CLASSIFICATION_RULING_DECIDE),
    ],
)
