"""Names that resemble somebody on a watch list: clear, confirm or escalate them, at whatever desk."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts import access, trail
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening import queries, services
from stratrade.interfaces.web.pages import Page

STATUSES = ("OPEN", "ESCALATED", "TRUE", "FALSE")


class SettleForm(forms.Form):
    """What the officer found."""

    action = forms.ChoiceField(
        label=_("Is it the same party?"),
        widget=forms.RadioSelect,
        choices=[
            ("clear", _("No, it is somebody else")),
            ("confirm", _("Yes, it is the listed party")),
            ("escalate", _("I cannot tell: hand it up")),
        ],
    )
    identifiers_used = forms.CharField(
        label=_("What told them apart or together?"),
        help_text=_("Birth date, passport, registration number, address"),
        required=False,
        max_length=300,
    )
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AlertList(Page):
    """Alerts that wait, strongest likeness first."""

    permission = Permission.SCREENING_ALERT_READ
    template = "_alerts/list.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The list, narrowed by status."""
        user: Any = request.user
        status = request.GET.get("status", "")
        rows = queries.queue(for_=user, status=status if status in STATUSES else "")
        return {
            "alerts": self.paged(request, rows),
            "status": status,
            "statuses": STATUSES,
            "list_url": reverse(f"{self.desk}:alerts"),
        }


class AlertOne(Page):
    """The two parties side by side, why they are alike, and the decision."""

    permission = Permission.SCREENING_ALERT_READ
    template = "_alerts/alert.html"
    form_class = SettleForm

    def alert(self, request: HttpRequest, public_id: UUID) -> Any:
        """The alert, or 404."""
        user: Any = request.user
        found = queries.one(public_id, for_=user)
        if found is None:
            raise Http404
        return found

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """Everything that helps to tell them apart."""
        user: Any = request.user
        alert = self.alert(request, public_id)
        waits = alert.status in {"OPEN", "ESCALATED"}
        return {
            "alert": alert,
            "twins": max(0, queries.twins(alert, for_=user).count() - 1) if waits else 0,
            "list_url": reverse(f"{self.desk}:alerts"),
            "may_settle": waits and access.may(user, Permission.SCREENING_ALERT_DECIDE),
            "history": trail.history(services.subject_of(alert)),
        }

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """The version the person sees."""
        return {"version": self.alert(request, public_id).version}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Settle it."""
        user: Any = request.user
        services.settle(public_id, **form.cleaned_data, by=user)
        return reverse(f"{self.desk}:alerts")
