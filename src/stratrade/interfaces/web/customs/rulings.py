"""Reach-back: the technical officers are asked about a line of goods of a declaration."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.classification.services import rulings
from stratrade.apps.enforcement import queries as enforcement
from stratrade.interfaces.web.choices import countries
from stratrade.interfaces.web.pages import Page

KINDS = [
    ("CLASSIFICATION", _("Which entry of the control list are the goods?")),
    ("LICENCE_NEEDED", _("Does this transaction need a licence?")),
]
ACTIVITIES = {"EX": "export", "IM": "import", "TR": "transit", "RE": "re_export", "TS": "transhipment"}


class ReachBackForm(forms.Form):
    """What customs asks about goods that lie before it."""

    kind = forms.ChoiceField(label=_("What do you ask for?"), choices=KINDS, widget=forms.RadioSelect)
    description = forms.CharField(
        label=_("What are the goods?"),
        help_text=_("Add what you see on the goods, their plate and their papers"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    maker = forms.CharField(label=_("Maker"), max_length=200, required=False)
    model = forms.CharField(label=_("Model"), max_length=100, required=False)
    cas = forms.RegexField(
        label=_("CAS number, for a chemical"),
        regex=r"^\d{2,7}-\d{2}-\d$",
        max_length=20,
        required=False,
        error_messages={"invalid": _("Enter a CAS number such as 78-38-6")},
    )
    destination = forms.ChoiceField(label=_("Country where the goods will be used"), required=False)
    question = forms.CharField(
        label=_("Your question"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["destination"].choices = countries(get_language())  # type: ignore[attr-defined]


class ReachBack(Page):
    """Ask about one line of goods; it is handed in at once, as the goods wait."""

    desk = "customs"
    permission = Permission.CLASSIFICATION_RULING_ASK
    template = "customs/reach_back.html"
    form_class = ReachBackForm

    def item(self, request: HttpRequest, public_id: UUID, number: int) -> Any:
        """The line, or 404."""
        user: Any = request.user
        found = enforcement.item(public_id, number, for_=user)
        if found is None:
            raise Http404
        return found

    def show(self, request: HttpRequest, public_id: UUID, number: int) -> dict[str, Any]:  # type: ignore[override]
        """The line that is asked about."""
        item = self.item(request, public_id, number)
        return {"item": item, "declaration": item.declaration}

    def initial(self, request: HttpRequest, public_id: UUID, number: int) -> dict[str, Any]:  # type: ignore[override]
        """What the declaration says of the goods."""
        item = self.item(request, public_id, number)
        line = next((i for i in item.declaration.content["items"] if i["number"] == number), {})
        said = " · ".join(
            dict.fromkeys(p for p in (item.description, line.get("tariff_description", "")) if p)
        )
        return {
            "kind": "CLASSIFICATION",
            "description": said[:500],
            "destination": item.declaration.content.get("destination") or "",
        }

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID, number: int) -> str:
        """Ask."""
        user: Any = request.user
        item = self.item(request, public_id, number)
        declaration = item.declaration
        typed = form.cleaned_data
        place = f"{declaration.office} {declaration.number}, {number}"
        ruling = rulings.ask_about(
            rulings.RulingFields(
                kind=typed["kind"],
                title=place,
                question=typed["question"],
                activity=ACTIVITIES.get(declaration.regime, "export"),
                destination=typed["destination"],
            ),
            rulings.GoodsFields(
                description=typed["description"],
                maker=typed["maker"],
                model=typed["model"],
                hs=item.hs,
                cas=typed["cas"],
            ),
            about=f"{declaration.subject}/{number}",
            about_label=place,
            by=user,
        )
        return reverse("customs:ruling", args=[ruling.public_id])
