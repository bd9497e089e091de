"""Forms of the editor of the sanctions pack: a rule, a set of items, words for people, the end of a rule."""

import json
from typing import Any

import yaml
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.apps.measures import queries, rulebook, standing
from stratrade.interfaces.web import rule_changes, wording
from stratrade.interfaces.web.choices import BARREL, UNITS, countries
from stratrade.kernel.finding import Finding, Severity

_DAY = forms.DateInput(attrs={"type": "date"})
_LINES = forms.Textarea(attrs={"rows": 4})
_AMOUNT = {"max_digits": 18, "decimal_places": 6}
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
            at = "cap_quantity" if field == "cap" and "cap_quantity" in self.fields else field
            self.add_error(at if at in self.fields else None, wording.say(finding))


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
    approval_under = forms.CharField(label=_F["approval_under"], max_length=300, required=False)
    approval_source = forms.CharField(
        label=_F["approval_source"],
        help_text=_("“unverified” where nobody has held it against the text"),
        max_length=200,
        required=False,
    )
    cap_quantity = forms.DecimalField(
        label=_("Quantity that all States together may send in twelve months"),
        min_value=0,
        **_AMOUNT,
        required=False,
    )
    cap_unit = forms.ChoiceField(label=_("Unit"), required=False)
    cap_or_quantity = forms.DecimalField(
        label=_("The same in another unit, where the resolution says so"),
        min_value=0,
        **_AMOUNT,
        required=False,
    )
    cap_or_unit = forms.ChoiceField(label=_("Unit"), required=False)
    cap_starts = forms.CharField(
        label=_("Month and day on which the twelve months begin"),
        help_text=_("As 12-22 for 22 December; empty: 1 January"),
        max_length=5,
        required=False,
    )
    cap_source = forms.CharField(
        label=_("How the quantity is known"),
        help_text=_("“unverified” where nobody has held it against the text"),
        max_length=200,
        required=False,
    )
    unasked = forms.BooleanField(label=_F["unasked"], required=False)
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
        fields["cap_unit"].choices = fields["cap_or_unit"].choices = [("", "—"), BARREL, *UNITS]
        facts = dict.fromkeys((*FACTS, *(flag for row in standing.rows() for flag in row.get("flags", ()))))
        fields["flags"].choices = [(fact, wording.label(fact)) for fact in facts]

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
        typed["cap"] = self._cap()
        return {name: value for name, value in typed.items() if value}

    def _cap(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("cap_quantity") is None and not typed.get("cap_unit"):
            return {}
        found = {**_amount(typed, "cap_quantity", "cap_unit"), "per": "year"}
        if typed.get("cap_starts"):
            found["starts"] = typed["cap_starts"].strip()
        if typed.get("cap_or_quantity") is not None or typed.get("cap_or_unit"):
            found["or"] = [_amount(typed, "cap_or_quantity", "cap_or_unit")]
        if typed.get("cap_source"):
            found["source"] = typed["cap_source"]
        return found


def _amount(typed: dict[str, Any], quantity: str, unit: str) -> dict[str, Any]:
    """An amount as the file keeps it; what was left out is named by the schema."""
    number = typed.get(quantity)
    whole = number is not None and number == number.to_integral_value()
    kept = None if number is None else (int(number) if whole else float(number))
    return {"quantity": kept, "unit": typed.get(unit, "")}


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


class PeopleForm(Dated):
    """Words for those a measure is aimed at, or lets be."""

    words = forms.CharField(
        label=_("Words"),
        help_text=_("One a line; any of them in what is said of the end user, as a whole word"),
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["words", *Dated.base_fields])

    def content(self) -> dict[str, Any]:
        """The people as a row of the pack."""
        lines = (line.strip().lower() for line in self.cleaned_data.get("words", "").splitlines())
        return {"words": list(dict.fromkeys(line for line in lines if line))}


FORMS: dict[str, type[Dated]] = {"CLOSE": Dated, "LIST": ListForm, "PEOPLE": PeopleForm}


def shown(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the pack as the form shows it."""
    found = dict(row)
    for name in _SHOWN_IN_LINES:
        found[name] = "\n".join(str(one) for one in row.get(name, ()))
    if row.get("exemptions"):
        found["exemptions"] = yaml.safe_dump(row["exemptions"], allow_unicode=True, sort_keys=False)
    found.update(_shown_cap(found.pop("cap", {})))
    return {"outcome": "prohibited", **found}


def _shown_cap(cap: dict[str, Any]) -> dict[str, Any]:
    other = (cap.get("or") or [{}])[0]
    return {
        "cap_quantity": cap.get("quantity"),
        "cap_unit": cap.get("unit", ""),
        "cap_or_quantity": other.get("quantity"),
        "cap_or_unit": other.get("unit", ""),
        "cap_starts": cap.get("starts", ""),
        "cap_source": cap.get("source", ""),
    }
