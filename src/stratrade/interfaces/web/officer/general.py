"""Registrations for general authorisations and their returns at the licensing desk."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts import access, trail
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.licences import general
from stratrade.apps.licences.services import general as services
from stratrade.interfaces.exchange.tables import made
from stratrade.interfaces.web import files, wording
from stratrade.interfaces.web.officer.forms import ReasonForm, Versioned
from stratrade.interfaces.web.pages import Page

_OLDEST = date(1950, 1, 1)
"""No registration is older."""


class PaperForm(forms.Form):
    """A registration as the paper says it."""

    code = forms.ChoiceField(label=_("Authorisation"))
    company = forms.CharField(
        label=_("Company"),
        help_text=_("Name or registration number, as it is registered here"),
        max_length=300,
    )
    registered_on = forms.DateField(label=_("Registered on"), widget=forms.DateInput(attrs={"type": "date"}))
    contact = forms.CharField(label=_("Who answers for its use"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.id, one.id) for one in general.authorisations(today()) if one.registration]
        self.fields["code"].choices = choices  # type: ignore[attr-defined]

    def clean_registered_on(self) -> date:
        """A year that was mistyped would have the company owe returns for centuries."""
        day: date = self.cleaned_data["registered_on"]
        if day < _OLDEST:
            raise forms.ValidationError(self.fields["registered_on"].error_messages["invalid"])
        return day


STATUSES = ("REQUESTED", "REGISTERED", "SUSPENDED", "REFUSED", "ENDED")
_ACTIONS = {"REQUESTED": ("accept", "refuse"), "REGISTERED": ("suspend",), "SUSPENDED": ("reinstate",)}


def _actions(row: Any, user: Any) -> tuple[str, ...]:
    """The steps that a person may take; who accepted first does not accept again."""
    found = _ACTIONS.get(row.status, ())
    return tuple(a for a in found if a != "accept" or row.proposed_by_id != user.pk)


class Registrations(Page):
    """Every registration, newest first, with the returns it owes."""

    desk = "officer"
    permission = Permission.LICENCES_REGISTRATION_READ
    template = "officer/general.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The list, narrowed by status."""
        user: Any = request.user
        status = request.GET.get("status", "")
        rows = self.paged(request, general.page(for_=user, status=status if status in STATUSES else ""))
        return {
            "registrations": rows,
            "owed": {row.pk: _missing(row) for row in rows},
            "statuses": STATUSES,
            "may_enter": access.may(user, Permission.LICENCES_REGISTRATION_ANSWER),
            "status": status,
            "authorisations": general.authorisations(today()),
        }


def _missing(row: Any) -> int:
    return sum(owed.late for owed in general.returns(row, on=today()))


class Registration(Page):
    """One registration: what was taken on, how it stands, what was used and reported."""

    desk = "officer"
    permission = Permission.LICENCES_REGISTRATION_READ
    template = "officer/registration.html"

    def registration(self, request: HttpRequest, public_id: UUID) -> Any:
        """The registration, or 404."""
        user: Any = request.user
        found = general.one(public_id, for_=user)
        if found is None:
            raise Http404
        return found

    def initial(self, request: HttpRequest, public_id: UUID, **_more: Any) -> dict[str, Any]:  # type: ignore[override]
        """The version the person sees."""
        return {"version": self.registration(request, public_id).version}

    def show(self, request: HttpRequest, public_id: UUID, **_more: Any) -> dict[str, Any]:  # type: ignore[override]
        """Everything about it."""
        user: Any = request.user
        row = self.registration(request, public_id)
        answers = access.may(user, Permission.LICENCES_REGISTRATION_ANSWER)
        return {
            "registration": row,
            "actions": _actions(row, user) if answers else (),
            "two": row.status == "REQUESTED"
            and (relief := general.named(row.authorisation)) is not None
            and relief.accept == "two_persons",
            "returns": general.returns(row, on=today()),
            "uses": self.paged(request, general.uses(row, row.registered_on, today()))
            if row.registered_on
            else [],
            "suspended_beside": general.suspended_beside(row, for_=user),
            "history": trail.history(row.subject),
        }


class Step(Registration):
    """Accept, refuse, suspend or reinstate."""

    permission = Permission.LICENCES_REGISTRATION_ANSWER
    template = "officer/registration_step.html"

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form:
        """All but accepting needs a reason."""
        kwargs = request.resolver_match.kwargs if request.resolver_match else {}
        return (Versioned if kwargs.get("action") == "accept" else ReasonForm)(data, files)

    def show(self, request: HttpRequest, public_id: UUID, action: str) -> dict[str, Any]:  # type: ignore[override]
        """The registration and the step, where it may be taken."""
        row = self.registration(request, public_id)
        user: Any = request.user
        if action not in _actions(row, user):
            raise Http404
        return {"registration": row, "step": action}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID, action: str) -> str:
        """Do it."""
        user: Any = request.user
        services.answer(public_id, action, **form.cleaned_data, by=user)
        return reverse("officer:registration", args=[public_id])


class FromPaper(Page):
    """Enter a registration that was made on paper before."""

    desk = "officer"
    permission = Permission.LICENCES_REGISTRATION_ANSWER
    template = "officer/registration_paper.html"
    form_class = PaperForm

    def act(self, request: HttpRequest, form: Any) -> str:
        """Do it."""
        user: Any = request.user
        row = services.take_over(**form.cleaned_data, by=user)
        return reverse("officer:registration", args=[row.public_id])


class Table(Page):
    """Registrations, returns and uses as a table to keep."""

    desk = "officer"
    permission = Permission.LICENCES_REGISTRATION_READ

    def get(self, request: HttpRequest, form: str) -> HttpResponse:  # type: ignore[override]
        """The bytes, to be saved."""
        if form not in made.MEDIA:
            raise Http404
        user: Any = request.user
        raw = made.made(form, [_headings(), *_rows(user)])
        return files.saved(raw, made.MEDIA[form], f"general-authorisations.{form}")


def _headings() -> list[str]:
    return [
        gettext("Number"),
        gettext("Authorisation"),
        gettext("Company"),
        gettext("Standing"),
        gettext("Period"),
        gettext("Due on"),
        gettext("Filed on"),
        gettext("Declaration"),
        gettext("Day"),
        gettext("Destination"),
        gettext("Consignee"),
        gettext("Entry"),
        "HS",
        gettext("Goods"),
        gettext("Quantity"),
        gettext("Unit"),
        gettext("Value"),
        gettext("Currency"),
        gettext("Besides"),
    ]


def _rows(user: Any) -> Iterator[list[str]]:
    """A row for each use that was reported; one for each return without any, filed or owed; one for the rest."""
    for row in general.page(for_=user):
        head = [row.reference, row.authorisation, row.company.name, str(wording.label(row.status))]
        returns = general.returns(row, on=today())
        for owed in returns:
            filed = owed.filed
            when = [
                owed.period.label,
                owed.period.due_on.isoformat(),
                filed.filed_at.date().isoformat() if filed else "",
            ]
            besides = filed.besides if filed else ""
            for use in (filed.uses if filed else []) or [{}]:
                named = ("declaration", "on", "destination", "consignee", "entry", "hs", "description")
                counted = ("quantity", "unit", "value", "currency")
                yield [*head, *when, *(str(use.get(n, "")) for n in (*named, *counted)), besides]
        if not returns:
            yield [*head, *[""] * 15]
