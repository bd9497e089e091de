"""Sections of a declaration as a page shows them, and the forms that write them."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.apps.nation.rules import Column, Section
from stratrade.interfaces.web import choices, wording
from stratrade.kernel import country, quantity

_LANGUAGE_LETTERS = 2
_CODES = ("cas", "code")
ACTIVITIES = ("production", "consumption", "storage")


def own(titles: Mapping[str, str]) -> str:
    """A title in the language of the page."""
    return titles.get(_language()) or titles.get("en", "")


def shown(frozen: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The sections of a snapshot with titles and cells in the language of the page."""
    return [_section(one) for one in frozen["sections"]]


def _section(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": one["id"],
        "title": own(one["titles"]),
        "nothing": one["nothing"],
        "from_records": one["from_records"],
        "written": not one["from_records"] or one.get("more", False),
        "recorded": one.get("recorded", len(one["rows"]) if one["from_records"] else 0),
        "fields": [
            (own(field["titles"]), _cell(field["kind"], field["value"]))
            for field in one["fields"]
            if field["value"]
        ],
        "headings": [own(column["titles"]) for column in one["columns"]],
        "rows": [_row(one["columns"], row) for row in one["rows"]],
        "empty": not one["nothing"] and not one["rows"] and not any(f["value"] for f in one["fields"]),
    }


def _row(columns: Sequence[Mapping[str, Any]], row: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "heading": own(column["titles"]),
            "text": _cell(column["kind"], str(row.get(column["id"], ""))),
            "code": column["kind"] in _CODES,
            "numeric": column["kind"] == "number",
        }
        for column in columns
    ]


def _cell(kind: str, value: str) -> str:
    """A value as people read it; what is no code stands as it was written."""
    reader = _READERS.get(kind)
    return value if reader is None or not value else reader(value)


def _unit(value: str) -> str:
    try:
        return str(quantity.unit(value).symbol)
    except quantity.UnitError:
        return value


_READERS: Mapping[str, Callable[[str], str]] = {
    "country": lambda value: country.name(value, _language()),
    "label": wording.label,
    "labels": lambda value: ", ".join(wording.label(one) for one in value.split()),
    "activity": wording.label,
    "direction": wording.label,
    "date": lambda value: date_format(dt.date.fromisoformat(value), "SHORT_DATE_FORMAT"),
    "unit": _unit,
}


class SectionForm(forms.Form):
    """Fields of a section, or the cells of one more row."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, columns: Sequence[Column] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in columns:
            self.fields[column.id] = _field(column)


def columns_of(section: Section) -> tuple[Column, ...]:
    """What is typed into a section."""
    return section.fields or (section.columns if section.is_written else ())


def _field(column: Column) -> forms.Field:
    title = own(column.titles)
    common: dict[str, Any] = {"label": title, "required": column.needed}
    if column.kind == "long":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), max_length=8000, **common)
    if column.kind == "country":
        return forms.ChoiceField(choices=choices.countries(_language()), **common)
    if column.kind == "direction":
        options = [("export", _("Export")), ("import", _("Import"))]
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **common)
    if column.kind == "activity":
        return forms.ChoiceField(choices=[(one, wording.label(one)) for one in ACTIVITIES], **common)
    if column.kind == "category":
        return forms.ChoiceField(choices=[("1", "1"), ("2", "2")], widget=forms.RadioSelect, **common)
    widget = forms.TextInput(attrs={"inputmode": "decimal"}) if column.kind == "number" else forms.TextInput()
    if column.kind == "date":
        widget = forms.DateInput(attrs={"type": "date"})
    return forms.CharField(max_length=300, widget=widget, **common)


def _language() -> str:
    return (get_language() or "en")[:_LANGUAGE_LETTERS]
