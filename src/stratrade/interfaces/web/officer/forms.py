"""What licensing officers and reviewing ministries type."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

_marked = lazy(mark_safe, SafeString)  # for texts of our own that hold a <code>

POSITIONS = [
    ("NO_OBJECTION", _("No objection")),
    ("CONDITIONS", _("No objection, on conditions")),
    ("OBJECTION", _("Objection")),
    ("NOT_COMPETENT", _("Not for us to say")),
]
OUTCOMES = [("GRANT", _("Grant the licence")), ("REFUSE", _("Refuse the licence"))]
COUNTERPARTS = [
    ("UNKNOWN", _("Not known")),
    ("NOTIFIED", _("Yes")),
    ("NOT_NOTIFIED", _("No")),
]
STATED = [
    ("non_prohibited_purposes", _("Used only for purposes that are not prohibited")),
    ("no_retransfer", _("Not passed on to another State")),
    ("types_and_quantities", _("Types and quantities of the chemicals")),
    ("end_uses", _("End uses")),
    ("end_users", _("Names and addresses of the end users")),
    ("end_user", _("Certified by the end user")),
    ("recipient_government", _("Certified by an authority of the recipient State")),
]
STANDINGS = [
    ("suspend", _("Suspend: may not be used for the time being")),
    ("reinstate", _("Reinstate: may be used again")),
    ("revoke", _("Revoke: taken back for good")),
]


class Versioned(forms.Form):
    """A form that carries the version of what it edits."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AcceptForm(Versioned):
    """Take a case on."""


class ReasonForm(Versioned):
    """Why."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)


class RateForm(Versioned):
    """The authority's own entry for an item."""

    entry = forms.CharField(
        label=_("Entry of the control list"),
        help_text=_marked(
            _("A paragraph such as 2B230.b.1, or <code>NOT_LISTED</code> where no entry describes the goods")
        ),
        max_length=40,
    )
    reason = forms.CharField(
        label=_("Why this entry?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )


class ReferForm(Versioned):
    """Whom to ask, and what."""

    agencies = forms.MultipleChoiceField(
        label=_("Ask these agencies"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The routing table has ticked those that must be asked"),
    )
    question = forms.CharField(
        label=_("Question"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, required=False
    )

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].choices = agencies  # type: ignore[attr-defined]


class AnswerForm(Versioned):
    """An agency's position."""

    position = forms.ChoiceField(
        label=_("Position of your agency"), choices=POSITIONS, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reasons"),
        help_text=_("Kept word for word"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    conditions = forms.CharField(
        label=_("Conditions"),
        help_text=_("Only where you agree on conditions"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ProposeForm(Versioned):
    """An outcome for a second person to decide."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=OUTCOMES, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reasons"),
        help_text=_("What the decision rests on; in a refusal the applicant reads it"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )
    conditions = forms.CharField(
        label=_("Conditions of the licence"),
        help_text=_("One a line"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    valid_months = forms.IntegerField(
        label=_("Valid for how many months?"), min_value=1, max_value=60, initial=12
    )


class DecideForm(Versioned):
    """The second person's decision."""

    choice = forms.ChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        choices=[("decide", _("Decide as proposed")), ("send_back", _("Send back to the case officer"))],
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed where you send the case back"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NotificationForm(Versioned):
    """When the Technical Secretariat received the notification, and what the other State did."""

    reference = forms.CharField(label=_("Reference of the notification"), max_length=120)
    received_on = forms.DateField(
        label=_("Received by the Technical Secretariat on"),
        help_text=_("The transfer may take place thirty days later at the earliest"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    counterpart = forms.ChoiceField(
        label=_("Has the other State notified too?"), choices=COUNTERPARTS, widget=forms.RadioSelect
    )


class CertificateForm(Versioned):
    """What the recipient's end-use certificate states, read by an officer."""

    reference = forms.CharField(label=_("Number of the certificate"), max_length=120)
    issuer = forms.CharField(label=_("Authority of the recipient State that certified it"), max_length=200)
    received_on = forms.DateField(label=_("Received on"), widget=forms.DateInput(attrs={"type": "date"}))
    states = forms.MultipleChoiceField(
        label=_("What does the certificate state, and who certified it?"),
        help_text=_("Tick only what you have read in it"),
        widget=forms.CheckboxSelectMultiple,
        choices=STATED,
        required=False,
    )


class StandingForm(Versioned):
    """A change in the standing of a licence."""

    action = forms.ChoiceField(label=_("What should happen?"), choices=STANDINGS, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
