"""A name held against the lists in force while it is typed, at whatever desk; nothing is stored."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening import services
from stratrade.interfaces.web.choices import countries
from stratrade.interfaces.web.pages import Page


class NameForm(forms.Form):
    """A name, and what else is known."""

    name = forms.CharField(label=_("Name, in any script"), max_length=300)
    country = forms.ChoiceField(label=_("Country"), required=False)
    date_of_birth = forms.RegexField(
        label=_("Born"),
        help_text=_("A year, or a day as year-month-day"),
        regex=r"^\d{4}(-\d{2}-\d{2})?$",
        required=False,
    )
    identifier = forms.CharField(
        label=_("Passport, registration or IMO number"), max_length=60, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries(get_language())  # type: ignore[attr-defined]


class NameSearch(Page):
    """Hold one name against the lists in force."""

    permission = Permission.SCREENING_PARTY_SCREEN
    template = "_screening/search.html"
    part = "_screening/_hits.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The form and, where a name was given, whom it resembles."""
        here = {"here": reverse(f"{self.desk}:screen")}
        if "name" not in request.GET:
            return {"form": NameForm(), **here}
        form = NameForm(request.GET)
        if not form.is_valid():
            return {"form": form, **here}
        found = services.compare([services.Subject(role="", **form.cleaned_data)])
        return {
            "form": form,
            "asked": True,
            "hits": found.hits,
            "set_aside": found.set_aside,
            "editions": found.editions,
            **here,
        }
