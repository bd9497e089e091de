"""What technical officers type about rulings on goods."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from stratrade.interfaces.web.officer.forms import Versioned

_marked = lazy(mark_safe, SafeString)  # for texts of our own that hold a <code>

Choices = Iterable[tuple[Any, str]]


class FindForm(Versioned):
    """What one item is, or several alike."""

    items = forms.MultipleChoiceField(label=_("For these goods"), widget=forms.CheckboxSelectMultiple)
    entry = forms.CharField(
        label=_("Entry of the control list"),
        help_text=_marked(
            _("A paragraph such as 2B230.b.1, or <code>NOT_LISTED</code> where no entry describes the goods")
        ),
        max_length=40,
    )
    reason = forms.CharField(
        label=_("Why this entry?"),
        help_text=_("Printed in the letter"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )

    def __init__(self, *args: Any, items: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = list(items)  # type: ignore[attr-defined]


class CasForm(Versioned):
    """The right CAS number of an item, and why."""

    cas = forms.CharField(
        label=_("CAS number"),
        help_text=_("Empty where the goods are no single chemical"),
        max_length=20,
        required=False,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("What shows it: the safety data sheet, the label, a letter of the maker"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


class FollowForm(Versioned):
    """An earlier finding taken over, after it was compared."""

    items = forms.MultipleChoiceField(label=_("For these goods"), widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Leave empty to take over the earlier reasons"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    confirmed = forms.BooleanField(
        label=_("I have compared the goods and the edition of the list"),
        error_messages={"required": _("Compare them, then tick the box")},
    )

    def __init__(self, *args: Any, items: Choices, own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = list(items)  # type: ignore[attr-defined]
        if own:
            self.fields["reason"].help_text = _("In your own words: the earlier letter went to another asker")


class InquireForm(Versioned):
    """A question to the applicant, in words and by what the list asks."""

    item = forms.ChoiceField(label=_("About which goods?"), required=False)
    parameters = forms.MultipleChoiceField(
        label=_("What the control list asks"),
        help_text=_("Each ticked one becomes a field that the applicant fills in"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    text = forms.CharField(
        label=_("Question"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )

    def __init__(self, *args: Any, items: Choices, parameters: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", _("the whole request")), *items]  # type: ignore[attr-defined]
        self.fields["parameters"].choices = list(parameters)  # type: ignore[attr-defined]
        if not parameters:
            del self.fields["parameters"]


class ProposeRulingForm(Versioned):
    """A ruling for a second person to decide."""

    reply = forms.CharField(
        label=_("What the letter says"),
        help_text=_("Besides entries and reasons, which are printed with each item"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=8000,
    )
    valid_months = forms.IntegerField(label=_("Holds for how many months?"), min_value=1, max_value=60)
    no_licence_letter = forms.BooleanField(
        label=_("Also issue the letter that no licence is required"), required=False
    )
    replaces = forms.ChoiceField(
        label=_("Takes the place of an earlier ruling"),
        help_text=_("Its letters are then marked as replaced"),
        required=False,
    )

    def __init__(self, *args: Any, earlier: Choices, free: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaces"].choices = [("", _("none")), *earlier]  # type: ignore[attr-defined]
        if not free:
            del self.fields["no_licence_letter"]
        if not earlier:
            del self.fields["replaces"]


class PrecedentForm(forms.Form):
    """What earlier findings are searched by."""

    q = forms.CharField(
        label=_("Words in goods, reasons or number"), widget=forms.TextInput, max_length=200, required=False
    )
    entry = forms.CharField(label=_("Entry begins with"), max_length=40, required=False)
    edition = forms.ChoiceField(label=_("Edition of the list"), required=False)
    first = forms.DateField(
        label=_("Found from"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    last = forms.DateField(
        label=_("Found to"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )

    def __init__(self, *args: Any, editions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].choices = [("", _("all")), *editions]  # type: ignore[attr-defined]
