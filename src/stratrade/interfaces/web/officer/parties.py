"""Parties on the licensing desk: relations, merging and parting of records."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.licences import general
from stratrade.apps.parties import queries, services
from stratrade.interfaces.web.choices import countries
from stratrade.interfaces.web.pages import Page
from stratrade.interfaces.web.parties import PartyList, PartyOne

DEALINGS = 100
"""Dealings to choose from at once where a record is parted."""


class RelateForm(forms.Form):
    """Who owns, controls or directs the party."""

    kind = forms.ChoiceField(
        label=_("What is the relation?"),
        widget=forms.RadioSelect,
        choices=[
            ("OWNS", _("owns a share of it")),
            ("CONTROLS", _("controls it by other means")),
            ("DIRECTS", _("is a director of it")),
        ],
    )
    name = forms.CharField(label=_("Name of the owner or director"), max_length=300)
    country = forms.ChoiceField(label=_("Country"))
    person = forms.BooleanField(label=_("It is a person"), required=False)
    share_pct = forms.DecimalField(
        label=_("Share in per cent"),
        help_text=_("Only for an owner"),
        max_digits=7,
        decimal_places=4,
        required=False,
    )
    source = forms.CharField(
        label=_("Who says so?"), help_text=_("Register extract, annual report, the applicant"), max_length=300
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries(get_language())  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class NameForm(forms.Form):
    """Another name."""

    text = forms.CharField(label=_("Name"), max_length=300)
    kind = forms.ChoiceField(
        label=_("What kind of name is it?"),
        widget=forms.RadioSelect,
        choices=[
            ("NATIVE", _("Name in its own script")),
            ("LATIN", _("Name in Latin letters")),
            ("TRADE", _("Trade name")),
            ("FORMER", _("Former name")),
            ("SPELLING", _("Another spelling")),
        ],
    )


class KindForm(forms.Form):
    """What kind of party it is, and how that is known."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        widget=forms.RadioSelect,
        choices=[
            ("PERSON", _("Person")),
            ("ORGANISATION", _("Company or another organisation")),
            ("BODY", _("Body of a State, such as a ministry")),
            ("VESSEL", _("Vessel")),
            ("AIRCRAFT", _("Aircraft")),
            ("UNKNOWN", _("Not known: it is held against persons and organisations alike")),
        ],
    )
    reason = forms.CharField(
        label=_("How is it known?"),
        help_text=_("Register extract, passport, ship register"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SplitForm(forms.Form):
    """What goes to the other party."""

    name = forms.CharField(label=_("Name of the other party"), max_length=300)
    country = forms.ChoiceField(label=_("Country"))
    dealings = forms.TypedMultipleChoiceField(
        label=_("Dealings that are its own"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    identifiers = forms.TypedMultipleChoiceField(
        label=_("Numbers that are its own"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)

    def __init__(self, *args: Any, party: Any = None, dealings: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["country"].choices = countries(get_language())
        if party is not None:
            fields["dealings"].choices = dealings
            fields["identifiers"].choices = [(i.pk, str(i)) for i in party.identifiers.all()]


class Parties(PartyList):
    """Parties by name."""

    desk = "officer"


class PartyPage(PartyOne):
    """Everything about one party."""

    desk = "officer"


class _OfParty(PartyOne):
    """A step with one party."""

    desk = "officer"
    template = "officer/party_step.html"
    heading = ""

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """Whom it is about."""
        return {"party": self.party(request, public_id), "heading": self.heading}

    def back(self, public_id: UUID) -> str:
        """The page of the party."""
        return reverse("officer:party", args=[public_id])


class Relate(_OfParty):
    """Record who owns, controls or directs it."""

    permission = Permission.PARTIES_RELATION_WRITE
    form_class = RelateForm
    heading = "relate"

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        services.relate(public_id, **form.cleaned_data, by=user)
        return self.back(public_id)


class AddName(_OfParty):
    """Note another name."""

    permission = Permission.PARTIES_PARTY_REGISTER
    form_class = NameForm
    heading = "name"

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        typed = form.cleaned_data
        services.add_name(public_id, typed["text"], kind=typed["kind"], by=user)
        return self.back(public_id)


class SetKind(_OfParty):
    """Say what kind of party it is."""

    permission = Permission.PARTIES_PARTY_REGISTER
    form_class = KindForm
    heading = "kind"

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """The kind it has, and the version the person sees."""
        party = self.party(request, public_id)
        return {"kind": party.kind, "version": party.version}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        services.set_kind(public_id, **form.cleaned_data, by=user)
        return self.back(public_id)


class Split(_OfParty):
    """Part a record into two."""

    permission = Permission.PARTIES_PARTY_MERGE
    heading = "split"

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form:
        """The dealings, a page of them, and the numbers to choose from."""
        user: Any = request.user
        party = self.party(request, self.kwargs["public_id"])
        page = self.paged(request, queries.dealings(party, for_=user), size=DEALINGS)
        return SplitForm(data, party=party, dealings=queries.choices_of(page, for_=user))

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """Whom it is about, and which of its dealings are shown."""
        user: Any = request.user
        shown = super().show(request, public_id)
        page = self.paged(request, queries.dealings(shown["party"], for_=user), size=DEALINGS)
        return {**shown, "page": page}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Propose it."""
        user: Any = request.user
        services.propose_split(public_id, **form.cleaned_data, by=user)
        return self.back(public_id)


class Merge(_OfParty):
    """Make another record part of this one."""

    permission = Permission.PARTIES_PARTY_MERGE
    form_class = ReasonForm
    heading = "merge"

    def other(self, request: HttpRequest) -> Any:
        """The record that goes into it, or 404."""
        return self.party(request, self.kwargs["other"])

    def show(self, request: HttpRequest, public_id: UUID, other: UUID) -> dict[str, Any]:  # type: ignore[override]
        """Both, and what is suspended of either."""
        other_party = self.other(request)
        shown = super().show(request, public_id)
        suspended = general.suspended([shown["party"], other_party], for_=request.user)  # type: ignore[arg-type]
        return {**shown, "other": other_party, "suspended": suspended}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID, other: UUID) -> str:
        """Propose it."""
        user: Any = request.user
        services.propose_merge(public_id, other, **form.cleaned_data, by=user)
        return self.back(public_id)


class Unmerge(Page):
    """Take a merge back."""

    desk = "officer"
    permission = Permission.PARTIES_PARTY_MERGE
    template = "officer/party_step.html"
    form_class = ReasonForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """Which two."""
        user: Any = request.user
        found = queries.merge(public_id, for_=user)
        if found is None:
            raise Http404
        return {"party": found.survivor, "other": found.absorbed, "merge": found, "heading": "unmerge"}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Propose it."""
        user: Any = request.user
        step = services.propose_unmerge(public_id, **form.cleaned_data, by=user)
        return reverse("officer:party", args=[step.party.public_id])


class DecideForm(forms.Form):
    """What a second person says."""

    agree = forms.ChoiceField(
        label=_("Do you agree?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes, do it")), ("no", _("No, send it back"))],
    )
    reason = forms.CharField(
        label=_("Why not"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )


class DecideStep(Page):
    """Agree to a merge or a parting that another person proposed, or send it back."""

    desk = "officer"
    permission = Permission.PARTIES_PARTY_MERGE
    template = "officer/party_step.html"
    form_class = DecideForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """What was proposed, by whom and why."""
        user: Any = request.user
        step = queries.steps_waiting(for_=user).filter(public_id=public_id).first()
        if step is None:
            raise Http404
        merged = [step.party, step.other] if step.action == "MERGE" else []
        suspended = general.suspended(merged, for_=user)
        return {"party": step.party, "step": step, "heading": "decide", "suspended": suspended}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it, and go to the record it leads to."""
        user: Any = request.user
        if form.cleaned_data["agree"] == "yes":
            party = services.agree_step(public_id, by=user)
        else:
            party = services.send_back_step(public_id, reason=form.cleaned_data["reason"], by=user)
        return reverse("officer:party", args=[party.public_id])


class EndRelation(Page):
    """Note that a relation no longer stands."""

    desk = "officer"
    permission = Permission.PARTIES_RELATION_WRITE
    template = "officer/party_step.html"
    form_class = ReasonForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """Which one."""
        user: Any = request.user
        found = queries.relation(public_id, for_=user)
        if found is None:
            raise Http404
        return {"party": found.owned, "other": found.owner, "relation": found, "heading": "end"}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        ended = services.end_relation(public_id, **form.cleaned_data, by=user)
        return reverse("officer:party", args=[ended.owned.public_id])
