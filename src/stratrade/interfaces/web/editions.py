"""Proposed editions of the control list, at whatever desk: what they change, and the decision on them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts import access
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.lists import queries, services
from stratrade.apps.lists.editions import open_edition
from stratrade.apps.wording import changes
from stratrade.engines.lists.diff import TARIFF, diff
from stratrade.engines.lists.model import TariffLine
from stratrade.interfaces.web import bands, wording
from stratrade.interfaces.web.pages import Page

SHOWN = 300
FILE_KINDS = {
    "EDITION": _("Edition of the control list"),
    "NATIONAL": _("National control list"),
    "LINKS": _("Official table of customs codes"),
    "TARIFF": _("National tariff of eight digits"),
}
FILE_STATES = {
    "WAITING": _("Is being read"),
    "READY": _("Ready to be proposed"),
    "FAULTY": _("Has faults"),
    "PROPOSED": _("Proposed"),
    "DISCARDED": _("Put aside"),
}
KINDS = {
    "case": _("Open cases"),
    "licence": _("Live licences"),
    "product": _("Products"),
    "ruling": _("Rulings"),
}


def told(before: str, after: str) -> dict[str, Any]:
    """What one edition says otherwise than another, a paragraph a row.

    Args:
        before: digest of the older one.
        after: digest of the newer one.
    """
    old, new = open_edition(before), open_edition(after)
    found = diff(old, new)
    rows = [
        ("" if f.reference == TARIFF else f.reference, changes.told(f, (new, old)))
        for f in islice(found, SHOWN)
    ]
    pairs = Counter(f.code.rpartition("_")[2] for f in found if f.code.startswith("lists.diff.hs_"))
    return {
        "rows": rows,
        "count": len(found),
        "more": max(0, len(found) - SHOWN),
        "lines": _lines(old.tariff, new.tariff),
        "pairs": {name: pairs[name] for name in ("added", "removed", "changed", "source")} if pairs else None,
    }


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of the national tariff that were added, changed or taken out: how many, and the first of them."""

    title: str
    count: int
    shown: list[TariffLine]
    more: int


def _lines(old: Mapping[str, TariffLine], new: Mapping[str, TariffLine]) -> list[Lines]:
    before, after = dict(old), dict(new)
    groups = (
        (gettext("Added"), [line for code, line in after.items() if code not in before]),
        (gettext("Changed"), [line for code, line in after.items() if before.get(code, line) != line]),
        (gettext("Removed"), [line for code, line in before.items() if code not in after]),
    )
    return [
        Lines(title, len(lines), lines[:SHOWN], max(0, len(lines) - SHOWN))
        for title, lines in groups
        if lines
    ]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with, or worth knowing of, a row of a file."""

    row: int
    column: str
    sentence: str


def said(stored: Sequence[Mapping[str, Any]]) -> list[Fault]:
    """Stored faults in the language of the page."""
    return [Fault(one["row"], one["column"], wording.say(one["finding"])) for one in stored]


def made_from(proposal: Any, user: Any) -> dict[str, Any] | None:
    """The file that a proposed edition was made from, for whoever decides."""
    row = queries.prepared_for(proposal, for_=user)
    if row is None:
        return None
    return {"name": row.name, "kind": FILE_KINDS[row.kind], "count": row.count, "notes": said(row.notes)}


def figures(report: dict[str, Any]) -> list[bands.Figures]:
    """How much of each kind the edition changes."""
    changed = report.get("changed", {})
    total = sum(changed.values())
    return [
        bands.Figures(
            gettext("What it changes"),
            ngettext(
                "%(n)s of %(all)s stored items is answered otherwise.",
                "%(n)s of %(all)s stored items are answered otherwise.",
                total,
            )
            % {"n": total, "all": sum(report.get("looked_at", {}).values())},
            gettext("Kind"),
            gettext("Changed"),
            [bands.Count(str(KINDS.get(kind, kind)), number) for kind, number in changed.items()],
        )
    ]


@dataclass(frozen=True, slots=True)
class Group:
    """Stored items of one kind that an edition answers otherwise: how many, and the first of them."""

    title: str
    count: int
    rows: list[dict[str, Any]]
    owners: bool = False

    @property
    def more(self) -> int:
        """How many are not shown."""
        return max(0, self.count - len(self.rows))


def groups(report: Mapping[str, Any]) -> list[Group]:
    """What an edition changes, by kind of thing."""
    rows = report.get("rows", [])
    found = []
    for kind, count in report.get("changed", {}).items():
        theirs = [row for row in rows if row["kind"] == kind]
        title = str(KINDS.get(kind, kind))
        if kind == "product":  # a library that was never handed in is its company's own
            theirs = [row for row in theirs if "subjects" in row]
            found.append(Group(title, len(theirs), theirs[:SHOWN], owners=True))
        else:
            found.append(Group(title, count, theirs[:SHOWN]))
    return [group for group in found if group.count]


def _standing(row: Any) -> str:
    """The digest of the edition that the proposed one takes the place of; empty where it is the first."""
    try:
        return str(queries.in_force(row.in_force_from).digest)
    except queries.NoEditionInForce:
        return ""


class DecideForm(forms.Form):
    """Adopt it or send it back."""

    action = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed where it goes back"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def once_weighed(self, known: bool) -> "DecideForm":
        """The form with what can be done: nobody adopts what it is not known to change."""
        choices = [
            ("adopt", _("Adopt this edition")),
            ("send_back", _("Send it back")),
            ("weigh", _("Work out again what it changes")),
        ]
        field: Any = self.fields["action"]
        field.choices = choices if known else choices[1:]
        return self


class EditionList(Page):
    """Editions in force by day, and those proposed."""

    template = "_editions/list.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The list."""
        user: Any = request.user
        return {
            "adoptions": queries.adoptions(),
            "proposals": [
                (row, reverse(f"{self.desk}:edition", args=[row.public_id]), self._made_from(row))
                for row in queries.proposals(user)[:50]
            ],
            "files": self._files(user),
            "may_propose": self.desk == "steward" and access.may(user, Permission.LISTS_EDITION_PROPOSE),
        }

    def _made_from(self, proposal: Any) -> str:
        made = getattr(proposal, "preparation", None)
        return f"{FILE_KINDS[made.kind]}: {made.name}" if made is not None else ""

    def _files(self, user: Any) -> list[dict[str, Any]]:
        """Files that are not proposed yet; whoever hands files in sees them."""
        if self.desk != "steward":
            return []
        rows = queries.preparations(user).filter(status__in=("WAITING", "READY", "FAULTY"))[:50]
        return [
            {
                "row": row,
                "kind": FILE_KINDS[row.kind],
                "state": FILE_STATES[row.status],
                "url": reverse("steward:edition_file", args=[row.public_id]),
            }
            for row in rows
        ]


class EditionOne(Page):
    """One proposal: the changes in words, what they touch, and the decision."""

    template = "_editions/one.html"
    part = "_editions/proposal.html"

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """The proposal with what it changes, once that is worked out."""
        user: Any = request.user
        row = self._row(request, public_id)
        waits = row.status == row.Status.PROPOSED
        report = row.impact
        before = _standing(row) if waits else report.get("before", "")
        return {
            "proposal": row,
            "waits": waits,
            "weighing": waits and row.impact_at is None,
            "report": report,
            "groups": groups(report),
            "made_from": made_from(row, user),
            "tables": figures(report) if report else [],
            "changes": told(before, row.edition.digest) if before else None,
            "may_decide": waits
            and access.may(user, Permission.LISTS_EDITION_ADOPT)
            and row.proposed_by_id != user.pk,
            "list_url": reverse(f"{self.desk}:editions"),
            "officer": "officer" in access.desks(user),
        }

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form | None:
        """The decision, while one is awaited."""
        row = self._row(request, self.kwargs["public_id"])
        return DecideForm(data, files).once_weighed(row.impact_at is not None)

    def initial(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        """The version that the person sees."""
        return {"version": self._row(request, kwargs["public_id"]).version}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Adopt it, send it back, or have it worked out again what it changes."""
        user: Any = request.user
        typed = form.cleaned_data
        if typed["action"] == "adopt":
            services.accept(public_id, version=typed["version"], by=user)
        elif typed["action"] == "weigh":
            services.weigh_again(public_id, by=user)
        else:
            services.send_back(public_id, reason=typed["reason"], version=typed["version"], by=user)
        return reverse(f"{self.desk}:edition", args=[public_id])

    def _row(self, request: HttpRequest, public_id: UUID) -> Any:
        user: Any = request.user
        row = queries.proposal(public_id, for_=user)
        if row is None:
            raise Http404
        return row
