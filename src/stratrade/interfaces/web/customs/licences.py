"""Licences as customs reads them: whose, for what, how much is left."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.documents import queries as documents
from stratrade.apps.licences import queries
from stratrade.interfaces.web.pages import Page


class Licences(Page):
    """Every licence, newest first, narrowed by words."""

    desk = "customs"
    permission = Permission.LICENCES_LICENCE_READ_ALL
    template = "customs/licences.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The list."""
        user: Any = request.user
        words = request.GET.get("q", "")[:200]
        return {"licences": self.paged(request, queries.page(for_=user, words=words)), "words": words}


class LicencePage(Page):
    """One licence with its lines and movements."""

    desk = "customs"
    permission = Permission.LICENCES_LICENCE_READ_ALL
    template = "customs/licence.html"

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """What it allows and what remains."""
        user: Any = request.user
        licence = queries.one(public_id, for_=user)
        if licence is None:
            raise Http404
        return {
            "licence": licence,
            "papers": queries.papers_of(licence),
            "movements": queries.movements(licence, for_=user),
            "document": documents.standing(licence.subject, "licence"),
        }
