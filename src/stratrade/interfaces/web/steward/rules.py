"""The steward's editor of the sanctions pack: draft a new rule, a changed one or the end of one."""

import json
from typing import Any
from uuid import UUID

import yaml
from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.measures import queries, rulebook, standing
from stratrade.apps.measures.services import rules
from stratrade.interfaces.web import rule_changes, wording
from stratrade.interfaces.web.choices import countries
from stratrade.interfaces.web.pages import Page
from stratrade.kernel.finding import Finding, Severity

_DAY = forms.DateInput(attrs={"type": "date"})
_LINES = forms.Textarea(attrs={"rows": 4})
_F = rule_changes.FIELDS
LISTS = ("hs", "words", "uncoded", "targets", "spares")
_OF_SETS = ("partly", "hs", "words", "doubtful")
_SHOWN_IN_LINES = (*LISTS, "partly", "doubtful")
ACTIVITIES = (
    "export", "import", "transit", "transhipment", "re_export", "brokering", "itt", "technical_assistance",
)  # fmt: skip
FACTS = ("wmd", "missile", "military_end_use", "ship_to_ship")
"""What may be stated of a transfer that a rule can look at."""


class Dated(forms.Form):
    """When a change holds and under what."""

    starts_on = forms.DateField(label=_("First day"), widget=_DAY)
    ends_on = forms.DateField(label=_("Last day, if it has one"), widget=_DAY, required=False)
    instrument = forms.CharField(
        label=_("Instrument under which it is made"),
        help_text=_("Number and day of the national text, or of the note that passed the resolution on"),
        max_length=300,
    )
    note = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def content(self) -> dict[str, Any]:
        """The rule as a row of the pack; empty where it ends."""
        return {}

    def check_as(self, kind: str, rule: str, own: Any) -> None:
        """Hold what was typed against the schema of the pack and the rules that stand."""
        typed = self.cleaned_data
        if not typed.get("starts_on"):
            return
        found = rulebook.faults(
            kind, rule, self.content(), starts_on=typed["starts_on"], ends_on=typed.get("ends_on"), own=own
        )
        for field, finding in found:
            self.add_error(field if field in self.fields else None, wording.say(finding))


class RuleForm(Dated):
    """A rule of the sanctions pack."""

    rule = forms.CharField(
        label=_("Name of the rule"),
        help_text=_("Capital letters and digits parted by hyphens"),
        max_length=60,
    )
    regime = forms.CharField(label=_F["regime"], max_length=40)
    country = forms.ChoiceField(label=_F["country"], required=False)
    direction = forms.ChoiceField(label=_F["direction"], choices=rule_changes.DIRECTIONS)
    outcome = forms.ChoiceField(label=_F["outcome"], choices=rule_changes.OUTCOMES)
    reference = forms.CharField(label=_F["reference"], max_length=300)
    source = forms.CharField(
        label=_F["source"],
        help_text=_("“unverified” where nobody has held it against the text"),
        max_length=200,
    )
    hs = forms.CharField(
        label=_F["hs"], help_text=_("One a line; a chapter or heading will do"), widget=_LINES, required=False
    )
    entries = forms.CharField(
        label=_F["entries"],
        help_text=_("A regular expression over codes of the control list, such as ^2B350"),
        max_length=500,
        required=False,
    )
    sets = forms.MultipleChoiceField(label=_F["sets"], widget=forms.CheckboxSelectMultiple, required=False)
    words = forms.CharField(label=_F["words"], help_text=_("One a line"), widget=_LINES, required=False)
    uncoded = forms.CharField(label=_F["uncoded"], help_text=_("One a line"), widget=_LINES, required=False)
    flags = forms.MultipleChoiceField(
        label=_F["flags"],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Any of these brings goods under the rule"),
        required=False,
    )
    all_goods = forms.BooleanField(label=_F["all_goods"], required=False)
    activities = forms.MultipleChoiceField(
        label=_F["activities"],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all"),
        choices=[(a, a) for a in ACTIVITIES],
        required=False,
    )
    targets = forms.CharField(label=_F["targets"], help_text=_("One a line"), widget=_LINES, required=False)
    spares = forms.CharField(label=_F["spares"], help_text=_("One a line"), widget=_LINES, required=False)
    exemptions = forms.CharField(
        label=_F["exemptions"],
        help_text=_("As in the file of the pack (YAML)"),
        widget=_LINES,
        required=False,
    )
    approval = forms.CharField(label=_F["approval"], max_length=60, required=False)
    switch = forms.ChoiceField(label=_F["switch"], required=False)
    standing = forms.ChoiceField(
        label=_F["standing"], choices=[("on", _("on")), ("off", _("off"))], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [name for name in self.fields if name not in Dated.base_fields]
        self.order_fields([*own, *Dated.base_fields])
        fields: Any = self.fields
        fields["country"].choices = countries(get_language())
        fields["sets"].choices = [
            (one["id"], one["document"] or one["id"]) for one in standing.page().get("sets", ())
        ]
        fields["switch"].choices = [("", "—"), *((code, wording.label(code)) for code in queries.switches())]
        fields["activities"].choices = [(a, wording.label(a)) for a in ACTIVITIES]
        facts = dict.fromkeys((*FACTS, *(flag for row in standing.rows() for flag in row.get("flags", ()))))
        fields["flags"].choices = [(fact, wording.label(fact)) for fact in facts]
        self.kept: dict[str, Any] = {}

    def clean_exemptions(self) -> Any:
        """What YAML reads of them, as JSON keeps it."""
        try:
            read = yaml.safe_load(self.cleaned_data["exemptions"]) or []
            return json.loads(json.dumps(read, default=str))
        except (yaml.YAMLError, TypeError, ValueError, RecursionError) as wrong:
            line = str(wrong).splitlines()[0]
            fault = Finding("measures.rule.no_yaml", Severity.BLOCK, {"reason": line[:120]})
            raise forms.ValidationError(wording.say(fault)) from None

    def content(self) -> dict[str, Any]:
        """The rule as a row of the pack, without what is empty."""
        typed = {n: v for n, v in self.cleaned_data.items() if n in _F and n not in {"switch", "standing"}}
        for name in LISTS:
            typed[name] = [line.strip() for line in typed.get(name, "").splitlines() if line.strip()]
        if self.cleaned_data.get("switch"):
            typed["switch"] = self.cleaned_data["switch"]
            typed["standing"] = self.cleaned_data.get("standing") or "on"
        return {**self.kept, **{name: value for name, value in typed.items() if value}}


class ListForm(Dated):
    """The contents of a set of items."""

    document = forms.CharField(label=_F["document"], max_length=200, required=False)
    source = forms.CharField(label=_F["source"], max_length=200)
    entries = forms.CharField(label=_F["entries"], max_length=1000, required=False)
    partly = forms.CharField(label=_F["partly"], help_text=_("One a line"), widget=_LINES, required=False)
    hs = forms.CharField(
        label=_F["hs"], help_text=_("One a line; a chapter or heading will do"), widget=_LINES, required=False
    )
    words = forms.CharField(label=_F["words"], help_text=_("One a line"), widget=_LINES, required=False)
    doubtful = forms.CharField(label=_F["doubtful"], help_text=_("One a line"), widget=_LINES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(n for n in self.fields if n not in Dated.base_fields), *Dated.base_fields])

    def content(self) -> dict[str, Any]:
        """The set as a row of the pack, without what is empty."""
        typed = {name: self.cleaned_data.get(name, "") for name in ("source", "entries")}
        for name in _OF_SETS:
            typed[name] = [
                line.strip() for line in self.cleaned_data.get(name, "").splitlines() if line.strip()
            ]
        kept = {name: value for name, value in typed.items() if value}
        return {"document": self.cleaned_data.get("document", ""), **kept}


_FORMS: dict[str, type[Dated]] = {"CLOSE": Dated, "LIST": ListForm}


def shown(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the pack as the form shows it."""
    found = dict(row)
    for name in _SHOWN_IN_LINES:
        found[name] = "\n".join(str(one) for one in row.get(name, ()))
    if row.get("exemptions"):
        found["exemptions"] = yaml.safe_dump(row["exemptions"], allow_unicode=True, sort_keys=False)
    return {"outcome": "prohibited", **found}


class _Draft(Page):
    """Draft a change of one kind."""

    desk = "steward"
    permission = Permission.MEASURES_RULE_DRAFT
    template = "steward/rule_draft.html"
    form_class = RuleForm
    kind = "ADD"

    def rule(self) -> str:
        """Id of the rule; empty for a new one."""
        return str(self.kwargs.get("rule", ""))

    def own(self) -> Any:
        """The draft that is edited; None for a new one."""
        return None

    def standing(self) -> dict[str, Any]:
        """The rule as it stands today; empty for a new one."""
        row = rulebook.stood(self.kind, self.rule(), on=today()) if self.rule() else {}
        if row is None:
            raise Http404
        return row

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form | None:
        """The form of the kind."""
        form = _FORMS.get(self.kind, RuleForm)(data)
        if isinstance(form, RuleForm) and self.kind == "CHANGE":
            form.fields["rule"].disabled = True
            form.fields["rule"].initial = self.rule()
            base = self.standing() if self.own() is None else self.own().content
            form.kept = {name: base[name] for name in ("cap",) if name in base}
        if data is not None and form.is_valid():
            form.check_as(self.kind, self.rule() or form.cleaned_data.get("rule", ""), self.own())
        return form

    def initial(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The rule as it stands."""
        return {**shown(self.standing()), "rule": self.rule(), "starts_on": today()}

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """What is drafted."""
        return {"kind": self.kind, "rule": self.rule()}

    def act(self, request: HttpRequest, form: Any, **_kwargs: Any) -> str:
        """Keep the draft."""
        user: Any = request.user
        typed = form.cleaned_data
        fields = rules.Fields(
            kind=self.kind,
            rule=self.rule() or typed["rule"].strip(),
            content=form.content(),
            starts_on=typed["starts_on"],
            ends_on=typed["ends_on"],
            instrument=typed["instrument"],
            note=typed["note"],
        )
        own = self.own()
        row = rules.draft(
            fields,
            public_id=own.public_id if own is not None else None,
            version=typed["version"] if own is not None else None,
            by=user,
        )
        return reverse("steward:rule_change", args=[row.public_id])


class New(_Draft):
    """A new rule."""


class Change(_Draft):
    """Another wording of a rule from a day on."""

    kind = "CHANGE"


class Close(_Draft):
    """The end of a rule."""

    kind = "CLOSE"


class List(_Draft):
    """Other contents of a set of items."""

    kind = "LIST"


class Edit(_Draft):
    """Change a draft."""

    def own(self) -> Any:
        """The draft."""
        user: Any = self.request.user
        row = rulebook.one(UUID(str(self.kwargs["public_id"])), for_=user)
        if row is None:
            raise Http404
        return row

    def rule(self) -> str:
        """Its rule; a new one may be named otherwise."""
        row = self.own()
        return "" if row.kind == "ADD" else str(row.rule)

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form | None:
        """The form of its kind."""
        self.kind = self.own().kind
        return super().form(request, data, files)

    def initial(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The draft as it is."""
        row = self.own()
        dated = {
            n: getattr(row, n) for n in ("rule", "starts_on", "ends_on", "instrument", "note", "version")
        }
        return {**shown(row.content), **dated}


class Rules(rule_changes.Changes):
    """The rules and their changes."""

    desk = "steward"


class RuleChange(rule_changes.ChangePage):
    """One change."""

    desk = "steward"
