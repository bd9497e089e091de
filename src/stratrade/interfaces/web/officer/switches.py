"""Switches of the sanctions pack: how they stand, the determinations behind them, and the ministry's two signatures."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.documents import queries as documents
from stratrade.apps.measures import queries
from stratrade.apps.measures.services import switch
from stratrade.interfaces.web import files, wording
from stratrade.interfaces.web.pages import Page


class DeterminationForm(forms.Form):
    """The ministry's determination. What is missing is for the service to refuse, so that the try is recorded."""

    switch = forms.ChoiceField(label=_("Which measures?"), widget=forms.RadioSelect)
    position = forms.ChoiceField(
        label=_("What does the ministry find?"),
        widget=forms.RadioSelect,
        choices=[("ON", _("They hold")), ("OFF", _("They do not hold"))],
    )
    paper = forms.CharField(label=_("Number of the determination"), max_length=120, required=False)
    dated_on = forms.DateField(
        label=_("Day of the determination"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    document = forms.FileField(label=_("Document"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code, wording.label(code)) for code in queries.switches()]
        self.fields["switch"].choices = named  # type: ignore[attr-defined]


class Switches(Page):
    """Every switch with its position, then the determinations."""

    desk = "officer"
    permission = Permission.MEASURES_SWITCH_READ
    template = "officer/switches.html"
    form_class = DeterminationForm

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """Positions, what waits, and what was determined."""
        user: Any = request.user
        off = queries.switched_off(today())
        rows = list(queries.determinations(for_=user)[:50])
        may_set = queries.may_set(user)
        return {
            "switches": [(code, "OFF" if code in off else "ON") for code in queries.switches()],
            "determinations": [
                (row, may_set and row.status == "PROPOSED" and row.proposed_by_id != user.pk) for row in rows
            ],
            "authority": accounts.agency(queries.switch_authority(today())),
            "may_set": may_set,
        }

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Enter a determination."""
        user: Any = request.user
        typed = dict(form.cleaned_data)
        upload = typed.pop("document")
        if upload is not None:
            documents.check_size(upload.size)
        document = None if upload is None else (upload.read(), upload.name)
        switch.propose(typed.pop("switch"), typed.pop("position"), **typed, document=document, by=user)
        return reverse("officer:switches")


class Document(Page):
    """The determination itself, for whoever signs or audits."""

    desk = "officer"
    permission = Permission.MEASURES_SWITCH_READ

    def get(self, request: HttpRequest, public_id: UUID) -> HttpResponse:  # type: ignore[override]
        """The bytes, to be saved."""
        user: Any = request.user
        row = queries.determinations(for_=user).get(public_id=public_id)
        kept = documents.attachments(row.papers)
        found = documents.attachment(row.papers, kept[0].public_id) if kept else None
        if found is None:
            raise Http404
        paper, raw = found
        return files.saved(raw, paper.file.media_type, paper.name)


class _Decide(Page):
    """The second signature."""

    desk = "officer"
    permission = Permission.MEASURES_SWITCH_READ
    sign = True

    def act(self, request: HttpRequest, form: Any, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        version = request.POST.get("version", "")
        seen = int(version) if version.isdecimal() else None
        switch.decide(public_id, sign=self.sign, version=seen, by=user)
        return reverse("officer:switches")


class Sign(_Decide):
    """Sign: the switch is set from today on."""


class SendBack(_Decide):
    """Send it back unsigned."""

    sign = False
