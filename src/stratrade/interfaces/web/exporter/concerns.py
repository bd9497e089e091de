"""What the company knows or suspects of a planned transfer: notify it, answer questions, read the answer."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.measures.services import notify
from stratrade.interfaces.web import concerns
from stratrade.interfaces.web.choices import countries
from stratrade.interfaces.web.pages import Page

_DAY = forms.DateInput(attrs={"type": "date"})


class ConcernForm(forms.Form):
    """Goods, parties, and what is known or suspected."""

    activity = forms.ChoiceField(
        label=_("What is planned?"),
        choices=[
            ("export", _("Export")),
            ("re_export", _("Re-export")),
            ("transit", _("Transit")),
            ("transhipment", _("Trans-shipment")),
            ("brokering", _("Brokering between two other States")),
            ("itt", _("Sending technology or software without goods")),
            ("technical_assistance", _("Technical assistance")),
        ],
    )
    description = forms.CharField(
        label=_("What are the goods?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    hs = forms.CharField(label=_("HS code"), max_length=14)
    entry = forms.CharField(
        label=_("Entry of the control list"),
        max_length=40,
        required=False,
        help_text=_("Left empty where the goods are on no list"),
    )
    quantity = forms.CharField(label=_("Quantity"), max_length=80, required=False)
    destination = forms.ChoiceField(label=_("Destination"))
    consignee = forms.CharField(label=_("Consignee"), max_length=300, required=False)
    end_user = forms.CharField(label=_("End user"), max_length=300, required=False)
    how = forms.ChoiceField(
        label=_("How do you know?"),
        widget=forms.RadioSelect,
        choices=[
            ("AWARE", _("We know that the goods are meant for such a use")),
            ("SUSPECT", _("We have grounds to suspect it")),
        ],
    )
    concern = forms.ChoiceField(
        label=_("What may the goods serve?"),
        widget=forms.RadioSelect,
        choices=[
            ("WMD", _("weapons of mass destruction")),
            ("MISSILE", _("missiles that carry such weapons")),
            ("MILITARY_END_USE", _("military use in a State under an arms embargo")),
        ],
    )
    statement = forms.CharField(
        label=_("What do you know or suspect, and from where?"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    planned_on = forms.DateField(label=_("Planned day"), widget=_DAY, required=False)
    paper = forms.FileField(label=_("Document"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["destination"].choices = countries(get_language())  # type: ignore[attr-defined]


class ReplyForm(forms.Form):
    """The answer to a question."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label=_("Your answer"), max_length=10000, widget=forms.Textarea(attrs={"rows": 4}))
    paper = forms.FileField(label=_("Document"), required=False)


class New(Page):
    """Notify a concern."""

    desk = "exporter"
    permission = Permission.MEASURES_CONCERN_NOTIFY
    template = "exporter/concern_new.html"
    form_class = ConcernForm

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Do it."""
        user: Any = request.user
        paper = concerns.upload(form)
        row = notify.notify(notify.Fields(**form.cleaned_data), paper=paper, by=user)
        return reverse("exporter:concern", args=[row.public_id])


class Reply(concerns.ConcernPage):
    """Answer the question that waits."""

    desk = "exporter"
    permission = Permission.MEASURES_CONCERN_NOTIFY
    template = "exporter/concern_reply.html"
    form_class = ReplyForm

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        paper = concerns.upload(form)
        notify.reply(public_id, **form.cleaned_data, paper=paper, by=user)
        return reverse("exporter:concern", args=[public_id])
