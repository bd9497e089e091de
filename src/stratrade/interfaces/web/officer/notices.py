"""Catch-all notices at the licensing desk: propose, sign or send back, withdraw by two people, read why."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.measures.services import serve, withdraw
from stratrade.interfaces.web.catch_all import NoticePage
from stratrade.interfaces.web.choices import countries
from stratrade.interfaces.web.officer.forms import ReasonForm, Versioned
from stratrade.interfaces.web.pages import Page

_DAY = forms.DateInput(attrs={"type": "date"})


class NoticeForm(forms.Form):
    """What a notice says, whom it is about, and why."""

    company = forms.CharField(
        label=_("Company it is served on"),
        help_text=_("Whole name or registration number of a registered company"),
        max_length=300,
        required=False,
    )
    name = forms.CharField(label=_("Other party that it concerns"), max_length=300, required=False)
    hs_from = forms.CharField(label=_("HS code, or the first of a range"), max_length=14, required=False)
    hs_to = forms.CharField(label=_("Last HS code of the range"), max_length=14, required=False)
    destination = forms.ChoiceField(label=_("Destination"), required=False)
    concern = forms.ChoiceField(
        label=_("What may the goods serve?"),
        widget=forms.RadioSelect,
        choices=[
            ("WMD", _("weapons of mass destruction")),
            ("MISSILE", _("missiles that carry such weapons")),
            ("MILITARY_END_USE", _("military use in a State under an arms embargo")),
        ],
    )
    text = forms.CharField(
        label=_("What the company is told"),
        help_text=_("The company, customs and officers read this. Name no source."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )
    basis = forms.CharField(
        label=_("Why, in confidence"),
        help_text=_("Kept apart; only who signs may read it, and each reading is recorded."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=10000,
    )
    valid_from = forms.DateField(label=_("First day"), widget=_DAY)
    valid_to = forms.DateField(label=_("Last day, if it has one"), widget=_DAY, required=False)
    review_on = forms.DateField(label=_("Day of review"), widget=_DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["destination"].choices = countries(get_language())  # type: ignore[attr-defined]


class New(Page):
    """Propose a notice."""

    desk = "officer"
    permission = Permission.MEASURES_NOTICE_PROPOSE
    template = "officer/notice_new.html"
    form_class = NoticeForm

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Do it."""
        user: Any = request.user
        notice = serve.propose(serve.Fields(**form.cleaned_data), by=user)
        return reverse("officer:notice", args=[notice.public_id])


class _Step(NoticePage):
    """A step with one notice."""

    desk = "officer"
    permission = Permission.MEASURES_NOTICE_SERVE
    template = "officer/notice_step.html"
    heading = ""

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """The notice and the step."""
        return {"notice": self.notice(request, public_id), "heading": self.heading}

    def back(self, public_id: UUID) -> str:
        """The page of the notice."""
        return reverse("officer:notice", args=[public_id])


class Sign(_Step):
    """Sign it as the second person."""

    form_class = Versioned
    heading = "sign"

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        serve.decide(public_id, sign=True, version=form.cleaned_data["version"], by=user)
        return self.back(public_id)


class SendBack(_Step):
    """Send it back unsigned."""

    form_class = ReasonForm
    heading = "send_back"

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        serve.decide(public_id, sign=False, **form.cleaned_data, by=user)
        return self.back(public_id)


class Withdraw(_Step):
    """Propose to end it."""

    permission = Permission.MEASURES_NOTICE_PROPOSE
    form_class = ReasonForm
    heading = "withdraw"

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        withdraw.propose(public_id, **form.cleaned_data, by=user)
        return self.back(public_id)


class SignWithdrawal(_Step):
    """End it as the second person."""

    form_class = Versioned
    heading = "sign_withdrawal"

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        withdraw.decide(public_id, sign=True, version=form.cleaned_data["version"], by=user)
        return self.back(public_id)


class SendBackWithdrawal(_Step):
    """Let it stand."""

    form_class = ReasonForm
    heading = "return_withdrawal"

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        withdraw.decide(public_id, sign=False, **form.cleaned_data, by=user)
        return self.back(public_id)


class BasisPage(NoticePage):
    """Why it was served; asking for it is an act, and recorded."""

    desk = "officer"
    permission = Permission.MEASURES_BASIS_READ
    template = ""

    def act(self, request: HttpRequest, form: Any, public_id: UUID) -> Any:
        """Record the reading, then show the words; no browser keeps them."""
        user: Any = request.user
        words = serve.read_basis(public_id, by=user)
        context = {"desk": self.desk, "notice": self.notice(request, public_id), "basis": words}
        answer = render(request, "officer/notice_basis.html", context)
        answer["Cache-Control"] = "no-store"
        return answer
