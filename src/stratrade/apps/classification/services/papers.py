"""Papers handed in with a ruling request: data sheets, photographs, drawings."""

from uuid import UUID

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import use_case
from stratrade.apps.classification import queries
from stratrade.apps.classification.models import RulingRequest
from stratrade.apps.classification.services.rulings import RulingRefused
from stratrade.apps.documents import services as documents
from stratrade.apps.documents.models import Attachment
from stratrade.kernel.finding import Finding, Severity

TAKEN = (
    RulingRequest.Status.DRAFT,
    RulingRequest.Status.SUBMITTED,
    RulingRequest.Status.ASSESSING,
    RulingRequest.Status.QUESTION_ASKED,
)
"""While a request stands so, its asker may add papers."""


@use_case
def attach(public_id: UUID, raw: bytes, name: str, *, kind: str, by: User) -> Attachment:
    """Hand in a paper with a request, until a ruling on it is proposed.

    Args:
        raw: its bytes.
        name: what the person calls it.
        kind: what it is, e.g. "data_sheet".

    Raises:
        UploadRefused: see `documents.services.keep`.
        RulingRefused: it is too late for papers.
        AccessDenied: not the person's own request.
    """
    access.require(by, Permission.CLASSIFICATION_RULING_ASK)
    request = queries.own_rulings(by).select_for_update(of=("self",)).get(public_id=public_id)
    if request.status not in TAKEN:
        finding = Finding("classification.ruling.no_more_papers", Severity.BLOCK, {"status": request.status})
        raise RulingRefused(finding)
    return documents.keep(raw, name, kind=kind, about=request.subject, by=by)
