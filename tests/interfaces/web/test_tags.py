"""Filters of the templates."""

from decimal import Decimal

import pytest
from django.utils import translation

from stratrade.interfaces.web.templatetags import stratrade as tags
from stratrade.kernel.finding import Finding, Severity


@pytest.mark.parametrize(
    ("lane", "shape"),
    [("release", "●"), ("audit", "◐"), ("documentary", "▲"), ("inspect", "■"), ("hold", "✖")],
)
def test_lane_shape_is_one_a_lane(lane, shape):
    assert tags.lane_shape(lane) == shape
    assert len(set(tags.SHAPES.values())) == len(tags.SHAPES)


@pytest.mark.parametrize("language", ["km", "fr", "en"])
def test_lane_label_is_said_in_every_language(language):
    with translation.override(language):
        labels = {tags.lane_label(lane) for lane in tags.SHAPES}
    assert len(labels) == len(tags.SHAPES)
    assert not any(label.startswith("lane") for label in labels)


def test_strongest_takes_the_most_severe():
    weak, strong = Finding("a.b", Severity.NOTICE), Finding("c.d", Severity.BLOCK)
    assert tags.strongest([weak, strong, weak]) is strong
    assert tags.strongest([weak.as_dict(), strong.as_dict()])["code"] == "c.d"
    assert tags.strongest([]) is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Decimal("12.500000000"), "12.5"), (Decimal("0E-9"), "0"), ("3", "3"), (None, ""), ("abc", "abc")],
)
def test_amount_drops_trailing_zeros(value, shown):
    with translation.override("en"):
        assert tags.amount(value) == shown


def test_amount_follows_the_language():
    with translation.override("fr"):
        assert tags.amount(Decimal("12.5")) == "12,5"


def test_country_names_it_and_keeps_what_it_does_not_know():
    with translation.override("fr"):
        assert tags.country("KH") == "Cambodge"
        assert tags.country("Atlantis") == "Atlantis"
        assert tags.country("") == ""


def test_in_language_falls_back_to_english():
    with translation.override("km"):
        assert tags.in_language({"en": "pump", "fr": "pompe"}) == "pump"
    with translation.override("fr"):
        assert tags.in_language({"en": "pump", "fr": "pompe"}) == "pompe"


def test_stages_mark_what_is_done():
    stages = tags.stages("CONSULTATION")
    assert [s["done"] for s in stages] == [True, True, False, False, False]
    assert [s["now"] for s in stages] == [False, False, True, False, False]


def test_say_gives_the_code_where_no_sentence_is_written():
    assert tags.say(Finding("no.such.code")) == "no.such.code"
    assert tags.code_or_text("typed by an officer") == "typed by an officer"


def test_say_speaks_the_language_of_the_page():
    finding = Finding("classify.description.vague")
    with translation.override("en"):
        english = tags.say(finding)
    with translation.override("km"):
        khmer = tags.say(finding)
    assert english != khmer
    assert any("\u1780" <= letter <= "\u17ff" for letter in khmer)


@pytest.mark.parametrize(("code", "shown"), [("902620", "9026.20"), ("9026", "9026")])
def test_hs_code_is_dotted(code, shown):
    assert tags.hs_code(code) == shown
