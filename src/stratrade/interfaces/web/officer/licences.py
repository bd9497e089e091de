"""Licences on the officer's desk: register, balance, standing."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse

from stratrade.apps.accounts import access
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit import queries as trail
from stratrade.apps.documents import queries as documents
from stratrade.apps.licences import queries
from stratrade.apps.licences.services import standing
from stratrade.apps.measures import approvals
from stratrade.apps.screening import queries as screening
from stratrade.interfaces.web.officer.forms import StandingForm
from stratrade.interfaces.web.pages import Page
from stratrade.interfaces.web.sections import section


class Licences(Page):
    """The register, newest first."""

    desk = "officer"
    permission = Permission.LICENCES_LICENCE_READ_ALL
    template = "officer/licences.html"

    def show(self, request: HttpRequest) -> dict[str, Any]:
        """The list, narrowed by status and words."""
        status, words = request.GET.get("status", ""), request.GET.get("q", "")[:200]
        rows = queries.page(for_=request.user, status=status, words=words)
        return {"licences": self.paged(request, rows), "status": status, "words": words}


class LicencePage(Page):
    """One licence: lines with what remains, every movement, the document, the history."""

    desk = "officer"
    permission = Permission.LICENCES_LICENCE_READ_ALL
    template = "officer/licence.html"

    def licence(self, request: HttpRequest, public_id: UUID) -> Any:
        """The licence, or 404."""
        found = queries.one(public_id, for_=request.user)
        if found is None:
            raise Http404
        return found

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """Everything of it."""
        licence = self.licence(request, public_id)
        return {
            "licence": licence,
            "can_change": licence.status in {"ISSUED", "SUSPENDED"}
            and access.may(request.user, Permission.LICENCES_LICENCE_SUSPEND),
            "papers": queries.papers_of(licence),
            "movements": queries.movements(licence, for_=request.user),
            "document": documents.standing(licence.subject, "licence"),
            "alerts": screening.about(licence.subject, for_=request.user),
            "evidence": section(
                self, request, "evidence", screening.evidence(licence.subject, for_=request.user), few=5
            ),
            "drawn": approvals.of_matter(licence.reference),
            "evidence_page": "officer:screening",
            "history": trail.of_subject(licence.subject),
        }


class Standing(LicencePage):
    """Suspend, reinstate or revoke."""

    permission = Permission.LICENCES_LICENCE_SUSPEND
    template = "officer/step.html"
    form_class = StandingForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The form."""
        return {"licence": self.licence(request, public_id), "heading": "standing"}

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The version."""
        return {"version": self.licence(request, public_id).version}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        fields = dict(form.cleaned_data)
        standing.change(public_id, fields.pop("action"), **fields, by=request.user)
        return reverse("officer:licence", args=[public_id])
