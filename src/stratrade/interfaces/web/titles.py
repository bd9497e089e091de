"""Titles of criteria in the language of the page: as they were written, else out of the names of what they test.

A title that says no more than its test ("Pulse duration: less than 200 ns") is written in English alone; the other
languages have the name of the fact, the names of its options and the figures of the test, which cannot differ.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stratrade.engines.lists.model import (
    FeatureTest,
    MemberTest,
    Node,
    Op,
    Parameter,
    PurposeTest,
    QuantityTest,
)

_PROSE = re.compile(r"\b[a-z]{3,}")
"""A basis of measurement in words stays with the title that was written; a standard by its number does not."""


def in_language(texts: Mapping[str, str]) -> str:
    """The text in the language of the page, else in English."""
    return texts.get((get_language() or "en")[:2]) or texts.get("en") or ""


def spoken(texts: Mapping[str, str]) -> tuple[str, str]:
    """The text in the language of the page, else in English, and its language where that is another one."""
    here = (get_language() or "en")[:2]
    if texts.get(here):
        return texts[here], ""
    return texts.get("en") or "", "en"


def number(value: Decimal) -> str:
    """A number as the reader's language writes it."""
    plain = format(value.normalize(), "f") if value else "0"
    whole, _dot, part = plain.partition(".")
    return str(number_format(Decimal(plain), decimal_pos=len(part), force_grouping=len(whole) > 4))  # noqa: PLR2004


def of(node: Node, parameters: Mapping[str, Parameter]) -> tuple[str, str]:
    """The title of a criterion in the language of the page, else in English, and its language where another one.

    Args:
        node: the criterion.
        parameters: those of its edition, by id.
    """
    title, language = spoken(node.title)
    told = _told(node, parameters) if language else ""
    return (told, "") if told else (title, language)


def _told(node: Node, parameters: Mapping[str, Parameter]) -> str:
    """What the test of a leaf says in the language of the page; empty where its title says something else or more."""
    test = node.test
    if not isinstance(test, QuantityTest | MemberTest | FeatureTest | PurposeTest):
        return ""
    here = (get_language() or "en")[:2]
    known = parameters.get(test.parameter)
    label = known.label.get(here, "") if known else ""
    if known is None or not label:
        return ""
    label, written = label[0].upper() + label[1:], node.title.get("en", "").lower()
    named = known.label.get("en", "").lower()
    if isinstance(test, FeatureTest | PurposeTest):
        return label if written == named else ""
    if isinstance(test, MemberTest):
        return _member(label, test, known, written)
    return _quantity(label, test) if written.startswith(f"{named}:") else ""


def _quantity(label: str, test: QuantityTest) -> str:
    if _PROSE.search(test.basis):
        return ""
    words = {
        "name": label,
        "value": _with_unit(test.value, test.unit),
        "low": _with_unit(test.value, test.unit),
        "high": _with_unit(test.high, test.unit) if test.high is not None else "",
    }
    said = _sentence(test) % words
    return f"{said} ({test.basis})" if test.basis else said


def _sentence(test: QuantityTest) -> str:
    """How a value is held against its threshold; a bound counts unless the sentence says above or below."""
    if test.op is Op.BETWEEN:
        return {
            (False, False): _("%(name)s: from %(low)s to %(high)s"),
            (True, False): _("%(name)s: above %(low)s up to %(high)s"),
            (False, True): _("%(name)s: from %(low)s to below %(high)s"),
            (True, True): _("%(name)s: above %(low)s and below %(high)s"),
        }[test.low_exclusive, test.high_exclusive]
    return {
        Op.GT: _("%(name)s: more than %(value)s"),
        Op.GE: _("%(name)s: at least %(value)s"),
        Op.LT: _("%(name)s: less than %(value)s"),
        Op.LE: _("%(name)s: at most %(value)s"),
    }[test.op]


def _with_unit(value: Decimal, unit: str) -> str:
    if unit == "ratio":
        return f"{number(value)}:1"
    return number(value) if unit == "1" else f"{number(value)} {unit}"


def _member(label: str, test: MemberTest, known: Parameter, written: str) -> str:
    """The options, with the name of the fact where the title has it too."""
    here = (get_language() or "en")[:2]
    options = [names for option, names in known.options.items() if option in test.options]
    names = [one.get(here, "") for one in options]
    if not names or not all(names):
        return ""
    *first, last = names
    said = _("%(options)s or %(last)s") % {"options": ", ".join(first), "last": last} if first else last
    if written.startswith(f"{known.label.get('en', '').lower()}:"):
        return _("%(name)s: %(options)s") % {"name": label, "options": said}
    return said if len(options) == 1 and options[0].get("en", "").lower() == written else ""
