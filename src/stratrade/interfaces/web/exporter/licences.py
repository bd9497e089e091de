"""Licences of the exporter's own company: what they allow, what remains, the document."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.documents import queries as documents
from stratrade.apps.licences import queries
from stratrade.apps.licences.services import standing
from stratrade.interfaces.web.exporter.forms import ReasonForm
from stratrade.interfaces.web.pages import Page


class Licences(Page):
    """Every licence of the company, newest first."""

    desk = "exporter"
    permission = Permission.LICENCES_LICENCE_READ
    template = "exporter/licences.html"

    def show(self, request: HttpRequest) -> dict[str, Any]:
        """The list."""
        return {"licences": self.paged(request, queries.page(for_=request.user))}


class LicencePage(Page):
    """One licence."""

    desk = "exporter"
    permission = Permission.LICENCES_LICENCE_READ
    template = "exporter/licence.html"

    def licence(self, request: HttpRequest, public_id: UUID) -> Any:
        """The licence, or 404."""
        found = queries.one(public_id, for_=request.user)
        if found is None:
            raise Http404
        return found

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """What it allows and what remains."""
        licence = self.licence(request, public_id)
        return {
            "licence": licence,
            "papers": queries.papers_of(licence),
            "movements": queries.movements(licence, for_=request.user),
            "document": documents.standing(licence.subject, "licence"),
        }


class Surrender(LicencePage):
    """Give a licence back."""

    permission = Permission.LICENCES_LICENCE_SURRENDER
    template = "exporter/surrender.html"
    form_class = ReasonForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The form."""
        return {"licence": self.licence(request, public_id)}

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The version."""
        return {"version": self.licence(request, public_id).version}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        standing.change(public_id, "surrender", **form.cleaned_data, by=request.user)
        return reverse("exporter:licence", args=[public_id])
