"""What customs officers type."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why; every act that binds somebody needs it."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ConfirmForm(forms.Form):
    """Nothing to type: the act itself is confirmed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class OutcomeForm(forms.Form):
    """What an examination found."""

    finding = forms.ChoiceField(
        label=_("What are the goods?"),
        widget=forms.RadioSelect,
        choices=[
            ("CONTROLLED", _("Controlled goods")),
            ("NOT_CONTROLLED", _("Not controlled")),
            ("UNDETERMINED", _("Could not be determined")),
        ],
    )
    examined = forms.BooleanField(label=_("The goods were opened and looked at"), required=False)
    evidence = forms.CharField(
        label=_("What was seen"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class UploadForm(forms.Form):
    """A declaration as a file."""

    file = forms.FileField(
        label=_("Declaration file"), help_text=_("ASYCUDA SAD XML or canonical JSON, up to 20 MB")
    )
