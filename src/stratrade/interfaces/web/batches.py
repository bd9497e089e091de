"""Tables of names handed in to be screened: progress while it runs, then a workbook."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts import access, trail
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening import queries, services
from stratrade.interfaces.exchange.tables import sheet
from stratrade.interfaces.web import wording
from stratrade.interfaces.web.pages import Page
from stratrade.kernel.finding import Finding, Severity


class BatchForm(forms.Form):
    """A table of names."""

    file = forms.FileField(
        label=_("Table of names"),
        help_text=_(
            "XLSX or CSV with a heading “name”; also read are country, kind, date of birth, identifier, address."
        ),
    )

    alerting = forms.BooleanField(
        label=_("Raise alerts about the likenesses"),
        help_text=_("They stand in the queue of alerts, as those about applications do."),
        required=False,
    )

    def __init__(self, *args: Any, may_alert: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_alert:
            del self.fields["alerting"]

    def clean_file(self) -> Any:
        """Refuse what is too large or of another kind before it is read."""
        upload = self.cleaned_data["file"]
        finding = None
        if upload.size > sheet.MAX_BYTES:
            params = {"limit_mb": sheet.MAX_BYTES // 1024**2}
            finding = Finding("exchange.message.too_large", Severity.BLOCK, params)
        elif not upload.name.lower().endswith((".xlsx", ".csv")):
            finding = Finding("lists.table.kind", Severity.BLOCK, {"name": upload.name[:80]})
        if finding is not None:
            raise forms.ValidationError(wording.say(finding))
        return upload


class BatchList(Page):
    """The tables the person handed in, and a new one."""

    permission = Permission.SCREENING_BATCH_RUN
    template = "_screening/batches.html"
    form_class = BatchForm

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The list."""
        user: Any = request.user
        return {
            "batches": self.paged(request, queries.batches(for_=user)),
            "desk_batch": f"{self.desk}:batch",
            "may_run": access.may(user, Permission.SCREENING_BATCH_RUN),
        }

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form:
        """The choice of alerts only for those who may raise them."""
        user: Any = request.user
        return BatchForm(data, files, may_alert=access.may(user, Permission.SCREENING_BATCH_ALERT))

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Hand it in and go to its page."""
        user: Any = request.user
        upload = form.cleaned_data["file"]
        alerting = form.cleaned_data.get("alerting", False)
        row = services.hand_in(upload.read(), upload.name, alerting=alerting, by=user)
        return reverse(f"{self.desk}:batch", args=[row.public_id])


class BatchOne(Page):
    """How far a table is, what is wrong with it, and its result."""

    permission = Permission.SCREENING_BATCH_RUN
    template = "_screening/batch.html"
    part = "_screening/_batch.html"

    def batch(self, request: HttpRequest, public_id: UUID) -> Any:
        """The table, or 404."""
        user: Any = request.user
        found = queries.batch(public_id, for_=user)
        if found is None:
            raise Http404
        return found

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """Its state."""
        batch = self.batch(request, public_id)
        return {
            "batch": batch,
            "runs": batch.status in {"WAITING", "RUNNING"},
            "here": request.path,
            "workbook_url": reverse(f"{self.desk}:batch-workbook", args=[public_id]),
            "list_url": reverse(f"{self.desk}:batches"),
            "history": trail.history(batch.subject),
        }


class BatchWorkbook(BatchOne):
    """The result as a file."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The workbook."""
        batch = self.batch(request, kwargs["public_id"])
        raw = queries.workbook(batch)
        if raw is None:
            raise Http404
        name = f"{batch.name.rsplit('.', 1)[0]}-screened.xlsx"
        response = HttpResponse(raw, content_type=services.XLSX)
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
        response.headers["Cache-Control"] = "private, no-store"
        return response
