"""Rules of the sanctions pack and their changes, at whatever desk: what differs, what it would change, the decision."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts import access, readings, trail
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.measures import rulebook
from stratrade.apps.measures.services import rules, seen
from stratrade.interfaces.web import wording
from stratrade.interfaces.web.pages import Page

FIELDS: dict[str, Promise] = {
    "regime": _("Regime"),
    "country": _("Country"),
    "direction": _("Direction"),
    "outcome": _("What follows"),
    "reference": _("Resolution and paragraph"),
    "source": _("How it is known"),
    "hs": _("HS codes"),
    "entries": _("Entries, as a pattern"),
    "sets": _("Documents that name items"),
    "words": _("Words of a description"),
    "uncoded": _("Words that count where no customs code is stated"),
    "doubtful": _("Words of goods that are among them in one make only"),
    "flags": _("Facts"),
    "all_goods": _("All goods"),
    "activities": _("Activities"),
    "targets": _("Whom it is aimed at"),
    "spares": _("Whom it lets be"),
    "exemptions": _("What it lets pass"),
    "approval": _("Committee's approval that lifts it"),
    "approval_under": _("Paragraph on which the committee may approve"),
    "approval_source": _("How that paragraph is known"),
    "unasked": _("Puts no question where no customs code is stated"),
    "switch": _("Switch"),
    "standing": _("Holds with the switch"),
    "document": _("Document that names the items"),
    "partly": _("Entries of which it names a part"),
    "cap": _("Quantity that a resolution sets"),
}
OUTCOMES = [
    ("prohibited", _("Prohibited")),
    ("licence_required", _("The committee's approval is needed")),
    ("notification_required", _("To be notified")),
    ("inspect", _("The cargo is inspected")),
]
DIRECTIONS = [("to", _("going there")), ("from", _("coming from there")), ("any", _("either way"))]
_CODES = {"flags", "activities"}
SAID = dict([*OUTCOMES, *DIRECTIONS])
KINDS = {"declaration": _("Declarations"), "case": _("Cases"), "licence": _("Live licences")}
STEPS: dict[str, Promise] = {
    "offer": _("Put it before a second person"),
    "discard": _("Put it aside"),
    "adopt": _("Put it in force"),
    "send_back": _("Send it back"),
    "leave": _("Ask to withdraw it"),
    "withdraw": _("Withdraw it from today on"),
    "keep": _("Keep it in force"),
}
_OF = {"DRAFT": ("offer", "discard"), "OFFERED": ("adopt", "send_back"), "IN_FORCE": ("leave",)}


class StepForm(forms.Form):
    """What to do with a change."""

    action = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed where it goes back, is kept or is to be withdrawn"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def of(self, actions: tuple[str, ...]) -> "StepForm":
        """The form with these choices."""
        field: Any = self.fields["action"]
        field.choices = [(name, STEPS[name]) for name in actions]
        return self


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change takes from one field of a rule, and what it puts there."""

    field: Promise | str
    gone: list[str]
    come: list[str]


_READS = {
    "declaration": Permission.ENFORCEMENT_DECLARATION_READ,
    "case": Permission.CASEWORK_CASE_READ,
    "licence": Permission.LICENCES_LICENCE_READ_ALL,
}
"""What a person needs to read the matters of each kind; who may not is told how many there are and no more."""


def read_by(user: Any, effect: dict[str, Any]) -> dict[str, Any]:
    """What a change would change, with the matters that the person may read; of all others only their number."""
    if not effect:
        return effect
    may = {kind: access.may(user, permission) for kind, permission in _READS.items()}
    rows = [one for one in effect["rows"] if may[one["kind"]]]
    hidden = any(number and not may[kind] for kind, number in effect.get("turned", {}).items())
    ways = Counter(
        (one["kind"], one["before"], one["after"]) for one in effect["rows"] if not may[one["kind"]]
    )
    moves = [(KINDS[kind], kind, before, after, n) for (kind, before, after), n in ways.most_common()]
    return {
        **effect,
        "rows": rows,
        "hidden": hidden,
        "moves": moves,
        "any": any(effect.get("turned", {}).values()),
    }


def differences(row: Any) -> list[Difference]:
    """A change in words, a field a row."""
    return [
        Difference(FIELDS.get(name, name), _worded(name, gone), _worded(name, come))
        for name, gone, come in rulebook.differences(row)
    ]


def _worded(field: str, values: list[str]) -> list[str]:
    return [wording.label(value) for value in values] if field in _CODES else values


def actions(row: Any, user: Any) -> tuple[str, ...]:
    """What a person may do with a change now."""
    drafts = access.may(user, Permission.MEASURES_RULE_DRAFT)
    other = access.may(user, Permission.MEASURES_RULE_ADOPT) and rulebook.first_of(row) != user.pk
    if row.status == "LEAVING":
        return ("withdraw", "keep") if other else ()
    may = other if row.status == "OFFERED" else drafts
    found = _OF.get(row.status, ()) if may else ()
    return tuple(a for a in found if a != "offer" or row.effect_at is not None)


class Changes(Page):
    """The changes made here, the newest first, and the rules that are in force today."""

    permission = Permission.MEASURES_RULE_READ
    template = "_rules/list.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """Both lists; the rules narrowed by words."""
        user: Any = request.user
        words = request.GET.get("q", "")[:100].strip().lower()
        found = [row for row in rulebook.rows_on(today()) if words in str(row).lower()]
        return {
            "changes": rulebook.changes(for_=user)[:50],
            "rules": self.paged(request, found),
            "words": words,
            "sets": rulebook.parts("sets"),
            "people": rulebook.parts("people"),
            "change_page": f"{self.desk}:rule_change",
            "may_draft": self.desk == "steward" and access.may(user, Permission.MEASURES_RULE_DRAFT),
        }


class ChangePage(Page):
    """One change: how the rule differs, what it would have changed in the last days, and the next step."""

    permission = Permission.MEASURES_RULE_READ
    template = "_rules/one.html"
    part = "_rules/change.html"

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """Everything of it."""
        user: Any = request.user
        row = self._row(request, public_id)
        seen.rule(row, by=user)
        effect = read_by(user, row.effect)
        return {
            "change": row,
            "differences": differences(row),
            "weighing": row.status == "DRAFT" and row.effect_at is None,
            "effect": effect,
            "turned": [(KINDS[kind], n, effect["of"][kind]) for kind, n in effect.get("turned", {}).items()],
            "changes_page": f"{self.desk}:rules",
            "change_page": f"{self.desk}:rule_change",
            "may_edit": self.desk == "steward"
            and row.status == "DRAFT"
            and access.may(user, Permission.MEASURES_RULE_DRAFT),
            "history": trail.history(row.subject),
            "readers": readings.of(row.subject, for_=user),
        }

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form | None:
        """The form, where the person may do anything."""
        found = actions(self._row(request, self.kwargs["public_id"]), request.user)
        return StepForm(data, files).of(found) if found else None

    def initial(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        """The version that the person sees."""
        return {"version": self._row(request, kwargs["public_id"]).version}

    def act(self, request: HttpRequest, form: Any, public_id: UUID) -> str:
        """Do what was chosen."""
        user: Any = request.user
        if form is None:
            raise access.AccessDenied(user, Permission.MEASURES_RULE_ADOPT)
        typed = form.cleaned_data
        action, version, reason = typed["action"], typed["version"], typed["reason"]
        match action:
            case "offer":
                rules.offer(public_id, version=version, by=user)
            case "discard":
                rules.discard(public_id, version=version, by=user)
            case "adopt":
                rules.adopt(public_id, version=version, by=user)
            case "send_back":
                rules.send_back(public_id, reason=reason, version=version, by=user)
            case "leave":
                rules.leave(public_id, reason=reason, version=version, by=user)
            case _:
                withdraw = action == "withdraw"
                rules.settle(public_id, withdraw=withdraw, reason=reason, version=version, by=user)
        return reverse(f"{self.desk}:rule_change", args=[public_id])

    def _row(self, request: HttpRequest, public_id: UUID) -> Any:
        user: Any = request.user
        row = rulebook.one(public_id, for_=user)
        if row is None:
            raise Http404
        return row
