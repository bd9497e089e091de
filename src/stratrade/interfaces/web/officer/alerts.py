"""Names that resemble somebody on a watch list, at the licensing desk, and a name screened by hand."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening import services
from stratrade.interfaces.web.alerts import AlertList, AlertOne, EndTrust, Evidence, Trust, TrustedList
from stratrade.interfaces.web.choices import countries
from stratrade.interfaces.web.pages import Page


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


class Alerts(AlertList):
    """Alerts that wait, strongest likeness first."""

    desk = "officer"


class AlertPage(AlertOne):
    """One alert, and its decision."""

    desk = "officer"


class TrustPage(Trust):
    """A cleared party is trusted until a day."""

    desk = "officer"


class TrustedParties(TrustedList):
    """The good-guy list."""

    desk = "officer"


class TrustEnd(EndTrust):
    """Trust ends before its day."""

    desk = "officer"


class EvidencePage(Evidence):
    """One screening as it was."""

    desk = "officer"


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
