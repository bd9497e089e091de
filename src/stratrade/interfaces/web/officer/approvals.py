"""Approvals of committees at the licensing desk: enter, confirm or send back, withdraw by two people."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.documents import queries as documents
from stratrade.apps.measures import approvals
from stratrade.apps.measures.services import approve
from stratrade.interfaces.web.choices import BARREL, CURRENCIES, UNITS, countries
from stratrade.interfaces.web.committee import ApprovalPage
from stratrade.interfaces.web.officer.forms import ReasonForm, Versioned
from stratrade.interfaces.web.pages import Page
from stratrade.kernel import country

_DAY = forms.DateInput(attrs={"type": "date"})
_LINES = forms.Textarea(attrs={"rows": 3})


class ApprovalForm(forms.Form):
    """What the committee's letter says."""

    rule = forms.ChoiceField(
        label=_("Rule that it lifts"),
        help_text=_("Only this paragraph is lifted; every other prohibition stays."),
    )
    letter = forms.CharField(label=_("Number of the committee's letter"), max_length=120)
    letter_on = forms.DateField(label=_("Day of the letter"), widget=_DAY)
    applicant_state = forms.ChoiceField(label=_("State that applied to the committee"))
    applicant = forms.CharField(
        label=_("Whom it is for"),
        help_text=_(
            "Name as in the letter, or registration number; must be among the parties of the transfer"
        ),
        max_length=300,
    )
    goods = forms.CharField(label=_("Goods, as in the letter"), widget=forms.Textarea(attrs={"rows": 3}))
    hs = forms.CharField(
        label=_("HS codes"),
        help_text=_("One a line; a chapter or heading will do"),
        widget=_LINES,
        required=False,
    )
    entries = forms.CharField(
        label=_("Entries of the control list"),
        help_text=_("One a line; where both are given, the goods must fit both"),
        widget=_LINES,
        required=False,
    )
    quantity = forms.DecimalField(label=_("Quantity or value"), max_digits=24, decimal_places=9)
    unit = forms.ChoiceField(label=_("Unit or currency"))
    destination = forms.ChoiceField(label=_("Destination"))
    recipients = forms.CharField(
        label=_("Who may receive them"),
        help_text=_(
            "One name a line; consignee and end user must be among them. Empty: the letter names nobody."
        ),
        widget=_LINES,
        required=False,
    )
    route = forms.CharField(
        label=_("Countries they may pass"),
        help_text=_("One name or code a line. Empty: the letter says nothing of the way."),
        widget=_LINES,
        required=False,
    )
    valid_from = forms.DateField(label=_("First day"), widget=_DAY)
    valid_to = forms.DateField(label=_("Last day"), widget=_DAY)
    document = forms.FileField(label=_("The letter, scanned"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        named = countries(get_language())
        fields["applicant_state"].choices = fields["destination"].choices = named
        fields["unit"].choices = [*UNITS, BARREL, *CURRENCIES]
        fields["rule"].choices = [
            (r.id, "; ".join(dict.fromkeys(filter(None, (f"{r.id}: {r.reference}", r.approval_under)))))
            for r in approvals.approvable()
        ]

    def filled(self) -> approve.Fields:
        """What was typed, as the service takes it."""
        typed = {k: v for k, v in self.cleaned_data.items() if k != "document"}
        for name in ("hs", "entries", "recipients", "route"):
            typed[name] = [line.strip() for line in typed[name].splitlines() if line.strip()]
        typed["route"] = [country.parse(line) or line for line in typed["route"]]
        typed["by_value"] = typed["unit"] in dict(CURRENCIES)
        return approve.Fields(**typed)


class Enter(Page):
    """Enter an approval from the committee's letter."""

    desk = "officer"
    permission = Permission.MEASURES_APPROVAL_KEEP
    template = "officer/approval_new.html"
    form_class = ApprovalForm

    def act(self, request: HttpRequest, form: Any) -> str:
        """Do it."""
        user: Any = request.user
        upload = form.cleaned_data["document"]
        documents.check_size(upload.size)
        row = approve.enter(form.filled(), document=(upload.read(), upload.name), by=user)
        return reverse("officer:approval", args=[row.public_id])


class _Step(ApprovalPage):
    """A step with one approval."""

    desk = "officer"
    permission = Permission.MEASURES_APPROVAL_KEEP
    template = "officer/approval_step.html"
    form_class = ReasonForm
    heading = ""

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """The approval and the step."""
        return {"approval": self.approval(request, public_id), "heading": self.heading}

    def back(self, public_id: UUID) -> str:
        """The page of the approval."""
        return reverse("officer:approval", args=[public_id])


class Confirm(_Step):
    """Confirm it as the second person."""

    form_class = Versioned
    heading = "confirm"

    def act(self, request: HttpRequest, form: Any, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        approve.decide(public_id, sign=True, version=form.cleaned_data["version"], by=user)
        return self.back(public_id)


class SendBack(_Step):
    """Send it back unsigned."""

    heading = "send_back"

    def act(self, request: HttpRequest, form: Any, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        approve.decide(public_id, sign=False, **form.cleaned_data, by=user)
        return self.back(public_id)


class End(_Step):
    """Ask to withdraw it: from now on it lifts nothing."""

    heading = "end"

    def act(self, request: HttpRequest, form: Any, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        approve.end(public_id, **form.cleaned_data, by=user)
        return self.back(public_id)


class Withdraw(_Step):
    """Withdraw it for good as the second person."""

    form_class = Versioned
    heading = "withdraw"

    def act(self, request: HttpRequest, form: Any, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        version = form.cleaned_data["version"]
        approve.settle(public_id, withdraw=True, reason="", version=version, by=user)
        return self.back(public_id)


class Keep(_Step):
    """Keep it: it lifts its rule again."""

    heading = "keep"

    def act(self, request: HttpRequest, form: Any, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        approve.settle(public_id, withdraw=False, **form.cleaned_data, by=user)
        return self.back(public_id)
