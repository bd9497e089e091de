"""Lists that are kept here one entry at a time: what is proposed, what is on them, and entering somebody."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts import access, readings
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening import queries
from stratrade.apps.screening.services import kept, seen
from stratrade.engines.matching.model import ListedParty
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.watchlists import national
from stratrade.interfaces.web.pages import Page
from stratrade.interfaces.web.sections import section

_LINES = forms.Textarea(attrs={"rows": 3})
_DAY = forms.DateInput(attrs={"type": "date"})


class EntryForm(forms.Form):
    """Somebody for a list, in the words of the national table."""

    list = forms.ChoiceField(
        label=_("Which list?"),
        widget=forms.RadioSelect,
        choices=[("NATIONAL", _("National list")), ("DENIALS", _("Denials of this State"))],
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        widget=forms.RadioSelect,
        choices=[
            ("person", _("Person")),
            ("organisation", _("Organisation")),
            ("vessel", _("Vessel")),
            ("aircraft", _("Aircraft")),
        ],
    )
    name = forms.CharField(label=_("Name"), max_length=300)
    other_names = forms.CharField(
        label=_("Other names"), help_text=_("One a line"), widget=_LINES, max_length=3000, required=False
    )
    native_names = forms.CharField(
        label=_("Names in other scripts"),
        help_text=_("One a line"),
        widget=_LINES,
        max_length=3000,
        required=False,
    )
    date_of_birth = forms.CharField(
        label=_("Date or year of birth"), help_text=_("For example 31/12/1970"), max_length=60, required=False
    )
    nationality = forms.CharField(label=_("Nationality or country"), max_length=200, required=False)
    passport = forms.CharField(label=_("Passport"), max_length=200, required=False)
    national_id = forms.CharField(label=_("Identity number"), max_length=200, required=False)
    registration = forms.CharField(label=_("Registration number"), max_length=200, required=False)
    imo = forms.CharField(label=_("Number of the ship (IMO)"), max_length=60, required=False)
    address = forms.CharField(label=_("Address"), max_length=500, required=False)
    legal_basis = forms.CharField(
        label=_("Legal basis"), help_text=_("The provision under which the party is listed"), max_length=300
    )
    reference = forms.CharField(label=_("Reference of the act"), max_length=200)
    reason = forms.CharField(label=_("Reasons"), widget=_LINES, max_length=2000)
    listed_on = forms.DateField(label=_("Listed from"), widget=_DAY)
    ends_on = forms.DateField(
        label=_("Last day"), help_text=_("Empty where it has no end"), widget=_DAY, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Read the cells as those of the national table are read, and name the field that cannot be."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("ends_on") and typed.get("listed_on") and typed["ends_on"] < typed["listed_on"]:
            self.add_error("ends_on", gettext("The last day lies before the first."))
        if typed.get("listed_on") and typed["listed_on"] > today():
            self.add_error("listed_on", gettext("The day lies after today."))
        try:
            self.party = national.one(self._cells(typed))
        except Unreadable as unfit:
            field = str(unfit.finding.params.get("field", ""))
            if field in self.fields and field not in self.errors:
                self.add_error(field, gettext("This cannot be read."))
        return typed

    party: ListedParty

    @staticmethod
    def _cells(typed: dict[str, Any]) -> dict[str, str]:
        cells = {c: str(typed[c]) for c in national.COLUMNS if typed.get(c) and c != "listed_on"}
        return {c: ";".join(v.splitlines()) if c.endswith("_names") else v for c, v in cells.items()}


class SettleForm(forms.Form):
    """What becomes of an entry, and why."""

    action = forms.ChoiceField(
        label=_("What becomes of it?"),
        widget=forms.RadioSelect,
        choices=[
            ("enter", _("Enter it in the list")),
            ("dismiss", _("Do not enter it")),
            ("withdraw", _("Take it off the list")),
        ],
    )
    reason = forms.CharField(label=_("Why?"), widget=_LINES, max_length=2000)
    version = forms.IntegerField(widget=forms.HiddenInput)


class Kept(Page):
    """What is proposed, what is on the lists, what has ended."""

    desk = "steward"
    permission = Permission.SCREENING_LIST_READ
    template = "steward/kept.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The entries."""
        user: Any = request.user
        rows = queries.kept(for_=user)
        for code in kept.NAMES:
            seen.watchlist(code, by=user)
        return {
            "proposed": section(self, request, "proposed", rows.filter(status="PROPOSED")),
            "entries": section(self, request, "entries", rows.exclude(status="PROPOSED"), few=25),
            "names": kept.NAMES,
            "may_adopt": access.may(user, Permission.SCREENING_LIST_ADOPT),
        }


class NewEntry(Page):
    """Enter somebody; the list is in force with the entry at once."""

    desk = "steward"
    permission = Permission.SCREENING_LIST_ADOPT
    template = "steward/kept_new.html"
    form_class = EntryForm

    def initial(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """From today."""
        return {"listed_on": today()}

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Enter it and go to the lists."""
        assert isinstance(form, EntryForm)  # noqa: S101 - for the type
        user: Any = request.user
        typed = form.cleaned_data
        terms = kept.Terms(typed["legal_basis"], typed["reason"], typed["listed_on"], typed["ends_on"])
        entry = kept.enter(form.party, terms, by=user)
        return reverse("steward:kept_entry", args=[entry.public_id])


class Entry(Page):
    """One entry, and the decision about it."""

    desk = "steward"
    permission = Permission.SCREENING_LIST_READ
    template = "steward/kept_entry.html"

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """The entry with everything that is known of it."""
        user: Any = request.user
        entry = self._entry(request, public_id)
        seen.kept(entry, by=user)
        return {
            "entry": entry,
            "list_names": kept.NAMES[entry.list_code],
            "party": entry.content,
            "readers": readings.of(entry.subject, for_=user),
        }

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form | None:
        """The acts that its state allows; none for who may only read."""
        entry = self._entry(request, self.kwargs["public_id"])
        acts = {"PROPOSED": ("enter", "dismiss"), "LISTED": ("withdraw",)}.get(entry.status, ())
        if not acts or not access.may(request.user, Permission.SCREENING_LIST_ADOPT):  # type: ignore[arg-type]
            return None
        form = SettleForm(data, files, initial={"version": entry.version})
        field: Any = form.fields["action"]
        field.choices = [choice for choice in field.choices if choice[0] in acts]
        return form

    def act(self, request: HttpRequest, form: forms.Form | None, public_id: UUID) -> str:
        """Do it."""
        if form is None:
            raise Http404
        user: Any = request.user
        typed = form.cleaned_data
        kept.settle(
            public_id,
            typed["action"],
            reason=typed["reason"],
            version=typed["version"],
            on=today(),
            by=user,
        )
        return reverse("steward:kept_entry", args=[public_id])

    def _entry(self, request: HttpRequest, public_id: UUID) -> Any:
        user: Any = request.user
        entry = queries.kept(for_=user).filter(public_id=public_id).first()
        if entry is None:
            raise Http404
        return entry
