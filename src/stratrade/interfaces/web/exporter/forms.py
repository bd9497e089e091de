"""What an exporter types, checked as dictionaries."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.interfaces.web.choices import CURRENCIES, UNITS, countries

FLAGS = [
    ("informed", _("An authority told us that the goods may be meant for weapons of mass destruction")),
    ("aware", _("We know that the goods are meant for weapons of mass destruction or their delivery")),
    (
        "suspect",
        _("We suspect that the goods may be meant for weapons of mass destruction or their delivery"),
    ),
    ("military_end_use", _("The end use or the end user is military")),
]
PURPOSES = [
    ("", _("Choose a purpose")),
    ("industrial", _("Industrial production")),
    ("research", _("Research")),
    ("medical", _("Medical")),
    ("pharmaceutical", _("Pharmaceutical")),
    ("protective", _("Protection against chemical or biological weapons")),
    ("agricultural", _("Agriculture")),
    ("other", _("Another purpose")),
]
END_USER_TYPES = [
    ("", _("Choose who uses the goods")),
    ("company", _("A company")),
    ("government", _("A government body")),
    ("military", _("Armed forces or a defence company")),
    ("university", _("A university or research institute")),
    ("laboratory", _("A laboratory")),
    ("reseller", _("A dealer who sells the goods on")),
    ("freight_forwarder", _("A freight forwarder")),
]
PARTY_ROLES = [
    ("CONSIGNEE", _("Consignee: receives the goods")),
    ("END_USER", _("End user: uses the goods")),
    ("INTERMEDIARY", _("Intermediary")),
    ("CARRIER", _("Carrier")),
    ("BROKER", _("Broker")),
    ("FINANCIER", _("Bank or financier")),
    ("PAYER", _("Payer: pays for the goods")),
    ("NOTIFY", _("Notify party: is told of the arrival")),
    ("VESSEL", _("Vessel or aircraft")),
    ("SIGNATORY", _("Signatory of the contract")),
]
PAPER_KINDS = [
    ("end_use_statement", _("End-use statement")),
    ("contract", _("Contract or order")),
    ("data_sheet", _("Technical data sheet")),
    ("end_use_certificate", _("End-use certificate of the recipient's government")),
    ("other", _("Another paper")),
]


class Versioned(forms.Form):
    """A form that carries the version of what it edits, so that a stale one is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class StartForm(forms.Form):
    """What kind of licence, in a few words for what."""

    kind = forms.ChoiceField(label=_("What kind of licence do you need?"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Name this application"),
        help_text=_("So that you find it again, for example “Pressure transducers for Sample Process”"),
        max_length=200,
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class DetailsForm(Versioned):
    """Destination, end use and the questions on weapons."""

    title = forms.CharField(label=_("Name of this application"), max_length=200)
    destination = forms.ChoiceField(label=_("Country where the goods will be used"))
    end_use = forms.CharField(
        label=_("What will the goods be used for?"),
        help_text=_("Name the process, the plant and the place. “Industrial use” is not enough."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )
    purpose = forms.ChoiceField(label=_("Purpose"), choices=PURPOSES)
    end_user_type = forms.ChoiceField(label=_("Who uses the goods?"), choices=END_USER_TYPES)
    flags = forms.MultipleChoiceField(
        label=_("Is any of this so?"),
        help_text=_("Tick all that apply. Leave empty if none does."),
        choices=FLAGS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["destination"].choices = countries(get_language())  # type: ignore[attr-defined]


class ItemForm(Versioned):
    """One line of goods."""

    description = forms.CharField(
        label=_("What are the goods?"),
        help_text=_("Make, model, material and the technical figures that the data sheet gives"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    quantity = forms.DecimalField(
        label=_("Quantity"), min_value=Decimal("0.000000001"), max_digits=24, decimal_places=9
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=UNITS)
    value = forms.DecimalField(
        label=_("Value"), min_value=Decimal(0), max_digits=20, decimal_places=2, required=False
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, required=False)
    claimed_entry = forms.CharField(
        label=_("Control-list entry, if you know it"),
        help_text=_("For example 2B230.b.1. Leave empty if you do not know."),
        max_length=40,
        required=False,
    )
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
    concentration_pct = forms.DecimalField(
        label=_("Share of the chemical by weight, in per cent"),
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=6,
        decimal_places=3,
        required=False,
    )


class ProductForm(Versioned):
    """A product of the company's library."""

    name = forms.CharField(label=_("Name of the product"), max_length=200)
    maker = forms.CharField(label=_("Maker"), max_length=200, required=False)
    model = forms.CharField(label=_("Model"), max_length=100, required=False)
    description = forms.CharField(
        label=_("What are the goods?"),
        help_text=_("Make, model, material and the technical figures that the data sheet gives"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hs = ItemForm.base_fields["hs"]
    cas = ItemForm.base_fields["cas"]


class PartyForm(Versioned):
    """Somebody in the transaction."""

    role = forms.ChoiceField(label=_("Part in the transaction"), choices=PARTY_ROLES)
    name = forms.CharField(label=_("Full legal name"), max_length=300)
    native_name = forms.CharField(
        label=_("Name in its own script"),
        help_text=_("If it is not written in Latin letters"),
        max_length=300,
        required=False,
    )
    address = forms.CharField(
        label=_("Street and city"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    country = forms.ChoiceField(label=_("Country"))
    identifier = forms.CharField(label=_("Registration or tax number"), max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries(get_language())  # type: ignore[attr-defined]


class PaperForm(forms.Form):
    """A paper to hand in."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=PAPER_KINDS)
    file = forms.FileField(label=_("File"), help_text=_("PDF, PNG, JPEG, DOCX or XLSX, up to 15 MB"))


class SubmitForm(Versioned):
    """The declaration under which an application is handed in."""

    declared_by = forms.CharField(
        label=_("Name of the responsible person"),
        max_length=200,
        help_text=_("The person in your company who answers for strategic trade"),
    )
    true = forms.BooleanField(
        label=_("I declare that what is stated here is true and complete"),
        error_messages={"required": _("Tick the box to declare that the application is true and complete")},
    )


class ReasonForm(Versioned):
    """Why."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
