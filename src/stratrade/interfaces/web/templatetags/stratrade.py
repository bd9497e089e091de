"""Filters and tags of the pages: sentences, labels, countries, amounts, lanes, form fields, addresses."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    RadioSelect,
    Select,
    Textarea,
)
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import get_language

from stratrade.apps.wording.labels import LABELS
from stratrade.apps.wording.shown import day as written_day
from stratrade.apps.wording.shown import shown
from stratrade.interfaces.web import actors, facts, kinds, tariff, wording
from stratrade.kernel import country as countries
from stratrade.kernel import quantity as quantities
from stratrade.kernel.finding import Finding, Severity

register = template.Library()

NOT_LISTED = "NOT_LISTED"
SHAPES = {"release": "●", "audit": "◐", "documentary": "▲", "inspect": "■", "hold": "✖"}
MARKS = {"met": "✓", "not_met": "✗", "unknown": "?"}
_STAGES = ("intake", "assessment", "consultation", "decision", "licence")
_STAGE_OF = {
    "DRAFT": 0,
    "SUBMITTED": 0,
    "ASSESSMENT": 1,
    "CONSULTATION": 2,
    "CONSOLIDATION": 2,
    "DECISION": 3,
    "GRANTED": 4,
    "REFUSED": 3,
    "RETURNED": 0,
    "WITHDRAWN": 0,
}


def _language() -> str:
    return (get_language() or "en")[:2]


# ---- sentences and labels
@register.filter
def say(finding: Finding | Mapping[str, Any]) -> str:
    """The sentence of a finding."""
    return wording.say(finding)


@register.filter
def typical(ask: Any) -> str:
    """What is typical of the product line that a question is asked of, in the language of the page."""
    known = ask if isinstance(ask, Mapping) else {"parameter": ask.parameter, "typical": ask.typical}
    told = facts.named({"parameter": known.get("parameter", ""), "value": known.get("typical", "")})
    return str(shown("value", told["value"]))


@register.filter
def question(ask: Any) -> str:
    """What is asked, in the language of the page."""
    return facts.question(ask)


@register.filter
def told(notice: Any) -> str:
    """The sentence of a notice."""
    return wording.say({"code": notice.code, "params": notice.params})


@register.filter
def severity(finding: Finding | Mapping[str, Any]) -> str:
    """The severity of a finding in lower case, as part of a class name."""
    found = finding.severity.value if isinstance(finding, Finding) else str(finding.get("severity", ""))
    return found.lower()


@register.filter
def strongest(findings: Any) -> Any:
    """The finding that bears most on the answer; the first of equals."""
    order = {level.value: level.rank for level in Severity}
    return max(findings, key=lambda one: order.get(severity(one).upper(), 0), default=None)


@register.filter
def of_licences(findings: Any) -> list[Any]:
    """Why licences that were quoted or found do not fit, a few of them; not the sentence that is shown already."""
    shown = strongest(findings)
    told = [one for one in findings or () if str(one.get("code", "")).startswith("enforcement.licence.")]
    return [one for one in told if one is not shown and not one["code"].endswith((".fits", ".papers"))][:3]


@register.filter
def happened(event: Any) -> str:
    """What an event of the trail says, stored or already in words."""
    return str(event.sentence) if hasattr(event, "sentence") else wording.happened(event.name, event.payload)


@register.filter
def moment(event: Any) -> Any:
    """When an event of the trail happened."""
    return event.at if hasattr(event, "at") else event.occurred_at


@register.filter
def with_people(events: Any) -> Any:
    """Each event with the person and the post behind it."""
    return actors.people(events or ())


@register.filter
def code_or_text(text: str) -> str:
    """The sentence of a finding code, or the text itself where somebody typed it."""
    said = wording.say({"code": text})
    return said if said != text else text


@register.filter
def code_label(code: object) -> str:
    """The short label of a stored code."""
    return wording.label(code)


@register.filter
def duty_label(kind: str) -> str:
    """The name of a duty to a treaty body."""
    return wording.label(f"duty_{kind}")


@register.filter
def line_label(bearing: object) -> str:
    """What a line does to a national total."""
    return wording.label(f"line_{bearing}")


@register.filter
def entry_code(code: str) -> str:
    """An entry in the mono face; in words where it says that no entry fits."""
    return wording.label(code) if code == NOT_LISTED else format_html("<code>{}</code>", code)


@register.filter
def lane_label(lane: object) -> str:
    """The name of a lane."""
    return wording.label(f"lane_{str(lane).lower()}")


@register.filter
def mode_label(mode: object) -> str:
    """How far an answer binds."""
    return wording.label(f"mode_{str(mode).lower()}")


@register.filter
def lane_shape(lane: object) -> str:
    """The shape of a lane, the same everywhere."""
    return SHAPES.get(str(lane).lower(), "")


@register.filter
def mark(status: object) -> str:
    """Tick, cross or question mark of a criterion."""
    return MARKS.get(str(status).lower(), "?")


@register.filter
def stages(status: str) -> list[dict[str, Any]]:
    """The stage line of a case: which stages are done and which one it is at."""
    at = _STAGE_OF.get(status, 0)
    over = status in {"GRANTED", "REFUSED", "RETURNED", "WITHDRAWN"}
    return [
        {"code": f"stage_{name}", "done": number < at or (over and number == at), "now": number == at}
        for number, name in enumerate(_STAGES)
    ]


# ---- names and values
@register.filter
def in_language(texts: Any) -> str:
    """The text of a {language: text} mapping in the language of the page, else in English."""
    if not isinstance(texts, Mapping):
        return str(texts or "")
    return str(texts.get(_language()) or texts.get("en") or next(iter(texts.values()), ""))


@register.filter
def agency_name(agency: Any) -> str:
    """The name of an agency in the language of the page."""
    return "" if agency is None else str(agency.name(_language()))


@register.filter
def country(code: str | None) -> str:
    """The name of a country in the language of the page."""
    return (countries.name(code, _language()) or code) if code and countries.is_code(code) else (code or "")


@register.filter
def licence_kind(code: str) -> str:
    """The name of a licence kind as the pack has it, in the language of the page."""
    return next((kind.name for kind in kinds.licence_kinds() if kind.code == code), wording.label(code))


@register.filter
def treaty_name(code: str) -> str:
    """The full name of a treaty in the language of the page."""
    found = LABELS.get(f"treaty_{code}")
    return code if found is None else str(found)


@register.filter
def amount(value: Any) -> str:
    """A number as people write it, without trailing zeros."""
    if value is None or value == "":
        return ""
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    plain = format(exact.normalize(), "f") if exact else "0"
    whole, _dot, part = plain.partition(".")
    return number_format(Decimal(plain), decimal_pos=len(part), force_grouping=len(whole.lstrip("-")) > 4)  # noqa: PLR2004 - four digits read well


@register.filter
def day(value: Any) -> str:
    """A day that is kept as text, or several of them, as the language writes days."""
    texts = value if isinstance(value, list | tuple) else [value]
    return " · ".join(written_day(str(text)) for text in texts if text)


@register.filter
def unit_symbol(code: str | None) -> str:
    """The symbol of a UN/CEFACT unit code, else the code."""
    if not code:
        return ""
    try:
        return str(quantities.unit(code).symbol)
    except (quantities.UnitError, AttributeError):
        return code


@register.filter
def hs_code(code: str) -> str:
    """An HS code as people write it."""
    return tariff.dotted(code)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """The value of a key, None where it is not there."""
    return mapping.get(key) if isinstance(mapping, Mapping) else None


@register.filter
def waiting_count(by_status: Any) -> int:
    """How many of a lane wait for an officer or are held."""
    return sum((by_status or {}).get(status, 0) for status in ("WAITING", "HELD"))


@register.filter
def less(number: int, other: int) -> int:
    """A number less another."""
    return number - other


@register.filter
def percent(score: Any) -> int:
    """A score from 0 to 1 as whole per cent."""
    return round(float(score or 0) * 100)


@register.filter
def fact_name(parameter: str) -> str:
    """A technical fact as the list in force calls it, in the language of the page."""
    return str(facts.named({"parameter": parameter}).get("parameter", parameter))


# ---- forms
@register.filter
def field_kind(field: BoundField) -> str:
    """Which component draws a field."""
    widget = field.field.widget
    kinds: tuple[tuple[type, str], ...] = (
        (CheckboxSelectMultiple, "checkboxes"),
        (RadioSelect, "radios"),
        (Select, "select"),
        (Textarea, "textarea"),
        (CheckboxInput, "checkbox"),
        (FileInput, "file"),
    )
    return next((name for kind, name in kinds if isinstance(widget, kind)), "input")


@register.filter
def drawn(field: BoundField) -> Any:
    """A text field, list, area or file with the classes and descriptions of the design system."""
    classes = {"select": "govuk-select", "textarea": "govuk-textarea", "file": "govuk-file-upload"}
    name = classes.get(field_kind(field), "govuk-input")
    described = [f"{field.id_for_label}-hint"] if field.help_text else []
    if field.errors:
        name += f" {name}--error"
        described.append(f"{field.id_for_label}-error")
    attrs = {"class": name}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if field.errors:
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs=attrs)


@register.filter
def is_multipart(form: Any) -> bool:
    """Whether a form sends files."""
    return bool(form is not None and form.is_multipart())


# ---- addresses
@register.simple_tag(takes_context=True)
def with_query(context: Any, **changes: Any) -> str:
    """The query of this address with some keys changed; an empty value takes a key away."""
    query: QueryDict = context["request"].GET.copy()
    for key, value in changes.items():
        if value in ("", None):
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}"
