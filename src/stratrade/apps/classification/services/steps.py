"""What may happen next to a ruling request, and by whom."""

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.classification import workflow
from stratrade.apps.classification.models import RulingRequest
from stratrade.apps.classification.services.papers import TAKEN


def mine(request: RulingRequest, *, for_: User) -> frozenset[str]:
    """The actions that this person may take on a request now.

    Whoever proposed a ruling does not decide on it; "attach" is there while papers are taken.
    """
    found = {
        row.action
        for row in workflow.RULING.actions(request.status)
        if row.permission and access.may(for_, Permission(row.permission))
    }
    if request.status == RulingRequest.Status.PROPOSED and request.proposed_by_id == for_.pk:
        found -= {"answer", "send_back"}
    if request.status in TAKEN and access.may(for_, Permission.CLASSIFICATION_RULING_ASK):
        found.add("attach")
    return frozenset(found)
