"""“Is my item controlled?”: a description, an HS code, a CAS number, and the questions that remain."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts.clock import today
from stratrade.apps.classification import services
from stratrade.apps.classification.services import self_steps
from stratrade.apps.lists import queries as lists
from stratrade.apps.lists.services import open_edition
from stratrade.apps.wording import self_assessment as words
from stratrade.engines.classify.left_open import OF_ANOTHER
from stratrade.engines.lists.evaluate import Ask, entry_of
from stratrade.interfaces.web import criteria
from stratrade.interfaces.web.pages import Page
from stratrade.kernel.finding import Finding

SHOWN = 5
ASKED = 4


class GoodsForm(forms.Form):
    """What is known of the goods."""

    text = forms.CharField(
        label=_("What are the goods?"),
        help_text=_("Words and figures of the data sheet: what it is, material, size, accuracy, pressure"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hs = forms.RegexField(
        label=_("HS code"),
        regex=r"^[0-9. ]{4,14}$",
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


class Goods(Page):
    """Ask and answer on one page; the address holds the question, so that it can be sent on."""

    template = "public/goods.html"
    part = "public/_answer.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The form and, where something was asked, the answer."""
        if "text" not in request.GET:
            return {"form": GoodsForm()}
        form = GoodsForm(request.GET)
        if not form.is_valid():
            return {"form": form}
        return {"form": form, **_answer(form, criteria.given(request.GET.dict()))}


def _is_beside(finding: Finding, asks: Sequence[Ask]) -> bool:
    """Whether what is typical of a product line stands beside a question already."""
    if finding.code != "classify.value.typical":
        return False
    return any(ask.typical and ask.parameter == finding.params["parameter"] for ask in asks[:ASKED])


def _answer(form: forms.Form, answers: dict[str, str]) -> dict[str, Any]:
    day = today()
    asked = form.cleaned_data
    try:
        edition_row = lists.in_force(day)
    except lists.NoEditionInForce:
        return {"no_list": True}
    found = services.identify(asked["text"], hs=asked["hs"], cas=asked["cas"], values=answers, on=day)
    edition = open_edition(edition_row.digest)
    candidates = []
    seen = set(answers)
    for candidate in found.candidates[:SHOWN]:
        entry = entry_of(candidate.entry, edition)
        fields = []
        asked_here = [ask for ask in candidate.ask if not ask.parameter.startswith(OF_ANOTHER)]
        for ask in asked_here[:ASKED]:
            if ask.parameter not in seen:
                seen.add(ask.parameter)
                question = criteria.in_language(ask.question)
                fields.append(
                    criteria.field(ask.parameter, edition, answers, question=question, typical=ask.typical)
                )
        candidates.append(
            {
                "entry": candidate.entry,
                "paragraph": candidate.paragraph,
                "title": criteria.in_language(entry.title) if entry else "",
                "status": candidate.status,
                "because": [finding for finding in candidate.because if not _is_beside(finding, asked_here)],
                "fields": fields,
            }
        )
    return {
        "found": found,
        "still_open": self_steps.still_open(found, edition),
        "still_words": words.PRINTED["still_open"],
        "candidates": candidates,
        "answered": [criteria.field(name, edition, answers) for name in answers],
        "edition": edition_row,
    }
