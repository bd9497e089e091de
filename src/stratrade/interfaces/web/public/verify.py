"""Check a licence by its QR text or its printed code; what is shown names no party."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from stratrade.apps.documents import queries as documents
from stratrade.interfaces.web.pages import Page


class VerifyForm(forms.Form):
    """What is printed on the paper."""

    code = forms.CharField(
        label=_("Check code, or the text of the QR code"),
        help_text=_("The check code stands below the QR code, for example 7KQ2-MX4B-9TRW"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false", "autocomplete": "off"}),
    )


class Verify(Page):
    """One field, one answer."""

    template = "public/verify.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The form and, where a code was given, what the register says."""
        if "code" not in request.GET:
            return {"form": VerifyForm()}
        form = VerifyForm(request.GET)
        if not form.is_valid():
            return {"form": form}
        check = documents.verify(form.cleaned_data["code"])
        return {"form": form, "check": check, "about": check.payload or {}}
