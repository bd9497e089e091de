"""What whoever asks for a ruling types."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.apps.wording.labels import LABELS
from stratrade.interfaces.web.choices import countries

KINDS = [
    ("CLASSIFICATION", _("Classification: which entry of the control list are the goods?")),
    ("LICENCE_NEEDED", _("Licence: does a stated transaction need one?")),
    ("ADVANCE", _("Advance ruling: on goods that are not made or ordered yet")),
    ("ENQUIRY", _("General enquiry: a question about the rules")),
]
ACTIVITIES = [
    (code, LABELS[code])
    for code in (
        "export",
        "re_export",
        "import",
        "transit",
        "transhipment",
        "brokering",
        "technical_assistance",
        "itt",
    )
]
PAPER_KINDS = [
    ("data_sheet", _("Technical data sheet")),
    ("contract", _("Contract or order")),
    ("end_use_statement", _("End-use statement")),
    ("other", _("Another paper")),
]


class Versioned(forms.Form):
    """A form that carries the version of what it edits, so that a stale one is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AskForm(Versioned):
    """What is asked, and of what transaction."""

    kind = forms.ChoiceField(label=_("What do you ask for?"), choices=KINDS, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Name this request"),
        help_text=_("So that you find it again, for example “Pressure transducers, series 20”"),
        max_length=200,
    )
    question = forms.CharField(
        label=_("Your question"),
        help_text=_("A general enquiry needs one; with goods it may be left empty"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    activity = forms.ChoiceField(label=_("What is to be done with the goods?"), choices=ACTIVITIES)
    destination = forms.ChoiceField(
        label=_("Country where the goods will be used"),
        help_text=_("Needed where you ask whether a licence is required, and for an advance ruling"),
        required=False,
    )
    end_use = forms.CharField(
        label=_("What will the goods be used for?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["destination"].choices = countries(get_language())  # type: ignore[attr-defined]


class GoodsForm(Versioned):
    """Goods that a ruling is asked about."""

    description = forms.CharField(
        label=_("What are the goods?"),
        help_text=_("Make, model, material and the technical figures that the data sheet gives"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    name = forms.CharField(label=_("Name of the product"), max_length=200, required=False)
    maker = forms.CharField(label=_("Maker"), max_length=200, required=False)
    model = forms.CharField(label=_("Model"), max_length=100, required=False)
    hs = forms.RegexField(
        label=_("HS code"),
        regex=r"^[0-9. ]{4,14}$",
        max_length=14,
        required=False,
        error_messages={"invalid": _("Enter an HS code of digits, for example 9026.20")},
    )
    cas = forms.RegexField(
        label=_("CAS number, for a chemical"),
        regex=r"^\d{2,7}-\d{2}-\d$",
        max_length=20,
        required=False,
        error_messages={"invalid": _("Enter a CAS number such as 78-38-6")},
    )


class PaperForm(forms.Form):
    """A paper to hand in."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=PAPER_KINDS)
    file = forms.FileField(label=_("File"), help_text=_("PDF, PNG, JPEG, DOCX or XLSX, up to 15 MB"))


class HandInForm(Versioned):
    """The declaration under which a request is handed in."""

    true = forms.BooleanField(
        label=_("I declare that what is stated here is true and complete"),
        error_messages={"required": _("Tick the box to declare that the request is true and complete")},
    )


class ReplyForm(Versioned):
    """An answer in words; values that were asked for stand beside it."""

    answer = forms.CharField(
        label=_("Your answer"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )


class WithdrawForm(Versioned):
    """Why a request is taken back."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500, required=False
    )
