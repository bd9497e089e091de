"""Approvals of committees of the Security Council, as the licensing desk and customs read them, with their ledger."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts import readings, trail
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.documents import queries as documents
from stratrade.apps.measures import approvals, caps, queries
from stratrade.apps.measures.services import seen
from stratrade.interfaces.web import files
from stratrade.interfaces.web.pages import Page


class Approvals(Page):
    """Every approval, the newest first."""

    permission = Permission.MEASURES_APPROVAL_READ
    template = "_measures/approvals.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The list, and whether the person may enter one."""
        user: Any = request.user
        return {
            "approvals": self.paged(request, approvals.page(for_=user)),
            "approval_page": f"{self.desk}:approval",
            "authority": accounts.agency(queries.switch_authority(today())),
            "may_keep": self.desk == "officer" and approvals.may_keep(user),
            "today": today(),
        }


class ApprovalPage(Page):
    """One approval: what the letter says, how much is left, every movement, and what the person may do."""

    permission = Permission.MEASURES_APPROVAL_READ
    template = "_measures/approval.html"

    def approval(self, request: HttpRequest, public_id: UUID) -> Any:
        """The approval, or 404."""
        user: Any = request.user
        found = approvals.one(public_id, for_=user)
        if found is None:
            raise Http404
        return found

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """The version the person sees."""
        return {"version": self.approval(request, public_id).version}

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """The letter, the ledger and the history."""
        user: Any = request.user
        row = self.approval(request, public_id)
        seen.approval(row, by=user)
        mine = self.desk == "officer" and approvals.may_keep(user) and approvals.waits_for(row, user)
        return {
            "approval": row,
            "approvals_page": f"{self.desk}:approvals",
            "document_page": f"{self.desk}:approval-document",
            "movements": self.paged(request, approvals.movements(row)),
            "taken": caps.of(rule, row.valid_from)
            if (rule := caps.named(row.rule, row.valid_from))
            else None,
            "may_decide": mine and row.status == "PROPOSED",
            "may_end": self.desk == "officer" and approvals.may_keep(user) and row.status == "CONFIRMED",
            "may_settle": mine and row.status == "ENDING",
            "today": today(),
            "history": trail.history(row.subject),
            "readers": readings.of(row.subject, for_=user),
        }


class Letter(ApprovalPage):
    """The committee's letter as it was scanned."""

    template = ""

    def get(self, request: HttpRequest, public_id: UUID) -> HttpResponse:  # type: ignore[override]
        """The bytes, to be saved."""
        row = self.approval(request, public_id)
        kept = documents.attachments(row.subject)
        found = documents.attachment(row.subject, kept[0].public_id) if kept else None
        if found is None:
            raise Http404
        user: Any = request.user
        seen.letter(row, by=user)
        paper, raw = found
        return files.saved(raw, paper.file.media_type, paper.name)
