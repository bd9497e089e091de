"""What the people of the national authorities type."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts.clock import today
from stratrade.engines.obligations.deadlines import YEARS


class Day(forms.DateField):
    """A day near enough that days can be counted from it."""

    def validate(self, value: Any) -> None:
        """Refuse years that are slips of the hand; nothing is owed so long ago or so far ahead."""
        super().validate(value)
        if value is not None and value.year not in YEARS:
            years = {"first": YEARS.start, "last": YEARS.stop - 1}
            raise forms.ValidationError(_("Give a day in the years %(first)s to %(last)s."), params=years)


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"})
    return Day(label=label, required=required, widget=widget, help_text=help_text)


def _text(label: Any, *, rows: int = 3, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=8000, widget=widget, help_text=help_text
    )


class _Versioned(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ConfirmForm(_Versioned):
    """Nothing to type: the act itself is confirmed."""


class ReasonForm(_Versioned):
    """Why."""

    reason = _text(_("Reason"))


class SentForm(_Versioned):
    """How and when people sent it."""

    sent_on = _day(_("Day of sending"))
    channel = forms.CharField(label=_("How it was sent"), max_length=200)
    receipt = forms.CharField(label=_("Receipt or reference"), max_length=200, required=False)


class PeriodForm(forms.Form):
    """Which period."""

    period = forms.CharField(
        label=_("Year or quarter"), max_length=10, help_text=_("For example 2027, or 2027-Q1 for a quarter")
    )


class EventForm(forms.Form):
    """Which event."""

    about = forms.CharField(label=_("What it is about"), max_length=200)
    event_date = _day(_("Day of the shipment, activity or request"))


class EvidenceForm(_Versioned):
    """A paper."""

    file = forms.FileField(label=_("Paper (PDF, picture, DOCX or XLSX, up to 15 MB)"))


class AskForm(_Versioned):
    """A question to agencies."""

    agency = forms.ChoiceField(label=_("Whom to ask"))
    section = forms.ChoiceField(label=_("Section"), required=False)
    question = _text(_("Question"))
    due_on = _day(_("Answer by"))

    def __init__(self, *args: Any, sections: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        agencies = [(a.code, a.name(language)) for a in accounts.agencies()]
        everybody = ("", _("Every agency that the division of work names"))
        self.fields["agency"].required = False
        self.fields["agency"].choices = [everybody, *agencies]  # type: ignore[attr-defined]
        self.fields["section"].choices = [("", "—"), *(sections or [])]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One agency is asked about one section."""
        given = super().clean() or {}
        if given.get("agency") and not given.get("section"):
            self.add_error("section", _("Choose the section that the agency is asked about."))
        return given


class AnswerForm(forms.Form):
    """What the agency contributes."""

    nothing = forms.BooleanField(label=_("Nothing to declare, nothing new"), required=False)
    text = _text(_("Answer of the agency"), rows=8, required=False)


class ShareForm(forms.Form):
    """The share by weight of a chemical on a line."""

    pct = forms.DecimalField(
        label=_("Share by weight, per cent"), min_value=0, max_value=100, decimal_places=4
    )
    kilograms = forms.DecimalField(
        label=_("Mass of the goods in kilograms, where it was not declared"),
        required=False,
        max_digits=14,
        decimal_places=4,
    )
    evidence = _text(_("Paper that shows it"), rows=2)


class TableForm(forms.Form):
    """A table of figures."""

    file = forms.FileField(label=_("Table (CSV or XLSX, up to 10 MB)"))


class PartnerTableForm(TableForm):
    """A table of partner figures with where it comes from."""

    source = forms.CharField(label=_("Where the figures come from"), max_length=200)


class FacilityForm(_Versioned):
    """A site; nothing of how it is guarded."""

    kind = forms.ChoiceField(
        label=_("Kind of site"),
        choices=[
            ("SCHEDULE_1", _("Schedule 1 facility")),
            ("SCHEDULE_2", _("Schedule 2 plant site")),
            ("SCHEDULE_3", _("Schedule 3 plant site")),
            ("OTHER_CHEMICAL", _("Other chemical production facility")),
            ("BIOLOGICAL", _("Biological laboratory or vaccine producer")),
            ("NUCLEAR", _("Nuclear site")),
            ("SOURCES", _("Holder of radioactive sources")),
        ],
    )
    name = forms.CharField(label=_("Name of the site"), max_length=200)
    operator = forms.CharField(label=_("Operator"), max_length=200, required=False)
    province = forms.CharField(label=_("Province"), max_length=100)
    agency = forms.ChoiceField(label=_("Competent agency"))
    parts = forms.MultipleChoiceField(
        label=_("What it is declared as"),
        help_text=_("For Schedule 1 facilities and biological sites; other sites have none."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[
            ("SMALL_SCALE", _("Schedule 1: single small-scale facility")),
            ("PROTECTIVE", _("Schedule 1: facility for protective purposes")),
            ("OTHER_PURPOSES", _("Schedule 1: facility for research, medical or pharmaceutical purposes")),
            ("LABORATORY", _("Schedule 1: laboratory")),
            ("RESEARCH", _("Biological: research centre or laboratory (form A)")),
            ("VACCINES", _("Biological: producer of vaccines (form G)")),
        ],
    )
    level = forms.CharField(
        label=_("Containment level of a laboratory"),
        help_text=_("For example BSL-3"),
        max_length=40,
        required=False,
    )
    scope = forms.CharField(
        label=_("Field of work, or diseases its vaccines are for"),
        help_text=_("In a few general words; no agents' strains, no procedures."),
        max_length=300,
        required=False,
    )
    declared_since = _day(_("Declared since"), required=False)
    closed_on = _day(_("Closed on"), required=False)
    note = _text(
        _("Note"), required=False, help_text=_("Nothing about guards, fences, alarms or plans of the site.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        agencies = [(a.code, a.name(language)) for a in accounts.agencies()]
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]


class InspectionForm(forms.Form):
    """A visit."""

    made_by = forms.ChoiceField(
        label=_("Who inspected"),
        choices=[
            ("NATIONAL", _("National inspection")),
            ("OPCW", _("Organisation for the Prohibition of Chemical Weapons")),
            ("IAEA", _("International Atomic Energy Agency")),
        ],
    )
    began_on = _day(_("First day"))
    ended_on = _day(_("Last day"))
    outcome = _text(
        _("What came of it"), help_text=_("In general words; nothing about guards, fences or alarms.")
    )
    follow_up_due = _day(_("Follow-up due on"), required=False)


def year_of(typed: str) -> int:
    """The year that an address asks for; this year where it asks for none that can be."""
    plain = typed.strip()
    first, last = 1997, today().year + 1
    return int(plain) if plain.isascii() and plain.isdigit() and first <= int(plain) <= last else today().year
