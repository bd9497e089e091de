"""Concerns that exporters notified, as exporter and officers read them: what was said, asked and answered."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from stratrade.apps.accounts import access, trail
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.documents import queries as documents
from stratrade.apps.measures import concerns
from stratrade.interfaces.web import files
from stratrade.interfaces.web.pages import Page

_OPEN = ("OPEN", "ASKED")


class Concerns(Page):
    """Every concern the person may see, the newest first."""

    template = "_measures/concerns_list.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The list."""
        user: Any = request.user
        return {
            "concerns": self.paged(request, concerns.page(for_=user)),
            "concern_page": f"{self.desk}:concern",
        }


class ConcernPage(Page):
    """One concern and what the person may do."""

    template = "_measures/concern.html"

    def concern(self, request: HttpRequest, public_id: UUID) -> Any:
        """The concern, or 404."""
        user: Any = request.user
        found = concerns.one(public_id, for_=user)
        if found is None:
            raise Http404
        return found

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """The version the person sees."""
        return {"version": self.concern(request, public_id).version}

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """Everything that was said; on the exporter's desk no name of an official and no answer before it is signed."""
        user: Any = request.user
        row = self.concern(request, public_id)
        inside = self.desk == "officer"
        answers = inside and access.may(user, Permission.MEASURES_CONCERN_ANSWER)
        signs = inside and access.may(user, Permission.MEASURES_CONCERN_SIGN)
        return {
            "concern": row,
            "inside": inside,
            "questions": concerns.questions(row),
            "papers": documents.attachments(row.subject),
            "concerns_page": f"{self.desk}:concerns",
            "paper_page": f"{self.desk}:concern-paper",
            "may_ask": answers and row.status == "OPEN",
            "may_propose": answers and row.status in {*_OPEN, "LICENCE_REQUIRED"},
            "may_sign": signs and row.status == "PROPOSED" and row.proposed_by_id != user.pk,
            "may_reply": not inside and row.status == "ASKED",
            "answered": _answered(row),
            "history": trail.history(row.subject) if inside else [],
        }


def _answered(row: Any) -> dict[str, Any] | None:
    """The answer that stands; while another is proposed, the one that was signed before it."""
    if row.status == "PROPOSED" and row.informed:
        return {"outcome": row.told, "answer": row.standing_answer, "at": row.standing_at}
    if row.status in {"LICENCE_REQUIRED", "NO_OBJECTION"}:
        return {"outcome": row.outcome, "answer": row.answer, "at": row.decided_at}
    return None


class Paper(ConcernPage):
    """A paper handed in with a concern, for whoever may see the concern."""

    template = ""

    def get(self, request: HttpRequest, public_id: UUID, paper: UUID) -> HttpResponse:  # type: ignore[override]
        """The bytes, to be saved."""
        found = documents.attachment(self.concern(request, public_id).subject, paper)
        if found is None:
            raise Http404
        row, raw = found
        return files.saved(raw, row.file.media_type, row.name)


def upload(form: Any) -> tuple[bytes, str] | None:
    """The paper of a form as its bytes and name; None where none was handed in."""
    handed_in = form.cleaned_data.pop("paper", None)
    if handed_in is None:
        return None
    documents.check_size(handed_in.size)
    return handed_in.read(), handed_in.name
