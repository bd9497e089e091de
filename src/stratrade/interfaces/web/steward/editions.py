"""A steward proposes an edition of the control list and follows what becomes of it."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.lists import services
from stratrade.interfaces.exchange import editions as archive
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.web import editions, wording
from stratrade.interfaces.web.pages import Page


class ProposeForm(forms.Form):
    """An edition with the law behind it and its first day."""

    packaged = forms.ChoiceField(label=_("Edition"), widget=forms.RadioSelect, required=False)
    file = forms.FileField(
        label=_("ZIP of YAML files"),
        help_text=_("Only where you hand in an edition of your own"),
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
        field: Any = self.fields["packaged"]
        field.choices = [
            *((name, name) for name in services.packaged()),
            ("", _("An edition that I hand in")),
        ]

    def clean(self) -> dict[str, Any]:
        """Open the archive and name what is wrong in it, by file and place."""
        typed = super().clean() or {}
        upload = typed.get("file")
        if typed.get("packaged"):
            return typed
        if upload is None:
            self.add_error("file", _("Choose a file or an edition of this release"))
            return typed
        try:
            if upload.size > archive.MAX_BYTES:
                raise Unreadable("exchange.message.too_large", limit_mb=archive.MAX_BYTES // 1024**2)
            typed["texts"] = archive.read(upload.read())
        except Unreadable as refused:
            self.add_error("file", wording.say(refused.finding))
            return typed
        for fault in services.faults(typed["texts"]):
            self.add_error("file", fault)
        return typed


class Editions(editions.EditionList):
    """Editions in force and proposed."""

    desk = "steward"
    permission = Permission.LISTS_EDITION_PROPOSE


class Edition(editions.EditionOne):
    """One proposal."""

    desk = "steward"
    permission = Permission.LISTS_EDITION_PROPOSE


class NewEdition(Page):
    """Propose an edition; nothing is in force by that."""

    desk = "steward"
    permission = Permission.LISTS_EDITION_PROPOSE
    template = "steward/edition_new.html"
    form_class = ProposeForm

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Store it and go to what it changes."""
        user: Any = request.user
        typed = form.cleaned_data
        row = services.propose(
            texts=typed.get("texts"),
            packaged=typed["packaged"],
            instrument=typed["instrument"],
            in_force_from=typed["in_force_from"],
            by=user,
        )
        return reverse("steward:edition", args=[row.public_id])
