"""Names that resemble somebody on a watch list: clear, confirm or escalate them, or screen a name by hand."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts import access, trail
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening import queries, services
from stratrade.interfaces.web.choices import countries
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


class ScreenForm(forms.Form):
    """A name to hold against the lists."""

    name = forms.CharField(label=_("Name, in any script"), max_length=300)
    country = forms.ChoiceField(label=_("Country"), required=False)
    identifier = forms.CharField(
        label=_("Passport, registration or IMO number"), max_length=60, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries(get_language())  # type: ignore[attr-defined]


class Alerts(Page):
    """Alerts that wait, strongest likeness first."""

    desk = "officer"
    permission = Permission.SCREENING_ALERT_READ
    template = "officer/alerts.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The list, narrowed by status."""
        user: Any = request.user
        status = request.GET.get("status", "")
        rows = queries.queue(for_=user, status=status if status in STATUSES else "")
        return {"alerts": self.paged(request, rows), "status": status, "statuses": STATUSES}


class AlertPage(Page):
    """The two parties side by side, why they are alike, and the decision."""

    desk = "officer"
    permission = Permission.SCREENING_ALERT_READ
    template = "officer/alert.html"
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
        return reverse("officer:alerts")


class ScreenName(Page):
    """Hold one name against the lists in force; nothing is stored."""

    desk = "officer"
    permission = Permission.SCREENING_PARTY_SCREEN
    template = "officer/screen.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The form and, where a name was given, whom it resembles."""
        if "name" not in request.GET:
            return {"form": ScreenForm()}
        form = ScreenForm(request.GET)
        if not form.is_valid():
            return {"form": form}
        found = services.screen([services.Subject(role="", **form.cleaned_data)])
        return {"form": form, "asked": True, "hits": found.hits, "editions": found.editions}
