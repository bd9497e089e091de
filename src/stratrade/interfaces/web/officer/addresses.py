"""Addresses of a party on the licensing desk: add one, correct it, end it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.parties import queries, services
from stratrade.interfaces.web.choices import countries
from stratrade.interfaces.web.pages import Page


class AddressForm(forms.Form):
    """Where the party is, and who says so."""

    text = forms.CharField(
        label=_("Address"),
        help_text=_("House, street, place"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )
    country = forms.ChoiceField(label=_("Country"))
    source = forms.CharField(
        label=_("Who says so?"), help_text=_("Register extract, annual report, the applicant"), max_length=300
    )
    main = forms.BooleanField(label=_("It is the main address"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries(get_language())  # type: ignore[attr-defined]


class CorrectForm(AddressForm):
    """How it is written, and why it changes."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("source", "main"):
            del self.fields[name]


class EndForm(forms.Form):
    """Why it is no longer an address of the party."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=300)


class AddAddress(Page):
    """Note another address of a party."""

    desk = "officer"
    permission = Permission.PARTIES_PARTY_REGISTER
    template = "officer/party_step.html"
    form_class = AddressForm

    def party(self, request: HttpRequest, public_id: UUID) -> Any:
        """The party, or 404."""
        user: Any = request.user
        found = queries.one(public_id, for_=user)
        if found is None:
            raise Http404
        return found

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """The country of the party."""
        return {"country": self.party(request, public_id).country}

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """Whose it is."""
        return {"party": self.party(request, public_id), "heading": "address"}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        services.add_address(public_id, **form.cleaned_data, by=user)
        return reverse("officer:party", args=[public_id])


class _OfAddress(Page):
    """A step with one address."""

    desk = "officer"
    permission = Permission.PARTIES_PARTY_REGISTER
    template = "officer/party_step.html"
    heading = ""

    def address(self, request: HttpRequest, public_id: UUID) -> Any:
        """The address, or 404."""
        user: Any = request.user
        found = queries.address(public_id, for_=user)
        if found is None:
            raise Http404
        return found

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """Which one, and whose."""
        found = self.address(request, public_id)
        return {"party": found.party, "address": found, "heading": self.heading}


class CorrectAddress(_OfAddress):
    """Write an address otherwise."""

    form_class = CorrectForm
    heading = "address-correct"

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """As it is written now."""
        found = self.address(request, public_id)
        return {"text": found.text, "country": found.country}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        fresh = services.correct_address(public_id, **form.cleaned_data, by=user)
        return reverse("officer:party", args=[fresh.party.public_id])


class EndAddress(_OfAddress):
    """Note that it is no longer an address of the party."""

    form_class = EndForm
    heading = "address-end"

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        ended = services.end_address(public_id, **form.cleaned_data, by=user)
        return reverse("officer:party", args=[ended.party.public_id])
