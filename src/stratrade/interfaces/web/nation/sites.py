"""The facility register: what sites treaties speak of, and who visited them. Nothing of how they are guarded."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from stratrade.apps.accounts import access
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit import queries as trail
from stratrade.apps.nation import national_data, queries
from stratrade.apps.nation.services import facilities
from stratrade.interfaces.web.nation.forms import FacilityForm, InspectionForm
from stratrade.interfaces.web.pages import Page


class _Sites(Page):
    """A page of the register."""

    desk = "nation"
    permission = Permission.NATION_FACILITY_READ

    def site(self, request: HttpRequest, public_id: UUID) -> Any:
        """The site, or 404: whether it exists is nobody else's business."""
        user: Any = request.user
        found = queries.facility(public_id, for_=user)
        if found is None:
            raise Http404
        return found


class Sites(_Sites):
    """Every site the person's agency has to do with."""

    template = "nation/treaty/sites.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The list."""
        user: Any = request.user
        rows = queries.facilities(for_=user).prefetch_related("inspections")
        return {
            "sites": self.paged(request, rows),
            "may_write": access.may(user, Permission.NATION_FACILITY_WRITE),
        }


class Site(_Sites):
    """One site with its visits and returns."""

    template = "nation/treaty/site.html"

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The record."""
        user: Any = request.user
        row = self.site(request, public_id)
        return {
            "site": row,
            "visits": list(row.inspections.all()),
            "records": list(row.records.all()) if queries.may_see_figures(user) else [],
            "known": {cas: one.titles for cas, one in national_data.chemicals().items()},
            "may_write": access.may(user, Permission.NATION_FACILITY_WRITE),
            "events": trail.of_subject(row.subject)[::-1],
        }


class NewSite(_Sites):
    """Enter a site."""

    permission = Permission.NATION_FACILITY_WRITE
    template = "nation/treaty/form.html"
    form_class = FacilityForm

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """What is kept."""
        return {
            "heading": _("Enter a site"),
            "back": reverse("nation:sites"),
            "back_title": _("Facility register"),
            "submit": _("Save"),
        }

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Enter it."""
        user: Any = request.user
        row = facilities.register(_fields(form), agency=form.cleaned_data["agency"], by=user)
        return reverse("nation:site", args=[row.public_id])


class EditSite(_Sites):
    """Change the record of a site."""

    permission = Permission.NATION_FACILITY_WRITE
    template = "nation/treaty/form.html"
    form_class = FacilityForm

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The record as it stands."""
        row = self.site(request, public_id)
        names = [name for name in FacilityForm.base_fields if name != "agency"]
        return {**{name: getattr(row, name) for name in names}, "agency": row.agency.code}

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """Which site."""
        row = self.site(request, public_id)
        return {
            "site": row,
            "heading": _("Change the record"),
            "back": reverse("nation:site", args=[public_id]),
            "back_title": row.name,
            "submit": _("Save"),
        }

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Change it; the competent agency stays."""
        user: Any = request.user
        facilities.change(public_id, _fields(form), version=form.cleaned_data["version"], by=user)
        return reverse("nation:site", args=[public_id])


class Visit(_Sites):
    """Record a visit."""

    permission = Permission.NATION_FACILITY_WRITE
    template = "nation/treaty/form.html"
    form_class = InspectionForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """Which site."""
        row = self.site(request, public_id)
        return {
            "heading": _("Record an inspection"),
            "back": reverse("nation:site", args=[public_id]),
            "back_title": row.name,
            "submit": _("Save"),
        }

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Record it."""
        user: Any = request.user
        facilities.inspect(public_id, **form.cleaned_data, by=user)
        return reverse("nation:site", args=[public_id])


def _fields(form: forms.Form) -> facilities.FacilityFields:
    given = {k: v for k, v in form.cleaned_data.items() if k not in {"version", "agency"}}
    return facilities.FacilityFields(**given)
