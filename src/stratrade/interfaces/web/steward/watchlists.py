"""The watch lists that parties are screened against: editions with their ages, and new ones handed in."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts import access
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening import queries, services
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.watchlists import files
from stratrade.interfaces.exchange.watchlists.arrival import arrival
from stratrade.interfaces.web.pages import Page
from stratrade.interfaces.web.sections import section
from stratrade.interfaces.web.watchlists import changed, with_editions

NEEDED = ("list", "entry_id", "kind", "name")


def _headings() -> SafeString:
    """What a national list must name, its headings set apart as identifiers."""
    headings = format_html_join(", ", "<code>{}</code>", ((name,) for name in NEEDED))
    return format_html(
        gettext("A national list needs the headings {headings}; the guide names the others"),
        headings=headings,
    )


class UploadForm(forms.Form):
    """A file of a list."""

    form = forms.ChoiceField(
        label=_("Which list is it?"),
        widget=forms.RadioSelect,
        choices=[
            ("un", _("United Nations, consolidated list (XML)")),
            ("ofac", _("OFAC, specially designated nationals (CSV)")),
            ("ofac_cons", _("OFAC, consolidated list (CSV)")),
            ("ofac_xml", _("OFAC, specially designated nationals or consolidated list (XML)")),
            ("ofac_adv", _("OFAC, either list in the advanced form (XML)")),
            ("eu", _("European Union, consolidated list (XML)")),
            ("uk", _("United Kingdom, sanctions list (CSV)")),
            ("uk_xml", _("United Kingdom, sanctions list (XML)")),
            ("national", _("National list (CSV with our headings)")),
            ("ftm", _("OpenSanctions collection (FollowTheMoney JSON lines)")),
            ("lines", _("National or other list (JSON lines)")),
        ],
    )
    file = forms.FileField(
        label=_("File of the list"),
        help_text=lazy(_headings, SafeString)(),
    )
    aliases = forms.FileField(
        label=_("File of aliases"), help_text=_("Only for OFAC: alt.csv"), required=False
    )
    published_on = forms.DateField(
        label=_("Day of the list"),
        help_text=_("Only where the file does not name it"),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )
    label = forms.CharField(label=_("Name of this edition"), max_length=200, required=False)


class AdoptForm(forms.Form):
    """Put it in force; a reason where much of the list in force is gone."""

    despite = forms.CharField(
        label=_("Why is it right that so many entries are gone?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )

    def without_reason(self) -> "AdoptForm":
        """The form where nothing need be explained."""
        del self.fields["despite"]
        return self


class WatchLists(Page):
    """Every list with its editions, and the files that wait."""

    desk = "steward"
    permission = Permission.SCREENING_LIST_READ
    template = "steward/watchlists.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The lists."""
        user: Any = request.user
        return {
            "watchlists": with_editions(self, request),
            "receipts": section(self, request, "receipts", queries.receipts(for_=user)),
            "may_adopt": access.may(user, Permission.SCREENING_LIST_ADOPT),
        }


class NewEdition(Page):
    """Hand in a file; it is read and kept, and shown beside the edition in force."""

    desk = "steward"
    permission = Permission.SCREENING_LIST_ADOPT
    template = "steward/watchlist_new.html"
    form_class = UploadForm

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Read it and go to the comparison."""
        user: Any = request.user
        typed = form.cleaned_data
        file = arrival(
            typed["form"],
            _bytes(typed["file"]),
            _bytes(typed["aliases"]),
            label=typed["label"],
            published_on=typed["published_on"],
        )
        return reverse("steward:watchlist_file", args=[services.receive(file, by=user).public_id])


class WatchListFile(Page):
    """What a received file would change, and the decision to put it in force."""

    desk = "steward"
    permission = Permission.SCREENING_LIST_ADOPT
    template = "steward/watchlist_file.html"

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """The file beside the edition in force."""
        receipt, file, preview = self._opened(request, public_id)
        return {
            "receipt": receipt,
            "preview": preview,
            "same": preview.standing is not None and preview.standing.digest == file.digest,
            "changes": changed(self, request, preview.difference),
        }

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form:
        """The form; it asks for a reason only where one is needed."""
        preview = self._opened(request, self.kwargs["public_id"])[2]
        form = AdoptForm(data, files)
        return form if preview.shrinks else form.without_reason()

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Put it in force."""
        user: Any = request.user
        file = self._opened(request, public_id)[1]
        services.adopt_received(
            public_id, file.parties, file.digest, despite=form.cleaned_data.get("despite", ""), by=user
        )
        return reverse("steward:watchlists")

    def _opened(self, request: HttpRequest, public_id: UUID) -> Any:
        """The receipt, the file read again, and what it would change; read once a request."""
        if not hasattr(self, "_read"):
            user: Any = request.user
            receipt = queries.receipt(public_id, for_=user)
            if receipt is None:
                raise Http404
            file = files.read(receipt.form, *services.contents(receipt))
            self._read = (receipt, file, services.preview(receipt.code, file.parties))
        return self._read


def _bytes(upload: Any) -> bytes:
    if upload is None:
        return b""
    if upload.size > files.MAX_BYTES:
        raise Unreadable("exchange.message.too_large", limit_mb=files.MAX_BYTES // 1024**2)
    return bytes(upload.read())
