"""What a sentence names, as people read it: stored codes become labels, units symbols, countries names."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stratrade.apps.wording.labels import LABELS
from stratrade.kernel import country, quantity

_AMOUNTS = frozenset({"amount", "grams", "limit", "mass", "planned"})
_NUMBER = re.compile(r"\d{5,}(\.\d+)?")
"""What is hard to read without its digits in groups."""
_EXPONENT = re.compile(r"\d(\.\d+)?E\+\d{1,2}")
OWN_NAMES: Mapping[str, str] = {"km": "ខ្មែរ", "fr": "Français", "en": "English"}
SIGNS: Mapping[str, str] = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LABELLED = frozenset(
    {
        "activity",
        "after",
        "before",
        "entry",
        "direction",
        "finding",
        "ground",
        "how",
        "kind",
        "limb",
        "outcome",
        "position",
        "relation",
        "role",
        "status",
        "strength",
        "switch",
        "unmet",
        "type",
    }
)
_PREFIXES: Mapping[str, str] = {
    "act": "act_",
    "action": "action_",
    "duty": "duty_",
    "field": "field_",
    "lane": "lane_",
    "lane_before": "lane_",
}


def shown(key: str, value: Any) -> Any:
    """The value of a parameter as a reader sees it, in the language of the moment.

    Args:
        key: the parameter's name, which says what kind of code stands in it.
        value: as it is stored; what is no code is given back unchanged.
    """
    if isinstance(value, Decimal) or (isinstance(value, str) and _EXPONENT.fullmatch(value)):
        value = format(Decimal(value), "f")  # older rows keep large amounts with an exponent
    if not isinstance(value, str) or not value:
        return value
    if key in _AMOUNTS and _NUMBER.fullmatch(value):
        return _grouped(value)
    if key in _LABELLED:
        return ", ".join(_label(part) for part in value.split(", "))
    if key in _PREFIXES:
        return _label(value, _PREFIXES[key])
    reader = _READERS.get(key)
    return day(value) if reader is None else reader(value)


def day(value: str) -> str:
    """A stored day as the language of the moment writes days; any other text unchanged.

    Args:
        value: `2026-11-30`; a month `2026-11`, a year or words are given back as they are.

    >>> day("1970")
    '1970'
    """
    if not _DAY.fullmatch(value):
        return value
    try:
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    except ValueError:
        return value


def _grouped(value: str) -> str:
    number = Decimal(value).normalize()
    part = format(number, "f").partition(".")[2]
    return number_format(number, decimal_pos=len(part), force_grouping=True)


def _label(value: str, prefix: str = "") -> str:
    found = LABELS.get(prefix + value)
    return value if found is None else str(found)


def _country(value: str) -> str:
    return country.name(value, (get_language() or "en")[:2]) if country.is_code(value) else value


def _unit(value: str) -> str:
    try:
        return str(quantity.unit(value).symbol)
    except quantity.UnitError:
        return value


def _part(value: str) -> str:
    """A part of a draft: `details`, `item 2`, `item 2 removed`, `party CONSIGNEE`, `party removed`."""
    match value.split():
        case ["details"]:
            return _("destination and end use")
        case ["item", number]:
            return _("item %(number)s") % {"number": number}
        case ["item", number, "removed"]:
            return _("item %(number)s, taken out") % {"number": number}
        case ["party", "removed"]:
            return _("parties, one taken out")
        case ["party", role]:
            return _label(role)
        case _:
            return value


_READERS: Mapping[str, Callable[[str], str]] = {
    "country": _country,
    "destination": _country,
    "unit": _unit,
    "part": _part,
    "value": lambda value: {"True": _("yes"), "False": _("no")}.get(value, value),
    "op": lambda value: SIGNS.get(value, value),
    "language": lambda value: OWN_NAMES.get(value, value),
}
