"""A steward hands in an edition or a table, looks at what came of it, proposes it, and follows what becomes of it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stratrade.apps import shelf
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.lists import queries, services
from stratrade.interfaces.exchange import editions as archive
from stratrade.interfaces.exchange.tables import reader, sheet, template
from stratrade.interfaces.web import editions, wording
from stratrade.interfaces.web.pages import Page
from stratrade.kernel.finding import Finding, Severity

STEPS = {
    "open": _("Opening the file"),
    "check": _("Checking what it says"),
    "index": _("Building the index that goods are looked up in"),
    "store": _("Storing the edition"),
}
"""What the job says it is at, in order."""
MB = 1024 * 1024


class ProposeForm(forms.Form):
    """An edition or a table with the law behind it and its first day."""

    kind = forms.ChoiceField(label=_("What do you hand in?"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "ZIP of YAML files for an edition, XLSX or CSV for a table. Not for an edition of this release"
        ),
        required=False,
    )
    scope = forms.ChoiceField(
        label=_("Customs codes that are ours"),
        help_text=_("Only for an official table of customs codes"),
        widget=forms.RadioSelect,
        choices=[
            ("named", _("Give way where the table names the entry")),
            ("none", _("Stay beside those of the table")),
            ("all", _("Give way everywhere")),
        ],
        initial="named",
        required=False,
    )
    carry = forms.BooleanField(
        label=_("Keep the national list, official customs codes and national tariff that are in force"),
        help_text=_("Only for an edition"),
        initial=True,
        required=False,
    )
    instrument = forms.CharField(
        label=_("Legal instrument"),
        help_text=_("The text that puts the list in force, with its number and day"),
        max_length=300,
    )
    in_force_from = forms.DateField(
        label=_("First day in force"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [
            *((name, _("Edition %(name)s of this release") % {"name": name}) for name in services.packaged()),
            *((kind, label) for kind, label in editions.FILE_KINDS.items()),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for the file where one is needed, and for one that may be read; what it says is read in a job."""
        typed = super().clean() or {}
        kind, upload = typed.get("kind", ""), typed.get("file")
        if kind in services.packaged() or not kind:
            return typed
        if upload is None:
            self.add_error("file", _("Choose a file"))
            return typed
        limit = archive.MAX_BYTES if kind == "EDITION" else sheet.MAX_BYTES
        wrong = None
        if upload.size > limit:
            wrong = Finding("exchange.message.too_large", Severity.BLOCK, {"limit_mb": limit // MB})
        elif kind != "EDITION" and not upload.name.lower().endswith((".xlsx", ".csv")):
            wrong = Finding("lists.table.kind", Severity.BLOCK, {"name": upload.name[:80]})
        if wrong is not None:
            self.add_error("file", wording.say(wrong))
        return typed


class DecideForm(forms.Form):
    """What becomes of the file."""

    action = forms.ChoiceField(label=_("What becomes of it?"), widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def for_state(self, status: str) -> "DecideForm":
        """The form with what can be done in a state."""
        choices = [("again", _("Read it again")), ("discard", _("Put it aside"))]
        if status == "READY":
            choices = [("propose", _("Propose this edition")), *choices]
        field: Any = self.fields["action"]
        field.choices = choices
        return self


class Editions(editions.EditionList):
    """Editions in force and proposed."""

    desk = "steward"
    permission = Permission.LISTS_EDITION_PROPOSE


class Edition(editions.EditionOne):
    """One proposal."""

    desk = "steward"
    permission = Permission.LISTS_EDITION_PROPOSE


class NewEdition(Page):
    """Hand in an edition or a table; nothing is in force by that."""

    desk = "steward"
    permission = Permission.LISTS_EDITION_PROPOSE
    template = "steward/edition_new.html"
    form_class = ProposeForm

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The tables that can be filled in."""
        return {
            "templates": [
                (
                    editions.FILE_KINDS[kind.upper()],
                    [
                        (form, reverse("steward:edition_template", args=[kind, form]))
                        for form in template.MEDIA
                    ],
                )
                for kind in reader.KINDS
            ]
        }

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Keep it and go to where it is read."""
        user: Any = request.user
        typed = form.cleaned_data
        kind, upload = typed["kind"], typed["file"]
        if kind in services.packaged():
            kind, name, raw = "EDITION", f"{kind}.zip", archive.pack(shelf.edition_files(kind))
        else:
            name, raw = upload.name, upload.read()
        row = services.receive(
            kind,
            raw,
            name,
            instrument=typed["instrument"],
            in_force_from=typed["in_force_from"],
            gives_way=typed["scope"] or "named",
            carry=typed["carry"],
            by=user,
        )
        return reverse("steward:edition_file", args=[row.public_id])


class EditionFile(Page):
    """A file on its way: how far its reading is, what is wrong with it, or what it would change."""

    desk = "steward"
    permission = Permission.LISTS_EDITION_PROPOSE
    template = "steward/edition_file.html"
    part = "steward/_edition_file.html"

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """The file."""
        row = self._row(request, public_id)
        at = list(STEPS).index(row.step) if row.step in STEPS else -1
        ready = row.status == "READY"
        return {
            "file": row,
            "kind": editions.FILE_KINDS[row.kind],
            "state": editions.FILE_STATES[row.status],
            "step": STEPS.get(row.step),
            "at": at + 1,
            "steps": len(STEPS) + 1,
            "faults": editions.said(row.faults),
            "more": max(0, row.count - len(row.faults)) if row.status == "FAULTY" else 0,
            "notes": editions.said(row.notes),
            "changes": editions.told(row.base, row.edition.digest) if ready and row.base else None,
            "proposal_url": reverse("steward:edition", args=[row.proposal.public_id]) if row.proposal else "",
        }

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form | None:
        """The form, while anything can be done."""
        row = self._row(request, self.kwargs["public_id"])
        return DecideForm(data, files).for_state(row.status) if row.status in {"READY", "FAULTY"} else None

    def initial(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        """The version that the person sees."""
        return {"version": self._row(request, kwargs["public_id"]).version}

    def act(self, request: HttpRequest, form: forms.Form | None, public_id: UUID) -> str:
        """Propose it, have it read again, or put it aside."""
        user: Any = request.user
        if form is None and "action" in request.POST:  # another person had it read again meanwhile
            raise services.Refused("not_ready")
        typed = form.cleaned_data if form else {"action": "again", "version": None}
        if typed["action"] == "propose":
            proposal = services.submit(public_id, version=typed["version"], by=user)
            return reverse("steward:edition", args=[proposal.public_id])
        if typed["action"] == "discard":
            services.discard(public_id, version=typed["version"], by=user)
            return reverse("steward:editions")
        services.again(public_id, version=typed["version"], by=user)
        return reverse("steward:edition_file", args=[public_id])

    def _row(self, request: HttpRequest, public_id: UUID) -> Any:
        user: Any = request.user
        row = queries.preparation(public_id, for_=user)
        if row is None:
            raise Http404
        return row


class EditionTemplate(Page):
    """A table to fill in."""

    desk = "steward"
    permission = Permission.LISTS_EDITION_PROPOSE

    def get(self, request: HttpRequest, kind: str, form: str) -> HttpResponse:  # type: ignore[override]
        """The file."""
        if kind not in reader.KINDS or form not in template.MEDIA:
            raise Http404
        response = HttpResponse(template.made(kind, form), content_type=template.MEDIA[form])
        response.headers["Content-Disposition"] = f'attachment; filename="{kind}.{form}"'
        return response
