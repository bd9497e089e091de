"""Papers that a treaty asks for, on the officer's desk: the notification and the end-use certificate."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.casework.services import papers
from stratrade.interfaces.web.officer.cases import OfCase
from stratrade.interfaces.web.officer.forms import CertificateForm, NotificationForm


class _Paper(OfCase):
    """One paper of a case."""

    permission = Permission.LICENCES_PAPER_RECORD
    kind = ""
    fields: tuple[str, ...] = ()

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The case beside the form."""
        return {"case": self.case(request, public_id), "heading": self.kind}

    def initial(self, request: HttpRequest, public_id: UUID, **_rest: Any) -> dict[str, Any]:
        """What was recorded before."""
        standing = papers.standing(self.case(request, public_id), for_=request.user)
        row = standing.rows.get(self.kind) if standing is not None else None
        if row is None:
            return {"version": 0}
        return {"version": row.version, **{name: getattr(row, name) for name in self.fields}}


class Notification(_Paper):
    """Record the notification of a transfer of a Schedule 1 chemical."""

    form_class = NotificationForm
    kind = "notification"
    fields = ("reference", "received_on", "counterpart")

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        papers.record_notification(public_id, **form.cleaned_data, by=request.user)
        return self.back(public_id)


class Certificate(_Paper):
    """Record the end-use certificate of the recipient State."""

    form_class = CertificateForm
    kind = "end_use_certificate"
    fields = ("reference", "issuer", "received_on", "states")

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        papers.record_certificate(public_id, **form.cleaned_data, by=request.user)
        return self.back(public_id)
