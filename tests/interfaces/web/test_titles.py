"""Titles of criteria in the language of the page, written or composed."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.utils import translation

from stratrade.apps import shelf
from stratrade.engines.lists import load
from stratrade.engines.lists.model import (
    FeatureTest,
    Kind,
    MemberTest,
    Node,
    Op,
    Parameter,
    QuantityTest,
)
from stratrade.interfaces.web import titles

PARAMETERS = {
    "pulse": Parameter(
        "pulse", "quantity", "ns", {"en": "pulse duration", "km": "រយៈពេលជីពចរ", "fr": "durée d’impulsion"}
    ),
    "form": Parameter(
        "form",
        "member",
        label={"en": "form", "km": "ទម្រង់", "fr": "forme"},
        options={
            "bar": {"en": "Bar", "km": "របារ", "fr": "Barre"},
            "tube": {"en": "Tube", "km": "បំពង់", "fr": "Tube"},
        },
    ),
    "sealed": Parameter("sealed", "feature", label={"en": "sealed", "km": "បិទជិត", "fr": "scellé"}),
}


def leaf(title, test) -> Node:
    return Node("9X001.a", {"en": title}, Kind.LEAF, test=test)


def quantity(op, value, high=None, **bounds) -> QuantityTest:
    return QuantityTest("pulse", op, Decimal(value), "ns", high and Decimal(high), **bounds)


@pytest.mark.parametrize(
    ("title", "test", "khmer", "french"),
    [
        (
            "Pulse duration: less than 0.5 ns",
            quantity(Op.LT, "0.5"),
            "រយៈពេលជីពចរ៖ តិចជាង 0,5 ns",
            "Durée d’impulsion : moins de 0,5 ns",
        ),
        (
            "Pulse duration: above 1 to 20 ns",
            quantity(Op.BETWEEN, "1", "20", low_exclusive=True),
            "រយៈពេលជីពចរ៖ លើសពី 1 ns ដល់ 20 ns",
            "Durée d’impulsion : plus de 1 ns, jusqu’à 20 ns",
        ),
        (
            "Form: Bar or Tube",
            MemberTest("form", frozenset({"bar", "tube"})),
            "ទម្រង់៖ របារ ឬ បំពង់",
            "Forme : Barre ou Tube",
        ),
        ("Tube", MemberTest("form", frozenset({"tube"})), "បំពង់", "Tube"),
        ("Sealed", FeatureTest("sealed", {}), "បិទជិត", "Scellé"),
    ],
)
def test_of_composes_what_the_test_says(title, test, khmer, french):
    with translation.override("km"):
        assert titles.of(leaf(title, test), PARAMETERS) == (khmer, "")
    with translation.override("fr"):
        assert titles.of(leaf(title, test), PARAMETERS) == (french, "")


@pytest.mark.parametrize(
    ("title", "test"),
    [
        ("A short and clean pulse", quantity(Op.LT, "5")),
        ("Pulse duration: less than 5 ns", quantity(Op.LT, "5", basis="at the second stage")),
        ("Sealed for good", FeatureTest("sealed", {})),
    ],
)
def test_of_title_that_says_more_than_its_test_stays_as_written(title, test):
    with translation.override("km"):
        assert titles.of(leaf(title, test), PARAMETERS) == (title, "en")


@pytest.mark.parametrize("language", ["fr", "km"])
def test_every_criterion_of_the_packaged_list_has_a_title_in_the_language(language):
    edition = load.parse(shelf.edition_files(shelf.edition_ids()[0]))

    def foreign() -> Iterator[str]:
        for entry in edition.entries.values():
            for node in entry.criteria.walk():
                _title, other = titles.of(node, edition.parameters)
                if other:
                    yield f"{node.path} {node.title['en']}"

    with translation.override(language):
        assert list(foreign()) == []
