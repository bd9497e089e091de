"""“What applies to my transaction?”: goods, route, end use and date in; outcome, duties and paragraphs out.

The answer rests on published rules only, so that it is the same for everybody; nothing that is asked is kept. Beside
it stand approvals of committees, for officials and for the company whose they are.
"""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.classification.services import transaction
from stratrade.apps.lists import queries as lists
from stratrade.engines.determination.model import Transaction
from stratrade.interfaces.web import transaction_sheet
from stratrade.interfaces.web.choices import UNITS, countries
from stratrade.interfaces.web.pages import Page

ACTIVITIES = [
    ("export", _("Export")),
    ("import", _("Import")),
    ("re_export", _("Re-export")),
    ("transit", _("Transit")),
    ("transhipment", _("Trans-shipment")),
    ("brokering", _("Brokering between two other States")),
    ("itt", _("Sending technology or software without goods")),
    ("technical_assistance", _("Technical assistance")),
]
USERS = [
    ("", "—"),
    ("company", _("Company")),
    ("government", _("Government")),
    ("military", _("Armed forces")),
    ("laboratory", _("Laboratory or university")),
    ("individual", _("Private person")),
    ("armed group", _("Armed group")),
]
FACTS = [
    ("informed", _("The authority has told me that the goods may serve a use of concern")),
    ("aware", _("I know that they are meant for a use of concern")),
    ("suspect", _("I have grounds to suspect a use of concern")),
    ("wmd", _("Use: nuclear, chemical or biological weapons")),
    ("missile", _("Use: missiles that can deliver such weapons")),
    ("military_end_use", _("Use: military")),
    ("cyber_surveillance", _("The goods can watch people's communications")),
    ("internal_repression", _("Use: repression or serious violations of human rights")),
    ("re_transfer", _("The goods were received from another State, or will be passed on to a third one")),
    ("consumer_goods_retail", _("Packed for retail sale for personal use")),
    ("public_domain", _("The technology or software is published for everybody")),
    ("parameters_missing", _("I do not know the technical figures")),
]


class TransactionForm(forms.Form):
    """What is known of a transaction; all but the activity may be left open."""

    activity = forms.ChoiceField(label=_("What happens?"), choices=ACTIVITIES)
    destination = forms.ChoiceField(label=_("Destination"), choices=[], required=False)
    origin = forms.ChoiceField(label=_("Sent from"), choices=[], required=False)
    origin_goods = forms.ChoiceField(
        label=_("Made in"), choices=[], required=False, help_text=_("Where that is another State")
    )
    via = forms.ChoiceField(label=_("By way of"), choices=[], required=False)
    entry = forms.CharField(
        label=_("Entry of the control list"),
        required=False,
        max_length=40,
        help_text=_("Where it is known, e.g. 2B230"),
    )
    description = forms.CharField(
        label=_("What are the goods?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    hs_code = forms.RegexField(
        label=_("HS code"),
        regex=r"^[0-9. ]{2,14}$",
        required=False,
        max_length=14,
        error_messages={"invalid": _("Enter an HS code of digits, for example 9026.20")},
    )
    cas = forms.RegexField(
        label=_("CAS number, for a chemical"),
        regex=r"^\d{2,7}-\d{2}-\d$",
        required=False,
        max_length=20,
        error_messages={"invalid": _("Enter a CAS number such as 78-38-6")},
    )
    concentration_pct = forms.DecimalField(
        label=_("Share by weight (%)"), required=False, min_value=0, max_value=100, max_digits=10
    )
    quantity = forms.DecimalField(label=_("Quantity"), required=False, min_value=0, max_digits=24)
    unit = forms.ChoiceField(label=_("Unit"), choices=[("", "—"), *UNITS], required=False)
    end_user_type = forms.ChoiceField(
        label=_("Who uses the goods in the end?"), choices=USERS, required=False
    )
    purpose = forms.CharField(label=_("What for?"), required=False, max_length=200)
    flags = forms.MultipleChoiceField(
        label=_("What else is known?"), choices=FACTS, required=False, widget=forms.CheckboxSelectMultiple
    )
    on = forms.DateField(
        label=_("On which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Left empty, today; the law of that day is applied"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("destination", "origin", "origin_goods", "via"):
            self.fields[name].choices = countries(get_language())  # type: ignore[attr-defined]

    def transaction(self) -> Transaction:
        """What was asked, as the engine takes it."""
        asked = dict(self.cleaned_data)
        day = asked.pop("on") or today()
        via = asked.pop("via")
        flags = tuple(asked.pop("flags"))
        return Transaction(date=day, via=(via,) if via else (), flags=flags, **asked)


class Ask(Page):
    """Ask and answer on one page; the address holds the question, so that it can be sent on."""

    template = "public/transaction.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The form and, where something was asked, the answer."""
        if "activity" not in request.GET:
            return {"form": TransactionForm()}
        form = TransactionForm(request.GET)
        if not form.is_valid():
            return {"form": form}
        return {"form": form, **answered(form.transaction(), request), "query": request.GET.urlencode()}


class Print(Page):
    """The same answer on paper, for people of the State's desks and of registered companies."""

    permission = Permission.DETERMINATION_CASE_ASK

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """A PDF that is made anew each time and kept nowhere."""
        form = TransactionForm(request.GET)
        shown = answered(form.transaction(), request) if form.is_valid() else {"no_list": True}
        if "answer" not in shown:
            return HttpResponse(status=404)
        raw = transaction_sheet.pdf(form, shown["answer"], shown["edition"], at=timezone.now())
        response = HttpResponse(raw, content_type="application/pdf")
        response.headers["Content-Disposition"] = "inline; filename=answer.pdf"
        response.headers["Cache-Control"] = "private, no-store"
        return response


def answered(asked: Transaction, request: HttpRequest) -> dict[str, Any]:
    """What the page shows of an answer to who asks."""
    on: date = asked.date
    user: Any = request.user if request.user.is_authenticated else None
    try:
        edition = lists.in_force(on)
        reply = transaction.told_to(user, asked, on=on)
    except lists.NoEditionInForce:
        return {"no_list": True}
    return {"answer": reply, "edition": edition, "on": on}
