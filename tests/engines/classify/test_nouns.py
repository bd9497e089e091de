"""Nouns of other languages: how many stand for listed goods, which family they lead to, what they leave alone."""

from pathlib import Path

import pytest
import yaml

from stratrade.apps import shelf
from stratrade.engines.classify.identify import Query, identify
from stratrade.engines.classify.words import pattern, words

CASES = Path(__file__).parents[2] / "cases" / "vocabulary"
SAMPLE = 60


@pytest.fixture(scope="module")
def index():
    return shelf.read_index()


def _families(language):
    rows = yaml.safe_load((CASES / f"{language}.yaml").read_text(encoding="utf-8"))
    return [(phrase, row["entries"]) for row in rows for phrase in row["phrases"]]


@pytest.mark.parametrize(
    ("language", "least"), [("fr", 430), ("km", 430), ("vi", 150), ("zh", 150), ("th", 150)]
)
def test_glossary_nouns_are_distinct_and_lead_to_an_entry(language, least, index):
    """One noun counts once however it is spelt, and not at all where it is the English word or leads nowhere."""
    counted = set()
    for noun, english in index.edition.glossary[language].items():
        key = pattern(noun)
        keys = [word.key for word in words(english)]
        if key != pattern(english) and all(k in index.known for k in keys) and index.bm25(keys).any():
            counted.add(key)
    assert len(counted) >= least


def test_every_noun_is_written_in_words_that_the_list_knows(index):
    unknown = {
        (noun, word.key)
        for language in ("fr", "km", "vi", "zh", "th")
        for noun, english in index.edition.glossary[language].items()
        for word in words(english)
        if word.key not in index.known and word.key not in index.edition.vocabulary.abbreviations
    }
    assert unknown == set()


@pytest.mark.parametrize("language", ["fr", "km"])
def test_invoice_phrases_put_their_family_first(language, index):
    phrases = _families(language)
    assert len(phrases) >= SAMPLE
    wrong = []
    for phrase, entries in phrases:
        found = identify(Query(phrase), index).candidates
        if not found or found[0].entry not in entries:
            wrong.append((phrase, [candidate.entry for candidate in found[:3]]))
    assert wrong == []


@pytest.mark.parametrize("language", ["fr", "km"])
def test_ordinary_goods_are_not_stopped_by_a_noun(language, index):
    goods = yaml.safe_load((CASES / "ordinary.yaml").read_text(encoding="utf-8"))[language]
    assert [text for text in goods if identify(Query(text), index).verdict != "not_listed"] == []


@pytest.mark.parametrize(
    "text",
    ["ម៉ាស៊ីនបោះពុម្ព 3D លោហៈ", "ម៉ាស៊ីនបោះពុម្ព3dលោហៈ", "ម៉ាស៊ីន បោះពុម្ព 3D\u200bលោហៈ"],
)
def test_a_noun_with_a_latin_word_in_it_is_read_however_it_is_spaced(text, index):
    assert index.glossary.translated(text.replace("\u200b", "")).split() == [
        "additive", "manufacturing", "machine",
    ]  # fmt: skip
    assert identify(Query(text), index).candidates[0].entry == "2B510"


def test_subscripts_that_look_alike_in_khmer_are_read_alike(index):
    one, other = "ឧបករណ៍ដោះដូរកម្ដៅ", "ឧបករណ៍ដោះដូរកម្តៅ"
    assert one != other
    assert [c.entry for c in identify(Query(one), index).candidates] == [
        c.entry for c in identify(Query(other), index).candidates
    ]
