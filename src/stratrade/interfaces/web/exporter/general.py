"""General authorisations at the exporter's desk: register, see what was used, file returns."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.licences import general
from stratrade.apps.licences.services import general as services
from stratrade.apps.parties import queries as parties
from stratrade.interfaces.web import wording
from stratrade.interfaces.web.pages import Page


class RegisterForm(forms.Form):
    """The conditions of an authorisation, each taken on, and who answers for its use."""

    undertakings = forms.MultipleChoiceField(
        label=_("What the company takes on"), widget=forms.CheckboxSelectMultiple, required=False
    )
    contact = forms.CharField(label=_("Who in the company answers for it?"), max_length=300)


class ReturnForm(forms.Form):
    """What the company adds to the figures of customs."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    besides = forms.CharField(
        label=_("Uses that no customs declaration shows"),
        help_text=_("For example technology sent without goods: day, destination, recipient, what"),
        max_length=10000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class _General(Page):
    """A page about general authorisations."""

    desk = "exporter"
    permission = Permission.LICENCES_REGISTRATION_WRITE

    def registration(self, request: HttpRequest, public_id: UUID) -> Any:
        """The registration, or 404."""
        user: Any = request.user
        found = general.one(public_id, for_=user)
        if found is None:
            raise Http404
        return found


class Authorisations(_General):
    """What stands, how the company is registered, and which returns it owes."""

    template = "exporter/general.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """Every authorisation with the company's registration."""
        user: Any = request.user
        company = parties.company_of(user)
        return {
            "rows": [
                (relief, general.lives(company, relief.id) if company is not None else [])
                for relief in general.authorisations(today())
            ],
            "owed": list(general.missing(user)),
            "registrations": self.paged(request, general.page(for_=user)),
        }


class Register(_General):
    """Ask to be registered."""

    template = "exporter/general_register.html"
    form_class = RegisterForm

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form:
        """The form with the conditions of the authorisation that the address names."""
        form = RegisterForm(data, files)
        code = str((request.resolver_match.kwargs if request.resolver_match else {}).get("code", ""))
        relief = general.authorisation(code, on=today())
        if relief is None:
            raise Http404
        named = [(code, wording.label(code)) for code in relief.conditions]
        form.fields["undertakings"].choices = named  # type: ignore[attr-defined]
        return form

    def show(self, request: HttpRequest, code: str) -> dict[str, Any]:  # type: ignore[override]
        """The authorisation."""
        return {"relief": general.authorisation(code, on=today())}

    def act(self, request: HttpRequest, form: forms.Form, code: str) -> str:
        """Do it."""
        user: Any = request.user
        row = services.register(code, **form.cleaned_data, by=user)
        return reverse("exporter:registration", args=[row.public_id])


class Registration(_General):
    """One registration with its returns."""

    template = "exporter/registration.html"

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """How it stands, and the returns of the periods that ended."""
        user: Any = request.user
        row = self.registration(request, public_id)
        return {
            "registration": row,
            "returns": general.returns(row, on=today()),
            "uses": self.paged(request, general.uses(row, row.registered_on, today()))
            if row.registered_on
            else [],
            "suspended_beside": general.suspended_beside(row, for_=user),
            "may_end": row.status in {"REQUESTED", "REGISTERED"},
        }


class GiveUp(Registration):
    """Give it up."""

    template = ""

    def act(self, request: HttpRequest, form: Any, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        version = request.POST.get("version", "")
        services.give_up(public_id, version=int(version) if version.isdecimal() else None, by=user)
        return reverse("exporter:registration", args=[public_id])


class Return(_General):
    """The return of a period: what customs confirmed, and what the company adds."""

    template = "exporter/usage_return.html"
    form_class = ReturnForm

    def initial(self, request: HttpRequest, public_id: UUID, period: str) -> dict[str, Any]:  # type: ignore[override]
        """The version the person sees."""
        return {"version": self.registration(request, public_id).version}

    def show(self, request: HttpRequest, public_id: UUID, period: str) -> dict[str, Any]:  # type: ignore[override]
        """The uses; frozen where it was filed."""
        row = self.registration(request, public_id)
        owed = next((o for o in general.returns(row, on=today()) if o.period.label == period), None)
        if owed is None:
            raise Http404
        uses = owed.filed.uses if owed.filed else general.uses(row, owed.period.first, owed.period.last)
        return {"registration": row, "owed": owed, "uses": self.paged(request, uses)}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID, period: str) -> str:
        """File it."""
        user: Any = request.user
        services.file(public_id, period, **form.cleaned_data, by=user)
        return reverse("exporter:registration", args=[public_id])
